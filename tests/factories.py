"""Makes nouns for tests: every factory gives a valid one, and takes what the test is about."""

from __future__ import annotations

from datetime import date
from typing import Any

from fogline.model.claim import Claim, Quantity, Role, When, Where
from fogline.model.document import Document
from fogline.model.ids import claim_id, document_id, sha256_of
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue

TEXT = "The mayor said rebel troops seized Northford on Friday, killing at least 13 people."


def a_document(text: str = TEXT, **fields: Any) -> Document:
    """A document of *text*, read from ``story.txt``."""
    fields.setdefault("name", "story.txt")
    return Document(document_id=document_id(text), text=text, sha256=sha256_of(text), **fields)


def span_of(text: str, words: str) -> Span:
    """Where *words* stand in *text* first."""
    start = text.index(words)
    return Span(start, start + len(words))


def a_claim(document: Document | None = None, **fields: Any) -> Claim:
    """The capture that :data:`TEXT` tells of, every field filled."""
    document = document or a_document()
    text = document.text
    trigger = span_of(text, "seized")
    whole: dict[str, Any] = {
        "claim_id": claim_id(document.document_id, trigger.start, trigger.end, "capture", ""),
        "document_id": document.document_id,
        "evidence": span_of(text, "rebel troops seized Northford on Friday"),
        "trigger": trigger,
        "event_type": "capture",
        "speaker": Speaker("The mayor", "Ada Marsh", span_of(text, "The mayor"), "official", party="crown"),
        "agent": Role("rebel troops", Actor("rebel troops", "armed_group", party="league"), Span(15, 27)),
        "place": Where("Northford", Place("Northford", 7, 10.0, 20.0, "XX", score=0.9), span_of(text, "Northford")),
        "time": When(
            "Friday",
            TimeValue("2031-05-02", "2031-05-02", date(2031, 5, 2), date(2031, 5, 2), 1, 1),
            span_of(text, "Friday"),
        ),
        "quantities": (Quantity("at least 13", "killed", span_of(text, "at least 13"), "people", low=13.0),),
        "confidence": 0.8,
        "extractor": "test@1",
    }
    return Claim(**{**whole, **fields})
