"""Claims that hang together without a break: however small the pieces they are worked on in, the same follows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from fogline.bulk import crossing, derive, scoring
from fogline.bulk.derive import derive_bulk
from fogline.bulk.layout import Layout
from fogline.config import Settings
from fogline.model.claim import Role
from fogline.model.extraction import Extraction
from fogline.model.values import Actor
from tests.bulk.test_derive import derived_by_one_ledger, derived_in, partition
from tests.reports import claim, killed, prose, read, story

pytestmark = pytest.mark.slow

ALL = 1_000_000


def crowd() -> list[Extraction]:
    """A town shelled day by day, as two papers tell it, who share a background paragraph and do not agree on all."""
    found, background = [], prose(7, 40)
    for number in range(14):
        first = story(2 * number, f"{prose(400 + number, 30)} {background}", day=number + 3)
        second = story(2 * number + 1, f"{prose(500 + number, 30)} {background}", day=number + 3)
        troops = Role("troops", Actor("Crown army", "military", party="crown"), None)
        toll = claim(first, 1, day=number + 2, event_type="casualties", quantities=killed(12 + number))
        found.append(read(first, claim(first, 35, day=number + 2, agent=troops), toll))
        found.append(read(second, claim(second, 35, day=number + 2, says="league"), claim(second, 2, time=None)))
    denied = story(99, day=9)
    return [*found, read(denied, claim(denied, day=8, says="crown", polarity="denied"))]


@pytest.fixture(scope="module")
def expected() -> tuple[Any, ...]:
    return derived_by_one_ledger(crowd())


def in_pieces(layout: Layout, size: int, monkeypatch: pytest.MonkeyPatch, some: Sequence[Extraction]) -> None:
    """Derive *some*, of which about *size* stand in one piece of any kind."""
    for module, name in (
        (scoring, "PAIRS_AT_ONCE"),
        (derive, "CLAIMS_IN_GROUP"),
        (derive, "CLAIMS_IN_BATCH"),
        (derive, "DOCUMENTS_IN_GROUP"),
        (derive, "LINKS_IN_GROUP"),
        (crossing, "AT_ONCE"),
    ):
        monkeypatch.setattr(module, name, size)
    partition(layout, 0, some[:11])
    partition(layout, 1, some[11:])
    derive_bulk(layout, Settings())


@pytest.mark.parametrize("size", [1, 7, ALL])
def test_the_same_follows_whatever_the_size_of_pieces(
    size: int, expected: tuple[Any, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = Layout(str(tmp_path / "bulk"))
    in_pieces(layout, size, monkeypatch, crowd())
    assert derived_in(layout) == expected
    assert max(len(one.members) for one in expected[1]) > 2
    assert any(len(voice.origins) > 1 for one in expected[1] for voice in one.voices)  # a passage, beside its origin


@pytest.mark.parametrize("size", [1, 7])
def test_no_task_reads_more_than_its_piece(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What hangs together is not read together: pairs are compared by stretches, events made by batches."""
    layout, read_of = Layout(str(tmp_path / "bulk")), dict[str, list[int]]()
    found = scoring.claims_of

    def noted(work: Any, wanted: Any) -> Any:
        read_of.setdefault("scoring", []).append(len(wanted))
        return found(work, wanted)

    monkeypatch.setattr(scoring, "claims_of", noted)
    in_pieces(layout, size, monkeypatch, crowd())
    events = sorted((tmp_path / "bulk" / "events").glob("*.parquet"))
    largest = max(max(parquet.read_table(name)["claims"].to_pylist(), default=0) for name in events)
    batches = [sum(parquet.read_table(name)["claims"].to_pylist()) for name in events[:-2]]  # two are of what is alone
    assert max(batches) < size + largest
    assert len(read_of["scoring"]) > 3
    assert max(read_of["scoring"]) <= 2 * (size + 12)  # a claim's own pairs are not parted
