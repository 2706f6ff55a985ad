"""Which claims of a whole corpus are worth comparing: those that meet under a key, and whose marks do not rule it out.

Keys are put in buckets of about as many meetings each, every bucket is joined and screened by itself, and what is left
of all of them is put into groups that hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.bulk.columns import Array, read_array, read_where, write_array
from fogline.bulk.work import Work
from fogline.matching.screen import columns_of, may_match, parts

MET_AT_ONCE = 20_000_000
"""Meetings that make a bucket: some seconds' work."""

PAIRS_AT_ONCE = 500_000
"""Pairs screened together: some 50 MB of columns."""

Numbers = NDArray[np.int64]

# A key under which nobody lives, or only one claim stands, brings nobody together.
KEYS = f"""
    WITH found AS (
        SELECT key, parts.first_claim + claim AS claim, lives, reaches FROM {{keys}} JOIN parts USING (partition)
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
    """The pairs (two columns of claims' numbers, the smaller first) that meet in the table *found* and may match."""
    keys, claims, lives, reaches = (found[name].to_numpy() for name in ("key", "claim", "lives", "reaches"))
    ids, rows = np.unique(claims, return_inverse=True)
    columns, size = columns_of(marks[ids]), max(len(ids), 1)
    codes = [np.empty(0, np.int64)]
    for one, other in _met(keys, rows, lives > 0, reaches > 0):
        kept = may_match(columns, one, other)
        codes.append(np.unique(np.minimum(one[kept], other[kept]) * size + np.maximum(one[kept], other[kept])))
    both = np.unique(np.concatenate(codes))
    return np.stack([ids[both // size], ids[both % size]], axis=1).astype(np.int32)


def _met(
    keys: Numbers, rows: Numbers, lives: NDArray[np.bool_], reaches: NDArray[np.bool_]
) -> Iterator[tuple[Numbers, Numbers]]:
    """The pairs that meet, so many at once as are screened together; *keys* are in order."""
    home_keys, home_rows, home_reaches = keys[lives], rows[lives], reaches[lives]
    asking_keys, asking_rows, asking_lives = keys[reaches], rows[reaches], lives[reaches]
    first = np.searchsorted(home_keys, asking_keys, "left")
    count = np.searchsorted(home_keys, asking_keys, "right") - first
    for part in parts(count, PAIRS_AT_ONCE):
        counts = count[part]
        starts = np.repeat(first[part] - (np.cumsum(counts) - counts), counts)
        there = starts + np.arange(len(starts))
        one, other = np.repeat(asking_rows[part], counts), home_rows[there]
        # Two that both live and reach here meet twice: once is enough. Nobody meets himself.
        again = np.repeat(asking_lives[part], counts) & home_reaches[there] & (one > other)
        apart = (one != other) & ~again
        yield one[apart], other[apart]


def all_pairs(work: Work, buckets: Sequence[int], claims: int) -> Array:
    """The pairs of all *buckets*, each once; *claims* is how many there are of these in all."""
    codes = [np.empty(0, np.int64)]
    for bucket in buckets:
        found = np.asarray(read_array(work.layout, work.name("pairs", bucket, "npy")), np.int64)
        codes.append(found[:, 0] * claims + found[:, 1])
    both = np.unique(np.concatenate(codes))
    return np.stack([both // max(claims, 1), both % max(claims, 1)], axis=1)
