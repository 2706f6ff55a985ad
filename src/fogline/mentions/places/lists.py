"""What words say of a place name beside them, whatever the text: type words, given names, common words, countries."""

from __future__ import annotations

from functools import cache

from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.model.remembered import Remembered

_KINDS = ("town", "village", "region", "county", "district", "water", "land", "site")


@cache
def kind_words() -> dict[str, str]:
    """Type words ("province", "villages") to the kind of place they call for."""
    return {word: kind for kind in _KINDS for word in words("place_words", f"types_{kind}")}


@cache
def given_names() -> frozenset[str]:
    """Given names, capitalised."""
    return words("given_names", "given_names")


@cache
def common_words() -> frozenset[str]:
    """English words, surnames and bodies that are also towns, in lower case."""
    return words("place_stopwords", "common_words")


def country_like(word: str) -> bool:
    """Whether *word* is a country's name or an adjective of one, or a compound with one ("Russian-held")."""
    return _COUNTRY_LIKE[word]


def _country_like(word: str) -> bool:
    head = word.partition("-")[0]
    return any(
        of(one) is not None for one in (word, head) for of in (nations.country_named, nations.country_of_demonym)
    )


_COUNTRY_LIKE = Remembered(_country_like)
