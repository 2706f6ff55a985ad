"""Who meets whom under keys: of those that live there and those that ask, whose classes and days let them match.

Under the key of a town at war there may be tens of thousands, each with a like among few of them. So groups meet first:
those under a key whose claims are of one class (:mod:`fogline.matching.classes`). Only of groups that may match are the
claims paired, and of these those whose days are near enough (:mod:`~fogline.bulk.windows`). What one document tells
is paired by itself, for more speaks for a match there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from fogline.bulk.windows import Windows
from fogline.matching.classes import Classes
from fogline.matching.screen import Columns, parts

AT_ONCE = 500_000
"""Pairs, of groups or of claims, made together: some 50 MB of columns."""

Numbers = NDArray[np.int64]
Bools = NDArray[np.bool_]
Pairs = tuple[Numbers, Numbers]


class _Side:
    """Entries of claims, by their ``rows``, under keys: those that live there, or those that ask; ``both`` has which do
    both. They stand in groups by key and by what is numbered besides (the ``kinds`` of the groups)."""

    def __init__(self, keys: Numbers, kinds: Numbers, rows: Numbers, both: Bools) -> None:
        size = int(kinds.max(initial=0)) + 1
        codes = keys * size + kinds[rows]
        order = np.argsort(codes, kind="stable")
        self.rows, self.both = rows[order], both[order]
        found, self.first, self.count = np.unique(codes[order], return_index=True, return_counts=True)
        self.keys, self.kinds = found // size, found % size
        self.groups = np.repeat(np.arange(len(found)), self.count)


def met(keys: Numbers, rows: Numbers, lives: Bools, reaches: Bools, columns: Columns) -> Iterator[Pairs]:
    """The pairs that meet, by their *rows* of *columns* (of marks), so many at once as are screened together.

    Under each of *keys* the claim at its row lives, or what may match it does, or both. Two may meet more than once.
    """
    _, keys = np.unique(keys, return_inverse=True)
    _, documents = np.unique(columns["document"], return_inverse=True)
    classes = Classes(columns)

    def sides(kinds: Numbers) -> tuple[_Side, _Side]:
        homes = _Side(keys[lives], kinds, rows[lives], reaches[lives])
        return homes, _Side(keys[reaches], kinds, rows[reaches], lives[reaches])

    yield from _within(*sides(documents))
    yield from _across(*sides(classes.of), classes, columns)


def _within(homes: _Side, asking: _Side) -> Iterator[Pairs]:
    """The pairs of those under one key that are of one kind."""
    if not len(homes.rows):
        return
    size = int(max(homes.kinds.max(), asking.kinds.max(initial=0))) + 1
    there, wanted = (side.keys * size + side.kinds for side in (homes, asking))
    at = np.minimum(np.searchsorted(there, wanted), len(there) - 1)
    count = np.where(there[at] == wanted, homes.count[at], 0)
    for one, other in _pairs(homes.first[at][asking.groups], count[asking.groups]):
        yield _once(asking, one, homes, other)


def _across(homes: _Side, asking: _Side, classes: Classes, columns: Columns) -> Iterator[Pairs]:
    """The pairs of those under one key whose classes, and days, are such that they may match."""
    windows = Windows(homes.groups, homes.rows, classes.when[homes.kinds], columns)
    begin = np.searchsorted(homes.keys, asking.keys, "left")
    for group, there in _pairs(begin, np.searchsorted(homes.keys, asking.keys, "right") - begin):
        fits = classes.may_match(asking.kinds[group], homes.kinds[there])
        group, there = group[fits], there[fits]
        for at, one in _pairs(asking.first[group], asking.count[group]):
            first, count = windows.meeting(asking.rows[one], there[at])
            for again, place in _pairs(first, count):
                yield _once(asking, one[again], homes, windows.homes[place])


def _once(asking: _Side, one: Numbers, homes: _Side, other: Numbers) -> Pairs:
    """The rows of these pairs of entries, but for who meets himself; two that both live and ask here meet twice, of
    which once is enough."""
    first, second = asking.rows[one], homes.rows[other]
    again = asking.both[one] & homes.both[other] & (first > second)
    wanted = (first != second) & ~again
    return first[wanted], second[wanted]


def _pairs(first: Numbers, count: Numbers) -> Iterator[Pairs]:
    """The number of each with *count* numbers from its *first* on, so many at once as are made together."""
    for part in parts(count, AT_ONCE):
        counts = count[part]
        starts = np.repeat(first[part] - (np.cumsum(counts) - counts), counts)
        yield np.repeat(np.arange(part.start, part.stop), counts), starts + np.arange(len(starts))
