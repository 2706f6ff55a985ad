"""Which conflict profile a document calls for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from fogline.model.profile import Profile
from fogline.profiles.identity import Same

WORDS_PER_SIGNAL = 90
"""A profile is called for where its names come at least this often. Set between reporting on a war, where they stand
ten to thirty words apart, and on another war that mentions it in passing, where they come once in some hundred."""

LEAD = 400
"""The first characters of a text (its headline and first sentence or two), where a name counts double."""

SHORT = 4
"""Names up to this long ("SBU", "Kim") are left out: they mean other things elsewhere."""

_WORD = re.compile(r"\w+")


def choose_profile(text: str, profiles: Sequence[Profile]) -> Profile:
    """The one of *profiles* that the names in *text* call for, else the one without signals (``generic``).

    Counted are a profile's signals, its place variants and extra places, and its own countries' people and bodies: a
    text on another war that names a foreign power which also fights in this one does not call for it.

    Raises:
        ValueError: *profiles* is empty.
    """
    if not profiles:
        raise ValueError("no profiles to choose from")
    callable_ = [profile for profile in profiles if profile.signals]
    fallback = next((profile for profile in profiles if not profile.signals), profiles[0])
    if not callable_:
        return fallback
    same = tuple(map(Same, callable_))
    folded = text.lower()
    words = _WORD.findall(folded)
    opening = [(word, start) for word in _openings(same).intersection(words) for start in _starts(folded, word)]
    scores = [_score(folded, opening, _names(one)) for one in same]
    best = max(scores)
    return callable_[scores.index(best)] if best * WORDS_PER_SIGNAL >= max(len(words), 1) else fallback


def _starts(folded: str, word: str) -> Iterator[int]:
    """Where *word*, all letters and digits, stands as a whole word of *folded*."""
    start = folded.find(word)
    while start >= 0:
        end = start + len(word)
        if not (start and _is_of_word(folded[start - 1])) and not _is_of_word(folded[end : end + 1]):
            yield start
        start = folded.find(word, start + 1)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _score(folded: str, words: Sequence[tuple[str, int]], names: Mapping[str, tuple[str, ...]]) -> int:
    """How often the *names* of a profile open in *folded*, the lower-cased text; twice in its lead."""
    return sum(
        2 if start < LEAD else 1
        for word, start in words
        if word in names and any(_stands(folded, name, start) for name in names[word])
    )


def _stands(folded: str, name: str, start: int) -> bool:
    end = start + len(name)
    return folded.startswith(name, start) and not folded[end : end + 1].isalnum()


def _signals(profile: Profile) -> tuple[str, ...]:
    home = [actor for actor in profile.actors if actor.party and actor.country in profile.countries]
    people = (alias for actor in home for alias in actor.aliases if len(alias) > SHORT)
    return (*profile.signals, *profile.place_variants, *profile.places, *people)


@lru_cache(maxsize=8)
def _openings(profiles: tuple[Same, ...]) -> frozenset[str]:
    """The first words of the signals of all *profiles*."""
    return frozenset[str]().union(*map(_names, profiles))


@lru_cache(maxsize=8)
def _names(same: Same) -> Mapping[str, tuple[str, ...]]:
    """The signals of a profile in lower case, by their first word."""
    by_first: dict[str, set[str]] = {}
    for signal in _signals(same.profile):
        folded = signal.lower()
        first = _WORD.search(folded)
        if first and first.start() == 0:
            by_first.setdefault(first.group(), set()).add(folded)
    return {first: tuple(sorted(all_)) for first, all_ in by_first.items()}
