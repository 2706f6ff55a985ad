"""Which claims of a whole corpus are worth comparing: those that meet under a key, and whose marks do not rule it out.

Claims are numbered anew for this, in the order of time, so that what may match lies together. Keys are put in buckets
of about as many meetings each, and every bucket is joined (:mod:`~fogline.bulk.crossing`) and screened by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.bulk.columns import Array, read_array, read_where, write_array
from fogline.bulk.crossing import met
from fogline.bulk.work import Work
from fogline.distinct import distinct
from fogline.matching.kinds import group
from fogline.matching.marks import MARK, Marks, kinds
from fogline.matching.screen import columns_of, may_match, parts

MET_AT_ONCE = 20_000_000
"""Meetings that make a bucket, those of days that are too far apart among them: some seconds' work."""

MARKS_AT_ONCE = 500_000
"""Marks that are put in order together: some 60 MB."""

Numbers = NDArray[np.int64]

# A key under which nobody lives, or only one claim stands, brings nobody together.
KEYS = f"""
    WITH found AS (
        SELECT key, ranks.rank AS claim, lives, reaches FROM {{keys}} AS keys JOIN parts USING (partition)
        JOIN ranks ON ranks.claim = parts.first_claim + keys.claim
    ), worth AS (
        SELECT key, sum(lives) * sum(reaches) + 20 * count(*) AS met FROM found
        GROUP BY key HAVING sum(lives) > 0 AND sum(reaches) > 0 AND count(*) > 1
    ), placed AS (
        SELECT key, CAST(sum(met) OVER (ORDER BY key) // {MET_AT_ONCE} AS INTEGER) AS bucket FROM worth
    )
    SELECT bucket, key, CAST(claim AS INTEGER) AS claim, lives, reaches FROM found JOIN placed USING (key)
    ORDER BY bucket, key, claim
"""
"""The claims under each key that brings any together, by bucket; ``keys`` are the files of the partitions."""


def in_time(marks: Sequence[Marks]) -> Array:
    """The claims of *marks*, by their numbers through all of these, in the order in which they are held against each
    other: what can be of one happening together, by its day."""
    together = np.array([kinds().index(group(kind)) for kind in kinds()], np.uint8)
    keys = ([days_of(each), each["stage"], together[each["kind"]]] for each in marks)
    columns = zip([np.empty(0, np.uint8)] * 3, *keys, strict=True)
    return np.lexsort([np.concatenate(column) for column in columns]).astype(np.int32)


def in_order(marks: Sequence[Marks], order: Array) -> Iterator[Marks]:
    """All of *marks* in the *order* of their numbers, piece by piece: together they are a hundred bytes a claim."""
    firsts = np.cumsum([0, *map(len, marks)])
    for start in range(0, len(order), MARKS_AT_ONCE):
        wanted = order[start : start + MARKS_AT_ONCE]
        found = np.empty(len(wanted), MARK)
        rows = np.argsort(wanted)
        bounds = np.searchsorted(wanted[rows], firsts)
        for each, first, low, high in zip(marks, firsts[:-1], bounds[:-1], bounds[1:], strict=True):
            found[rows[low:high]] = each[wanted[rows[low:high]] - first]
        yield found


def days_of(marks: Marks) -> Array:
    """The day by which each claim of *marks* is held against others, counted from the year 1; 0 where it has none."""
    day = np.where(marks["start"] != 0, marks["start"], marks["published"])
    return np.where(marks["end"] != 0, marks["end"], day)


def meet(bucket: int, *, work: Work) -> Mapping[str, int]:
    """Write the pairs of claims of one *bucket* that may match; gives how many there are.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    name = work.name("pairs", bucket, "npy")
    if not work.layout.storage.exists(name):
        found = read_where(work.layout, work.name("keys"), "bucket", bucket)
        marks = read_array(work.layout, work.name("marks", ending="npy"))
        write_array(work.layout, name, pairs_of(found, marks))
    return {"pairs": len(read_array(work.layout, name))}


def pairs_of(found: Any, marks: Array) -> Array:
    """The pairs (two columns of claims' numbers, the smaller first, in order) that meet in the table *found* and may
    match."""
    keys, claims, lives, reaches = (found[name].to_numpy() for name in ("key", "claim", "lives", "reaches"))
    ids, rows = np.unique(claims, return_inverse=True)
    columns, size = columns_of(marks[ids]), max(len(ids), 1)
    codes = [np.empty(0, np.int64)]
    for one, other in met(keys, rows, lives > 0, reaches > 0, columns):
        kept = may_match(columns, one, other)
        codes.append(distinct(np.minimum(one[kept], other[kept]) * size + np.maximum(one[kept], other[kept])))
    both = distinct(np.concatenate(codes))
    return np.stack([ids[both // size], ids[both % size]], axis=1).astype(np.int32)


def pairs_from(work: Work, buckets: Sequence[int], low: int, high: int) -> Array:
    """The pairs of all *buckets* whose first claim is numbered from *low* to below *high*, each once, in order."""
    found = [np.empty((0, 2), np.int64)]
    for bucket in buckets:
        pairs = read_array(work.layout, work.name("pairs", bucket, "npy"))
        first, last = np.searchsorted(pairs[:, 0], [low, high])
        found.append(np.asarray(pairs[first:last], np.int64))
    codes = np.concatenate(found)
    both = distinct((codes[:, 0] << 32) | codes[:, 1])
    return np.stack([both >> 32, both & 0xFFFFFFFF], axis=1).astype(np.int32)


def in_pairs(work: Work, buckets: Sequence[int], claims: int) -> NDArray[np.bool_]:
    """Of each of *claims* claims whether it is in a pair of any of *buckets*."""
    found = np.zeros(claims, np.bool_)
    for bucket in buckets:
        found[read_array(work.layout, work.name("pairs", bucket, "npy")).ravel()] = True
    return found


def ranges(work: Work, buckets: Sequence[int], claims: int, size: int) -> list[tuple[int, int]]:
    """The numbers of *claims* claims in stretches whose pairs, as first claims, are about *size*."""
    counts = np.zeros(claims, np.int64)
    for bucket in buckets:
        first, number = np.unique(read_array(work.layout, work.name("pairs", bucket, "npy"))[:, 0], return_counts=True)
        counts[first] += number
    return [(part.start, part.stop) for part in parts(counts, size) if counts[part].any()]
