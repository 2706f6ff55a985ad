"""Review: what to look at first, what was decided, and deciding."""

from __future__ import annotations

from typing import Annotated, Any

from anyascii import anyascii
from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from fogline.export.record import Record
from fogline.model.review import Review, taken_back
from fogline.model.values import Toponym
from fogline.toolbox import all_places
from fogline.web import records
from fogline.web.answer import DeskOf, Json, ViewOf
from fogline.web.description import form
from fogline.web.desk import Desk
from fogline.web.query import Filters, Limit, Offset

router = APIRouter(tags=["review"])

SUGGESTED = 12
"""Places that are offered for a name."""


class Decided(BaseModel):
    """A decision as the page sends it; see docs/reviewing.md for what ``changes`` can hold.

    ``seen`` is the id of the last review of the target that its author was shown, ``null`` where there was none;
    ``*`` checks nothing.
    """

    model_config = ConfigDict(extra="forbid")

    target: Annotated[str, Field(min_length=1, max_length=64)]
    decision: Annotated[str, Field(max_length=20)]
    author: Annotated[str, Field(max_length=200)]
    seen: str | None
    changes: dict[str, Any] | None = None
    reason: Annotated[str | None, Field(max_length=10_000)] = None


class Undone(BaseModel):
    """Who takes a decision back, and why; ``seen`` is as for a decision."""

    model_config = ConfigDict(extra="forbid")

    author: Annotated[str, Field(max_length=200)]
    seen: str | None
    reason: Annotated[str | None, Field(max_length=10_000)] = None


@router.get("/review", **form("Queue"))
def queue(view: ViewOf, asked: Filters, limit: Limit = 20, offset: Offset = 0) -> Json:
    """Claims that nobody has decided on, those first where a mistake is likely or costs most."""
    index = view.index
    wanted = set(index.columns.claim[view.desk.select(index, asked)].tolist())
    entries = [one for one in view.desk.queue(index) if index.known.claims.find(one.claim_id) in wanted]
    shown = entries[offset : offset + limit]
    claims = {one["claim_id"]: one for one in records.claims(view.desk.ledger, index, [one.claim_id for one in shown])}
    found = [
        {
            "claim": claims[one.claim_id],
            "score": one.score,
            "why": [{"kind": reason.kind, "words": reason.words, "points": reason.points} for reason in one.why],
            "seen": index.last_review.get(one.claim_id),
        }
        for one in shown
        if one.claim_id in claims
    ]
    authors = sorted({review.author for review in index.reviews})
    return view.json({"total": len(entries), "offset": offset, "limit": limit, "queue": found, "authors": authors})


@router.get("/reviews", **form("Reviews"))
def reviews(
    view: ViewOf,
    target: Annotated[str | None, Query(description="A claim's or an event's id.")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Json:
    """What was decided, the newest first."""
    made = list(reversed(view.desk.ledger.reviews(target)))
    shown = records.reviews(made[offset : offset + limit], taken_back(view.index.reviews))
    return view.json({"total": len(made), "offset": offset, "limit": limit, "reviews": shown})


@router.post("/reviews", status_code=201, **form("Reviewed", stale="Stale"))
def decide(desk: DeskOf, decided: Decided) -> Json:
    """Write down a decision; what depends on it is derived before this answers."""
    with desk.writing:
        review = desk.ledger.review(
            decided.decision,
            decided.target,
            decided.author,
            changes=decided.changes,
            reason=decided.reason,
            expected=decided.seen,
        )
    return _done(desk, review)


@router.post(
    "/reviews/{review_id}/undo",
    status_code=201,
    **form("Reviewed", stale="Stale"),
)
def undo(desk: DeskOf, review_id: str, undone: Undone) -> Json:
    """Take a decision back."""
    with desk.writing:
        review = desk.ledger.undo(review_id, undone.author, reason=undone.reason, expected=undone.seen)
    return _done(desk, review)


@router.get("/gazetteer", **form("Gazetteer"))
def gazetteer(view: ViewOf, q: Annotated[str, Query(max_length=200)] = "") -> Json:
    """The places in the world that go by a name: what a claim's place can be corrected to."""
    known = all_places()
    found = known.candidates(q) or known.candidates(anyascii(q))
    return view.json({"q": q, "places": [_suggested(one) for one in found[:SUGGESTED]]})


def _suggested(one: Toponym) -> Record:
    return {
        "geonameid": one.toponym_id,
        "name": one.name,
        "country": one.country,
        "admin1": one.admin1,
        "feature_code": one.feature_code,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "population": one.population,
    }


def _done(desk: Desk, review: Review) -> Json:
    index = desk.index(now=True)
    claim = next(iter(records.claims(desk.ledger, index, [review.target])), None)
    event = desk.ledger.store.derived.event(review.target)
    told = records.reviews([review], {})[0]
    return Json({"review": told, "claim": claim, "event": records.event(event) if event else None}, status_code=201)
