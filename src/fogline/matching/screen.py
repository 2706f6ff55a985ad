"""Which pairs of claims may match at all: many at once, by their marks.

The same rules as :mod:`fogline.matching.compare`, aspect by aspect, on columns of numbers. Where a rule needs the
words themselves, the most that it could say is taken. So no pair that compares as one happening is ever left out (a
test holds the two against each other), and of those let through most do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fogline.codebook.loader import codebook
from fogline.matching import marks as bits
from fogline.matching.actors import STRIKES
from fogline.matching.compare import THRESHOLD, TOGETHER, WEIGHTS
from fogline.matching.kinds import of_types
from fogline.matching.marks import MARK, Marks, kinds
from fogline.matching.places import EARTH_KM, NEAR_KM
from fogline.matching.times import FRESH, LONG, OLD
from fogline.model.event import Aspect

Scores = NDArray[np.float64]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.intp]

OUT = -100.0
"""The score of an aspect that excludes a match."""

ROUNDING = 0.001
"""Scores are rounded when they are held against the threshold: by less than this."""

MOST: dict[Aspect, float] = {"place": 1.0, "time": 1.0, "actors": 0.5, "figures": 0.8, "words": 0.5}
"""The most that an aspect can say for a match."""


Columns = dict[str, NDArray[np.int64]]
"""A column of numbers (of various widths) by the name of each part of a mark."""


def columns_of(marks: Marks) -> Columns:
    """*marks* as columns."""
    return {name: np.ascontiguousarray(marks[name]) for name in MARK.names or ()}


def parts(counts: NDArray[np.integer], at_once: int) -> Iterator[slice]:
    """*counts* (of the pairs that each of some claims makes) in stretches that add up to *at_once* or a little more."""
    if not len(counts):
        return
    number = np.cumsum(counts) // at_once
    bounds = [0, *(np.flatnonzero(np.diff(number)) + 1).tolist(), len(counts)]
    for start, end in pairwise(bounds):
        yield slice(start, end)


class Side:
    """The claims on one side of many pairs: those of *columns* at *rows*."""

    def __init__(self, columns: Columns, rows: Numbers) -> None:
        self._columns, self._rows = columns, rows
        self._taken: Columns = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, name: str) -> NDArray[np.int64]:
        if name not in self._taken:
            self._taken[name] = self._columns[name][self._rows]
        return self._taken[name]

    def only(self, which: Bools) -> Side:
        """Those of *which* (a mask)."""
        return Side(self._columns, self._rows[which])

    def has(self, bit: int) -> Bools:
        """Which have this flag."""
        return np.asarray((self["flags"] & bit) != 0, np.bool_)

    @property
    def dated(self) -> Bools:
        """Which give a day."""
        return np.asarray((self["start"] != 0) | (self["end"] != 0), np.bool_)

    @property
    def long(self) -> Bools:
        """Which give an open time, or a long one."""
        return np.asarray(
            (self["start"] == 0) | (self["end"] == 0) | (self["end"] - self["start"] + 1 >= LONG), np.bool_
        )


def may_match(columns: Columns, one: Numbers, other: Numbers) -> Numbers:
    """The positions at which the claims numbered *one* and *other* (two columns of numbers of marks) may match."""
    left = np.arange(len(one))
    total = TOGETHER * _together(columns, one, other)
    ahead: float = sum(WEIGHTS[name] * most for name, most in MOST.items())
    for name, aspect in _ASPECTS:
        found = aspect(Side(columns, one[left]), Side(columns, other[left]))
        weight = WEIGHTS[name]
        total = total + weight * found
        ahead -= weight * MOST.get(name, 0.0)
        kept = total + ahead >= THRESHOLD - ROUNDING
        left, total = left[kept], total[kept]
    return left


def types(a: Side, b: Side) -> Scores:
    """What their types and stages say."""
    found = _table()[a["kind"], b["kind"]]
    let_go = a.has(bits.FREES) != b.has(bits.FREES)
    taken = (a["kind"] == b["kind"]) & (a["kind"] == kinds().index("detention")) & let_go
    return np.where((a["stage"] != b["stage"]) | taken, OUT, found)


@cache
def _table() -> Scores:
    """What each two types say."""
    told = [[of_types(one, other) for other in kinds()] for one in kinds()]
    return np.array([[OUT if one.excludes else one.score for one in row] for row in told])


def _times(a: Side, b: Side) -> Scores:
    here, there = a.dated, b.dated
    found = np.empty(len(a))
    both, neither = here & there, ~here & ~there
    found[both] = _days(a.only(both), b.only(both))
    found[neither] = _reports(a.only(neither), b.only(neither))
    first, second = here & ~there, ~here & there
    found[first] = _day_and_report(a.only(first), b.only(first))
    found[second] = _day_and_report(b.only(second), a.only(second))
    return found


def _days(a: Side, b: Side) -> Scores:
    gap = _gap(a, b)
    alike = (a["start"] == b["start"]) & (a["end"] == b["end"])
    meet = np.where(alike & (a["start"] == a["end"]), 1.0, 0.5)
    meet = np.where(a.long | b.long, np.where(alike, 0.5, -0.4), meet)
    apart = np.where(gap == 1, 0.2, np.where((gap <= 7) & a.has(bits.LASTS) & b.has(bits.LASTS), -0.2, OUT))
    return np.where(gap <= 0, meet, apart)


def _gap(a: Side, b: Side) -> NDArray[np.int64]:
    first, second = (np.where(m["start"] > 0, m["start"], m["end"]).astype(np.int64) for m in (a, b))
    end = np.where(first <= second, a["end"], b["end"])
    return np.where(end == 0, 0, np.maximum(first, second) - end)


def _day_and_report(dated: Side, undated: Side) -> Scores:
    first = np.where(dated["start"] > 0, dated["start"], dated["end"])
    published = undated["published"]
    gap = np.where(dated["end"] > 0, published - dated["end"], 0)
    known = np.where(gap <= FRESH, 0.4, np.where(gap <= OLD, -0.1, OUT))
    known = np.where(dated.long, -0.4, known)
    known = np.where(first > published, OUT, known)
    return np.where(published == 0, np.where(_one_document(dated, undated), 0.0, -0.3), known)


def _reports(a: Side, b: Side) -> Scores:
    gap = np.abs(a["published"] - b["published"])
    lasts = a.has(bits.LASTS) & b.has(bits.LASTS)
    known = np.where(gap > OLD, OUT, np.where(lasts, -0.3, -0.7))
    known = np.where(gap <= FRESH, np.array([0.3, 0.1, 0.0])[np.minimum(gap, FRESH)], known)
    unknown = (a["published"] == 0) | (b["published"] == 0)
    return np.where(unknown, np.where(_one_document(a, b), 0.0, -0.4), known)


def places(a: Side, b: Side) -> Scores:
    """What their places say."""
    same = np.where((a["place"] != 0) & (b["place"] != 0), a["place"] == b["place"], _one_name(a, b))
    area_a, area_b = a.has(bits.AREA), b.has(bits.AREA)
    apart = np.where(area_a | area_b, _with_area(a, b), _towns(a, b))
    unresolved = ~a.has(bits.RESOLVED) | ~b.has(bits.RESOLVED)
    apart = np.where(unresolved, -0.4, apart)
    found = np.where(same, _same_place(a, b), apart)
    return np.where(a.has(bits.PLACED) & b.has(bits.PLACED), found, 0.0)


def _one_name(a: Side, b: Side) -> Bools:
    elsewhere = (a["country"] != 0) & (b["country"] != 0) & (a["country"] != b["country"])
    return np.asarray(~elsewhere & (a["name"] == b["name"]), np.bool_)


def _same_place(a: Side, b: Side) -> Scores:
    war = a.has(bits.KINETIC_FAMILY) | b.has(bits.KINETIC_FAMILY)
    country = a.has(bits.COUNTRY) | b.has(bits.COUNTRY)
    area = a.has(bits.AREA) | b.has(bits.AREA)
    known = np.where(a.has(bits.RESOLVED) != b.has(bits.RESOLVED), 0.8, 1.0)
    return np.where(war & country, -0.6, np.where(area, 0.3, known))


def _with_area(a: Side, b: Side) -> Scores:
    country = a.has(bits.COUNTRY) | b.has(bits.COUNTRY)
    areas = np.where(a["country"] != b["country"], OUT, np.where(country, 0.0, -0.5))
    town = np.where(_differ(a, b, "country") | _differ(a, b, "admin1"), OUT, 0.1)
    return np.where(a.has(bits.AREA) & b.has(bits.AREA), areas, town)


def _towns(a: Side, b: Side) -> Scores:
    lat, lat2 = np.radians(a["latitude"]), np.radians(b["latitude"])
    half = np.sin((lat2 - lat) / 2) ** 2
    half += np.cos(lat) * np.cos(lat2) * np.sin(np.radians(b["longitude"] - a["longitude"]) / 2) ** 2
    distance = 2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
    return np.where(distance <= np.maximum(a["radius"], b["radius"]) + NEAR_KM + ROUNDING, 0.7, OUT)


def _actors(a: Side, b: Side) -> Scores:
    crossed = _known(a["gains"], b["loses"]) | _known(a["loses"], b["gains"])
    out = _differ(a, b, "gains") | _differ(a, b, "loses") | crossed
    ground = _known(a["gains"], b["gains"]) | _known(a["loses"], b["loses"])
    return np.where(out, OUT, np.where(ground, 0.5, _doers(a, b)))


def _doers(a: Side, b: Side) -> Scores:
    named = (a["agent"] != 0) & (b["agent"] != 0) & (a["kind"] == b["kind"])
    against = _differ(a, b, "party") & ~_of_family(STRIKES)[a["kind"]]
    found = np.where(_known(a["party"], b["party"]), 0.4, np.where(against, OUT, 0.0))
    return np.where(named, np.where(a["agent"] == b["agent"], 0.5, found), 0.0)


@cache
def _of_family(families: frozenset[str]) -> Bools:
    """Of each type, whether its family is one of *families*."""
    return np.array([codebook().event_types[kind].family in families for kind in kinds()])


def _figures(a: Side, b: Side) -> Scores:
    equal = (a["points"] & b["points"]) != 0
    return np.where((a["measures"] & b["measures"]) == 0, 0.0, np.where(equal, 0.8, 0.2))


def _words(a: Side, b: Side) -> Scores:
    both = (a["words"] != 0) & (b["words"] != 0)
    other = np.where((a["kind"] == b["kind"]) & _of_family(frozenset({"strike"}))[a["kind"]], -0.3, 0.0)
    return np.where(both, np.where((a["words"] & b["words"]) != 0, 0.5, other), 0.0)


def _together(columns: Columns, one: Numbers, other: Numbers) -> Bools:
    """Which pairs stand in one sentence, as a happening and what it did do; few are of one document at all."""
    found = columns["document"][one] == columns["document"][other]
    beside = np.flatnonzero(found)
    a, b = Side(columns, one[beside]), Side(columns, other[beside])
    found[beside] = (a["kind"] != b["kind"]) & (a["first"] < b["last"]) & (b["first"] < a["last"])
    return np.asarray(found, np.bool_)


_ASPECTS: tuple[tuple[Aspect, Callable[[Side, Side], Scores]], ...] = (
    ("type", types),
    ("time", _times),
    ("place", places),
    ("actors", _actors),
    ("figures", _figures),
    ("words", _words),
)
"""In the order in which they rule most out for least work."""


def _one_document(a: Side, b: Side) -> Bools:
    return np.asarray(a["document"] == b["document"], np.bool_)


def _differ(a: Side, b: Side, name: str) -> Bools:
    return np.asarray((a[name] != 0) & (b[name] != 0) & (a[name] != b[name]), np.bool_)


def _known(one: NDArray[np.int64], other: NDArray[np.int64]) -> Bools:
    return np.asarray((one != 0) & (one == other), np.bool_)
