"""Which of the claims under a key are near enough in time to be met at all.

The same bounds as those of the screen's times (:mod:`fogline.matching.screen`), or a little wider: of many claims on
one town those of other weeks are passed over before a pair of them is made.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fogline.matching import marks as bits
from fogline.matching.classes import NEVER, OPEN, SHORT, TOLD, kinds_of_time
from fogline.matching.screen import Columns
from fogline.matching.times import LONG, OLD

Numbers = NDArray[np.int64]

AFTER = 1
LASTING_AFTER = 7
"""Days from the end of a happening to the beginning of what may still be the same, and of what goes on for days."""

_EVER = 1 << 22
"""A day after the year 9999; below it minus one there is none, either."""


class Windows:
    """Those living in groups, each alike in its kind of time, in an order in which those whom one can meet stand
    together: ``homes`` has their numbers.

    *groups* numbers the group of each, *rows* are those of *columns* (of marks), *kinds* are the groups' kinds of time.
    """

    def __init__(self, groups: Numbers, rows: Numbers, kinds: Numbers, columns: Columns) -> None:
        self._kinds, self._columns = kinds, columns
        self._of = kinds_of_time(columns)
        self._first, self._last = _first(columns), _last(columns)
        at = np.where(self._of[rows] == TOLD, np.asarray(columns["published"][rows], np.int64), self._first[rows])
        codes = _coded(groups, at)
        self.homes = np.argsort(codes, kind="stable")
        self._codes = codes[self.homes]

    def meeting(self, rows: Numbers, groups: Numbers) -> tuple[Numbers, Numbers]:
        """For each of those that ask, at *rows*, of the group beside it in *groups*, the place in ``homes`` of the
        first whom it can meet there, and how many these are."""
        low, high = self._bounds(self._kinds[groups], rows)
        first = np.searchsorted(self._codes, _coded(groups, low), "left")
        last = np.searchsorted(self._codes, _coded(groups, high), "right")
        return first, np.maximum(last - first, 0)

    def _bounds(self, living: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
        """The first and last days of those whom each at *rows* can meet, of whom the times are of the kind *living*."""
        asking, first, last = self._of[rows], self._first[rows], self._last[rows]
        told = asking == TOLD
        after = np.where((self._columns["flags"][rows] & bits.LASTS) != 0, LASTING_AFTER, AFTER)
        low = np.where(told, first - OLD, first - np.where(living == TOLD, 0, after)) - np.where(
            living == SHORT, LONG, 0
        )
        late = np.where(asking == OPEN, _EVER, np.where(told, first, last) + OLD)
        high = np.where(living == TOLD, late, np.where(told, first, last + after))
        free = (asking == NEVER) | (living == OPEN) | (living == NEVER)
        return np.where(free, 0, np.clip(low, 0, _EVER - 1)), np.where(free, _EVER - 1, np.clip(high, 0, _EVER - 1))


def _coded(keys: Numbers, days: Numbers) -> Numbers:
    return np.asarray(keys * _EVER + days, np.int64)


def _first(columns: Columns) -> Numbers:
    """The first day of each, or, where it gives none, that of its document."""
    first = np.where(columns["start"] != 0, columns["start"], columns["end"])
    return np.where(first != 0, first, columns["published"]).astype(np.int64)


def _last(columns: Columns) -> Numbers:
    """Its last day; an open end is as late as can be."""
    return np.where(columns["end"] != 0, np.maximum(_first(columns), columns["end"]), _EVER).astype(np.int64)
