"""Names that a conflict profile knows, found in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from fogline.mentions.scanning import Memory
from fogline.model.profile import KnownActor, Profile
from fogline.model.quick import quickly_made
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
    lower = straight.lower()
    if len(lower) != len(straight):  # a letter that grows ("İ"): offsets count in the text as it is
        lower = "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in straight)
    found: list[NameHit] = []
    pieces = lower.split(" ")
    telling = known.memory.telling(pieces)
    reached = start = 0
    for piece in pieces if telling else ():
        end = start + len(piece)
        if piece in telling:
            for word in _WORD.finditer(lower, start, end):
                hit = _named(straight, lower, word, known.index) if word.start() >= reached else None
                if hit is not None:
                    reached = hit.end
                    found.append(hit)
        start = end + 1
    return tuple(found)


def _named(text: str, lower: str, word: re.Match[str], index: _Index) -> NameHit | None:
    """The longest name in *text*, and *lower*, that begins with *word*."""
    by_next = index.get(word[0])
    if by_next is None:
        return None
    after = _WORD.search(lower, word.end())
    names = by_next.get(after[0], ()) if after is not None else ()
    hit = _longest(text, lower, word.start(), names) if names else None
    if hit is None and "" in by_next:
        hit = _longest(text, lower, word.start(), by_next[""])
    return hit


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


class _Known:
    """A profile's names, and which pieces of text hold no word that one begins with."""

    def __init__(self, index: _Index) -> None:
        self.index = index
        self.memory = Memory(self._opens)

    def _opens(self, piece: str) -> bool:
        return any(word in self.index for word in _WORD.findall(piece))


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
