"""Names in a text that some place goes by, with the words around them that tell what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fogline.gazetteer.base import Gazetteer
from fogline.mentions.places.names import Known, Stretch, finder_for
from fogline.mentions.places.tokens import Word
from fogline.model.values import Toponym

if TYPE_CHECKING:
    from fogline.mentions.places.weights import Weighed

_WORD_BEFORE = re.compile(r"([\w’'.-]+)[ \n]$")
_WORD_AFTER = re.compile(r"(?:['’]s?)?[ \n]([a-z][\w-]*)")
_REACH_BEFORE, _REACH_AFTER = 24, 30


@dataclass(slots=True, eq=False)
class Spot:
    """A name that some place goes by, while it is decided whether it means that place.

    ``known`` is what is known of the name; ``words`` are those of its stretch, which begins at ``base``, and
    ``first`` and ``last`` index them. ``before`` and ``after`` are the words beside it, empty where there are none.
    ``kind`` is the kind of place that type words around it call for (``region``, ``village`` …), ``plural_kind``
    whether they say it of several; ``split`` marks the first part of a compound ("Kyiv-based"); ``direction`` is the
    offset of a direction word before it that belongs to it; ``container`` the spot that a comma or "in" puts it into,
    ``outside`` the one that words put it into whether or not a candidate lies there, ``part_of`` the town that words
    make it a quarter of, ``partner`` the one it is listed with; ``countries`` those that a word for a people before it
    names. ``strength`` and what follows are set as it is judged and resolved; ``weighed`` holds the candidates that
    were weighed against each other.
    """

    start: int
    end: int
    known: Known
    words: tuple[Word, ...]
    base: int
    first: int
    last: int
    before: str
    after: str
    possessive: bool
    split: bool
    name: str
    key: str
    candidates: tuple[Toponym, ...]
    kind: str | None = None
    plural_kind: bool = False
    direction: int | None = None
    container: Spot | None = None
    partner: Spot | None = None
    outside: Spot | None = None
    part_of: Spot | None = None
    countries: tuple[str, ...] = ()
    strength: int = 0
    use: str = "location"
    chosen: Toponym | None = None
    score: float = 0.0
    reason: str = ""
    weighed: Sequence[Weighed] = ()


def find_spots(text: str, gazetteer: Gazetteer) -> tuple[list[tuple[int, Stretch]], list[Spot]]:
    """The stretches of capitalised words in *text*, with their offsets, and the longest names there that the gazetteer
    knows.
    """
    finder = finder_for(gazetteer)
    found = finder.stretches(text)
    spots: list[Spot] = []
    for base, stretch in found:
        for named in stretch.names:
            start, end, known = base + named.start, base + named.end, named.known
            if named.open and text[end : end + 1] == " ":
                known = finder.with_type(text, end, known)
            spots.append(
                Spot(
                    start,
                    end,
                    known,
                    stretch.words,
                    base,
                    named.first,
                    named.last,
                    word_before(text, start),
                    named.rest or word_after(text, end),
                    named.possessive,
                    bool(named.rest),
                    known.name,
                    known.key,
                    known.candidates,
                )
            )
    return found, spots


def word_before(text: str, start: int) -> str:
    """The word that a blank parts from what begins at *start*, empty where there is none."""
    low = start - _REACH_BEFORE if start > _REACH_BEFORE else 0
    if text[start - 1 : start] == " ":
        word = text[low : start - 1]
        word = word[word.rfind(" ") + 1 :]
        if word.isalnum():  # most words, told at once
            return word
    before = _WORD_BEFORE.search(text, low, start)
    return before.group(1) if before else ""


def word_after(text: str, end: int) -> str:
    """The word in small letters that a blank parts from what ends at *end*, empty where there is none."""
    if text[end : end + 1] not in " \n'’":
        return ""
    after = _WORD_AFTER.match(text, end, end + _REACH_AFTER)
    return after.group(1) if after else ""
