"""Countries by the words English reporting uses for them, their people and their governments.

Codes are ISO 3166-1 alpha-2 (``XK`` for Kosovo). Matching is case-sensitive: "turkey" is no country. A leading
"the"/"The" and a possessive ending are ignored in look-ups.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from fogline.lexicon.loader import table

_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=65536)
def country_named(word: str) -> str | None:
    """The country that *word* names ("Ukraine", "the US", "Britain's"), or ``None``."""
    return _look_up(names(), word)


@lru_cache(maxsize=65536)
def country_of_demonym(word: str) -> str | None:
    """The country whose people or things *word* says ("Ukrainian", "Britons", "Dutch"), or ``None``."""
    return _look_up(demonyms(), word)


@lru_cache(maxsize=65536)
def country_of_metonym(word: str) -> str | None:
    """The country whose government *word* can stand for ("Moscow", "the White House"), or ``None``."""
    return _look_up(metonyms(), word)


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


def without_possessive(word: str) -> str:
    """*word* without a possessive ending."""
    return _POSSESSIVE.sub("", word)


def _bare(word: str) -> str:
    return word[4:] if word.startswith(("the ", "The ")) else word


def _index(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return MappingProxyType({_bare(word): code for word, code in pairs})
