"""Decisions as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict

from fogline.export.record import Record, record_of
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.review import Review
from fogline.reviewing.agreement import Agreement
from fogline.reviewing.queue import Entry


def review_record(review: Review, *, standing: bool = True) -> Record:
    """*review*, every key present; *standing*: nobody has taken it back."""
    return {
        "review_id": review.review_id,
        "target": review.target,
        "decision": review.decision,
        "author": review.author,
        "at": review.at.isoformat(),
        "changes": dict(review.changes),
        "reason": review.reason,
        "revokes": review.revokes,
        "standing": standing,
    }


def entry_record(entry: Entry, document: Document, claim: Claim) -> Record:
    """One claim of the queue with its score and the reasons for it."""
    why = [{"kind": one.kind, "words": one.words, "points": one.points} for one in entry.why]
    return {"claim": record_of(document, claim), "score": entry.score, "why": why}


def agreement_record(found: Agreement) -> Record:
    """Authors, claims, and for each field its counts and alpha."""
    return {"authors": list(found.authors), "claims": found.claims, "fields": [asdict(one) for one in found.fields]}
