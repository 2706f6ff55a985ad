"""Screening by marks: no pair that compares as one happening is ever left out, and little else is let through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.matching.compare import compare
from fogline.matching.marks import mark_of, marks_from
from fogline.matching.screen import columns_of, may_match
from fogline.matching.told import Told
from fogline.model.span import Span
from tests.matching.claims import PLACES, count, day, days, role, told_of

TYPES = ["shelling", "air_strike", "casualties", "attack", "abuse", "capture", "control", "retreat", "aid", "detention"]
ROLES = [
    None,
    role("Crown troops", "crown"),
    role("League troops", "league"),
    role("Aland", country="AA", kind="government"),
    role("a hospital and a bridge"),
    role("the barracks"),
]
FIGURES = [(), (count(12),), (count(144),), (count(12, "wounded"),), (count(50), count(9, "wounded"))]
TIMES = [None, day(2), day(3), day(6), days(date(2031, 5, 1), date(2031, 5, 31)), days(date(2031, 5, 2), None)]
TIMES += [days(None, date(2031, 5, 3)), days(date(2031, 5, 1), date(2031, 5, 4))]

claims = st.fixed_dictionaries(
    {
        "at": st.sampled_from([None, *PLACES]),
        "time": st.sampled_from(TIMES),
        "published": st.sampled_from([None, 2, 3, 4, 9, 25]),
        "event_type": st.sampled_from(TYPES),
        "agent": st.sampled_from(ROLES),
        "patient": st.sampled_from(ROLES),
        "quantities": st.sampled_from(FIGURES),
        "modality": st.sampled_from(["occurred", "occurred", "planned", "expected", "requested"]),
        "sub_event": st.sampled_from([None, "agreement"]),
        "document_id": st.sampled_from(["one", "two"]),
        "evidence": st.sampled_from([Span(0, 8), Span(4, 20), Span(30, 40)]),
        "says": st.sampled_from([None, "crown", "league"]),
    }
)


def let_through(told: list[Told]) -> set[tuple[int, int]]:
    pairs = list(product(range(len(told)), repeat=2))
    one, other = (np.array(column, np.intp) for column in zip(*pairs, strict=True))
    found = may_match(columns_of(marks_from(map(mark_of, told))), one, other)
    return {pairs[at] for at in found.tolist()}


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, min_size=12, max_size=12))
def test_what_compares_as_one_happening_is_never_left_out(rows: list[dict[str, Any]]) -> None:
    told = [told_of(**row) for row in rows]
    found = let_through(told)
    for one, other in product(range(len(told)), repeat=2):
        assert (one, other) in found or not compare(told[one], told[other]).same, (rows[one], rows[other])


def test_what_cannot_be_one_is_left_out() -> None:
    here = told_of()
    others = [
        told_of("Weir"),
        told_of(on=9),
        told_of(event_type="aid"),
        told_of(modality="requested"),
        told_of(on=None, published=30),
        replace(told_of(event_type="capture"), gains="crown"),
    ]
    found = let_through([here, *others])
    assert not [pair for pair in found if 0 in pair and pair != (0, 0)]
