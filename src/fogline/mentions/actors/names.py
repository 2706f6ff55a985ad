"""Names that a conflict profile knows, found in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fogline.mentions.scanning import Telling, pieces_of
from fogline.model.profile import KnownActor, Profile
from fogline.model.quick import quickly_made
from fogline.model.remembered import Remembered
from fogline.profiles.identity import Same

_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]\b\.?)*")
_STRAIGHT = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("‑", "-"))
_SHOUTED = 4
"""A name in capitals (headlines) is read as the name if it is longer than this; shorter ones are other acronyms."""


@quickly_made
@dataclass(frozen=True, slots=True)
class NameHit:
    """A name of *known* at the document's characters ``start`` to ``end``."""

    start: int
    end: int
    known: KnownActor


def plain(text: str) -> str:
    """*text* with straight apostrophes and hyphens, character for character."""
    if text.isascii():
        return text
    for odd, straight in _STRAIGHT:  # several times faster than a table of letters
        text = text.replace(odd, straight)
    return text


def find_known(text: str, profile: Profile) -> tuple[NameHit, ...]:
    """The profile's names in *text*, the longest at each place, in order and not overlapping.

    Names are matched as written, a name in lower case whatever its case, and a longer one in capitals too. One that
    is part of a hyphened word ("Kremlin-backed") is no mention of the name.
    """
    known = _index(Same(profile))
    straight = plain(text)
    pieces = pieces_of(straight)
    found: list[NameHit] = []
    reached = 0
    for number, openings in known.openings.pieces(pieces):
        for offset, after, by_next in openings:
            start = pieces.start(number) + offset
            hit = None
            if start >= reached:
                names = by_next.get(after or _word_behind(pieces.pieces, number), ())
                hit = _longest(straight, pieces.low, start, names) if names else None
                if hit is None and "" in by_next:
                    hit = _longest(straight, pieces.low, start, by_next[""])
            if hit is not None:
                reached = hit.end
                found.append(hit)
    return tuple(found)


def _word_behind(pieces: list[str], number: int) -> str:
    """The first word behind piece *number*, a blank where there is none."""
    for at in range(number + 1, len(pieces)):
        word = _FIRST_WORDS[pieces[at]]
        if word:
            return word
    return " "


def _first_word(piece: str) -> str:
    found = _WORD.search(piece)
    return found[0] if found is not None else ""


_FIRST_WORDS = Remembered(_first_word)


def _longest(text: str, lower: str, start: int, names: Sequence[_Name]) -> NameHit | None:
    if start and text[start - 1] in "-@#_":
        return None
    for name, folding, known in names:
        if (lower if folding else text).startswith(name, start):
            end = start + len(name)
            if not _ends(text, end):
                continue
            shouted = len(name) > _SHOUTED and text[start:end].isupper()
            if not folding or shouted or name in _lower_names(known):
                return NameHit(start, end, known)
    return None


def _ends(text: str, end: int) -> bool:
    after = text[end : end + 2]
    return not after[:1].isalnum() and not (after[:1] == "-" and after[1:].isalnum())


_Name = tuple[str, bool, KnownActor]
"""A name as it is looked for, whether in the lower-cased text (``True``) or the text as written, and whose it is."""


_Index = dict[str, dict[str, list[_Name]]]
"""Names by first and second word in lower case, the second empty where there is none.

Names as written stand before those that match in other cases, the longest first.
"""


_Opening = tuple[int, str, dict[str, list[_Name]]]
"""Where in a piece a word stands that names begin with, the word behind it in the piece, if any, and these names by
their second words."""


class _Known:
    """A profile's names, found piece by piece."""

    def __init__(self, index: _Index) -> None:
        self._index = index
        self.openings = Telling(self._openings)

    def _openings(self, piece: str) -> tuple[_Opening, ...]:
        words = list(_WORD.finditer(piece))
        after = [*(word[0] for word in words[1:]), ""]
        found = [(word.start(), behind, self._index.get(word[0])) for word, behind in zip(words, after, strict=False)]
        return tuple([(at, behind, by_next) for at, behind, by_next in found if by_next is not None])


@lru_cache(maxsize=8)
def _index(same: Same) -> _Known:
    made: _Index = {}
    for actor in same.profile.actors:
        for alias in actor.aliases:
            name = plain(alias)
            sentence_initial = name[:1].upper() + name[1:]  # "Al-Nusra Front" for "al-Nusra Front"
            for form, folding in dict.fromkeys(((name, False), (sentence_initial, False), (name.lower(), True))):
                first, second, *_ = (*_WORD.findall(form.lower()), "", "")
                made.setdefault(first, {}).setdefault(second, []).append((form, folding, actor))
    for by_next in made.values():
        for rows in by_next.values():
            rows.sort(key=lambda row: (row[1], -len(row[0])))
    return _Known(made)


@cache
def _lower_names(known: KnownActor) -> frozenset[str]:
    """The names of *known* that are written in lower case, and so match whatever the text's case."""
    return frozenset(plain(alias) for alias in known.aliases if alias == alias.lower())
