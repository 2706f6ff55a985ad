"""Reads a text with the real parser, gazetteer and mentions."""

from __future__ import annotations

from datetime import date

from fogline.model.claim import Claim
from fogline.model.extraction import Extraction
from fogline.pipeline import extract_batch
from tests.factories import a_document

DAY = date(2024, 6, 14)
"""The day the texts are read as of: a Friday."""


def read_claims(text: str, *, published: date | None = DAY, title_end: int = 0) -> tuple[Claim, ...]:
    """The claims of *text* under the generic profile."""
    document = a_document(text, published=published, title_end=title_end, language="en")
    (extraction,) = extract_batch([document], profile="generic")
    assert isinstance(extraction, Extraction), extraction
    return extraction.claims
