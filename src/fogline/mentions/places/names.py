"""Names that a gazetteer knows, in stretches of capitalised words: each stretch is looked into once a process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.names import normalise, spellings
from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.mentions.places.tokens import (
    People,
    Word,
    stretches,
    words_between,
    words_for_peoples,
    words_of,
)
from fogline.model.quick import quickly_made
from fogline.model.remembered import Remembered
from fogline.model.values import Toponym

LONGEST_NAME = 6
"""Words of the longest name looked up ("Democratic Republic of the Congo" is four capitalised ones)."""
_TYPE_TRAIL = re.compile(r" ([a-z-]+)(?: ([a-z]+))?(?: ([a-z]+))?")
_TRAIL_REACH = 40
_KEPT_STRETCHES, _KEPT_NAMES, _KEPT_SITES, _KEPT_GAZETTEERS = 12_000, 16_000, 4_000, 8
"""Stretches (at the head of a sentence, and elsewhere), words that may be names, and sites remembered, and the
gazetteers for which they are."""


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A name, also folded (``key``), with the places that go by it, most populous first.

    ``named`` is the country that it names; ``country`` says that it names one that is among the places, ``well_known``
    that a country, region or city is; ``most`` is the population of the largest.
    """

    name: str
    key: str
    candidates: tuple[Toponym, ...]
    named: str | None
    country: bool
    well_known: bool
    most: int


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A known name in a stretch: its offsets there, and the indices of its first and last word.

    ``rest`` is the second part of a compound of which the name is the first ("based" in "Kyiv-based"); ``open`` says
    that the stretch ends with the name, so that type words may follow.
    """

    start: int
    end: int
    first: int
    last: int
    known: Known
    possessive: bool
    rest: str
    open: bool


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What stands in a stretch of capitalised words; offsets are from its beginning."""

    words: tuple[Word, ...]
    names: tuple[Named, ...]
    peoples: tuple[People, ...]


def look_up(
    text: str, gazetteer: Gazetteer, *, inhabitants: int = 0
) -> list[tuple[int, int, str, tuple[Toponym, ...]]]:
    """The longest names in *text* that *gazetteer* knows: where each begins and ends, and its places, most populous
    first. A name may be that of a site or water whose type words follow it ("X nuclear plant"); these are not part
    of what it spans. Names of towns alone, none of which has as many *inhabitants*, are left out: most are
    people's names and common words.
    """
    finder = finder_for(gazetteer)
    out: list[tuple[int, int, str, tuple[Toponym, ...]]] = []
    for start, stretch in finder.stretches(text):
        for named in stretch.names:
            known = named.known
            end = start + named.end
            if named.open and text[end : end + 1] == " ":
                known = finder.with_type(text, end, known)
            largest = known.candidates[0]
            if largest.population >= inhabitants or largest.feature_class != "P":
                out.append((start + named.start, end, known.name, known.candidates))
    return out


