"""Claims under one key that are met: all whose days can be of one happening, and not those of other weeks."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.bulk.windows import windows
from fogline.matching.marks import mark_of, marks_from
from fogline.matching.screen import columns_of
from fogline.matching.told import Told
from tests.matching.claims import told_of
from tests.matching.test_screen import claims, let_through


def met(told: list[Told], keys: list[int]) -> set[tuple[int, int]]:
    """The pairs, each of one that asks and one that lives under its key, that are met; *keys* are in order."""
    columns, rows = columns_of(marks_from(map(mark_of, told))), np.arange(len(told))
    found: list[tuple[int, int]] = []
    for homes, first, count in windows(np.array(keys), rows, np.array(keys), rows, columns):
        found += [(one, int(homes[first[one] + at])) for one in rows.tolist() for at in range(count[one])]
    assert len(found) == len(set(found))
    return set(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, min_size=10, max_size=10), st.lists(st.integers(1, 3), min_size=10, max_size=10))
def test_all_that_may_match_under_a_key_meet_and_nobody_under_another(
    rows: list[dict[str, Any]], keys: list[int]
) -> None:
    told, keys = [told_of(**row) for row in rows], sorted(keys)
    found = met(told, keys)
    assert {(one, other) for one, other in let_through(told) if keys[one] == keys[other]} <= found
    assert all(keys[one] == keys[other] for one, other in found)


def test_a_day_s_shelling_is_not_held_against_that_of_other_weeks() -> None:
    told = [told_of(on=on, published=on) for on in range(1, 29)]
    assert met(told, [1] * len(told)) == {(a, b) for a in range(28) for b in range(28) if abs(a - b) <= 1}
