"""One document's fault is its own, on the way from documents to extractions."""

from __future__ import annotations

import pytest

from fogline import pipeline
from fogline.config import Settings
from fogline.errors import ExtractionFailed, UsageError
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.pipeline import dated, extract, extract_batch
from tests.factories import a_document

SETTINGS = Settings(profile="generic", document_seconds=0.3)
GOOD = a_document("Government forces captured Rastan on Monday, state media said.")
BAD = a_document("POISON. Rebels captured Idlib on Monday, the governor said.")


def for_ever(text: str, *rest: object, **named: object) -> tuple[()]:
    while text.startswith("POISON"):
        pass
    return ()


def boom(text: str, *rest: object, **named: object) -> tuple[()]:
    if text.startswith("POISON"):
        raise RuntimeError("boom")
    return ()


def read(*documents: Document) -> list[Extraction | ExtractionFailed]:
    return list(extract(documents, SETTINGS))


@pytest.mark.parametrize("stage", ["split_sentences", "find_places", "find_quantities"])
@pytest.mark.parametrize(("fault", "said"), [(for_ever, "longer than 0.3 s"), (boom, "RuntimeError: boom")])
def test_a_fault_or_a_stuck_stage_costs_one_document(
    stage: str, fault: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(GOOD)  # so that loading the tools does not count
    monkeypatch.setattr(pipeline, stage, fault)
    first, bad, last = read(GOOD, BAD, GOOD)
    assert isinstance(first, Extraction)
    assert isinstance(last, Extraction)
    assert isinstance(bad, ExtractionFailed)
    assert said in str(bad)
    assert "kept without claims" in str(bad)


@pytest.mark.parametrize(("fault", "said"), [(for_ever, "longer than 0.3 s"), (boom, "RuntimeError: boom")])
def test_a_day_that_cannot_be_looked_for_is_left_out_and_said(
    fault: object, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "infer_published", fault)
    found = dated(BAD, SETTINGS)
    assert found.published is None
    (note,) = found.notes
    assert said in note


def test_another_machine_must_read_with_the_same_version() -> None:
    with pytest.raises(UsageError, match="a node of the cluster reads with"):
        extract_batch([GOOD], profile="generic", reader="rules@0+english@0")


def test_trees_are_left_out_where_they_are_not_wanted() -> None:
    (whole,) = extract([GOOD], SETTINGS)
    (bare,) = extract([GOOD], SETTINGS, with_trees=False)
    assert isinstance(whole, Extraction)
    assert isinstance(bare, Extraction)
    assert bare.claims == whole.claims != ()
    assert whole.mentions.sentences[0].tokens
    assert not bare.mentions.sentences[0].tokens
