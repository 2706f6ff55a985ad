"""Where, when, and who holds it: places, control, the map and the time line."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from fastapi import APIRouter

from fogline.export.derived import history_record
from fogline.export.record import Record, place_record
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.model.document import Document
from fogline.views.asked import Asked
from fogline.views.columns import UNKNOWN
from fogline.views.places import by_kind, counted, names_of, state
from fogline.views.timeline import timeline as timeline_of
from fogline.web import records
from fogline.web.answer import Json, NotFound, View, ViewOf
from fogline.web.description import form
from fogline.web.query import Filters, On

router = APIRouter(tags=["places"])


@router.get("/places", **form("Places"))
def places(view: ViewOf, asked: Filters, on: On = None) -> Json:
    """The places of the claims asked for, with their state on a day."""
    mask = view.desk.select(view.index, asked)
    found = counted(view.index, mask, view.desk.gazette, view.desk.histories(view.index), on)
    complete = view.desk.has_all(view.index)
    shown = [records.place(one) for one in found]
    return view.json({"on": on.isoformat() if on else None, "complete": complete, "places": shown})


@router.get("/map", **form("Map"))
def map_(view: ViewOf, asked: Filters, on: On = None) -> Json:
    """The same in columns, for drawing."""
    mask = view.desk.select(view.index, asked)
    found = counted(view.index, mask, view.desk.gazette, view.desk.histories(view.index), on)
    numbers = view.index.columns.place[mask]
    return view.json(
        {
            "on": on.isoformat() if on else None,
            "complete": view.desk.has_all(view.index),
            "total": int(mask.sum()),
            "without_place": int((numbers == UNKNOWN).sum()),
            "without_point": sum(one.claims for one in found if not one.place.resolved),
            "places": records.places_in_columns(found),
        }
    )


@router.get("/timeline", **form("Timeline"))
def timeline(view: ViewOf, asked: Filters) -> Json:
    """The claims asked for by day and type; what is no day, and what has none, apart."""
    return view.json(records.timeline(timeline_of(view.index, view.desk.select(view.index, asked))))


@router.get("/control", **form("Control"))
def control(view: ViewOf, on: On = None) -> Json:
    """Who is said to have held each place on a day."""
    histories = view.desk.histories(view.index)
    states = [(key, one, spell) for key, one in histories.items() if (spell := state(one, on)) is not None]
    complete = view.desk.has_all(view.index)
    shown = [records.held(*one) for one in states]
    return view.json({"on": on.isoformat() if on else None, "complete": complete, "states": shown})


@router.get("/places/{key:path}", **form("PlacePage"))
def place(view: ViewOf, key: str) -> Json:
    """One place: who is said to have held it, with the words behind each step."""
    index, ledger = view.index, view.desk.ledger
    history = view.desk.histories(index).get(key)
    known = view.desk.gazette.places(index, [key]).get(key) or (history.place if history else None)
    if known is None:
        raise NotFound(f"nothing in the ledger is told of the place {key!r}")
    mask = view.desk.select(index, Asked(place=key)) & (index.columns.place == (index.known.places.find(key) or 0))
    numbers = np.unique(index.event[mask & (index.event != UNKNOWN)]).tolist()
    return view.json(
        {
            "place": place_record(known) | {"key": key},
            "names": names_of(index, key),
            "claims": int(mask.sum()),
            "types": by_kind(index.columns.event_type[mask], index.known.types.values, "type"),
            "parties": by_kind(index.columns.party[mask], index.known.parties.values, "party"),
            "complete": view.desk.has_all(index),
            **_history(view, history),
            "events": records.events(ledger, ledger.events_with([index.events[number].event_id for number in numbers])),
            "disagreements": records.disagreements(ledger, ledger.disagreements_with(index.disputed(mask))),
        }
    )


def _history(view: View, history: History | None) -> Record:
    """The spells, each with the words it rests on."""
    if history is None:
        return {"spells": [], "statements": []}
    ids = {one.claim_id for one in history.statements}
    told = {claim.claim_id: (document, claim) for document, claim in view.desk.ledger.claims_with(ids)}
    through = {one.claim_id: one.through for one in history.statements}
    spells = [
        records.spell(spell) | {"words": [_words(told, key, through.get(key)) for key in spell.claims if key in told]}
        for spell in history.spells
    ]
    return {"spells": spells, "statements": history_record(history)["statements"]}


def _words(told: Mapping[str, tuple[Document, Claim]], claim_id: str, through: str | None) -> Record:
    document, claim = told[claim_id]
    return {
        "claim_id": claim_id,
        "text": claim.evidence.of(document.text),
        "who": claim.speaker.name if claim.speaker else document.outlet or document.name,
        "party": claim.speaker.party if claim.speaker else None,
        "document": document.name,
        "published": document.published.isoformat() if document.published else None,
        "through": through,
    }
