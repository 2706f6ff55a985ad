"""Annotated claims and records pair one to one, as many and as well as they can."""

from __future__ import annotations

from itertools import permutations
from random import Random
from typing import Any

import pytest

from fogline.evaluate.gold import GoldClaim
from fogline.evaluate.pairing import assign, pair


def record(start: int, end: int, event_type: str = "capture", **fields: Any) -> dict[str, Any]:
    return {"event_type": event_type, "trigger": {"start": start, "end": end}, **fields}


@pytest.mark.parametrize(
    ("records", "pairs", "why"),
    [
        ([record(12, 16)], {0: 0}, "in the evidence, of an accepted type"),
        ([record(12, 16, "retreat")], {0: 0}, "the second accepted type is as good"),
        ([record(12, 16, "protest")], {}, "another type"),
        ([record(18, 24)], {}, "the middle of the trigger lies outside"),
        ([record(18, 22)], {0: 0}, "the middle lies on the edge"),
        ([{**record(0, 1), "trigger": None, "evidence": {"start": 8, "end": 22}}], {0: 0}, "no trigger: its evidence"),
        ([record(12, 16), record(12, 16, modality="occurred")], {0: 1}, "the one with more right"),
        ([], {}, "nothing to pair"),
    ],
)
def test_what_can_pair(records: list[dict[str, Any]], pairs: dict[int, int], why: str) -> None:
    claim = GoldClaim(10, 20, ("capture", "retreat"), modalities=("occurred",))
    assert pair([claim], records) == pairs, why


def test_more_pairs_go_before_better_ones() -> None:
    wide = GoldClaim(0, 50, ("capture",), modalities=("occurred",))
    narrow = GoldClaim(0, 9, ("capture",))
    early, late = record(2, 4, modality="occurred"), record(30, 34)
    assert pair([wide, narrow], [early, late]) == {0: 1, 1: 0}


def test_a_required_claim_goes_before_an_optional_one() -> None:
    optional = GoldClaim(0, 9, ("capture",), modalities=("occurred",), optional=True)
    required = GoldClaim(0, 9, ("capture",))
    assert pair([optional, required], [record(2, 4, modality="occurred")]) == {1: 0}


def test_ties_are_settled_for_good() -> None:
    alike = GoldClaim(0, 9, ("capture",))
    assert pair([alike], [record(2, 4), record(2, 4)]) == {0: 1}, "the last record of equals"
    assert pair([alike, alike], [record(2, 4)]) == {0: 0}, "the first claim of equals"


def best_by_trying(weights: dict[tuple[int, int], int], size: int) -> int:
    return max(sum(weights.get(pair, 0) for pair in enumerate(order)) for order in permutations(range(size)))


@pytest.mark.parametrize("seed", range(40))
def test_the_assignment_is_the_heaviest_of_all(seed: int) -> None:
    dice, size = Random(seed), 5
    cells = [(left, right) for left in range(size) for right in range(size)]
    weights = {cell: dice.choice((1000, 1100)) + dice.randrange(4) for cell in cells if dice.random() < 0.5}
    chosen = assign(weights)
    assert len(set(chosen.values())) == len(chosen)
    assert sum(weights[cell] for cell in chosen.items()) == best_by_trying(weights, size)
