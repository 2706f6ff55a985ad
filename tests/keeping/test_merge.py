"""Two ledgers made one: what building the inputs of both in one would give."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogline.config import Settings
from fogline.errors import UsageError
from fogline.keeping.merge import merge
from fogline.ledger import Ledger
from fogline.model.review import Review
from fogline.store.sql import open_store
from tests.export.conftest import STORIES

SETTINGS = Settings(profile="ukraine")
UNDATED = "Shells on Kramatorsk\n\nRussian forces shelled Kramatorsk on Monday, Donetsk governor Pavlo Kyrylenko said."


def built(folder: Path, name: str, *stories: str) -> Path:
    inputs = folder / name
    inputs.mkdir()
    for story in stories:
        (inputs / f"{story}.txt").write_text({**STORIES, "undated": UNDATED}[story], encoding="utf-8")
    path = folder / f"{name}.fog"
    with Ledger.open(path) as ledger:
        ledger.add([inputs], settings=SETTINGS)
    return path


def everything(path: Path) -> object:
    with Ledger.open(path, create=False) as ledger:
        events = [replace(event, event_id="") for event in ledger.events()]
        return list(ledger.records()), events, list(ledger.disagreements()), ledger.histories()


def test_it_is_what_one_build_gives(tmp_path: Path) -> None:
    first = built(tmp_path, "a", "army", "denial")
    second = built(tmp_path, "b", "ministry", "denial", "undated")
    done = merge(first, second, tmp_path / "c.fog", settings=SETTINGS)
    assert (done.counts.documents, done.twice) == (4, 1)
    whole = built(tmp_path, "whole", "army", "denial", "ministry", "undated")
    assert everything(tmp_path / "c.fog") == everything(whole)


def test_both_stay_as_they_are_and_nothing_else_is_left(tmp_path: Path) -> None:
    first, second = built(tmp_path, "a", "army"), built(tmp_path, "b", "ministry")
    before = everything(first), everything(second)
    merge(first, second, tmp_path / "c.fog", settings=SETTINGS)
    assert (everything(first), everything(second)) == before
    assert not list(tmp_path.glob(".*"))


def test_reviews_of_both_are_kept_and_hold(tmp_path: Path) -> None:
    first, second = built(tmp_path, "a", "army"), built(tmp_path, "b", "ministry")
    for number, path in enumerate((second, first)):
        with open_store(path) as store:
            claim = next(store.claims()).claim_id
            at = datetime(2022, 7, 9, number, tzinfo=UTC)
            store.add_review(Review(f"r{number}", claim, "reject", "Ada Marsh", at, reason="no"))
    merge(first, second, tmp_path / "c.fog", settings=SETTINGS)
    with open_store(tmp_path / "c.fog") as store:
        assert [review.review_id for review in store.reviews()] == ["r0", "r1"]  # by time, not by ledger
        left = {claim.claim_id for claim in store.claims()}
        assert not left & {review.target for review in store.reviews()}


def test_a_ledger_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    first, second = built(tmp_path, "a", "army"), built(tmp_path, "b", "ministry")
    with pytest.raises(UsageError, match="is there already"):
        merge(first, second, second, settings=SETTINGS)
    with pytest.raises(UsageError, match="is given twice"):
        merge(first, first, tmp_path / "c.fog", settings=SETTINGS)
