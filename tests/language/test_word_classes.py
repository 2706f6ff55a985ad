"""Classes of words: how they are looked up."""

from __future__ import annotations

import pytest

from fogline.language.word_classes import WordClasses

_TABLE = "70\tgovernor mayor Mayor\n\n874\tfriday Friday\n6\tKharkiv"


@pytest.mark.parametrize(
    ("word", "number", "why"),
    [
        ("mayor", 70, "as it stands in the table"),
        ("Governor", 70, "a capital at a sentence's start"),
        ("FRIDAY", 874, "capitals of a headline"),
        ("KHARKIV", 6, "capitals, and in the table with one capital only"),
        ("kharkiv", 0, "small letters are as written: nothing is guessed"),
        ("Zaporizhzhia", 0, "not in the table"),
        ("", 0, "no word, though the table has an empty line"),
    ],
)
def test_class_of_a_word(word: str, number: int, why: str) -> None:
    assert WordClasses.parse(_TABLE).of(word) == number, why


def test_broad_kind_is_the_first_forks_of_the_path() -> None:
    classes = WordClasses.parse(_TABLE)
    assert classes.broad("mayor") == classes.broad("Kharkiv") == 7  # 70 and 6 part at the seventh fork
    assert classes.broad("Friday") != classes.broad("mayor")
    assert classes.broad("Zaporizhzhia") == 0


def test_an_empty_table_has_no_classes() -> None:
    assert WordClasses.parse("").of("mayor") == 0
