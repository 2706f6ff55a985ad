"""Nouns to rows of the bulk tables, and back exactly as they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC
from operator import attrgetter
from typing import Any, cast

from fogline.codebook.loader import codebook
from fogline.codebook.sub_events import sub_event_of
from fogline.model.claim import Claim, Role
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import (
    ActorMention,
    Attribution,
    Mentions,
    PlaceMention,
    Speaker,
    TimeMention,
    VerificationNote,
)
from fogline.model.span import Span
from fogline.model.values import Place, TimeValue
from fogline.store import codec
from fogline.store.rows import KINDS

Row = dict[str, Any]

_SHOWN = (
    *("document_id", "name", "title", "outlet", "author", "wire_credit", "url", "published", "published_basis"),
    *("language", "sha256", "text_is_source", "text"),
)


def document_row(document: Document, partition: int, extraction: Extraction | None = None) -> Row:
    """The row of ``documents``; *extraction* is what was found in it, ``None`` where it could not be read."""
    row = {name: getattr(document, name) for name in _SHOWN}
    plain = codec.to_plain(document)
    del plain["text"]
    row |= {"partition": partition, "characters": len(document.text), "record": _compact(plain)}
    if extraction is not None:
        row |= {"claims": len(extraction.claims), "extractor": extraction.extractor, "profile": extraction.profile}
    return row


def document_of(row: Mapping[str, Any]) -> Document:
    """The document of a row with its ``text`` and ``record``."""
    record = json.loads(row["record"])
    record["text"] = row["text"]
    return codec.from_plain(Document, record)


def mention_rows(document_id: str, mentions: Mentions, partition: int) -> list[Row]:
    """The rows of ``mentions``, by kind, in the order of the text."""
    found: list[Row] = []
    for kind in KINDS:
        for position, item in enumerate(getattr(mentions, kind)):
            row = _mention(item)
            row["partition"] = partition
            row["document_id"] = document_id
            row["kind"] = kind
            row["position"] = position
            row["record"] = codec.dumps(item)
            found.append(row)
    return found


def mentions_of(rows: Iterable[Mapping[str, Any]]) -> Mentions:
    """The mentions of one document from its rows, of which only ``kind``, ``position`` and ``record`` are asked."""
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: cast("int", row["position"])):
        found.setdefault(row["kind"], []).append(codec.loads(KINDS[row["kind"]], row["record"]))
    return Mentions(**{kind: tuple(items) for kind, items in found.items()})


def claim_row(document: Document, claim: Claim, partition: int) -> Row:
    """The row of ``claims``."""
    sub_event = sub_event_of(claim)
    kind = codebook().event_types[claim.event_type]
    acled = kind.acled_for(sub_event)
    return {
        **dict(zip(_CLAIM, _claim(claim), strict=True)),
        "partition": partition,
        "published": document.published,
        "outlet": document.outlet,
        "acled_event_type": None if acled is None else acled.event_type,
        "acled_sub_event_type": None if acled is None else acled.sub_event_type,
        "plover": kind.plover_for(sub_event),
        **_speaker(claim.speaker),
        **_role("agent", claim.agent),
        **_role("patient", claim.patient),
        **_where(claim),
        **_when(claim),
        "quantities": [dict(zip(_QUANTITY, _quantity(each), strict=True)) for each in claim.quantities],
        **_stretch("evidence", claim.evidence, document.text),
        **_stretch("trigger", claim.trigger, document.text),
        "record": codec.dumps(claim),
    }


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim of a row with its ``record``."""
    return codec.loads(Claim, row["record"])


def received_row(received: Received, partition: int, packed: bytes | None = None) -> Row:
    """The row of ``received``; *packed* are its bytes, compressed."""
    row = {name: getattr(received, name) for name in _RECEIVED}
    context = json.dumps(received.context, ensure_ascii=False)
    retrieved = received.retrieved.astimezone(UTC)
    return row | {"partition": partition, "context": context, "retrieved": retrieved, "data": packed}


def received_of(row: Mapping[str, Any], data: bytes | None = None) -> Received:
    """The custody of a row; *data* are its bytes, unpacked."""
    context = tuple((str(key), str(value)) for key, value in json.loads(row["context"]))
    values = {name: row[name] for name in _RECEIVED}
    return Received(**values, retrieved=row["retrieved"].replace(tzinfo=UTC), context=context, data=data)


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode

_RECEIVED = ("source", "sha256", "size", "tool", "reader", "media_type", "document_id", "why")
_CLAIM = (
    *("claim_id", "document_id", "event_type", "polarity", "modality", "certainty", "verification"),
    *("against_interest", "headline", "confidence", "channel", "extractor"),
)
_QUANTITY = ("measure", "unit", "low", "best", "high", "approximate", "rate", "of", "party", "text")
_claim = attrgetter(*_CLAIM)
_quantity = attrgetter(*_QUANTITY)


def _mention(item: Any) -> Row:
    """What is shown of a mention beside its record."""
    if isinstance(item, Attribution):
        speaker = item.speaker
        row = _ends("span", item.cue[0] if item.cue else None)
        row["text"] = item.cue_lemma
        if speaker is not None:
            row |= {"name": speaker.name, "party": speaker.party}
        return row
    span = item.span
    row = {"span_start": span.start, "span_end": span.end, "text": getattr(item, "text", None)}
    if isinstance(item, PlaceMention):
        row |= {"name": item.place.name, **_point(item.place)}
    elif isinstance(item, ActorMention):
        actor = item.actor
        row |= {"name": actor.name, "party": actor.party, "country": actor.country}
    elif isinstance(item, TimeMention):
        row |= {"name": item.value.timex3, **_days(item.value)}
    elif isinstance(item, VerificationNote):
        row["name"] = item.status
    return row


def _ends(name: str, span: Span | None) -> Row:
    return {} if span is None else {f"{name}_start": span.start, f"{name}_end": span.end}


def _stretch(name: str, span: Span, text: str) -> Row:
    return {name: span.of(text), **_ends(name, span)}


def _point(place: Place) -> Row:
    """GeoNames' id where it is one of GeoNames' (the others are a profile's own), country and coordinates."""
    geonameid = place.geonameid if (place.geonameid or 0) > 0 else None
    return {
        "geonameid": geonameid,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def _days(value: TimeValue) -> Row:
    return {"time_start": value.start, "time_end": value.end}


def _speaker(speaker: Speaker | None) -> Row:
    if speaker is None:
        return {}
    return {
        "speaker": speaker.name,
        "speaker_kind": speaker.kind,
        "speaker_role": speaker.role,
        "speaker_party": speaker.party,
        "speaker_country": speaker.country,
    }


def _role(name: str, role: Role | None) -> Row:
    if role is None:
        return {}
    actor = role.actor
    return {name: actor.name, f"{name}_party": actor.party, f"{name}_country": actor.country}


def _where(claim: Claim) -> Row:
    if claim.place is None:
        return {}
    place = claim.place.place
    return {
        "place": place.name,
        "place_text": claim.place.text,
        **_point(place),
        "admin1": place.admin1,
        "feature_code": place.feature_code,
        "geo_precision": place.geo_precision,
        "where_prec": place.where_prec,
    }


def _when(claim: Claim) -> Row:
    if claim.time is None:
        return {}
    value = claim.time.value
    return {
        "time_text": claim.time.text,
        **_days(value),
        "edtf": value.edtf,
        "time_precision": value.time_precision,
        "date_prec": value.date_prec,
    }
