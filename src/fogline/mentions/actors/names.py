"""Names that a conflict profile knows, found in a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from fogline.model.profile import KnownActor, Profile
from fogline.profiles.identity import Same

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\b\.?)*")
_APOSTROPHES = str.maketrans("’‘ʼ‑", "'''-")
_SHOUTED = 4
"""A name in capitals (headlines) is read as the name if it is longer than this; shorter ones are other acronyms."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of *known* at the document's characters ``start`` to ``end``."""

    start: int
    end: int
    known: KnownActor


def plain(text: str) -> str:
    """*text* with straight apostrophes and hyphens, character for character."""
    return text if text.isascii() else text.translate(_APOSTROPHES)


def find_known(text: str, profile: Profile, start: int = 0, end: int | None = None) -> tuple[NameHit, ...]:
    """The profile's names in ``text[start:end]``, the longest at each place, in order and not overlapping.

    Names are matched as written, a name in lower case whatever its case, and a longer one in capitals too. One that
    is part of a hyphened word ("Kremlin-backed") is no mention of the name.
    """
    index, first_words = _index(Same(profile))
    before = max(start - 1, 0)  # the character before tells whether a word begins here
    folded = plain(text[before:end])
    found: list[NameHit] = []
    reached = start - before
    for word in _WORD.finditer(folded, reached):
        if word.start() < reached or word.group().lower() not in first_words:
            continue
        hit = _longest(folded, word.start(), word.group(), index)
        if hit is not None:
            reached = hit.end
            found.append(NameHit(before + hit.start, before + hit.end, hit.known))
    return tuple(found)


def _longest(text: str, start: int, word: str, index: _Index) -> NameHit | None:
    if start and text[start - 1] in "-@#_":
        return None
    for key, folding in ((word, False), (word.lower(), True)):
        for name, known in index.get((key, folding), ()):
            end = start + len(name)
            piece = text[start:end]
            if (piece.lower() if folding else piece) == name and _ends(text, end):
                if folding and name not in _lower_names(known) and not (piece.isupper() and len(name) > _SHOUTED):
                    continue
                return NameHit(start, end, known)
    return None


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 2]
    return not after[:1].isalnum() and not (after[:1] == "-" and after[1:].isalnum())


_Index = Mapping[tuple[str, bool], tuple[tuple[str, KnownActor], ...]]
"""By a name's first word, as written (``False``) or in lower case (``True``): the names, the longest first."""


@lru_cache(maxsize=8)
def _index(same: Same) -> tuple[_Index, frozenset[str]]:
    """The profile's names by first word: as written, and folded for those that match in other cases.

    Beside it all the first words in lower case, as most words of a text are none.
    """
    made: dict[tuple[str, bool], list[tuple[str, KnownActor]]] = {}
    for actor in same.profile.actors:
        for alias in actor.aliases:
            name = plain(alias)
            sentence_initial = name[:1].upper() + name[1:]  # "Al-Nusra Front" for "al-Nusra Front"
            for form, folding in dict.fromkeys(((name, False), (sentence_initial, False), (name.lower(), True))):
                first = _WORD.match(form)
                if first:
                    made.setdefault((first.group(), folding), []).append((form, actor))
    index = {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in made.items()}
    return index, frozenset(word.lower() for word, _ in index)


@cache
def _lower_names(known: KnownActor) -> frozenset[str]:
    """The names of *known* that are written in lower case, and so match whatever the text's case."""
    return frozenset(plain(alias) for alias in known.aliases if alias == alias.lower())
