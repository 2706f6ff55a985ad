"""What people's reviews say to what is derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from fogline.events.cluster import Constraints, Pair, pair
from fogline.model.review import Review, in_force


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which claims are rejected, and which belong together or apart."""

    rejected: frozenset[str] = frozenset()
    constraints: Constraints = field(default_factory=Constraints)


def decisions_of(reviews: Iterable[Review]) -> Decisions:
    """What *reviews*, in the order they were made, decide; those that a later one takes back decide nothing.

    ``reject`` and ``accept`` are about their target, a claim; the later one counts. ``merge`` puts its target, where
    that is a claim, and the claims under ``claims`` together, and with them all that was put together with any of
    them. ``split`` takes those under ``claims`` (or the target) from those under ``apart``: what was together is
    divided, the claims that it does not name staying with those it takes them from. So the later of two decisions
    always counts, and a decision that is in part overruled holds for the rest.
    """
    rejected: set[str] = set()
    groups = _Groups()
    for review in in_force(reviews):
        if review.decision == "reject":
            rejected.add(review.target)
        elif review.decision in ("accept", "correct"):
            rejected.discard(review.target)
        elif review.decision == "merge":
            groups.merge(merged(review), review.review_id)
        elif review.decision == "split":
            groups.split(*divided(review), review.review_id)
    return Decisions(frozenset(rejected), Constraints(groups.together(), groups.apart))


def merged(review: Review) -> list[str]:
    """The claims that a merge puts together; its target is one of them unless it names the events that it is of."""
    target = [] if "events" in review.changes else [review.target]
    return list(dict.fromkeys([*target, *review.named("claims")]))


def divided(review: Review) -> tuple[list[str], list[str]]:
    """The claims that a split takes out, and those it takes them from."""
    ours = review.named("claims") or [review.target]
    return ours, [claim for claim in review.named("apart") if claim not in ours]


class _Groups:
    """Claims that people put together, and pairs that they took apart, each with the review that did it."""

    def __init__(self) -> None:
        self._groups: list[dict[str, str]] = []
        self.apart: dict[Pair, str] = {}

    def merge(self, claims: Iterable[str], review: str) -> None:
        whole = dict.fromkeys(claims, review)
        rest = []
        for group in self._groups:
            if whole.keys().isdisjoint(group):
                rest.append(group)
            else:
                whole = group | whole
        self._groups = [*rest, whole]
        for key in [both for both in self.apart if whole.keys() >= set(both)]:
            del self.apart[key]

    def split(self, ours: Iterable[str], others: Iterable[str], review: str) -> None:
        taken, left = set(ours), set(others)
        self._groups = [part for group in self._groups for part in _parts(group, taken, left)]
        self.apart.update({pair(one, other): review for one, other in product(taken, left)})

    def together(self) -> dict[Pair, str]:
        """Enough pairs to hold every group together: its first claim with each of the others."""
        found: dict[Pair, str] = {}
        for group in self._groups:
            first, *rest = sorted(group)
            found.update({pair(first, other): group[other] for other in rest})
        return found


def _parts(group: dict[str, str], taken: set[str], left: set[str]) -> list[dict[str, str]]:
    if taken.isdisjoint(group) or left.isdisjoint(group):
        return [group]
    out = {claim: review for claim, review in group.items() if claim in taken}
    return [out, {claim: review for claim, review in group.items() if claim not in taken}]
