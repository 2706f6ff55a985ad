"""The pairs of claims that may match are compared, stretch by stretch of claims: which do, and how well.

A stretch is so many claims, in the order of time, as make some hundred thousand pairs; of what they are compared with
most lies in it or right behind it. Only these claims are read for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from fogline.bulk import meeting, tables
from fogline.bulk.columns import Array, read_array, read_some, write_table
from fogline.bulk.work import Counts, Work
from fogline.distinct import distinct
from fogline.matching.compare import THRESHOLD
from fogline.matching.crowds import Crowd
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.store import codec

PAIRS_AT_ONCE = 200_000
"""Pairs that make a stretch, or those of one claim: some tens of MB."""

CLAIMS = """
    SELECT ranks.rank AS claim, split_part(claims.record, ',"reasons":', 1)
        || CASE WHEN contains(claims.record, ',"reasons":') THEN '}}' ELSE '' END AS record
    FROM {claims} AS claims JOIN parts USING (partition)
    JOIN ranks ON ranks.claim = parts.first_claim + claims.file_row_number
    WHERE ranks.met ORDER BY ranks.rank
"""
"""The claims that are in some pair, without their reasons, in the order of time."""

MATCHES = {"one": "int64", "other": "int64", "score": "float64"}
"""The pairs of claims, by their numbers among all, that match; the claim with the smaller id first."""


MATCHED = {**dict.fromkeys(("one", "other"), "int32"), "score": "float64"}
"""The same by their numbers in the order of time."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The claims numbered from ``low`` to below ``high``, as the ``number``-th of all stretches."""

    number: int
    low: int
    high: int


def score(stretch: Stretch, *, work: Work, buckets: Sequence[int]) -> Counts:
    """Write which pairs match whose first claims are those of a *stretch*; gives how many were compared.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("scored", stretch.number, lambda: _scored(stretch, work, buckets))


def _scored(stretch: Stretch, work: Work, buckets: Sequence[int]) -> Counts:
    pairs = meeting.pairs_from(work, buckets, stretch.low, stretch.high)
    claims = distinct(pairs.ravel())
    crowd, ids = Crowd(), []
    for _, one in claims_of(work, claims):
        crowd.add(one)
        ids.append(one.claim.claim_id)
    first, second = (np.searchsorted(claims, column) for column in pairs.T)
    place = places_of(ids)
    turned = place[first] > place[second]
    first, second = np.where(turned, second, first), np.where(turned, first, second)
    scores = crowd.scores(first, second)
    match = np.flatnonzero(scores >= THRESHOLD)
    one, other, found = claims[first[match]], claims[second[match]], scores[match]
    matched = {"one": one, "other": other, "score": found}
    write_table(work.layout, work.name("matched", stretch.number), tables.filled(MATCHED, matched))
    numbers = read_array(work.layout, work.name("order", ending="npy"))
    told = {"one": numbers[one], "other": numbers[other], "score": found}
    write_table(work.layout, work.tie("matches", stretch.number), tables.filled(MATCHES, told))
    return {"compared": len(pairs), "matches": len(match)}


def claims_of(work: Work, wanted: Array) -> Iterator[tuple[int, Told]]:
    """The claims numbered *wanted* (in order) in the order of time, with their numbers.

    Raises:
        BulkError: a file is damaged.
    """
    marks = read_array(work.layout, work.name("marks", ending="npy"))
    for rows in read_some(work.layout, work.name("claims"), "claim", wanted):
        for number, record in zip(rows["claim"].to_pylist(), rows["record"].to_pylist(), strict=True):
            day = int(marks[number]["published"])
            claim = codec.loads(Claim, record)
            yield number, told(claim, date.fromordinal(day) if day else None)


def places_of(ids: Sequence[str]) -> Array:
    """For each of *ids* how many of them are smaller."""
    found = np.empty(len(ids), np.int64)
    found[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return found
