"""What a claim's confidence is made of."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fogline.claims.features import FEATURES
from fogline.lexicon.loader import table
from fogline.model.claim import Claim
from fogline.model.explanation import Contribution


def contributions(claim: Claim) -> tuple[Contribution, ...]:
    """The features of *claim*, those that move its confidence most first."""
    return tuple(sorted(_contributions(claim), key=lambda c: -abs(c.weight)))


def _contributions(claim: Claim) -> Iterator[Contribution]:
    """Each feature with its weight, and the points that would be missing if it had none."""
    weighed = [(r.rule, r.detail, r.weight or 0.0) for r in claim.reasons if r.about == "confidence"]
    total = float(table("confidence")["base"]) + sum(weight for _, _, weight in weighed)
    for feature, value, weight in weighed:
        points = 100 * (_likelihood(total) - _likelihood(total - weight))
        yield Contribution(FEATURES.get(feature, feature), value, weight, round(points, 1))


def _likelihood(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
