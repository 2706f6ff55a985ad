"""Which pairs of claims are worth comparing: near each other by the keys they live under, and not ruled out by their
marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fogline.distinct import distinct
from fogline.matching.marks import marks_from
from fogline.matching.screen import Columns, columns_of, may_match, parts
from fogline.store.derived import DerivedStore, Pair

PAIRS_AT_ONCE = 1_000_000
"""Pairs screened together: some 100 MB of columns."""


@dataclass(slots=True)
class Reach:
    """Claims, and the keys that what may match each lives under (``owners`` numbers the claim of each key)."""

    claims: list[str] = field(default_factory=list)
    owners: list[NDArray[np.intp]] = field(default_factory=list)
    keys: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, reach: Mapping[str, Collection[int]]) -> None:
        """Add claims with their keys."""
        counts = [len(found) for found in reach.values()]
        numbers = np.arange(len(self.claims), len(self.claims) + len(reach))
        self.claims.extend(reach)
        self.owners.append(np.repeat(numbers, counts))
        self.keys.append(np.fromiter((key for found in reach.values() for key in found), np.int64, sum(counts)))


def pairs_near(derived: DerivedStore, reach: Reach) -> list[Pair]:
    """The pairs of a claim of *reach* and any in the ledger that may match, in order."""
    if not reach.claims:
        return []
    keys = np.concatenate(reach.keys)
    living = derived.living(distinct(keys).tolist())
    there = {claim for found in living.values() for claim in found}.union(reach.claims)
    marks = derived.marks(there)
    ids = sorted(marks)
    rows = {claim: row for row, claim in enumerate(ids)}
    owners = np.array([rows.get(claim, -1) for claim in reach.claims], np.intp)[np.concatenate(reach.owners)]
    entered = owners >= 0  # a claim that is rejected has no mark, and is compared with none
    found = _screened(
        columns_of(marks_from(marks[key] for key in ids)), _met(owners[entered], keys[entered], living, rows)
    )
    return [(ids[one], ids[other]) for one, other in found]


def _met(
    owners: NDArray[np.intp], keys: NDArray[np.int64], living: Mapping[int, Sequence[str]], rows: Mapping[str, int]
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The rows of claims with those that live under their keys, so many pairs at once as are screened together."""
    entries = [(key, rows[claim]) for key, claims in living.items() for claim in claims if claim in rows]
    homes, living_rows = _columns(entries)
    first = np.searchsorted(homes, keys, "left")
    count = np.searchsorted(homes, keys, "right") - first
    for part in parts(count, PAIRS_AT_ONCE):
        counts = count[part]
        starts = np.repeat(first[part] - (np.cumsum(counts) - counts), counts)
        yield np.repeat(owners[part], counts), living_rows[starts + np.arange(len(starts))]


def _columns(entries: Iterable[tuple[int, int]]) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Keys in order, and the row that each goes with."""
    table = np.array(sorted(entries), np.int64).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), table[:, 1].astype(np.intp)


def _screened(columns: Columns, met: Iterable[tuple[NDArray[np.intp], NDArray[np.intp]]]) -> list[tuple[int, int]]:
    """The pairs (the smaller first, each once) that may match."""
    size = len(columns["kind"])
    found = [np.empty(0, np.int64)]
    for one, other in met:
        kept = may_match(columns, one, other)
        low, high = np.minimum(one[kept], other[kept]), np.maximum(one[kept], other[kept])
        apart = low != high
        found.append(distinct(low[apart] * size + high[apart]))
    codes = distinct(np.concatenate(found))
    return list(zip((codes // max(size, 1)).tolist(), (codes % max(size, 1)).tolist(), strict=True))
