"""What to look at first: the claims that nobody has decided on, those first where a mistake is likely or costs most."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import nsmallest

from fogline.model.disagreement import DisagreementKind
from fogline.store.base import ClaimFilter, Store, ToReview

UNSURE = 2.0
"""Points for a claim that is surely wrong; in proportion for what is less sure (1 - confidence)."""

CONTESTED = 1.0
"""Points where the claim's event is contested: somebody denies it."""

DISPUTED = {
    "headline": 1.5,
    "control": 1.0,
    "denial": 1.0,
    "figure": 1.0,
    "framing": 0.5,
    "same_party": 0.5,
    "revision": 0.5,
}
"""Points for each kind of disagreement that the claim stands in: a wrong one accuses somebody. No kind counts twice."""

PER_TENFOLD = 0.5
"""Points for each power of ten of the people that the claim says came to harm: 1 for a hundred, 2 for ten thousand."""

LARGE, LARGEST = 10.0, 10_000.0
"""Figures below this give no points, and above that no more: millions are mostly another war's, told in passing."""

DOUBTFUL = 0.6
"""A claim less likely right than this is said to be unsure."""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason to look at a claim: its kind, the same in words, and its points."""

    kind: str
    words: str
    points: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim of the queue, and the sum of its points."""

    of: ToReview
    score: float

    @property
    def claim_id(self) -> str:
        """The claim's id."""
        return self.of.claim_id

    @property
    def document_id(self) -> str:
        """Its document's id."""
        return self.of.document_id

    @property
    def why(self) -> tuple[Why, ...]:
        """The reasons, the weightiest first."""
        return tuple(sorted(_reasons(self.of), key=lambda reason: (-reason.points, reason.kind)))


def queue(store: Store, where: ClaimFilter = ClaimFilter(), *, limit: int | None = 50) -> list[Entry]:  # noqa: B008
    """The claims that *where* asks for and nobody has decided on, the first to look at first; *limit* of them at most.

    Of equals the one with the smaller id comes first, so that two who ask get the same order.
    """
    entries = map(entry_of, store.to_review(replace(where, reviewed="open", as_read=False)))
    if limit is None:
        return sorted(entries, key=_order)
    return nsmallest(limit, entries, key=_order)


def _order(entry: Entry) -> tuple[float, str]:
    return -entry.score, entry.claim_id


def entry_of(one: ToReview) -> Entry:
    """*one* with its score: the points of its reasons, counted without putting them into words."""
    points = UNSURE * (1 - one.confidence) + CONTESTED * one.contested + _large(one.toll)
    if one.disagreements:
        points += sum(DISPUTED[kind] for kind in set(one.disagreements))
    return Entry(one, round(points, 3))


def _large(toll: float | None) -> float:
    return 0.0 if toll is None or toll < LARGE else PER_TENFOLD * math.log10(min(toll, LARGEST))


def _reasons(one: ToReview) -> Iterator[Why]:
    kind = "low_confidence" if one.confidence < DOUBTFUL else "confidence"
    yield Why(
        kind, f"right in about {round(100 * one.confidence)} of 100 cases", round(UNSURE * (1 - one.confidence), 3)
    )
    if one.contested:
        yield Why("contested", "its event is contested", CONTESTED)
    for disputed in sorted(set(one.disagreements)):
        yield Why(f"disagreement:{disputed}", _DISPUTES[disputed], DISPUTED[disputed])
    if one.toll is not None and one.toll >= LARGE:
        yield Why("large_figure", f"tells of {one.toll:,.0f} people", round(_large(one.toll), 3))


_DISPUTES: dict[DisagreementKind, str] = {
    "headline": "a headline goes further than its text",
    "control": "two sides claim the place",
    "denial": "another voice denies it",
    "figure": "another voice gives another figure",
    "framing": "another voice frames it otherwise",
    "same_party": "another voice of the same side contradicts it",
    "revision": "the voice has changed its account",
}
