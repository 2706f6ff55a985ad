"""What people's reviews say to what is derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from fogline.events.cluster import Constraints, Pair, pair
from fogline.model.review import Review


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which claims are rejected, and which belong together or apart."""

    rejected: frozenset[str] = frozenset()
    constraints: Constraints = field(default_factory=Constraints)


def decisions_of(reviews: Iterable[Review]) -> Decisions:
    """What *reviews*, in the order they were made, decide; those that a later one revokes decide nothing.

    ``reject`` and ``accept`` are about their target, a claim; the later one counts. ``merge`` puts its target and the
    claims under ``claims`` together, ``split`` takes those under ``claims`` (or the target) from those under
    ``apart``. A later merge of two claims takes back their split, and the other way round.
    """
    made = list(reviews)
    revoked = {review.revokes for review in made}
    rejected: set[str] = set()
    together: dict[Pair, str] = {}
    apart: dict[Pair, str] = {}
    for review in made:
        if review.review_id in revoked:
            continue
        if review.decision == "reject":
            rejected.add(review.target)
        elif review.decision in ("accept", "correct"):
            rejected.discard(review.target)
        elif review.decision == "merge":
            for key in _merged(review):
                together[key] = review.review_id
                apart.pop(key, None)
        elif review.decision == "split":
            for key in _split(review):
                apart[key] = review.review_id
                together.pop(key, None)
    return Decisions(frozenset(rejected), Constraints(together, apart))


def _merged(review: Review) -> list[Pair]:
    return [pair(review.target, other) for other in _named(review, "claims") if other != review.target]


def _split(review: Review) -> list[Pair]:
    ours = _named(review, "claims") or [review.target]
    return [pair(one, other) for one, other in product(ours, _named(review, "apart")) if one != other]


def _named(review: Review, key: str) -> list[str]:
    found = review.changes.get(key, ())
    return [str(claim) for claim in found] if isinstance(found, list | tuple) else []
