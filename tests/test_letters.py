"""Words found by a table instead of a pattern."""

from __future__ import annotations

import re
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.letters import beyond_ascii, runs, table_of

LOWER = table_of(ascii_lowercase)

CASES = [
    ("", []),
    ("rebels took the town, he said.", ["rebels", "took", "the", "town", "he", "said"]),
    ("“two jets”—su-34s—fled\u00a0at 6", ["two", "jets", "su", "s", "fled", "at"]),
    ("a\ud800b?c", ["a", "b", "c"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_runs(text: str, expected: list[str]) -> None:
    assert runs(text, LOWER) == expected


@given(st.text(st.sampled_from("abz AB-–“”.?09_\t\n\0\u00a0\u2028é\ud800"), max_size=40))
def test_runs_are_what_the_pattern_finds(text: str) -> None:
    assert runs(text, LOWER) == re.findall("[a-z]+", text)


def test_what_lies_beyond_ascii() -> None:
    assert beyond_ascii("the “Été” of\ud800 2022") == "“É" + "é”\ud800"
    assert beyond_ascii("the summer") == ""
