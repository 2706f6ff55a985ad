"""ACLED's columns, one row an event (ACLED Codebook, 2023, and its "Column names" of the export): no data of ACLED.

Left empty is what reporting does not say and what only ACLED's coders decide: administrative units below the first,
the scale of a source, an actor's ACLED name and type where its kind leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from fogline.export.base import Material, ToldEvent, What
from fogline.export.countries import countries
from fogline.export.record import Record
from fogline.export.sides import (
    ARMED,
    CIVILIANS,
    STATE,
    Actor,
    actors,
    day_of,
    happened,
    killed,
    least_total,
    notes,
    sources,
    told_as_fact,
)
from fogline.export.stream import write_rows

COLUMNS = (
    *("event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting"),
    *("iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision"),
    *("source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
)

_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_DISORDER_BY_SUB_EVENT = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Violent demonstration": "Demonstrations",
    "Mob violence": "Political violence",
}
TARGETED = "Civilian targeting"


class AcledCsv:
    """``--format acled-csv``: events of the types that ACLED codes, and that somebody says did happen."""

    name = "acled-csv"
    means = "events under ACLED's columns and codes, with its conservative figures"
    offers: tuple[What, ...] = ("events",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write a header and a row for each event; gives the number of events."""
        return write_rows(out, (COLUMNS,), rows(material))


def rows(material: Material) -> Iterator[list[object]]:
    """The rows, in the order of events; values in the order of :data:`COLUMNS`."""
    for told in material.events():
        code = _code(told)
        if code is not None and happened(told):
            row = _row(told, code)
            yield [row[column] for column in COLUMNS]


def _code(told: ToldEvent) -> Record | None:
    """The ACLED code that most claims of the event's type have, else most of its claims; ``None``: not coded."""
    coded = [claim.record for claim in told_as_fact(told) if claim.record["acled"] is not None]
    mine = [record for record in coded if record["event_type"] == told.event["event_type"]]
    codes = [record["acled"] for record in mine or coded]
    return max(codes, key=codes.count) if codes else None


def _row(told: ToldEvent, code: Record) -> dict[str, object]:
    event = told.event
    place = event["place"] or {}
    start, end = (day_of(event["time"][key]) for key in ("start", "end"))
    first, second, with_first, with_second = actors(told)
    inter1, inter2 = _inter(first, place, code), _inter(second, place, code)
    country = countries().get(place.get("country") or "")
    return {
        "event_id_cnty": f"{country.alpha3 if country else 'XXX'}-{event['event_id']}",
        "event_date": start,
        "year": start.year if start else None,
        "time_precision": _time_precision(start, end),
        "disorder_type": _DISORDER_BY_SUB_EVENT.get(code["sub_event_type"]) or _DISORDER.get(code["event_type"]),
        **code,
        "actor1": first.name if first else None,
        "assoc_actor_1": "; ".join(with_first),
        "inter1": inter1,
        "actor2": second.name if second else None,
        "assoc_actor_2": "; ".join(with_second),
        "inter2": inter2,
        "interaction": _interaction(first, second, inter1, inter2),
        "civilian_targeting": _targeted(code, second),
        "iso": country.numeric if country else None,
        "region": country.acled_region if country else None,
        "country": country.name if country else None,
        "admin1": place.get("admin1"),
        "admin2": None,
        "admin3": None,
        "location": place.get("name"),
        **{key: place.get(key) for key in ("latitude", "longitude", "geo_precision")},
        "source": "; ".join(sources(told)),
        "source_scale": None,
        "notes": notes(told),
        "fatalities": least_total(killed(told)),
        "tags": f"fogline status={event['status']}; independent={event['independent']}",
        "timestamp": None,
    }


def _time_precision(start: date | None, end: date | None) -> int | None:
    """1: the day is known; 2: the week; 3: the month or less."""
    if start is None:
        return None
    days = 31 if end is None else (end - start).days + 1
    return 1 if days == 1 else 2 if days <= 7 else 3


def _inter(actor: Actor | None, place: Record, code: Record) -> str | None:
    """ACLED's type of actor; empty where its kind leaves several."""
    if actor is None:
        return None
    if code["event_type"] == "Protests" and actor.kind in (None, *CIVILIANS):
        return "Protesters"
    if code["event_type"] == "Riots" and actor.kind in (None, *CIVILIANS):
        return "Rioters"
    if actor.kind in STATE and actor.country is not None and place.get("country") is not None:
        return "State forces" if actor.country == place["country"] else "External/Other forces"
    return "Civilians" if actor.kind in CIVILIANS else "Rebel group" if _rebels(actor, place) else None


def _rebels(actor: Actor, place: Record) -> bool:
    """An armed group of a side in its own country; others may be militias or come from abroad."""
    at_home = actor.country is not None and actor.country == place.get("country")
    return actor.kind == ARMED and actor.party is not None and at_home


def _interaction(first: Actor | None, second: Actor | None, inter1: str | None, inter2: str | None) -> str | None:
    if inter1 is None or (second is not None and inter2 is None):
        return None
    return f"{inter1} only" if second is None else f"{inter1}-{inter2}"


def _targeted(code: Record, second: Actor | None) -> str | None:
    """ "Civilian targeting" where civilians are the main or only target."""
    on_civilians = second is not None and second.kind in CIVILIANS
    violent = code["event_type"] in ("Explosions/Remote violence", "Riots")
    return TARGETED if code["event_type"] == "Violence against civilians" or (violent and on_civilians) else None
