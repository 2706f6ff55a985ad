"""How likely a coder is to take the row as it stands, from 0 to 1, with the reasons."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache

from fogline.lexicon.loader import table
from fogline.model.claim import Reason


def score(features: dict[str, str]) -> tuple[float, tuple[Reason, ...]]:
    """The confidence of a claim with *features* (name → value), and what each feature adds to its log-odds.

    Weights stand in ``confidence.toml``; a feature without a weight adds nothing.
    """
    total = float(table("confidence")["base"])
    reasons: list[Reason] = []
    for name, value in features.items():
        reason = _reason(name, value)
        reasons.append(reason)
        total += reason.weight or 0.0
    return round(1 / (1 + math.exp(-total)), 3), tuple(reasons)


@cache
def _reason(name: str, value: str) -> Reason:
    weights: Mapping[str, float] = table("confidence")["weights"]
    return Reason("confidence", name, value, float(weights.get(f"{name}={value}", 0.0)))
