"""Each value once, in order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.distinct import distinct


@given(st.lists(st.integers(-5, 5), max_size=30))
def test_each_value_is_given_once_and_in_order(values: list[int]) -> None:
    assert distinct(np.array(values, np.int64)).tolist() == sorted(set(values))


@pytest.mark.parametrize("kind", [np.int32, np.uint64])
def test_numbers_stay_of_their_kind(kind: type) -> None:
    assert distinct(np.array([3, 1, 3], kind)).dtype == kind
    assert distinct(np.empty(0, kind)).dtype == kind
