"""Names in a text that some place goes by, with the words around them that tell what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.names import normalise, spellings
from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.mentions.places.tokens import Word, capitalised_words
from fogline.model.quick import quickly_made
from fogline.model.values import Toponym

LONGEST_NAME = 6
"""Words of the longest name looked up ("Democratic Republic of the Congo" is four capitalised ones)."""
_BEFORE = re.compile(r"([\w’'-]+)\s+(?:(the|a|an|of|city of|town of|village of)\s+)?$")
_WORD_BEFORE = re.compile(r"([\w’'.-]+)[ \n]$")
_WORD_AFTER = re.compile(r"(?:['’]s?)?[ \n]([a-z][\w-]*)")
_TYPE_TRAIL = re.compile(r" ([a-z-]+)(?: ([a-z]+))?(?: ([a-z]+))?")
_REACH = 48


@quickly_made
@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate with what speaks for it."""

    place: Toponym
    grounds: dict[str, float]
    company: float = 0.0
    country_share: float = 0.0
    region_share: float = 0.0

    @property
    def score(self) -> float:
        """The sum of the grounds."""
        return sum(self.grounds.values())

    @property
    def reason(self) -> str:
        """The grounds in words, with their weights."""
        return ", ".join(f"{ground} {weight:+.2f}" for ground, weight in self.grounds.items() if round(weight, 2))


@dataclass(slots=True, eq=False)
class Spot:
    """A name that some place goes by, while it is decided whether it means that place.

    ``kind`` is the kind of place that type words around it call for (``region``, ``village`` …), ``plural_kind``
    whether they say it of several; ``split`` marks the first part of a compound ("Kyiv-based"); ``direction`` is the
    offset of a direction word before it that belongs to it; ``container`` the spot that a comma or "in" puts it into,
    ``outside`` the one that words put it into whether or not a candidate lies there, ``partner`` the one it is listed
    with; ``countries`` those that a word for a people before it names. ``strength`` and what follows are set as it is
    judged and resolved; ``weighed`` holds the candidates that were weighed against each other.
    """

    start: int
    end: int
    name: str
    first: int
    last: int
    candidates: tuple[Toponym, ...]
    before: str = ""
    after: str = ""
    kind: str | None = None
    plural_kind: bool = False
    split: bool = False
    direction: int | None = None
    container: Spot | None = None
    partner: Spot | None = None
    outside: Spot | None = None
    countries: tuple[str, ...] = ()
    possessive: bool = False
    strength: int = 0
    use: str = "location"
    chosen: Toponym | None = None
    score: float = 0.0
    reason: str = ""
    key: str = field(default="")
    weighed: Sequence[Weighed] = ()


def find_spots(text: str, gazetteer: Gazetteer) -> tuple[list[Word], list[Spot]]:
    """The capitalised words of *text*, and the longest names among them that the gazetteer knows."""
    found = capitalised_words(text)
    known: dict[str, tuple[Toponym, ...]] = {}
    spots: list[Spot] = []
    at = 0
    while at < len(found):
        spot = _longest(text, found, at, gazetteer, known)
        if spot is None:
            at += 1
            continue
        spots.append(spot)
        at = spot.last + 1
    return found, spots


def _longest(
    text: str, found: Sequence[Word], at: int, gazetteer: Gazetteer, known: dict[str, tuple[Toponym, ...]]
) -> Spot | None:
    """The longest known name that begins with the word at index *at*."""
    last = at
    while last + 1 < len(found) and last - at + 1 < LONGEST_NAME and found[last + 1].link is not None:
        last += 1
    for end in range(last, at - 1, -1):
        if end == at and found[at].opener and (found[at].initial or len(found[at].text) < 3):
            return None
        if found[end].opener and end > at:
            continue
        name = text[found[at].start : found[end].end]
        candidates = known.get(name)
        if candidates is None:
            candidates = known[name] = _candidates(name, gazetteer)
        if candidates and not (end == at and nations.country_of_demonym(name)):
            spot = _spot(text, found, at, end, name, candidates)
            return _with_type(text, spot, gazetteer, known) or spot
    return _compound(text, found, at, gazetteer)


def _with_type(text: str, spot: Spot, gazetteer: Gazetteer, known: dict[str, tuple[Toponym, ...]]) -> Spot | None:
    """The site or water that is known by the whole of a name and the type words after it: "X nuclear plant".

    ``None`` where there is no such place, or the name alone leads to it, too.
    """
    trail = None if spot.possessive else _TYPE_TRAIL.match(text, spot.end, spot.end + 40)
    if trail is None:
        return None
    for stop in (trail.end(number) for number in (3, 2, 1) if trail.group(number)):
        name = text[spot.start : stop]
        if name[name.rfind(" ") + 1 :] not in _type_words():
            continue
        if name not in known:
            known[name] = tuple(c for c in gazetteer.candidates(name) if c.feature_class in "SHTL")
        ids = {candidate.toponym_id for candidate in spot.candidates}
        if known[name] and not any(candidate.toponym_id in ids for candidate in known[name]):
            return replace(spot, name=name, candidates=known[name], key=normalise(name))
    return None


@cache
def _type_words() -> frozenset[str]:
    kinds = ("types_site", "types_water", "types_land")
    return frozenset(word for kind in kinds for word in words("place_words", kind))


def _compound(text: str, found: Sequence[Word], at: int, gazetteer: Gazetteer) -> Spot | None:
    """The place in a compound whose first part is one: "Kyiv-based", "US-led"."""
    word = found[at]
    head, hyphen, rest = word.text.partition("-")
    if not hyphen or rest not in words("place_words", "compound_ends"):
        return None
    candidates = _candidates(head, gazetteer)
    if not candidates:
        return None
    spot = _spot(text, found, at, at, head, candidates)
    spot.end, spot.split, spot.after = word.start + len(head), True, rest
    return spot


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    if name.isupper() and len(name) <= _acronym_length() and not _is_state_word(name):
        return ()
    if (len(name) < 3 and not _is_state_word(name)) or name in words("place_stopwords", "common_phrases"):
        return ()
    found = gazetteer.candidates(name)
    if not found and "-" in name[:4]:
        found = next((c for form in spellings(normalise(name)) if (c := gazetteer.candidates(form))), ())
    if name.startswith("The "):
        found = tuple(c for c in found if c.primary)
    if name.isupper() and nations.country_named(name) is not None:
        found = tuple(c for c in found if c.feature_class == "A")
    if found and not name.endswith(".") and name in _bare_abbreviations():
        found = tuple(c for c in found if c.primary or c.feature_class == "P")
    return found


@cache
def _acronym_length() -> int:
    return 4


@cache
def _bare_abbreviations() -> frozenset[str]:
    return words("place_words", "bare_abbreviations")


def _is_state_word(name: str) -> bool:
    return nations.country_named(name) is not None or name in words("place_words", "acronyms")


def _spot(text: str, found: Sequence[Word], first: int, last: int, name: str, candidates: tuple[Toponym, ...]) -> Spot:
    start, end = found[first].start, found[last].end
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    after = _WORD_AFTER.match(text, end, end + 30)
    return Spot(
        start,
        end,
        name,
        first,
        last,
        candidates,
        before=before.group(1) if before else "",
        after=after.group(1) if after else "",
        possessive=found[last].possessive,
        key=normalise(name),
    )
