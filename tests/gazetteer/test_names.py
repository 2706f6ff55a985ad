"""Folding of place names."""

from __future__ import annotations

import pytest

from fogline.gazetteer.names import normalise, spellings


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Sana’a", "SANAA", "apostrophes and case"),
        ("Nagorno-Karabakh", "Nagorno Karabakh", "hyphen or space"),
        ("Saint-Louis", "St. Louis", "Saint is shortened"),
        ("Łódź", "Lodz", "letters that do not decompose"),
        ("Kramatorsʼk", "Kramatorsk", "soft sign"),
        ("Deir  ez‑Zor", "Deir ez-Zor", "other hyphens, double spaces"),
    ],
)
def test_one_name(one: str, other: str, why: str) -> None:
    assert normalise(one) == normalise(other), why


def test_different_names_stay_apart() -> None:
    assert normalise("Kherson") != normalise("Kersch")


def test_other_spellings_of_the_article() -> None:
    assert "al bab" in spellings("el bab")
    assert "bab" in spellings("al bab")
