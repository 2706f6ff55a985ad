"""Words are found piece by piece as a search finds them, the first time a text is seen and later."""

from __future__ import annotations

import re

import pytest

from fogline.mentions.scanning import Scanner, Telling, lowered, pieces_of

TEXT = "A day,\n\ntwo  days; birthday-day 2022nd 10:30 (day)  the daydream -day "


@pytest.mark.parametrize("wanted", [r"(?:days?\b|\d)", r"two", "none"])
def test_a_scan_finds_what_a_search_finds(wanted: str) -> None:
    scanner, pieces = Scanner(wanted), pieces_of(TEXT)
    expected = [(m.start(), m[0]) for m in re.finditer(rf"(?<!\w){wanted}", pieces.low)]
    for _ in range(2):  # what is remembered of the pieces changes nothing
        found = scanner.scan(pieces)
        assert [(at, word) for at, word, _ in found] == expected
        assert all(pieces.start(number) <= at for at, _, number in found)
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


def test_what_a_piece_holds_is_found_once() -> None:
    asked: list[str] = []

    def found(piece: str) -> tuple[int, ...]:
        asked.append(piece)
        return (len(piece),) if piece == "war" else ()

    telling, pieces = Telling(found), pieces_of("The war the")
    assert telling.pieces(pieces) == [(1, (3,))] == telling.pieces(pieces)
    assert asked == ["the", "war"]


def test_lowering_keeps_every_character_at_its_place() -> None:
    text = "\u0130stanbul, MAY"
    assert len(lowered(text)) == len(text)
    assert lowered(text).endswith("may")
