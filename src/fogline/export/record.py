"""The public claim record: a claim as plain JSON values, schema version 1."""

from __future__ import annotations

from datetime import date
from typing import Any

from fogline.codebook.loader import AcledCode, codebook
from fogline.codebook.sub_events import sub_event_of
from fogline.model.claim import SCHEMA_VERSION, Claim, Quantity, Role, When, Where
from fogline.model.document import Document
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Place

Record = dict[str, Any]


def record_of(document: Document, claim: Claim, *, origin_id: str | None = None) -> Record:
    """*claim* of *document* as one JSON-ready object, every key present and absent values ``None``.

    *origin_id* is the origin the document belongs to, where origins have been derived.
    """
    kind = codebook().event_types[claim.event_type]
    sub_event = sub_event_of(claim)
    return {
        "schema_version": SCHEMA_VERSION,
        "claim_id": claim.claim_id,
        "document": document_record(document, origin_id=origin_id),
        "evidence": _stretch(document, claim.evidence),
        "trigger": _stretch(document, claim.trigger),
        "headline": claim.headline,
        "speaker": _speaker(claim.speaker),
        "channel": claim.channel,
        "event_type": claim.event_type,
        "acled": _acled(kind.acled_for(sub_event)),
        "plover": kind.plover_for(sub_event),
        "agent": _role(claim.agent),
        "patient": _role(claim.patient),
        "place": _where(claim.place),
        "time": _when(claim.time),
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "certainty": claim.certainty,
        "verification": claim.verification,
        "against_interest": claim.against_interest,
        "cues": [{"kind": cue.kind, "text": cue.text, **_ends(cue.span)} for cue in claim.cues],
        "confidence": round(claim.confidence, 3),
        "extractor": claim.extractor,
    }


def document_record(document: Document, *, origin_id: str | None = None) -> Record:
    """What a claim's record says of its document."""
    return {
        "document_id": document.document_id,
        "name": document.name,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "url": document.url,
        "published": _day(document.published),
        "published_basis": document.published_basis,
        "language": document.language,
        "origin_id": origin_id,
        "text_is_source": document.text_is_source,
    }


def _stretch(document: Document, span: Span) -> Record:
    return {"start": span.start, "end": span.end, "text": span.of(document.text)}


def _ends(span: Span | None) -> Record:
    return {"start": None if span is None else span.start, "end": None if span is None else span.end}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _acled(code: AcledCode | None) -> Record | None:
    return None if code is None else {"event_type": code.event_type, "sub_event_type": code.sub_event_type}


def _speaker(speaker: Speaker | None) -> Record | None:
    if speaker is None:
        return None
    return {
        "text": speaker.text,
        "name": speaker.name,
        "role": speaker.role,
        "organisation": speaker.organisation,
        "kind": speaker.kind,
        "party": speaker.party,
        "country": speaker.country,
        **_ends(speaker.span),
    }


def _role(role: Role | None) -> Record | None:
    if role is None:
        return None
    actor = role.actor
    return {
        "text": role.text,
        "name": actor.name,
        "party": actor.party,
        "country": actor.country,
        **_ends(role.span),
    }


def _where(where: Where | None) -> Record | None:
    if where is None:
        return None
    return {"text": where.text, **place_record(where.place), **_ends(where.span)}


def place_record(place: Place) -> Record:
    """A place by itself."""
    return {
        "name": place.name,
        "geonameid": place.geonameid if (place.geonameid or 0) > 0 else None,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country": place.country,
        "admin1": place.admin1,
        "feature_code": place.feature_code,
        "radius_km": place.radius_km,
        "geo_precision": place.geo_precision,
        "where_prec": place.where_prec,
        "score": round(place.score, 3),
    }


def _when(when: When | None) -> Record | None:
    if when is None:
        return None
    value = when.value
    return {
        "text": when.text,
        "timex3": value.timex3,
        "edtf": value.edtf,
        "start": _day(value.start),
        "end": _day(value.end),
        "time_precision": value.time_precision,
        "date_prec": value.date_prec,
    }


def _quantity(quantity: Quantity) -> Record:
    return {
        "text": quantity.text,
        "measure": quantity.measure,
        "unit": quantity.unit,
        "low": quantity.low,
        "best": quantity.best,
        "high": quantity.high,
        "approximate": quantity.approximate,
        "rate": quantity.rate,
        "of": quantity.of,
        "party": quantity.party,
        **_ends(quantity.span),
    }
