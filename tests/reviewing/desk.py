"""A small ledger to review: two sides tell of one shelling, a third paper of another town."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fogline.derivation.derive import derive
from fogline.ledger import Ledger
from fogline.model.claim import Claim, Quantity, Where
from fogline.model.extraction import Extraction
from fogline.model.review import Review
from fogline.model.span import Span
from fogline.model.values import Place
from fogline.store.base import Store
from tests.reports import claim, killed, read, story

LEEK = Place("Leek", 9, 12.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9)

FIRST, SECOND, THIRD = story(1), story(2), story(3)
WOUNDED = (Quantity("30", "wounded", Span(0, 2), "people", best=30),)
OURS = claim(FIRST, says="crown", quantities=killed(12) + WOUNDED, confidence=0.5)
ASIDE = claim(FIRST, 2, event_type="casualties", confidence=0.9)
THEIRS = claim(SECOND, says="league", quantities=killed(40) + WOUNDED, confidence=0.9)
ELSEWHERE = claim(THIRD, place=Where("Leek", LEEK, None), confidence=0.4)
CLAIMS = (OURS, ASIDE, THEIRS, ELSEWHERE)


def found() -> list[Extraction]:
    """What the three papers say."""
    return [read(FIRST, OURS, ASIDE), read(SECOND, THEIRS), read(THIRD, ELSEWHERE)]


def filled(store: Store) -> Ledger:
    """*store* with these claims in it, derived from."""
    store.add(found())
    derive(store)
    return Ledger(store)


def event_of(ledger: Ledger, told: Claim) -> str:
    """The id of the event that *told* is in."""
    return ledger.event(told.claim_id).event_id


def a_review(number: int, decision: Any, target: str, **fields: Any) -> Review:
    """A decision that was made in the *number*-th minute."""
    at = datetime(2031, 6, 1, 12, number % 60, tzinfo=UTC)
    return Review(f"r{number}", target, decision, fields.pop("author", "ada"), at, **fields)
