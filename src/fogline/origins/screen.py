"""Which pairs of documents can be linked at all: many at once, by where the shingles stand that others have, too.

The same bound as that of :func:`fogline.origins.links.link_of`, which asks it of two documents. Of a crowd that shares
phrases, nine pairs in ten share no passage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.distinct import distinct
from fogline.origins.likeness import GAP
from fogline.origins.links import PASSAGE_WORDS, SAME_WIRE
from fogline.origins.prints import SHINGLE, Prints

Numbers = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

LOOKED_UP_AT_ONCE = 2_000_000
"""Shingles of first documents that are looked for in second ones together: some 100 MB."""


LARGEST_TABLE = 50_000_000
"""Documents by shingles up to which a table says which has which, in as many bytes: it is asked millions of times."""


def may_be_linked(texts: Sequence[Prints], one: Numbers, other: Numbers) -> Bools:
    """Of the pairs of *texts* numbered *one* and *other* which can share a passage, or so much of the shorter one as a
    link takes. Of each pair that of the smaller id is to be *one*."""
    shared = _Shared(texts)
    lengths = np.array([len(each) for each in texts], np.int64)
    longest, all_ = np.zeros(len(one), np.int64), np.zeros(len(one), np.int64)
    step = np.cumsum(shared.counts[one]) // LOOKED_UP_AT_ONCE
    for number in distinct(step):
        some = np.flatnonzero(step == number)
        longest[some], all_[some] = shared.most(one[some], other[some])
    return np.asarray((longest >= PASSAGE_WORDS) | (all_ >= SAME_WIRE * np.minimum(lengths[one], lengths[other])))


class _Shared:
    """The shingles of documents that another one of them has, too, and where they stand."""

    def __init__(self, texts: Sequence[Prints]) -> None:
        sizes = np.array([len(each.shingles) for each in texts], np.int64)
        owners = np.repeat(np.arange(len(texts)), sizes)
        places = np.arange(len(owners)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        all_ = np.concatenate([np.empty(0, np.uint64), *(each.shingles for each in texts)])
        names, ids = np.unique(all_, return_inverse=True)
        has = distinct(owners * len(names) + ids)
        by_several = np.bincount(has % max(len(names), 1), minlength=len(names)) > 1
        kept, among = by_several[ids], np.cumsum(by_several) - 1
        owners, self._ids, self._places = owners[kept], among[ids[kept]], places[kept]
        self._size = int(np.count_nonzero(by_several))
        self._has = distinct(owners * self._size + self._ids)
        self._table: Bools | None = None
        if len(texts) * self._size <= LARGEST_TABLE:
            self._table = np.zeros(len(texts) * self._size, np.bool_)
            self._table[self._has] = True
        self.counts = np.bincount(owners, minlength=len(texts))
        self._first = np.cumsum(self.counts) - self.counts

    def most(self, one: Numbers, other: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Of each pair how many words of the first one stretch can share with the second at most, and all together."""
        counts = self.counts[one]
        pair = np.repeat(np.arange(len(one)), counts)
        at = np.arange(len(pair)) + np.repeat(self._first[one] - (np.cumsum(counts) - counts), counts)
        wanted = other[pair] * self._size + self._ids[at]
        found = self._are_there(wanted)
        pair, place = pair[found], self._places[at[found]]
        longest, all_ = np.zeros(len(one), np.int64), np.zeros(len(one), np.int64)
        if len(pair):
            begins = np.append(True, (np.diff(pair) != 0) | (np.diff(place) > GAP + SHINGLE))
            ends = np.append(begins[1:], True)
            lengths = place[ends] - place[begins] + SHINGLE
            np.maximum.at(longest, pair[begins], lengths)
            np.add.at(all_, pair[begins], lengths)
        return longest, all_

    def _are_there(self, wanted: Numbers) -> Bools:
        """Which of these, each a document's number and a shingle's, there are."""
        if self._table is not None:
            return self._table[wanted]
        return np.asarray(self._has[np.minimum(np.searchsorted(self._has, wanted), len(self._has) - 1)] == wanted)
