"""Unit words to the codebook's units: kilometres, square kilometres, currencies."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives


@cache
def factor(measure: str, word: str) -> float:
    """By what a number of *word* is multiplied to be in the unit of *measure*; *word* in lower case."""
    units = table("units")
    sources = {key.lower(): unit for key, unit in units[measure].items()}
    return float(units["factors"][sources[word]])


@cache
def unit_measures() -> dict[str, str]:
    """Every unit word (lower case) with the measure it is a unit of."""
    units = table("units")
    return {word.lower(): measure for measure in ("area_km2", "distance_km") for word in units[measure]}


@cache
def unit_pattern() -> str:
    """A pattern for any unit word, areas before lengths."""
    words = alternatives(unit_measures()).replace(r"\ ", r"[\s-]")
    return rf"(?:{words})(?![\w²])"


def unit_word(text: str) -> str:
    """A match of :func:`unit_pattern` as the table has it ("square-metre" → "square metre")."""
    return re.sub(r"[\s-]+", " ", text.lower())


@cache
def currency_word() -> re.Pattern[str]:
    """Matches a currency's name after a number: "dollars", "hryvnias", "US dollars"."""
    words = alternatives(table("units")["currency_words"])
    return re.compile(rf"\s(?:of\s)?(?:US\s|American\s)?(?P<currency>{words})\b", re.IGNORECASE)


@cache
def currency_sign() -> re.Pattern[str]:
    """Matches a currency's sign right before a number."""
    signs = alternatives(table("units")["currency_signs"])
    return re.compile(rf"(?<!\w)(?P<sign>{signs})\s?$")


def currency_code(*, sign: str | None = None, word: str | None = None) -> str:
    """The ISO 4217 code of a sign or a word."""
    units = table("units")
    if sign is not None:
        return str(units["currency_signs"][sign])
    words = {k.lower(): v for k, v in units["currency_words"].items()}
    return str(words[(word or "").lower()])
