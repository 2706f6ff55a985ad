"""HXL: events as CSV with a row of hashtags beneath the header (HXL 1.1), as HDX reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fogline.export.base import Material, ToldEvent, What
from fogline.export.countries import countries
from fogline.export.record import Record
from fogline.export.sides import actors, notes, sources
from fogline.export.stream import write_rows

_MEASURES = {
    "killed": "#affected+killed",
    "wounded": "#affected+injured",
    "missing": "#affected+missing",
    "displaced": "#affected+displaced",
    "evacuated": "#affected+evacuated",
}
"""Measures that have columns, with their hashtags; a figure of another kind stands in ``figures`` of other formats."""

_BOUNDS = ("low", "best", "high")

_FIXED = {
    "event id": "#event+id+code",
    "type": "#event+type",
    "ACLED type": "#event+type+acled",
    "status": "#status",
    "start": "#date+start",
    "end": "#date+end",
    "country": "#country+name",
    "country code": "#country+code+v_iso3",
    "region": "#adm1+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "precision": "#geo+precision",
    "by": "#group+name+agent",
    "to": "#group+name+patient",
    "independent voices": "#indicator+independent+num",
    "sources": "#meta+source",
    "what is said": "#description",
}
TAGS = {**_FIXED, **{f"{m} {b}": f"{tag}+{b}+num" for m, tag in _MEASURES.items() for b in _BOUNDS}}
"""The header with its hashtags, in order."""


class Hxl:
    """``--format hxl``: events, with figures of people affected."""

    name = "hxl"
    means = "events with people affected, a row of HXL hashtags beneath the header"
    offers: tuple[What, ...] = ("events",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write the header, the hashtags and a row for each event; gives the number of events."""
        return write_rows(out, (tuple(TAGS), tuple(TAGS.values())), _rows(material))


def _rows(material: Material) -> Iterator[list[object]]:
    for told in material.events():
        row = _row(told)
        yield [row.get(column) for column in TAGS]


def _row(told: ToldEvent) -> dict[str, object]:
    event, place = told.event, told.event["place"] or {}
    country = countries().get(place.get("country") or "")
    first, second, _, _ = actors(told)
    return {
        "event id": event["event_id"],
        "type": event["event_type"],
        "ACLED type": _acled(told),
        "status": event["status"],
        **event["time"],
        "country": country.name if country else None,
        "country code": country.alpha3 if country else None,
        "region": place.get("admin1"),
        "place": place.get("name"),
        **{key: place.get(key) for key in ("latitude", "longitude")},
        "precision": place.get("geo_precision"),
        "by": first.name if first else None,
        "to": second.name if second else None,
        "independent voices": event["independent"],
        "sources": "; ".join(sources(told)),
        "what is said": notes(told),
        **_figures(event["figures"]),
    }


def _acled(told: ToldEvent) -> str | None:
    codes = (claim.record["acled"] for claim in told.claims)
    return next((f"{code['event_type']} / {code['sub_event_type']}" for code in codes if code is not None), None)


def _figures(figures: list[Record]) -> dict[str, object]:
    """One measure's bounds over both sides: added up where every side's is known."""
    out: dict[str, object] = {}
    for measure in _MEASURES:
        mine = [one for one in figures if one["measure"] == measure]
        for bound in _BOUNDS:
            values = [one[bound] for one in mine]
            if values and None not in values:
                out[f"{measure} {bound}"] = round(sum(values))
    return out
