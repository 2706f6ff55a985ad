"""Nouns to table rows and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from fogline.model.claim import Claim, Role
from fogline.model.document import Document
from fogline.model.mention import (
    ActorMention,
    Attribution,
    Mentions,
    PlaceMention,
    QuantityMention,
    TimeMention,
    VerificationNote,
)
from fogline.model.review import Review, ReviewState
from fogline.model.sentence import Sentence
from fogline.store import codec, conditions

if TYPE_CHECKING:
    from sqlalchemy import RowMapping  # which takes longer to load than all of ours, and workers need none

KINDS: Mapping[str, type] = {
    "sentences": Sentence,
    "places": PlaceMention,
    "times": TimeMention,
    "quantities": QuantityMention,
    "actors": ActorMention,
    "attributions": Attribution,
    "verifications": VerificationNote,
}
"""The fields of ``Mentions``, each a row of its own, and what they hold."""

_AS_THEY_ARE = tuple(field.name for field in fields(Document) if field.name not in ("sources", "notes"))


def document_row(document: Document) -> dict[str, Any]:
    """The row of ``documents``; sources have a table of their own."""
    row = {name: getattr(document, name) for name in _AS_THEY_ARE}
    return row | {"notes": codec.dumps(document.notes)}


def document_of(row: RowMapping, sources: tuple[str, ...]) -> Document:
    """The document of a row."""
    values = {name: row[name] for name in _AS_THEY_ARE}
    return Document(**values, sources=sources, notes=codec.loads_tuple(str, row["notes"]))


def mention_rows(document_id: str, mentions: Mentions) -> list[dict[str, Any]]:
    """The rows of ``mentions``: one a kind that occurs."""
    found = {kind: getattr(mentions, kind) for kind in KINDS}
    return [
        {"document_id": document_id, "kind": kind, "count": len(items), "record": codec.dumps(items)}
        for kind, items in found.items()
        if items
    ]


def mentions_of(records: Mapping[str, str]) -> Mentions:
    """The mentions of a document, from its records by kind."""
    return Mentions(**{kind: codec.loads_tuple(KINDS[kind], record) for kind, record in records.items()})


def claim_row(claim: Claim, *, read: Claim | None = None, state: ReviewState | None = None) -> dict[str, Any]:
    """The row of ``claims`` for *claim* as it stands: *read* otherwise than that, where given, and decided on so."""
    place = None if claim.place is None else claim.place.place
    place_key, place_words_key = conditions.place_keys(claim)
    time_start, time_end = conditions.days(claim)
    return {
        "claim_id": claim.claim_id,
        "document_id": claim.document_id,
        "event_type": claim.event_type,
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "trigger_start": claim.trigger.start,
        "trigger_end": claim.trigger.end,
        "speaker_key": conditions.speaker_key(claim),
        "speaker_party": None if claim.speaker is None else claim.speaker.party,
        "agent_party": _party(claim.agent),
        "patient_party": _party(claim.patient),
        "place_key": place_key,
        "place_words_key": place_words_key,
        "geonameid": None if place is None else place.geonameid,
        "latitude": None if place is None else place.latitude,
        "longitude": None if place is None else place.longitude,
        "country": None if place is None else place.country,
        "time_start": time_start,
        "time_end": time_end,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "record": codec.dumps(claim),
        "toll": conditions.toll(claim),
        "review": state,
        "as_read": None if read is None or read == claim else codec.dumps(read),
    }


def _party(role: Role | None) -> str | None:
    return None if role is None else role.actor.party


def review_row(review: Review) -> dict[str, Any]:
    """The row of ``reviews``."""
    return {
        "review_id": review.review_id,
        "target": review.target,
        "decision": review.decision,
        "author": review.author,
        "at": review.at.replace(tzinfo=None),
        "revokes": review.revokes,
        "record": codec.dumps(review),
    }
