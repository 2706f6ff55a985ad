"""Claim and reviews to the claim as it stands: a pure function, the same after every rebuild and re-reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from fogline.correcting.values import CORRECTABLE, part_of
from fogline.model.claim import Claim
from fogline.model.review import Review, ReviewState, in_force

SURE = 1.0
"""The confidence of a claim that a person has accepted or corrected: how likely a coder is to accept the row."""

_STATES: Mapping[str, ReviewState] = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def state_of(claim_id: str, reviews: Iterable[Review]) -> ReviewState | None:
    """What *reviews* (in the order they were made) make of a claim; ``None`` where nobody's decision on it stands.

    A claim that is accepted after a correction stays ``corrected``.
    """
    made = list(_decided(claim_id, reviews))
    if not made:
        return None
    last = _STATES[made[-1].decision]
    corrected = any(review.decision == "correct" for review in made)
    return "corrected" if last == "accepted" and corrected else last


def as_it_stands(claim: Claim, reviews: Iterable[Review]) -> tuple[Claim, ReviewState | None]:
    """*claim*, as extracted, with the corrections that *reviews* (in the order made) hold, and its state.

    Later corrections of a field replace earlier ones; other claims' reviews do nothing. A value that is none of the
    record's is passed over: what is written is checked when it is written.
    """
    made = list(_decided(claim.claim_id, reviews))
    state = state_of(claim.claim_id, made)
    changes: dict[str, Any] = {}
    for review in made:
        changes.update(review.changes if review.decision == "correct" else {})
    parts = {name: part for name in CORRECTABLE if name in changes for part in _parts(name, changes[name])}
    if state in ("accepted", "corrected"):
        parts["confidence"] = SURE
    return (replace(claim, **parts) if parts else claim), state


def _parts(name: str, value: Any) -> list[Any]:
    try:
        return [part_of(name, value)]
    except (ValueError, TypeError, KeyError, AttributeError):
        return []


def _decided(claim_id: str, reviews: Iterable[Review]) -> Iterable[Review]:
    return (one for one in in_force(reviews) if one.target == claim_id and one.decision in _STATES)
