"""Which of the claims under a key are near enough in time to be met at all.

The same bounds as those of the screen's times (:mod:`fogline.matching.screen`), or a little wider: of many claims on
one town those of other weeks are passed over before a pair of them is made.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from fogline.matching import marks as bits
from fogline.matching.screen import Columns
from fogline.matching.times import LONG, OLD

Numbers = NDArray[np.int64]

AFTER = 1
LASTING_AFTER = 7
"""Days from the end of a happening to the beginning of what may still be the same, and of what goes on for days."""

_EVER = 1 << 22
"""A day after the year 9999; below it minus one there is none, either."""

_DAY, _SHORT, _LONG, _TOLD, _NEVER = range(5)
"""What a claim gives: one day; some; an open time or a long one; none, but the day its document appeared; neither."""


def windows(
    home_keys: Numbers, home_rows: Numbers, asking_keys: Numbers, asking_rows: Numbers, columns: Columns
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Those living under the key of each that asks, if their days can be of one happening, kind by kind of time.

    Rows are those of *columns* (of marks), the keys of either side are in order. Gives the numbers of homes in an
    order in which those that one meets stand together, and for each that asks the first of them, and how many.
    """
    names = np.unique(np.concatenate([home_keys, asking_keys]))
    home, asked = np.searchsorted(names, home_keys), np.searchsorted(names, asking_keys)
    days, lows, highs = _kinds(columns), _first(columns), _last(columns)
    bounds = _bounds(days[asking_rows], lows[asking_rows], highs[asking_rows], _after(columns)[asking_rows])
    at = np.where(days == _TOLD, np.asarray(columns["published"], np.int64), lows)
    for kind, (low, high) in bounds.items():
        inside = np.flatnonzero(days[home_rows] == kind)
        codes = _coded(home[inside], at[home_rows[inside]] if kind in (_DAY, _SHORT, _TOLD) else 0)
        order = np.argsort(codes, kind="stable")
        codes = codes[order]
        first = np.searchsorted(codes, _coded(asked, low), "left")
        last = np.searchsorted(codes, _coded(asked, high), "right")
        yield inside[order], first, np.maximum(last - first, 0)


def _bounds(kind: Numbers, low: Numbers, high: Numbers, after: Numbers) -> dict[int, tuple[Numbers, Numbers]]:
    """For each kind of home the first and last days that those who ask, of these kinds and times, can meet."""
    told = kind == _TOLD
    always = (np.zeros(len(kind), np.int64), np.full(len(kind), _EVER - 1, np.int64))
    free = kind == _NEVER

    def wide(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
        return np.where(free, 0, np.clip(first, 0, _EVER - 1)), np.where(free, _EVER - 1, np.clip(last, 0, _EVER - 1))

    end = np.where(told, low, high + after)
    return {
        _DAY: wide(np.where(told, low - OLD, low - after), end),
        _SHORT: wide(np.where(told, low - OLD, low - after) - LONG, end),
        _TOLD: wide(np.where(told, low - OLD, low), np.where(kind == _LONG, _EVER, np.where(told, low, high) + OLD)),
        _LONG: always,
        _NEVER: always,
    }


def _coded(keys: Numbers, days: Numbers | int) -> Numbers:
    return np.asarray(keys * _EVER + days, np.int64)


def _kinds(columns: Columns) -> Numbers:
    start, end = columns["start"], columns["end"]
    undated = (start == 0) & (end == 0)
    long = (start == 0) | (end == 0) | (end - start + 1 >= LONG)
    dated = np.where(long, _LONG, np.where(start == end, _DAY, _SHORT))
    return np.where(undated, np.where(columns["published"] == 0, _NEVER, _TOLD), dated)


def _first(columns: Columns) -> Numbers:
    """The first day of each, or, where it gives none, that of its document."""
    first = np.where(columns["start"] != 0, columns["start"], columns["end"])
    return np.where(first != 0, first, columns["published"]).astype(np.int64)


def _last(columns: Columns) -> Numbers:
    """Its last day; an open end is as late as can be."""
    return np.where(columns["end"] != 0, np.maximum(_first(columns), columns["end"]), _EVER).astype(np.int64)


def _after(columns: Columns) -> Numbers:
    return np.where((columns["flags"] & bits.LASTS) != 0, LASTING_AFTER, AFTER).astype(np.int64)
