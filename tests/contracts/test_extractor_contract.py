"""What every claim extractor promises: words verbatim at their offsets, stable and distinct ids, known types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fogline.codebook.loader import codebook
from fogline.config import Settings
from fogline.ingest.walk import read_inputs
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.span import Span
from fogline.pipeline import dated, extract

DISPATCHES = Path(__file__).parents[2] / "sample" / "dispatches"


def extractions() -> list[Extraction]:
    settings = Settings()
    documents = [dated(item, settings) for item in read_inputs([DISPATCHES]) if isinstance(item, Document)]
    found = list(extract(documents, settings))
    assert all(isinstance(extraction, Extraction) for extraction in found)
    return [extraction for extraction in found if isinstance(extraction, Extraction)]


@pytest.fixture(scope="module")
def read() -> list[Extraction]:
    return extractions()


def claims(read: list[Extraction]) -> Iterator[tuple[Document, Claim]]:
    return ((extraction.document, claim) for extraction in read for claim in extraction.claims)


def test_there_are_claims(read: list[Extraction]) -> None:
    assert sum(1 for _ in claims(read)) > 100


def test_every_stretch_is_verbatim(read: list[Extraction]) -> None:
    for document, claim in claims(read):
        for words, span in stretches(claim):
            assert span.end <= len(document.text)
            assert span.of(document.text) == words, (document.name, claim.claim_id)


def test_the_trigger_lies_in_the_evidence(read: list[Extraction]) -> None:
    for document, claim in claims(read):
        assert claim.evidence.covers(claim.trigger), (document.name, claim.evidence.of(document.text))


def test_types_and_measures_are_the_codebooks(read: list[Extraction]) -> None:
    book = codebook()
    for _, claim in claims(read):
        assert claim.event_type in book.event_types
        assert {quantity.measure for quantity in claim.quantities} <= set(book.measures)
        assert 0 <= claim.confidence <= 1


def test_ids_are_distinct_and_the_same_again(read: list[Extraction]) -> None:
    ids = [claim.claim_id for _, claim in claims(read)]
    assert len(ids) == len(set(ids))
    assert ids == [claim.claim_id for _, claim in claims(extractions())]


def test_places_have_both_coordinates_or_neither(read: list[Extraction]) -> None:
    for _, claim in claims(read):
        if claim.place is not None:
            place = claim.place.place
            assert (place.latitude is None) == (place.longitude is None)
            assert (place.latitude, place.longitude) != (0, 0)


def stretches(claim: Claim) -> Iterator[tuple[str, Span]]:
    """Every stretch of the text that the claim quotes, with the words it says stand there."""
    for part in (claim.speaker, claim.agent, claim.patient, claim.place, claim.time):
        if part is not None and part.span is not None:
            yield part.text, part.span
    for quantity in claim.quantities:
        yield quantity.text, quantity.span
    for cue in claim.cues:
        yield cue.text, cue.span