class Finder:
    """Finds the names that one gazetteer knows."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._opening = Remembered(self._read_opening, at_most=_KEPT_STRETCHES // 2)
        self._within = Remembered(self._read_within, at_most=_KEPT_STRETCHES)
        self._known = Remembered(self._look_up, at_most=_KEPT_NAMES)
        self._site = Remembered(self._look_up_site, at_most=_KEPT_SITES)

    def stretches(self, text: str) -> list[tuple[int, Stretch]]:
        """The stretches of capitalised words of *text*, each with its offset."""
        found: list[tuple[int, Stretch]] = []
        for start, words_, opens in stretches(text):
            stretch = self._opening[words_] if opens else self._within[words_]
            if stretch is None:
                stretch = self._read(text, start, start + len(words_), opens)
            found.append((start, stretch))
        return found

    def with_type(self, text: str, end: int, known: Known) -> Known:
        """The site or water that is known by the whole of a name and the type words after its *end*; else *known*.

        It is *known*, too, where the name alone leads to that place.
        """
        trail = _TYPE_TRAIL.match(text, end, end + _TRAIL_REACH)
        if trail is None or _type_words().isdisjoint(trail.groups()):
            return known
        for stop in (trail.end(number) for number in (3, 2, 1) if trail.group(number)):
            name = known.name + text[end:stop]
            if name[name.rfind(" ") + 1 :] not in _type_words():
                continue
            site = self._site[name]
            ids = {candidate.toponym_id for candidate in known.candidates}
            if site is not None and not any(candidate.toponym_id in ids for candidate in site.candidates):
                return site
        return known

    def _read_opening(self, stretch: str) -> Stretch | None:
        return self._read_alone(stretch, True)

    def _read_within(self, stretch: str) -> Stretch | None:
        return self._read_alone(stretch, False)

    def _read_alone(self, stretch: str, opens: bool) -> Stretch | None:
        found = words_of(stretch, initial=opens)
        return None if found is None else self._looked_into(stretch, found)

    def _read(self, text: str, start: int, end: int, opens: bool) -> Stretch:
        found = tuple([word.moved(-start) for word in words_between(text, start, end, initial=opens)])
        return self._looked_into(text[start:end], found)

    def _looked_into(self, stretch: str, found: tuple[Word, ...]) -> Stretch:
        names: list[Named] = []
        at = 0
        while at < len(found):
            named = self._longest(stretch, found, at)
            if named is not None:
                names.append(named)
                at = named.last
            at += 1
        return Stretch(found, tuple(names), tuple(words_for_peoples(stretch, found)))

    def _longest(self, stretch: str, found: tuple[Word, ...], at: int) -> Named | None:
        """The longest known name that begins with the word at index *at*."""
        first = found[at]
        start, longest, known = first.start, -1, None
        for number in range(at, len(found)):
            word = found[number]
            if number > at and (word.link is None or number == at + LONGEST_NAME):
                break
            name = stretch[start : word.end]
            there, opens = self._known[name]
            if there is not None and not (word.opener if number > at else nations.country_of_demonym(name)):
                longest, known = number, there
            if not opens:
                break
        alone = longest <= at
        if alone and first.opener and (first.initial or len(first.text) < 3):
            return None
        if known is None:
            return self._compound(found, at) if "-" in first.text else None
        word = found[longest]
        return Named(start, word.end, at, longest, known, word.possessive, "", word.end == len(stretch))

    def _compound(self, found: tuple[Word, ...], at: int) -> Named | None:
        """The place in a compound whose first part is one: "Kyiv-based", "US-led"."""
        word = found[at]
        head, hyphen, rest = word.text.partition("-")
        if not hyphen or rest not in words("place_words", "compound_ends"):
            return None
        known = self._known[head][0]
        if known is None:
            return None
        return Named(word.start, word.start + len(head), at, at, known, word.possessive, rest, False)

    def _look_up(self, name: str) -> tuple[Known | None, bool]:
        """What is known of *name*, and whether a longer one may begin with it."""
        candidates = _candidates(name, self._gazetteer)
        # An article that is written otherwise, "as-", may open a name that is filed under "al".
        opens = "-" in name[:4] or self._gazetteer.opens(name)
        return (_known_by(name, candidates), opens) if candidates else (None, opens)

    def _look_up_site(self, name: str) -> Known | None:
        candidates = tuple(c for c in self._gazetteer.candidates(name) if c.feature_class in "SHTL")
        return _known_by(name, candidates) if candidates else None


_FINDERS: dict[int, Finder] = {}
"""By the identity of their gazetteers, which they keep alive; the latest ones."""


def finder_for(gazetteer: Gazetteer) -> Finder:
    """The finder of *gazetteer*, with what it remembers."""
    finder = _FINDERS.get(id(gazetteer))
    if finder is None:
        if len(_FINDERS) >= _KEPT_GAZETTEERS:
            _FINDERS.clear()
        finder = _FINDERS[id(gazetteer)] = Finder(gazetteer)
    return finder


def _known_by(name: str, candidates: tuple[Toponym, ...]) -> Known:
    named = nations.country_named(name)
    country, region, most = False, False, 0
    for place in candidates:
        country = country or place.feature_code == "PCLI"
        region = region or place.feature_code == "ADM1"
        if place.population > most:
            most = place.population
    well_known = country or region or most >= 100_000
    return Known(name, normalise(name), candidates, named, named is not None and country, well_known, most)


@cache
def _type_words() -> frozenset[str]:
    kinds = ("types_site", "types_water", "types_land")
    return frozenset(word for kind in kinds for word in words("place_words", kind))


def _candidates(name: str, gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    found = gazetteer.candidates(name)
    if not found and "-" not in name[:4]:
        return ()
    if name.isupper() and len(name) <= _acronym_length() and not _is_state_word(name):
        return ()
    if (len(name) < 3 and not _is_state_word(name)) or name in words("place_stopwords", "common_phrases"):
        return ()
    if not found:
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
