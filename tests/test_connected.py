"""What pairs connect, in whatever order they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.connected import connected


@pytest.mark.parametrize(
    ("keys", "pairs", "sets", "why"),
    [
        ("", [], [], "nothing hangs together with nothing"),
        ("cab", [], [["a"], ["b"], ["c"]], "alone where no pair says otherwise"),
        ("dcba", [("c", "b"), ("b", "a")], [["a", "b", "c"], ["d"]], "over one in between"),
        ("abcd", [("a", "c"), ("b", "d")], [["a", "c"], ["b", "d"]], "two sets do not mix"),
        ("ab", [("a", "z"), ("z", "b")], [["a"], ["b"]], "what is not there connects nothing"),
        ("ab", [("a", "a")], [["a"], ["b"]], "with itself"),
    ],
)
def test_sets(keys: str, pairs: list[tuple[str, str]], sets: list[list[str]], why: str) -> None:
    assert connected(keys, pairs) == sets, why


@given(st.permutations([("a", "b"), ("c", "d"), ("e", "d"), ("f", "b"), ("g", "h")]))
def test_the_order_of_the_pairs_is_all_one(pairs: list[tuple[str, str]]) -> None:
    assert connected("abcdefghi", pairs) == [["a", "b", "f"], ["c", "d", "e"], ["g", "h"], ["i"]]
