"""Numbers as English writes them, and how words are looked for."""

from __future__ import annotations

import re

import pytest

from fogline.mentions.numerals import any_of, any_word, number_pattern, number_value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("twenty-one", 21),
        ("twenty two", 22),
        ("two hundred and six", 206),
        ("thirty-five thousand", 35000),
        ("a hundred and one", 101),
        ("a million and a half", 1500000),
        ("two and a half million", 2500000),
        ("half a dozen", 6),
        ("1.2 million", 1200000),
        ("1,500", 1500),
        ("35k", 35000),
    ],
)
def test_a_number_is_read_whole(words: str, value: float) -> None:
    found = re.match(number_pattern(), words, re.IGNORECASE)
    assert found is not None
    assert found[0] == words
    assert number_value(words) == value


@pytest.mark.parametrize(
    ("words", "first"), [("three one-way drones", "three"), ("two four-man teams", "two"), ("ten twelve", "ten")]
)
def test_words_that_make_no_number_together_stay_apart(words: str, first: str) -> None:
    found = re.match(number_pattern(), words)
    assert found is not None
    assert found[0] == first


def test_the_longest_word_is_found_and_no_part_of_one() -> None:
    pattern = re.compile(any_of(["day", "days", "daily", "may"]))
    assert [m[0] for m in pattern.finditer("days daily may day")] == ["days", "daily", "may", "day"]
    assert re.search(any_word(["day"]), "monday days") is None
