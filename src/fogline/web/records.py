"""What the page is told, as JSON values in the words of the claim record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from urllib.parse import urlsplit

from fogline.export.derived import disagreement_record, event_record, state_record
from fogline.export.record import Record, document_record, place_record, record_of
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.control import History, Spell
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.review import Review
from fogline.views.columns import UNKNOWN, place_key
from fogline.views.evidence import Kin, marks_of
from fogline.views.index import Index
from fogline.views.places import Counted
from fogline.views.timeline import Timeline

SHORT = ("agent", "patient", "cues", "acled", "plover", "schema_version", "extractor")
"""Keys of a claim's record that a list can do without."""


def claim(index: Index, document: Document, told: Claim, *, origin_id: str | None = None) -> Record:
    """The claim record, with its event, its disagreements and the decision in force."""
    record = record_of(document, told, origin_id=origin_id)
    record["document"]["url"] = safe_url(document.url)
    row = index.row_of.get(told.claim_id)
    event = None if row is None or index.event[row] == UNKNOWN else index.events[index.event[row]]
    return record | {
        "event_id": event.event_id if event else None,
        "event_status": event.status if event else None,
        "disagreements": list(index.disputes.get(told.claim_id, ())),
        "review": _short(index.in_force.get(told.claim_id)),
    }


def claims(ledger: Ledger, index: Index, claim_ids: Iterable[str], *, short: bool = False) -> list[Record]:
    """The records of these claims, in this order."""
    wanted = list(claim_ids)
    found = {told.claim_id: (document, told) for document, told in ledger.claims_with(wanted, reasons=False)}
    origins = ledger.store.derived.origins({document.document_id for document, _ in found.values()})
    made = [
        claim(index, *found[key], origin_id=origins.get(found[key][0].document_id)) for key in wanted if key in found
    ]
    return [{key: value for key, value in one.items() if key not in SHORT} for one in made] if short else made


def document(told: Document, *, origin_id: str | None = None) -> Record:
    """A document with its text."""
    return document_record(told, origin_id=origin_id) | {
        "url": safe_url(told.url),
        "text": told.text,
        "title_end": told.title_end,
        "author": told.author,
        "wire_credit": told.wire_credit,
        "published_evidence": told.published_evidence,
        "sources": list(told.sources),
        "notes": list(told.notes),
    }


def safe_url(url: str | None) -> str | None:
    """*url* where a browser may follow it: http or https, with a host. Anything else an article gives is not a link."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def marks(told: Claim, text: str) -> list[Record]:
    """The words that a claim rests on."""
    return [
        {"kind": mark.kind, "start": mark.span.start, "end": mark.span.end, "text": mark.span.of(text)}
        for mark in marks_of(told)
    ]


def origin(kin: Kin) -> Record:
    """An origin with the other documents of it."""
    return {
        "origin_id": kin.origin_id,
        "documents": [
            {
                "document_id": one.document.document_id,
                "name": one.document.name,
                "title": one.document.title,
                "outlet": one.document.outlet,
                "published": one.document.published.isoformat() if one.document.published else None,
                "url": safe_url(one.document.url),
                "kind": one.link.kind if one.link else None,
                "share": round(one.link.share, 3) if one.link else None,
                "reason": one.link.reason if one.link else None,
            }
            for one in kin.relatives
        ],
    }


def event(told: Event, words: str | None = None) -> Record:
    """An event, with its place's key, the parties that tell of it and one claim's words."""
    record = event_record(told)
    if told.place is not None:
        record["place"] |= {"key": place_key(told.place.geonameid, told.place.name.casefold())}
    parties = sorted({voice.party for voice in told.voices if voice.party is not None})
    return record | {"parties": parties, "words": words}


def events(ledger: Ledger, told: Iterable[Event]) -> list[Record]:
    """Events, each with the words of its surest claim."""
    found = list(told)
    first = {one.event_id: one.members[0].claim_id for one in found if one.members}
    words = evidence_of(ledger, first.values())
    return [event(one, words.get(first.get(one.event_id, ""))) for one in found]


def disagreements(ledger: Ledger, told: Iterable[Disagreement]) -> list[Record]:
    """Disagreements with the words of both sides."""
    found = list(told)
    words = evidence_of(ledger, {key for one in found for key in one.claims})
    made = []
    for one in found:
        record = disagreement_record(one, words)
        if one.place is not None:
            record["place"] |= {"key": place_key(one.place.geonameid, one.place.name.casefold())}
        made.append(record)
    return made


def evidence_of(ledger: Ledger, claim_ids: Iterable[str]) -> dict[str, str]:
    """The words of these claims."""
    return {one.claim_id: one.evidence.of(text.text) for text, one in ledger.claims_with(claim_ids, reasons=False)}


def reviews(told: Iterable[Review], gone: Mapping[str, Review]) -> list[Record]:
    """People's decisions; ``taken_back_by`` is the review that took one back (by id, *gone* has it)."""
    return [
        {
            **asdict(one),
            "at": one.at.isoformat(),
            "changes": dict(one.changes),
            "taken_back_by": gone[one.review_id].review_id if one.review_id in gone else None,
        }
        for one in told
    ]


def place(one: Counted) -> Record:
    """A place with the number of its claims and who is said to hold it."""
    return place_record(one.place) | {
        "key": one.key,
        "claims": one.claims,
        "control": None if one.state is None else spell(one.state),
    }


def spell(told: Spell) -> Record:
    """Who is said to hold a place."""
    return {
        "holder": told.holder,
        "basis": told.basis,
        "since": told.since.isoformat(),
        "until": told.until.isoformat() if told.until else None,
        "last_told": told.last_told.isoformat(),
        "claims": list(told.claims),
    }


def held(key: str, history: History, told: Spell) -> Record:
    """The state of one place on a day, with its key."""
    return {"key": key} | state_record(history, told)


def places_in_columns(places: Iterable[Counted]) -> Mapping[str, list[object]]:
    """Places with a point, in columns: one entry a place in each."""
    shown = [one for one in places if one.place.resolved]
    of_place = ("name", "latitude", "longitude", "radius_km", "country", "feature_code", "geo_precision")
    columns: dict[str, list[object]] = {"key": [one.key for one in shown], "claims": [one.claims for one in shown]}
    columns |= {name: [getattr(one.place, name) for one in shown] for name in of_place}
    columns |= {name: [getattr(one.state, name, None) for one in shown] for name in ("holder", "basis")}
    for name in ("since", "last_told"):
        columns[name] = [getattr(one.state, name).isoformat() if one.state else None for one in shown]
    return columns


def timeline(told: Timeline) -> Record:
    """Claims by day and type."""
    ends = [day for one in told.stretches for day in (one.start, one.end) if day is not None]
    days = [*told.days, *ends]
    return {
        "first": min(days).isoformat() if days else None,
        "last": max(days).isoformat() if days else None,
        "days": [day.isoformat() for day in told.days],
        "types": list(told.types),
        "counts": [list(row) for row in told.counts],
        "events": list(told.events),
        "stretches": [
            {
                "start": one.start.isoformat() if one.start else None,
                "end": one.end.isoformat() if one.end else None,
                "claims": one.claims,
                "types": dict(one.types),
            }
            for one in told.stretches
        ],
        "undated": {"claims": sum(told.undated.values()), "types": dict(told.undated)},
        "total": told.total,
    }


def _short(told: Review | None) -> Record | None:
    if told is None:
        return None
    return {
        "review_id": told.review_id,
        "decision": told.decision,
        "author": told.author,
        "at": told.at.isoformat(),
        "reason": told.reason,
    }
