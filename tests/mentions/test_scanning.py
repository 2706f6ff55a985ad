"""Words are found piece by piece as a search finds them, the first time a text is seen and later."""

from __future__ import annotations

import re

import pytest

from fogline.mentions.scanning import Memory, Scanner, lowered, pieces_of

TEXT = "A day,\n\ntwo  days; birthday-day 2022nd 10:30 (day)  the daydream -day "


@pytest.mark.parametrize("wanted", [r"(?:days?\b|\d)", r"two", "none"])
def test_a_scan_finds_what_a_search_finds(wanted: str) -> None:
    scanner, pieces = Scanner(wanted), pieces_of(TEXT)
    expected = [(m.start(), m[0]) for m in re.finditer(rf"(?<!\w){wanted}", pieces.low)]
    for _ in range(2):  # what is remembered of the pieces changes nothing
        found = scanner.scan(pieces)
        assert [(at, word) for at, word, _ in found] == expected
        assert all(pieces.starts[number] <= at for at, _, number in found)
    assert scanner.scan(pieces_of("")) == []


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("at 5 pm", [3], "what makes the number wanted stands in the next piece"),
        ("at 5 men", [], "the number may be wanted and is not"),
        ("5 men, at 5 pm", [10], "the same piece, told apart by what follows"),
        ("5 5 pm", [2], "a number looks no further than the next"),
    ],
)
def test_a_pattern_may_look_at_the_piece_behind(text: str, expected: list[int], why: str) -> None:
    scanner = Scanner(r"(?=\d+\spm)\d", may=r"\d")
    assert [at for at, _, _ in scanner.scan(pieces_of(text))] == expected, why


def test_what_is_dull_is_asked_once() -> None:
    asked: list[str] = []

    def tells(piece: str) -> bool:
        asked.append(piece)
        return piece == "war"

    memory = Memory(tells)
    assert memory.telling(["the", "war", "the"]) == {"war"}
    assert memory.telling(["the", "war"]) == {"war"}
    assert asked.count("the") == 1


def test_lowering_keeps_every_character_at_its_place() -> None:
    text = "\u0130stanbul, MAY"
    assert len(lowered(text)) == len(text)
    assert lowered(text).endswith("may")
