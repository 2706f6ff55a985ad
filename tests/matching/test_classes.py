"""Whole classes of claims held against each other: none is ruled out that has a pair which may match."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.matching.classes import Classes
from fogline.matching.marks import mark_of, marks_from
from fogline.matching.screen import columns_of
from fogline.matching.told import Told
from tests.matching.claims import count, role, told_of
from tests.matching.test_screen import claims, let_through


def classes_let_through(told: list[Told]) -> set[tuple[int, int]]:
    """The pairs of *told* whose classes may match."""
    classes = Classes(columns_of(marks_from(map(mark_of, told))))
    pairs = list(product(range(len(told)), range(len(told))))
    one, other = np.array(pairs).T
    return {pairs[at] for at in np.flatnonzero(classes.may_match(classes.of[one], classes.of[other])).tolist()}


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, min_size=12, max_size=12))
def test_classes_rule_out_no_two_claims_of_two_documents_that_may_match(rows: list[dict[str, Any]]) -> None:
    told = [told_of(**row) for row in rows]
    ids = [one.claim.document_id for one in told]
    apart = {(one, other) for one, other in let_through(told) if ids[one] != ids[other]}
    assert apart <= classes_let_through(told)


def test_another_town_another_type_and_another_stage_are_ruled_out() -> None:
    told = [told_of(), told_of("Eastham"), told_of(event_type="aid"), told_of(modality="expected"), told_of()]
    assert {pair for pair in classes_let_through(told) if 0 in pair} == {(0, 0), (0, 4), (4, 0)}


def test_without_any_day_a_town_alone_is_too_little() -> None:
    bare = told_of(on=None, published=None)
    named = told_of(on=None, published=None, agent=role("Crown troops", "crown"))
    counted = told_of(on=None, published=None, quantities=(count(12),))
    found = classes_let_through([bare, named, counted])
    assert found == {(1, 1), (2, 2)}
