"""Events, and the disagreements within and across them."""

from __future__ import annotations

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query

from fogline.errors import UsageError
from fogline.export.derived import member_record
from fogline.model.disagreement import DisagreementKind
from fogline.model.review import taken_back
from fogline.views.columns import UNKNOWN
from fogline.views.evidence import by_party
from fogline.views.places import disputed
from fogline.web import records
from fogline.web.answer import Json, NotFound, ViewOf
from fogline.web.description import form
from fogline.web.query import EventSort, Filters, Limit, Offset, PlaceName, Words

router = APIRouter(tags=["events"])


@router.get("/events", **form("Events"))
def events(
    view: ViewOf,
    asked: Filters,
    min_claims: Annotated[int, Query(ge=1)] = 1,
    sort: EventSort = "time",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Json:
    """The events that claims asked for are in."""
    lines, inside = view.index.events, view.index.event[view.desk.select(view.index, asked)]
    numbers = [number for number in np.unique(inside[inside != UNKNOWN]).tolist() if lines[number].claims >= min_claims]
    if sort == "claims":
        numbers.sort(key=lambda number: -lines[number].claims)
    elif sort == "-time":
        numbers.sort(key=lambda number: lines[number].start or "", reverse=True)
    ids = [lines[number].event_id for number in numbers[offset : offset + limit]]
    found = records.events(view.desk.ledger, view.desk.ledger.events_with(ids))
    return view.json({"total": len(numbers), "offset": offset, "limit": limit, "events": found})


@router.get("/events/{event_id}", **form("EventPage"))
def event(view: ViewOf, event_id: str) -> Json:
    """One event: its claims by party, and why each is in it."""
    ledger = view.desk.ledger
    try:
        told = ledger.event(event_id)
    except UsageError as error:
        raise NotFound(f"there is no event {event_id!r}") from error
    found = ledger.claims_with(told.claims)
    why = {member.claim_id: member_record(member) for member in told.members}
    ids = dict.fromkeys(key for _, one in found for key in view.index.disputes.get(one.claim_id, ()))
    return view.json(
        {
            "event": records.event(told),
            "claims": [records.claim(view.index, *one) | {"why": why.get(one[1].claim_id)} for one in found],
            "by_party": [
                {"party": party, "claims": [one.claim_id for _, one in claims]}
                for party, claims in by_party(found).items()
            ],
            "disagreements": records.disagreements(ledger, ledger.disagreements_with(ids)),
            "reviews": records.reviews(ledger.reviews(told.event_id), taken_back(view.index.reviews)),
        }
    )


@router.get("/disagreements", **form("Disagreements"))
def disagreements(
    view: ViewOf,
    kinds: Annotated[list[DisagreementKind], Query(alias="kind")] = [],  # noqa: B006
    parties: Annotated[list[str], Query(alias="party")] = [],  # noqa: B006
    place: PlaceName = None,
    q: Words = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Json:
    """Where accounts conflict, with the words of both sides."""
    told = disputed(view.desk.ledger.store, kinds=kinds, parties=parties, place=place, words=q)
    found = records.disagreements(view.desk.ledger, told[offset : offset + limit])
    return view.json({"total": len(told), "offset": offset, "limit": limit, "disagreements": found})


@router.get("/disagreements/{disagreement_id}", **form("DisagreementPage"))
def disagreement(view: ViewOf, disagreement_id: str) -> Json:
    """One disagreement, its sides facing each other."""
    ledger = view.desk.ledger
    told = next(iter(ledger.disagreements_with([disagreement_id])), None)
    if told is None:
        raise NotFound(f"there is no disagreement {disagreement_id!r}")
    event = ledger.store.derived.event(told.event_id) if told.event_id else None
    sides = [
        {"who": side.who, "party": side.party, "claims": records.claims(ledger, view.index, side.claims)}
        for side in told.sides
    ]
    shown = records.disagreements(ledger, [told])[0]
    return view.json({"disagreement": shown, "sides": sides, "event": records.event(event) if event else None})
