"""Errors travel whole, and a fault on one document costs only that one."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from fogline import Ledger
from fogline.claims.extract import RuleExtractor
from fogline.errors import ExtractionFailed, SkipDocument
from fogline.model.claim import Claim
from fogline.model.document import Document


def test_a_passed_over_document_travels_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ExtractionFailed("a.txt", "broken")))
    assert isinstance(error, SkipDocument)
    assert (error.where, error.why, str(error)) == ("a.txt", "broken", "a.txt: broken")


def test_a_fault_on_one_document_is_said_and_costs_only_that_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own fault cannot be had to order, so the extractor is made to fail on one name."""
    whole = RuleExtractor.extract

    def failing(self: RuleExtractor, document: Document, *rest: object, **options: object) -> tuple[Claim, ...]:
        if document.name == "bad":
            raise KeyError("unheard of")
        return whole(self, document, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(RuleExtractor, "extract", failing)
    lines = [{"name": name, "text": f"Troops captured Idlib on Monday, {name} news said."} for name in ("bad", "good")]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with Ledger.open(tmp_path / "l.fog") as ledger:
        report = ledger.add([tmp_path / "two.jsonl"])
        assert [error.where for error in report.refused] == ["bad"]
        assert "unheard of" in str(report.refused[0])
        assert {document.name for document, _ in ledger.claims()} == {"good"}
        assert ledger.counts().documents == 2
        monkeypatch.undo()
        assert ledger.add([tmp_path / "two.jsonl"]).extracted == 1
