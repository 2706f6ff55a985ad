"""Countries by the words English reporting uses for them, their people and their governments.

Codes are ISO 3166-1 alpha-2 (``XK`` for Kosovo). Matching is case-sensitive: "turkey" is no country. A leading
"the"/"The" and a possessive ending are ignored in look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from fogline.lexicon.loader import table
from fogline.model.remembered import Remembered

_POSSESSIVE = re.compile(r"['’]s?$")
_KEPT = 65_536
"""Words remembered with their countries."""


def country_named(word: str) -> str | None:
    """The country that *word* names ("Ukraine", "the US", "Britain's"), or ``None``."""
    return _NAMED[word]


def country_of_demonym(word: str) -> str | None:
    """The country whose people or things *word* says ("Ukrainian", "Britons", "Dutch"), or ``None``."""
    return _OF_DEMONYM[word]


def country_of_metonym(word: str) -> str | None:
    """The country whose government *word* can stand for ("Moscow", "the White House"), or ``None``."""
    return _OF_METONYM[word]


def country_name(code: str) -> str:
    """The plain English name of the country *code*; the code itself where it is none of ours."""
    row = table("nations").get(code)
    return str(row["name"]) if row else code


@cache
def names() -> Mapping[str, str]:
    """Every country name, without a leading article, to its code."""
    rows = table("nations").items()
    return _index((word, code) for code, row in rows for word in (row["name"], *row.get("names", ())))


@cache
def demonyms() -> Mapping[str, str]:
    """Every adjective and word for a people, plurals included, to the country's code."""
    return _index((word, code) for code, row in table("nations").items() for word in row.get("people", ()))


@cache
def metonyms() -> Mapping[str, str]:
    """Every word that can stand for a government, without a leading article, to the country's code."""
    return _index((word, code) for code, row in table("nations").items() for word in row.get("seats", ()))


def _look_up(index: Mapping[str, str], word: str) -> str | None:
    if word in index:
        return index[word]
    return index.get(_bare(without_possessive(word)))


_NAMED: Remembered[str, str | None] = Remembered(lambda word: _look_up(names(), word), at_most=_KEPT)
_OF_DEMONYM: Remembered[str, str | None] = Remembered(lambda word: _look_up(demonyms(), word), at_most=_KEPT)
_OF_METONYM: Remembered[str, str | None] = Remembered(lambda word: _look_up(metonyms(), word), at_most=_KEPT)


def without_possessive(word: str) -> str:
    """*word* without a possessive ending."""
    return _POSSESSIVE.sub("", word)


def _bare(word: str) -> str:
    return word[4:] if word.startswith(("the ", "The ")) else word


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({_bare(word): code for word, code in pairs})
