"""Reviews: a person's decisions, kept apart from what was extracted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from fogline.model.quick import sent_by_arguments

Decision = Literal["accept", "correct", "reject", "merge", "split", "note", "undo"]

ReviewState = Literal["accepted", "corrected", "rejected"]
"""What people's decisions make of a claim; none where nobody has decided, or all is taken back."""


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Review:
    """At a time, an author decided something about a claim or an event.

    Append-only: a decision is taken back by a later one (``undo``) that names it in ``revokes``. ``target`` is a
    claim's or an event's id; ``changes`` maps field names of the record to corrected values (JSON values), for
    ``correct``; for ``merge`` and ``split`` it names claims (see :mod:`fogline.derivation.decisions`). ``reason`` is
    free text. ``at`` is aware, in UTC.
    """

    review_id: str
    target: str
    decision: Decision
    author: str
    at: datetime
    changes: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    revokes: str | None = None

    def named(self, key: str) -> list[str]:
        """The claims' ids that ``changes`` lists under *key*; none where it lists none."""
        found = self.changes.get(key, ())
        return [str(claim) for claim in found] if isinstance(found, list | tuple) else []

    @property
    def about(self) -> frozenset[str]:
        """The ids of all that this is about: its target, and the claims that it names."""
        return frozenset([self.target, *self.named("claims"), *self.named("apart")])


def taken_back(reviews: Iterable[Review]) -> dict[str, Review]:
    """Those of *reviews* (in the order they were made) that do not hold any more, by id: each with what took it back.

    Who takes back a taking back brings the decision back.
    """
    by: dict[str, Review] = {}
    for review in reversed(list(reviews)):
        if review.revokes is not None and review.review_id not in by:
            by.setdefault(review.revokes, review)
    return by


def in_force(reviews: Iterable[Review]) -> list[Review]:
    """Those of *reviews* (in the order they were made) that stand: not taken back, nor only there to take back."""
    made = list(reviews)
    gone = taken_back(made)
    rest = (review for review in made if review.review_id not in gone)
    return [review for review in rest if review.revokes is None or review.decision not in ("note", "undo")]
