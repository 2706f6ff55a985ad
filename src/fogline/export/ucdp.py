"""UCDP GED's columns, one row an event with people killed (UCDP GED Codebook, version 23.1).

Left empty is what only UCDP decides: its numbers of conflicts, dyads, actors and countries, and whether an event
belongs to an active dyad.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
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
    Killed,
    actors,
    day_of,
    happened,
    killed,
    sources,
    voice,
)
from fogline.export.stream import write_rows

COLUMNS = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id"),
    *("conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a"),
    *("side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office"),
    *("source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description"),
    *("adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region"),
    *("event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians"),
    *("deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"),
)


class UcdpCsv:
    """``--format ucdp-csv``: events in which somebody says that people were killed, and how many."""

    name = "ucdp-csv"
    means = "events with people killed under UCDP GED's columns: best, low, high, precision codes, sides"
    offers: tuple[What, ...] = ("events",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write a header and a row for each event; gives the number of events."""
        return write_rows(out, (COLUMNS,), rows(material))


def rows(material: Material) -> Iterator[list[object]]:
    """The rows, in the order of events; values in the order of :data:`COLUMNS`."""
    for told in material.events():
        figures = killed(told)
        if figures and happened(told):
            row = _row(told, figures)
            yield [row.get(column) for column in COLUMNS]


def _row(told: ToldEvent, figures: list[Killed]) -> dict[str, object]:
    event = told.event
    first, second, _, _ = actors(told)
    start, end = (day_of(event["time"][key]) for key in ("start", "end"))
    return {
        "id": event["event_id"],
        "year": start.year if start else None,
        "code_status": event["status"],
        "type_of_violence": _violence(first, second),
        "dyad_name": f"{first.name} - {second.name}" if first and second else None,
        "side_a": first.name if first else None,
        "side_b": second.name if second else None,
        **_told_by(told),
        **_where(event["place"] or {}),
        "event_clarity": 1 if start is not None and (end is None or (end - start).days < 7) else 2,
        "date_prec": _date_prec(start, end),
        "date_start": start,
        "date_end": end,
        **_deaths(figures, first, second),
    }


def _told_by(told: ToldEvent) -> dict[str, object]:
    records = [claim.record for claim in told.claims]
    documents = list({one["document"]["document_id"]: one["document"] for one in records}.values())
    return {
        "number_of_sources": len(documents),
        "source_article": "; ".join(_article(one) for one in documents),
        "source_office": "; ".join(sources(told)),
        "source_date": "; ".join(one["published"] or "" for one in documents),
        "source_headline": "; ".join(one["title"] or "" for one in documents),
        "source_original": "; ".join(dict.fromkeys(voice(one) for one in records if one["speaker"])),
    }


def _article(document: Record) -> str:
    title = f", “{document['title']}”" if document["title"] else ""
    return f"“{document['outlet'] or document['name']}, {document['published'] or 'undated'}{title}”"


def _where(place: Record) -> dict[str, object]:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    country = countries().get(place.get("country") or "")
    known = latitude is not None and longitude is not None
    return {
        "where_prec": place.get("where_prec"),
        "where_coordinates": place.get("name"),
        "adm_1": place.get("admin1"),
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude} {latitude})" if known else None,
        "priogrid_gid": priogrid(latitude, longitude) if latitude is not None and longitude is not None else None,
        "country": country.name if country else None,
        "region": country.ucdp_region if country else None,
    }


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell (half a degree wide, numbered from the south-west; Tollefsen, Strand, Buhaug 2012)."""
    row = min(359, math.floor((latitude + 90) * 2))
    column = min(719, math.floor((longitude + 180) * 2))
    return row * 720 + column + 1


def _violence(first: Actor | None, second: Actor | None) -> int | None:
    """1: between a state and others; 2: between groups; 3: against civilians; ``None`` where it is not told."""
    if second is not None and second.kind in CIVILIANS:
        return 3
    kinds = {actor.kind for actor in (first, second) if actor is not None}
    if first is None or second is None:
        return None
    return 1 if kinds & STATE else 2 if kinds == {ARMED} else None


def _date_prec(start: date | None, end: date | None) -> int | None:
    """1: the day; 2: two to six days; 3: a week; 4: a month; 5: more."""
    if start is None or end is None:
        return None
    days = (end - start).days + 1
    return next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (math.inf, 5)) if days <= most)


Bounds = tuple[int | None, int | None, int | None]


def _deaths(figures: list[Killed], first: Actor | None, second: Actor | None) -> dict[str, object]:
    """Deaths by side where the words say whose, and the total's bounds: of each side the extremes, summed."""
    parties = {figure.party for figure in figures}
    bounds = {party: _bounds([one for one in figures if one.party == party]) for party in parties}
    out: dict[str, object] = {}
    for key, actor in (("deaths_a", first), ("deaths_b", second)):
        if actor is not None and actor.party is not None and actor.party in bounds:
            out[key] = bounds[actor.party][1]
    if None in bounds:
        on_civilians = second is not None and second.kind in CIVILIANS
        out["deaths_civilians" if on_civilians else "deaths_unknown"] = bounds[None][1]
    low, best, high = (_sum(bound[place] for bound in bounds.values()) for place in range(3))
    return {**out, "low": low, "best": best, "high": high}


def _bounds(figures: list[Killed]) -> Bounds:
    """The least low, the best value most often given (the least of equals), the greatest high."""
    lows = [value for one in figures for value in (one.low, one.best) if value is not None]
    highs = [value for one in figures for value in (one.high, one.best) if value is not None]
    bests = [one.best for one in figures if one.best is not None]
    best = min(bests, key=lambda value: (-bests.count(value), value)) if bests else None
    return _whole(min(lows, default=None)), _whole(best), _whole(max(highs, default=None))


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum of the values, ``None`` where one of them is not known."""
    known = list(values)
    return None if any(value is None for value in known) else sum(value for value in known if value is not None)
