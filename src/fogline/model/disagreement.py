"""Disagreements: claims that cannot all be true, or that frame one happening against each other."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from fogline.model.quick import sent_by_arguments
from fogline.model.values import Place

DisagreementKind = Literal["control", "denial", "figure", "framing", "headline", "same_party", "revision"]
"""Both claim the place at once; one denies what the other says; ranges of one figure do not meet; one side's retreat
is the other's regrouping; a headline states what its own text only attributes, hedges or contradicts; two voices of
one party contradict each other; one voice changes its figure or account over time."""


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Side:
    """One side of a disagreement: who (as it is shown), their party, and the ids of their claims."""

    who: str
    party: str | None
    claims: tuple[str, ...]


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is disputed (``about``: one sentence), between which sides, in which event (``None``: across events)."""

    disagreement_id: str
    kind: DisagreementKind
    about: str
    sides: tuple[Side, ...]
    event_id: str | None = None
    place: Place | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of all its claims."""
        return tuple(claim for side in self.sides for claim in side.claims)

    def is_told_by(self, claims: Collection[str]) -> bool:
        """Whether each side has one of these claims."""
        return all(any(key in claims for key in side.claims) for side in self.sides)
