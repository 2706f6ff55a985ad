"""Claims and the documents they stand in."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter

from fogline.errors import UsageError
from fogline.export.record import Record, record_of
from fogline.model.review import taken_back
from fogline.store.base import ClaimFilter
from fogline.views.asked import ordered
from fogline.views.evidence import by_party, kin_of
from fogline.web import records
from fogline.web.answer import Json, NotFound, View, ViewOf
from fogline.web.description import form
from fogline.web.query import ClaimSort, Filters, Limit, Offset

router = APIRouter(tags=["claims"])


@router.get("/claims", **form("Claims"))
def claims(
    view: ViewOf,
    asked: Filters,
    sort: ClaimSort = "time",
    limit: Limit = 50,
    offset: Offset = 0,
    fields: Literal["all", "short"] = "all",
) -> Json:
    """The claims asked for, a page of them."""
    rows = ordered(view.index, view.desk.select(view.index, asked), sort)
    ids = view.index.claim_ids(rows[offset : offset + limit].tolist())
    found = records.claims(view.desk.ledger, view.index, ids, short=fields == "short")
    return view.json({"total": len(rows), "offset": offset, "limit": limit, "claims": found})


@router.get("/claims/{claim_id}", **form("ClaimPage"))
def claim(view: ViewOf, claim_id: str) -> Json:
    """One claim in its document, with all that stands around it."""
    ledger = view.desk.ledger
    try:
        found = ledger.reviewed(claim_id)
    except UsageError as error:
        raise NotFound(f"there is no claim {claim_id!r}") from error
    document, told = found.document, found.claim
    kin = kin_of(ledger.store, document.document_id)
    event = ledger.store.derived.event(told.claim_id)
    others = [one for one in ledger.claims_with(event.claims) if one[1] != told] if event else []
    return view.json(
        {
            "claim": records.claim(view.index, document, told, origin_id=kin.origin_id),
            "extracted": record_of(document, found.as_read) if found.changed else None,
            "changed": list(found.changed),
            "marks": records.marks(told, document.text),
            "reasons": [
                {"about": one.about, "rule": one.rule, "detail": one.detail, "weight": one.weight}
                for one in told.reasons
            ],
            "document": records.document(document, origin_id=kin.origin_id),
            "origin": records.origin(kin),
            "event": records.event(event) if event else None,
            "others": [
                {"party": party, "claims": [records.claim(view.index, *one) for one in told_by]}
                for party, told_by in by_party(others).items()
            ],
            "disagreements": _disagreements(view, [told.claim_id]),
            "reviews": records.reviews(found.reviews, taken_back(view.index.reviews)),
        }
    )


@router.get("/documents/{document_id}", **form("DocumentPage"))
def document(view: ViewOf, document_id: str) -> Json:
    """A document with its claims and the words of each."""
    ledger = view.desk.ledger
    told = ledger.store.document(document_id)
    if told is None:
        raise NotFound(f"there is no document {document_id!r}")
    kin = kin_of(ledger.store, document_id)
    found = list(ledger.store.claims(ClaimFilter(document=document_id, reviewed="any")))
    return view.json(
        {
            "document": records.document(told, origin_id=kin.origin_id),
            "origin": records.origin(kin),
            "claims": [
                {
                    "claim": records.claim(view.index, told, one, origin_id=kin.origin_id),
                    "marks": records.marks(one, told.text),
                }
                for one in found
            ],
            "disagreements": _disagreements(view, [one.claim_id for one in found]),
        }
    )


def _disagreements(view: View, claim_ids: list[str]) -> list[Record]:
    ids = dict.fromkeys(key for claim in claim_ids for key in view.index.disputes.get(claim, ()))
    return records.disagreements(view.desk.ledger, view.desk.ledger.disagreements_with(ids))
