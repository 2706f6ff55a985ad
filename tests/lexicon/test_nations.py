"""Country words: names, peoples, seats of government."""

from __future__ import annotations

import pytest

from fogline.lexicon import nations


@pytest.mark.parametrize(
    ("word", "code", "why"),
    [
        ("Ukraine", "UA", "plain name"),
        ("the US", "US", "article and abbreviation"),
        ("U.S.", "US", "dotted abbreviation"),
        ("Britain's", "GB", "possessive"),
        ("Burma", "MM", "former name"),
        ("Türkiye", "TR", "official name with its letters"),
        ("DRC", "CD", "abbreviation"),
        ("turkey", None, "the bird: case matters"),
        ("Congo", None, "two states share it"),
        ("Narnia", None, "no such country"),
    ],
)
def test_country_named(word: str, code: str | None, why: str) -> None:
    assert nations.country_named(word) == code, why


@pytest.mark.parametrize(
    ("word", "code", "why"),
    [
        ("Ukrainians", "UA", "plural"),
        ("Britons", "GB", "irregular people"),
        ("Dutch", "NL", "irregular adjective"),
        ("Palestinian", "PS", "territory with its own code"),
        ("Kurdish", None, "a people without a state"),
        ("polish", None, "the verb: case matters"),
    ],
)
def test_country_of_demonym(word: str, code: str | None, why: str) -> None:
    assert nations.country_of_demonym(word) == code, why


@pytest.mark.parametrize(
    ("word", "code", "why"),
    [
        ("the Kremlin", "RU", "palace with article"),
        ("Kiev", "UA", "older spelling of the capital"),
        ("Downing Street", "GB", "street for a government"),
        ("Brussels", None, "stands for the European Union"),
    ],
)
def test_country_of_metonym(word: str, code: str | None, why: str) -> None:
    assert nations.country_of_metonym(word) == code, why


def test_country_name() -> None:
    assert nations.country_name("GB") == "United Kingdom"
    assert nations.country_name("ZZ") == "ZZ"
