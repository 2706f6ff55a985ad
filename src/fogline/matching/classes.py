"""Which pairs of claims may match, said of whole classes of them: before a pair is made.

Where very much is told of a town, much of it is alike in all but its words: its type, its place, whether it gives a day
and figures. Two such classes are held against each other once, by the rules of :mod:`fogline.matching.screen`; of what
differs within a class (days, names, words) the most that it could say is taken. Days are left to who knows them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from fogline.matching.compare import THRESHOLD, WEIGHTS
from fogline.matching.screen import MOST, OUT, ROUNDING, Bools, Columns, Numbers, Scores, Side, places, types
from fogline.matching.times import LONG

DAY, SHORT, OPEN, TOLD, NEVER = range(5)
"""What a claim gives: one day; some; an open time or a long one; none, but the day its document appeared; neither."""

# What each two of these say at most, of claims of two documents.
_WHEN = np.array(
    [
        [1.0, 0.5, 0.2, 0.4, -0.3],
        [0.5, 0.5, 0.2, 0.4, -0.3],
        [0.2, 0.2, 0.5, -0.4, -0.3],
        [0.4, 0.4, -0.4, 0.3, -0.4],
        [-0.3, -0.3, -0.3, -0.4, -0.4],
    ]
)

_PLACE = ("place", "name", "country", "admin1", "latitude", "longitude", "radius")
_GIVEN = ("gains", "loses", "agent", "points", "words")
"""Of these a class has only whether its claims have any."""


class Classes:
    """The classes of claims whose marks are *columns*: ``of`` has that of each claim, ``when`` which kind of time the
    claims of each give."""

    def __init__(self, columns: Columns) -> None:
        when = kinds_of_time(columns)
        given = [(columns[name] != 0).astype(np.int64) for name in _GIVEN]
        alike = [columns[name] for name in ("kind", "stage", "flags", "measures", *_PLACE)]
        self.of, rows = _numbered([*alike, when, *given])
        self.when = when[rows]
        self._marks = {name: column[rows] for name, column in columns.items()}

    def may_match(self, one: Numbers, other: Numbers) -> Bools:
        """Of the classes numbered *one* and *other* (two columns of numbers) whether claims of two documents may match,
        one of either."""
        found = np.zeros(len(one), np.bool_)
        said = types(Side(self._marks, one), Side(self._marks, other))
        left = np.flatnonzero(said > OUT)
        one, other, said = one[left], other[left], said[left]
        total = WEIGHTS["type"] * said + WEIGHTS["time"] * _WHEN[self.when[one], self.when[other]]
        total += _most(Side(self._marks, one), Side(self._marks, other))
        near = total + WEIGHTS["place"] * MOST["place"] >= THRESHOLD - ROUNDING
        one, other, left = one[near], other[near], left[near]
        told = WEIGHTS["place"] * places(Side(self._marks, one), Side(self._marks, other))
        found[left[total[near] + told >= THRESHOLD - ROUNDING]] = True
        return found


def kinds_of_time(columns: Columns) -> Numbers:
    """What each claim of *columns* gives: :data:`DAY`, :data:`SHORT` …"""
    start, end = columns["start"], columns["end"]
    undated = (start == 0) & (end == 0)
    long = (start == 0) | (end == 0) | (end - start + 1 >= LONG)
    dated = np.where(long, OPEN, np.where(start == end, DAY, SHORT))
    return np.where(undated, np.where(columns["published"] == 0, NEVER, TOLD), dated)


def _most(a: Side, b: Side) -> Scores:
    """The most that doers, words and figures can say."""
    doers = _both(a, b, "agent") | _both(a, b, "gains") | _both(a, b, "loses")
    measured = (a["measures"] & b["measures"]) != 0
    told = WEIGHTS["actors"] * MOST["actors"] * doers + WEIGHTS["figures"] * MOST["figures"] * measured
    return np.asarray(told + WEIGHTS["words"] * MOST["words"] * _both(a, b, "words"), np.float64)


def _both(a: Side, b: Side, name: str) -> Bools:
    return np.asarray((a[name] != 0) & (b[name] != 0), np.bool_)


def _numbered(columns: Iterable[NDArray[np.generic]]) -> tuple[Numbers, Numbers]:
    """For each row of *columns* the number of its values, and the first row that has those of each number."""
    found = np.zeros(1, np.intp)
    for column in columns:
        values, own = np.unique(column, return_inverse=True)
        found = found * len(values) + own
        _, rows, found = np.unique(found, return_index=True, return_inverse=True)
    return found, rows
