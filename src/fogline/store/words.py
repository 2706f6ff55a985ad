"""The words of a text as a search compares them, for stores whose database has no index of words like SQLite's.

They are what SQLite's ``unicode61`` tokenizer makes with ``remove_diacritics 2``
(https://www.sqlite.org/fts5.html#unicode61_tokenizer): runs of letters and digits, folded, Latin letters without their
marks; й stays й.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from fogline.store.conditions import phrases

LONGEST = 250
"""Characters of a word that count: an index holds no longer ones."""

_MARKS = re.compile("[\u0300-\u0331]")
_LATIN_WITH_MARKS = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of *text*, folded, in order."""
    plain = _MARKS.sub("", _LATIN_WITH_MARKS.sub(lambda found: _bare(found.group()), text)).casefold()
    return [word[:LONGEST] for word in _WORD.findall(plain)]


@lru_cache(maxsize=1024)
def _bare(letter: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", letter) if not unicodedata.combining(one))


def asked(query: str) -> list[list[str]]:
    """The phrases of a search, each as its words; without those that have none."""
    return [words for phrase in phrases(query) if (words := words_of(phrase))]
