"""Whether a ledger is what it says: hashes, offsets, schema, custody, and the file itself. Each fault in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from fogline.export.record import record_of
from fogline.keeping.custody import Checked, custody_faults
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of
from fogline.model.span import Span
from fogline.store.base import ClaimFilter
from fogline.store.sql import SqlStore

ALL = ClaimFilter(reviewed="any")


def faults(store: SqlStore, checked: Checked | None = None, *, read_again: bool = True) -> Iterator[str]:
    """Every fault of the ledger, a line each, naming the row that has it; none where all is well.

    Args:
        checked: counts on what was looked at in the custody.
        read_again: whether the bytes kept are read again, to see that they give the text that is stored.
    """
    yield from store.faults()
    for document in store.documents():
        yield from _document(document)
    yield from _claims(store)
    yield from custody_faults(store, checked or Checked(), read_again=read_again)
    yield from _derived(store)


def _document(document: Document) -> Iterator[str]:
    who = f"document {document.document_id} ({document.name})"
    if sha256_of(document.text) != document.sha256:
        yield f"{who}: its text does not have the SHA-256 {document.sha256}"
    if document_id(document.text) != document.document_id:
        yield f"{who}: its text has another id"
    if not 0 <= document.title_end <= len(document.text):
        yield f"{who}: its title ends outside of its text"


def _claims(store: SqlStore) -> Iterator[str]:
    import jsonschema

    schema = json.loads((files("fogline.export") / "claim.schema.json").read_text(encoding="utf-8"))
    valid = jsonschema.Draft202012Validator(schema)
    document: Document | None = None
    for claim in store.claims(ALL, reasons=False):
        if document is None or document.document_id != claim.document_id:
            document = store.document(claim.document_id)
        who = f"claim {claim.claim_id}"
        if document is None:
            yield f"{who}: its document {claim.document_id} is not there"
            continue
        yield from (f"{who}: {what}" for what in _offsets(claim, document.text))
        record = json.loads(json.dumps(record_of(document, claim)))
        for error in valid.iter_errors(record):
            yield f"{who}: {'.'.join(map(str, error.absolute_path)) or 'the record'}: {error.message}"


def _offsets(claim: Claim, text: str) -> Iterator[str]:
    """What does not stand in the text where the claim says."""
    for name, span, words in _stretches(claim):
        if not 0 <= span.start < span.end <= len(text):
            yield f"{name} at {span.start}-{span.end} lies outside of the text of {len(text)} characters"
        elif words is not None and span.of(text) != words:
            yield f"{name} at {span.start}-{span.end} reads {span.of(text)!r}, not {words!r}"


def _stretches(claim: Claim) -> Iterator[tuple[str, Span, str | None]]:
    yield "evidence", claim.evidence, None
    yield "trigger", claim.trigger, None
    named: dict[str, Any] = {
        "speaker": claim.speaker,
        "agent": claim.agent,
        "patient": claim.patient,
        "place": claim.place,
        "time": claim.time,
    }
    for name, value in named.items():
        if value is not None and value.span is not None:
            yield name, value.span, value.text
    for quantity in claim.quantities:
        if quantity.span is not None:
            yield "quantity", quantity.span, quantity.text
    for cue in claim.cues:
        yield f"{cue.kind} cue", cue.span, cue.text


def _derived(store: SqlStore) -> Iterator[str]:
    known = {claim.claim_id for claim in store.claims(ALL, reasons=False)}
    for event in store.derived.events():
        missing = sorted(set(event.claims) - known)
        if missing:
            yield f"event {event.event_id}: its claim {missing[0]} is not there; `fogline build` derives it anew"
