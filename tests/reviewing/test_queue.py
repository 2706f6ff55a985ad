"""The queue: what to look at first, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fogline.reviewing.queue import entry_of
from fogline.store.base import ClaimFilter, Store, ToReview
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests.reviewing.desk import ASIDE, ELSEWHERE, OURS, THEIRS, filled

OPENERS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda path: MemoryStore(),
    "sqlite": lambda path: open_store(path, create=True),
}


@pytest.mark.parametrize("opener", sorted(OPENERS))
def test_disputed_figures_come_before_a_doubtful_aside_and_what_is_decided_does_not_come(
    opener: str, tmp_path: Path
) -> None:
    with filled(OPENERS[opener](tmp_path / "war.fog")) as ledger:
        order = [entry.claim_id for entry in ledger.queue()]
        assert order == [OURS.claim_id, THEIRS.claim_id, ELSEWHERE.claim_id, ASIDE.claim_id]
        first = ledger.queue(limit=1)[0]
        assert {why.kind for why in first.why} == {"low_confidence", "disagreement:figure", "large_figure"}
        assert first.score == pytest.approx(sum(why.points for why in first.why), abs=0.002)
        ledger.review("accept", OURS.claim_id, "ada")
        assert [entry.claim_id for entry in ledger.queue()] == order[1:]
        assert [entry.claim_id for entry in ledger.queue(ClaimFilter(place="Leek"))] == [ELSEWHERE.claim_id]


def test_millions_do_not_outweigh_a_wrong_accusation() -> None:
    told = entry_of(ToReview("a", "d", 0.9, toll=27_000_000.0))
    accused = entry_of(ToReview("b", "d", 0.9, toll=400.0, disagreements=("headline",)))
    assert accused.score > told.score


def test_what_is_sure_and_undisputed_has_no_points() -> None:
    assert entry_of(ToReview("a", "d", 1.0)).score == 0
