"""Which conflict profile a document calls for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from fogline.model.profile import Profile
from fogline.profiles.identity import Same

WORDS_PER_SIGNAL = 90
"""A profile is called for where its names come at least this often. Set between reporting on a war, where they stand
ten to thirty words apart, and on another war that mentions it in passing, where they come once in some hundred."""

LEAD = 400
"""The first characters of a text (its headline and first sentence or two), where a name counts double."""

SHORT = 4
"""Names up to this long ("SBU", "Kim") are left out: they mean other things elsewhere."""

_WORD = re.compile(r"\w++")
_WORDS_AND_GAPS = re.compile(r"(\w++)")


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
    scores, words = _scores(text.lower(), callable_)
    best = max(scores)
    return callable_[scores.index(best)] if best * WORDS_PER_SIGNAL >= max(words, 1) else fallback


def _scores(folded: str, profiles: Sequence[Profile]) -> tuple[list[int], int]:
    """How often each profile's names open in *folded*, a text in lower case, twice in its lead; and how many words
    it has."""
    names = _names_of_all(tuple(Same(profile) for profile in profiles))
    scores = [0] * len(profiles)
    pieces = _WORDS_AND_GAPS.split(folded)  # a gap, a word, a gap …
    opening = [i for i in range(1, len(pieces), 2) if pieces[i] in names]
    ends = list(accumulate(map(len, pieces))) if opening else []
    for i in opening:
        start = ends[i - 1]
        for which, of_profile in names[pieces[i]]:
            if _any_stands(folded, of_profile, start):
                scores[which] += 2 if start < LEAD else 1
    return scores, len(pieces) // 2


def _any_stands(folded: str, names: Sequence[str], start: int) -> bool:
    for name in names:  # a plain loop: a generator costs as much as the answer
        if folded.startswith(name, start):
            end = start + len(name)
            if not folded[end : end + 1].isalnum():
                return True
    return False


def _signals(profile: Profile) -> tuple[str, ...]:
    home = [actor for actor in profile.actors if actor.party and actor.country in profile.countries]
    people = (alias for actor in home for alias in actor.aliases if len(alias) > SHORT)
    return (*profile.signals, *profile.place_variants, *profile.places, *people)


@lru_cache(maxsize=8)
def _names_of_all(profiles: tuple[Same, ...]) -> Mapping[str, list[tuple[int, tuple[str, ...]]]]:
    """The signals of *profiles* in lower case, by their first word and by the number of their profile."""
    found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for which, same in enumerate(profiles):
        for first, names in _names(same.profile).items():
            found.setdefault(first, []).append((which, names))
    return found


def _names(profile: Profile) -> Mapping[str, tuple[str, ...]]:
    """The signals of a profile in lower case, by their first word."""
    by_first: dict[str, set[str]] = {}
    for signal in _signals(profile):
        folded = signal.lower()
        first = _WORD.search(folded)
        if first and first.start() == 0:
            by_first.setdefault(first.group(), set()).add(folded)
    return {first: tuple(sorted(all_)) for first, all_ in by_first.items()}
