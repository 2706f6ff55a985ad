"""Nouns to rows of the bulk tables, and back exactly as they were.

A row is a mapping of columns; where there are many of a document, its values in the order of the table's columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
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
from fogline.model.values import Place
from fogline.store import codec
from fogline.store.rows import KINDS

Row = dict[str, Any]
Values = tuple[Any, ...]

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


def mention_rows(document_id: str, mentions: Mentions, partition: int) -> list[Values]:
    """The rows of ``mentions``, by kind, in the order of the text."""
    found: list[Values] = []
    for kind in KINDS:
        for position, item in enumerate(getattr(mentions, kind)):
            found.append((partition, document_id, kind, position, *_mention(item), codec.dumps(item)))
    return found


def mentions_of(rows: Iterable[Mapping[str, Any]]) -> Mentions:
    """The mentions of one document from its rows, of which only ``kind``, ``position`` and ``record`` are asked."""
    found: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda row: cast("int", row["position"])):
        found.setdefault(row["kind"], []).append(codec.loads(KINDS[row["kind"]], row["record"]))
    return Mentions(**{kind: tuple(items) for kind, items in found.items()})


def claim_rows(document: Document, claims: Sequence[Claim], partition: int) -> list[Values]:
    """The rows of ``claims``."""
    return [(partition, *_claim(document, claim), codec.dumps(claim)) for claim in claims]


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
_QUANTITY = ("measure", "unit", "low", "best", "high", "approximate", "rate", "of", "party", "text")
_quantity = attrgetter(*_QUANTITY)

_NONE_OF_3, _NONE_OF_4, _NONE_OF_5, _NONE_OF_6, _NONE_OF_10 = ((None,) * count for count in (3, 4, 5, 6, 10))


def _mention(item: Any) -> Values:
    """What is shown of a mention beside its record: where it stands, its text, name and party, place, and days."""
    if isinstance(item, Attribution):
        start, end = (item.cue[0].start, item.cue[0].end) if item.cue else (None, None)
        name, party = (None, None) if item.speaker is None else (item.speaker.name, item.speaker.party)
        return (start, end, item.cue_lemma, name, party, *_NONE_OF_6)
    span: Span = item.span
    ends = (span.start, span.end)
    if isinstance(item, PlaceMention):
        return (*ends, item.text, item.place.name, None, *_point(item.place), None, None)
    if isinstance(item, ActorMention):
        actor = item.actor
        return (*ends, item.text, actor.name, actor.party, None, actor.country, *_NONE_OF_4)
    if isinstance(item, TimeMention):
        return (*ends, item.text, item.value.timex3, None, *_NONE_OF_4, item.value.start, item.value.end)
    if isinstance(item, VerificationNote):
        return (*ends, None, item.status, None, *_NONE_OF_6)
    return (*ends, getattr(item, "text", None), None, None, *_NONE_OF_6)


def _claim(document: Document, claim: Claim) -> Values:
    """What is shown of a claim beside its record."""
    sub_event = sub_event_of(claim)
    kind = codebook().event_types[claim.event_type]
    acled = kind.acled_for(sub_event)
    return (
        claim.claim_id,
        claim.document_id,
        document.published,
        document.outlet,
        claim.event_type,
        None if acled is None else acled.event_type,
        None if acled is None else acled.sub_event_type,
        kind.plover_for(sub_event),
        claim.polarity,
        claim.modality,
        claim.certainty,
        claim.verification,
        claim.against_interest,
        claim.headline,
        claim.confidence,
        *_speaker(claim.speaker),
        claim.channel,
        *_role(claim.agent),
        *_role(claim.patient),
        *_where(claim),
        *_when(claim),
        [dict(zip(_QUANTITY, _quantity(each), strict=True)) for each in claim.quantities],
        *_stretch(claim.evidence, document.text),
        *_stretch(claim.trigger, document.text),
        claim.extractor,
    )


def _stretch(span: Span, text: str) -> Values:
    return (span.of(text), span.start, span.end)


def _point(place: Place) -> Values:
    """GeoNames' id where it is one of GeoNames' (the others are a profile's own), country and coordinates."""
    return (_geonameid(place), place.country, place.latitude, place.longitude)


def _geonameid(place: Place) -> int | None:
    return place.geonameid if (place.geonameid or 0) > 0 else None


def _speaker(speaker: Speaker | None) -> Values:
    if speaker is None:
        return _NONE_OF_5
    return (speaker.name, speaker.kind, speaker.role, speaker.party, speaker.country)


def _role(role: Role | None) -> Values:
    if role is None:
        return _NONE_OF_3
    return (role.actor.name, role.actor.party, role.actor.country)


def _where(claim: Claim) -> Values:
    if claim.place is None:
        return _NONE_OF_10
    place = claim.place.place
    return (
        place.name,
        claim.place.text,
        _geonameid(place),
        place.country,
        place.admin1,
        place.feature_code,
        place.latitude,
        place.longitude,
        place.geo_precision,
        place.where_prec,
    )


def _when(claim: Claim) -> Values:
    if claim.time is None:
        return _NONE_OF_6
    value = claim.time.value
    return (value.start, value.end, claim.time.text, value.edtf, value.time_precision, value.date_prec)
