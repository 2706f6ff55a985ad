"""Claims in one group that are met: all whose days can be of one happening, and not those of other weeks."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.bulk.windows import Windows
from fogline.matching.classes import kinds_of_time
from fogline.matching.marks import mark_of, marks_from
from fogline.matching.screen import columns_of
from fogline.matching.told import Told
from tests.matching.claims import told_of
from tests.matching.test_screen import claims, let_through


def met(told: list[Told]) -> set[tuple[int, int]]:
    """The pairs, each of one that asks and one that lives there, that are met; groups are those of one kind of time."""
    columns, rows = columns_of(marks_from(map(mark_of, told))), np.arange(len(told))
    kinds, groups = np.unique(kinds_of_time(columns), return_inverse=True)
    windows = Windows(groups, rows, kinds, columns)
    found: list[tuple[int, int]] = []
    for group in range(len(kinds)):
        first, count = windows.meeting(rows, np.full(len(told), group))
        found += [(one, int(windows.homes[first[one] + at])) for one in rows.tolist() for at in range(count[one])]
    assert len(found) == len(set(found))
    return set(found)


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, min_size=10, max_size=10))
def test_all_that_may_match_meet(rows: list[dict[str, Any]]) -> None:
    told = [told_of(**row) for row in rows]
    assert let_through(told) <= met(told)


def test_a_day_s_shelling_is_not_held_against_that_of_other_weeks() -> None:
    told = [told_of(on=on, published=on) for on in range(1, 29)]
    assert met(told) == {(a, b) for a in range(28) for b in range(28) if abs(a - b) <= 1}
