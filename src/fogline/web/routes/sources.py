"""Who tells: outlets and voices; and searching what they tell."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query

from fogline.export.record import Record
from fogline.views.asked import NONE, Asked
from fogline.views.find import search as look_for
from fogline.views.find import snippet
from fogline.views.places import by_kind, counted
from fogline.views.sources import NO_OUTLET, Tally
from fogline.views.timeline import timeline as timeline_of
from fogline.web import records
from fogline.web.answer import Json, NotFound, View, ViewOf
from fogline.web.description import form
from fogline.web.query import Limit, Offset

router = APIRouter(tags=["sources"])

OUTLET, VOICE = "outlet", "voice"

SHOWN = 20
"""Places and speakers that a search names, and places that a source's page does."""


@router.get("/sources", **form("Sources"))
def sources(view: ViewOf) -> Json:
    """What each outlet and voice has told, in counts."""
    found = view.desk.sources(view.index)
    return view.json(
        {
            "outlets": [_tally(OUTLET, one) for one in found.outlets],
            "voices": [_tally(VOICE, one) for one in found.voices],
        }
    )


@router.get("/sources/{key:path}", **form("SourcePage"))
def source(view: ViewOf, key: str) -> Json:
    """One outlet or voice: what it tells of, where, when, and what is disputed."""
    kind, _, name = key.partition(":")
    found = view.desk.sources(view.index)
    tallies = {OUTLET: found.outlets, VOICE: found.voices}.get(kind, ())
    told = next((one for one in tallies if one.name == name), None)
    if told is None:
        raise NotFound(f"there is no source {key!r}; one is outlet:NAME or voice:NAME")
    index, desk = view.index, view.desk
    mask = desk.select(
        index, Asked(outlets=(NONE if name == NO_OUTLET else name,)) if kind == OUTLET else Asked(speaker=name)
    )
    places = counted(index, mask, desk.gazette, {}, None)[:SHOWN]
    days = records.timeline(timeline_of(index, mask))
    return view.json(
        {
            "source": _tally(kind, told),
            "types": by_kind(index.columns.event_type[mask], index.known.types.values, "type"),
            "places": [{"key": one.key, "name": one.place.name, "claims": one.claims} for one in places],
            "days": {"first": days["first"], "last": days["last"]},
            "disagreements": records.disagreements(desk.ledger, desk.ledger.disagreements_with(index.disputed(mask))),
        }
    )


@router.get("/search", **form("Search"))
def search(view: ViewOf, q: Annotated[str, Query(max_length=500)] = "", limit: Limit = 20, offset: Offset = 0) -> Json:
    """Places, speakers and documents that go by, or hold, the words asked for."""
    found = look_for(view.desk.ledger.store, view.index, q)
    shown = found.documents[offset : offset + limit]
    return view.json(
        {
            "q": q,
            "total": len(found.documents),
            "places": _places(view, found.places[:SHOWN]),
            "speakers": _speakers(view, found.speakers),
            "documents": [_document(view, key, found.words) for key in shown],
        }
    )


def _tally(kind: str, told: Tally) -> Record:
    return {"key": f"{kind}:{told.name}", "kind": kind} | asdict(told)


def _places(view: View, keys: tuple[str, ...]) -> list[Record]:
    places = view.desk.gazette.places(view.index, keys)
    count = view.index.count_at
    return [
        {"key": key, "name": one.name, "country": one.country, "admin1": one.admin1, "claims": count(key)}
        for key in keys
        if (one := places.get(key)) is not None
    ]


def _speakers(view: View, numbers: tuple[int, ...]) -> list[Record]:
    """The speakers behind these folded names, those with most claims first, under the name a claim gives them."""
    ids = view.index.samples_of_speakers(numbers)
    found: dict[str, Record] = {}
    for _, claim in view.desk.ledger.claims_with(list(ids)[: SHOWN * 3]):
        if claim.speaker is not None:
            row = found.setdefault(claim.speaker.name, {"name": claim.speaker.name, "party": None, "claims": 0})
            row["party"] = row["party"] or claim.speaker.party
            row["claims"] += ids[claim.claim_id]
    return sorted(found.values(), key=lambda row: (-row["claims"], row["name"]))[:SHOWN]


def _document(view: View, document_id: str, words: tuple[str, ...]) -> Record | None:
    told = view.desk.ledger.store.document(document_id)
    if told is None:
        return None
    found = snippet(told, words)
    return {
        "document_id": document_id,
        "name": told.name,
        "title": told.title,
        "outlet": told.outlet,
        "published": told.published.isoformat() if told.published else None,
        "claims": view.index.count_in(document_id),
        "snippet": {"text": found.text, "marks": [[mark.start, mark.end] for mark in found.marks]},
    }
