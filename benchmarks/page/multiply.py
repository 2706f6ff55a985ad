"""A large ledger made of a small one: every document copied under a new name, its times some days later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event, Voice
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of, stable_id
from fogline.store.base import ClaimFilter

SPREAD_DAYS = 400
"""Copies are spread over this many days."""

BATCH = 200
"""Documents written together."""


def multiply(source: Ledger, target: Ledger, *, claims: int, said: Callable[[str], None]) -> None:
    """Copy *source* into the empty *target* until that has at least *claims* claims, derived rows included."""
    total = source.counts().claims
    if not total:
        raise ValueError("the ledger to copy has no claims")
    for copy in count():
        if copy * total >= claims:
            return
        said(f"copy {copy + 1}, {copy * total:,} of {claims:,} claims")
        _copy(source, target, copy)


def _copy(source: Ledger, target: Ledger, copy: int) -> None:
    ids: dict[str, str] = {}
    documents: dict[str, str] = {}
    batch: list[Extraction] = []
    for document in source.documents():
        renamed = _document(document, copy)
        documents[document.document_id] = renamed.document_id
        claims = [_claim(claim, renamed, copy) for claim in source.store.claims(_of(document))]
        ids |= {old: new.claim_id for old, new in claims}
        mentions = source.mentions(document.document_id)
        batch.append(Extraction(renamed, mentions, tuple(new for _, new in claims), "copied@1", "copied"))
        if len(batch) >= BATCH:
            target.store.add(batch)
            batch.clear()
    target.store.add(batch)
    _copy_derived(source, target, ids, documents, copy)


def _copy_derived(source: Ledger, target: Ledger, ids: dict[str, str], documents: dict[str, str], copy: int) -> None:
    derived = target.store.derived
    derived.put_origins({documents[old]: _id(key, copy) for old, key in source.store.derived.origins().items()})
    of_claim = {ids[row.claim_id]: documents[row.document_id] for row in source.store.overview.claims()}
    events = [_event(event, ids, copy) for event in source.events()]
    derived.put_events((), [(event, {key: of_claim[key] for key in event.claims}) for event in events])
    scopes: dict[str, list[Disagreement]] = {}
    for one in source.disagreements():
        scopes.setdefault(f"copy:{_id(one.disagreement_id, copy)}", []).append(_disagreement(one, ids, copy))
    derived.put_disagreements(scopes)
    derived.settle(derived.stale())


def _document(document: Document, copy: int) -> Document:
    text = f"{document.text}\n\n[{copy}]" if copy else document.text
    day = _later(document.published, copy)
    name = f"{Path(document.name).stem}-{copy}{Path(document.name).suffix}" if copy else document.name
    ids = {"document_id": document_id(text), "sha256": sha256_of(text)}
    return replace(document, name=name, text=text, published=day, sources=(name,), **ids)


def _claim(claim: Claim, document: Document, copy: int) -> tuple[str, Claim]:
    time = claim.time
    if time is not None:
        value = replace(time.value, start=_later(time.value.start, copy), end=_later(time.value.end, copy))
        time = replace(time, value=value)
    new = _id(claim.claim_id, copy)
    return claim.claim_id, replace(claim, claim_id=new, document_id=document.document_id, time=time)


def _event(event: Event, ids: dict[str, str], copy: int) -> Event:
    members = tuple(
        replace(one, claim_id=ids[one.claim_id], like=ids[one.like] if one.like else None) for one in event.members
    )
    voices = tuple(_voice(one, ids, copy) for one in event.voices)
    days = {"start": _later(event.start, copy), "end": _later(event.end, copy)}
    return replace(event, event_id=_id(event.event_id, copy), members=members, voices=voices, figures=(), **days)


def _voice(voice: Voice, ids: dict[str, str], copy: int) -> Voice:
    origins = tuple(_id(one, copy) for one in voice.origins)
    return replace(voice, claims=tuple(ids[one] for one in voice.claims), origins=origins)


def _disagreement(one: Disagreement, ids: dict[str, str], copy: int) -> Disagreement:
    sides = tuple(replace(side, claims=tuple(ids[key] for key in side.claims)) for side in one.sides)
    event = _id(one.event_id, copy) if one.event_id else None
    return replace(one, disagreement_id=_id(one.disagreement_id, copy), event_id=event, sides=sides)


def _of(document: Document) -> ClaimFilter:
    return ClaimFilter(document=document.document_id)


def _id(key: str, copy: int) -> str:
    return stable_id("copy", key, copy)


def _later(day: date | None, copy: int) -> date | None:
    return None if day is None else day + timedelta(days=copy % SPREAD_DAYS)
