"""Claims that meet under keys: all that may match, and nobody under another's key."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.bulk.crossing import met
from fogline.matching.marks import mark_of, marks_from
from fogline.matching.screen import columns_of
from fogline.matching.told import Told
from tests.matching.claims import told_of
from tests.matching.test_screen import claims, let_through

Entry = tuple[int, int, str]
"""A key, a claim, and whether it ``lives`` there, ``asks``, or does ``both``."""


def pairs(told: list[Told], entries: list[Entry]) -> set[tuple[int, int]]:
    """The pairs (the smaller first) that meet under the keys of *entries*."""
    columns = columns_of(marks_from(map(mark_of, told)))
    keys, rows = (np.array([entry[at] for entry in entries], np.int64) for at in (0, 1))
    lives, asks = (np.array([kind in (name, "both") for _, _, kind in entries], np.bool_) for name in ("lives", "asks"))
    found = met(keys, rows, lives, asks, columns)
    return {(min(pair), max(pair)) for one, other in found for pair in zip(one.tolist(), other.tolist(), strict=True)}


kinds = st.sampled_from(["lives", "asks", "both"])
standing = st.dictionaries(st.tuples(st.integers(1, 3), st.integers(0, 9)), kinds, max_size=25)


@settings(max_examples=200, deadline=None)
@given(st.lists(claims, min_size=10, max_size=10), standing)
def test_all_that_may_match_under_a_key_meet_and_nobody_under_another(
    rows: list[dict[str, Any]], where: dict[tuple[int, int], str]
) -> None:
    told = [told_of(**row) for row in rows]
    entries = [(key, claim, kind) for (key, claim), kind in sorted(where.items())]
    together = {
        (min(one, other), max(one, other))
        for key, one, asks in entries
        for home, other, lives in entries
        if key == home and one != other and asks != "lives" and lives != "asks"
    }
    found = pairs(told, entries)
    assert let_through(told) & together <= found <= together


def test_a_crowd_of_claims_without_a_day_is_not_paired_for_its_town_alone() -> None:
    told = [told_of(on=None, published=None, document_id=f"d{number}") for number in range(20)]
    assert pairs(told, [(1, number, "both") for number in range(20)]) == set()


def test_nothing_meets_nobody() -> None:
    assert pairs([told_of()], []) == set()
    assert pairs([told_of()], [(1, 0, "asks")]) == set()
    assert pairs([told_of()], [(1, 0, "lives")]) == set()
