"""Which claims are compared at all: those near each other in kind, place and time.

A claim lives under its *homes*; what may match it lives under its *reach*, the homes of its neighbours included. Two
claims of which neither lives in the other's reach cannot be one happening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from math import cos, floor, radians

import xxhash

from fogline.matching.kinds import group
from fogline.matching.places import is_area
from fogline.matching.told import Told
from fogline.model.values import Place

CELL_DEGREES = 1.0
"""Side of the cells in which towns and sites are looked for."""

MARGIN_KM = 45.0
"""How far a match may be: the reach of a large city, and a little more."""

KM_PER_DEGREE = 111.0

PERIOD_DAYS = 14
"""Length of the periods in which days fall; a match is never further away than the next one."""

LONGEST = 6
"""Periods that a long time is entered under, from its first on: what lasts longer matches by its beginning."""

Key = int
"""A period, and a hash of a group of types, a stage and where: below 2 to the power of 62. Two that fall together cost
a comparison and nothing else."""

NAME_BITS = 42
"""Bits of a key that are the hash; the periods up to the year 9999 take 18."""


COUNTED = 20.0
"""From this number on, one figure told of one day by two reports without a place is no chance."""


def homes(one: Told) -> frozenset[Key]:
    """Where *one* is entered; without a place under its figures of one day, and nowhere if it has none."""
    if one.place is None:
        return _counts(one)
    return _keys(one, [_cell(one.place), _name(one.place)], _periods(one))


def reach(one: Told) -> frozenset[Key]:
    """Where what may match *one* is entered."""
    if one.place is None:
        return _counts(one)
    near = {period + step for period in _periods(one) for step in (-1, 0, 1) if period != UNKNOWN}
    return _keys(one, {*_cells(one.place), *_namesakes(one.place)}, near or {UNKNOWN})


def pairs(claims: Iterable[Told]) -> Iterator[tuple[Told, Told]]:
    """Each pair of *claims* worth comparing, once, the smaller id first."""
    living: defaultdict[Key, list[Told]] = defaultdict(list)
    for other in sorted(claims, key=lambda one: one.claim.claim_id):
        met: dict[str, Told] = {}
        for key in reach(other):
            met.update((one.claim.claim_id, one) for one in living.get(key, ()))
        for key in homes(other):
            living[key].append(other)
        yield from ((met[key], other) for key in sorted(met))


def _counts(one: Told) -> frozenset[Key]:
    """One key for each number that *one* gives of a day: "144 prisoners were exchanged on Wednesday"."""
    day = one.days.day
    if day is None:
        return frozenset()
    kind = f"{group(one.claim.event_type)}|{one.stage}"
    counted = (figure for figure in one.figures if figure.best is not None and figure.best >= COUNTED)
    names = (f"{kind}|#{each.measure}|{each.unit}|{each.best:g}|{day.toordinal()}" for each in counted)
    return frozenset([_at(_hash(name), _period(day)) for name in names])


UNKNOWN = -1
"""The period of what is told without a day in a document without one."""


def _keys(one: Told, cells: Iterable[str], periods: Iterable[int]) -> frozenset[Key]:
    kind = f"{group(one.claim.event_type)}|{one.stage}"
    names = [_hash(f"{kind}|{cell}") for cell in cells]
    return frozenset([_at(name, period) for period in periods for name in names])


def _at(name: int, period: int) -> Key:
    """The key of a name's hash in a period, which is above: what is near in time lies together in a ledger."""
    return (period + 1 << NAME_BITS) | name


@lru_cache(maxsize=200_000)
def _hash(name: str) -> int:
    return xxhash.xxh3_64_intdigest(name.encode()) >> 64 - NAME_BITS


def _cell(place: Place) -> str:
    """The cell a place is in; an area, and what no gazetteer knows, goes by its name."""
    if place.latitude is None or place.longitude is None or is_area(place):
        return f"{place.country or ''}:{place.name.casefold()}"
    return f"{floor(place.latitude / CELL_DEGREES)},{floor(place.longitude / CELL_DEGREES)}"


def _name(place: Place) -> str:
    """The name a place is entered under besides: a place that one report leaves unresolved, another may know."""
    return f"{'=' if place.resolved else '?'}{place.name.casefold()}"


def _namesakes(place: Place) -> list[str]:
    """The names under which places of which only the name can tell that they are *place* are entered."""
    name = place.name.casefold()
    return [f"?{name}"] if place.resolved else [f"?{name}", f"={name}"]


def _cells(place: Place) -> list[str]:
    """The cells that what lies near a place may be in."""
    if place.latitude is None or place.longitude is None or is_area(place):
        return [_cell(place)]
    north = MARGIN_KM / KM_PER_DEGREE
    east = min(north / max(cos(radians(place.latitude)), 0.05), 2.0)
    rows = range(floor((place.latitude - north) / CELL_DEGREES), floor((place.latitude + north) / CELL_DEGREES) + 1)
    columns = range(floor((place.longitude - east) / CELL_DEGREES), floor((place.longitude + east) / CELL_DEGREES) + 1)
    return [f"{row},{column}" for row in rows for column in columns]


def _periods(one: Told) -> list[int]:
    days = [day for day in (one.start or one.end, one.end or one.start) if day is not None]
    if not days and one.published is not None:
        days = [one.published]
    if not days:
        return [UNKNOWN]
    first, last = _period(min(days)), _period(max(days))
    return list(range(first, min(last, first + LONGEST) + 1))


def _period(day: date) -> int:
    return day.toordinal() // PERIOD_DAYS
