"""Which conflict profile a document calls for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    start = at = 0
    for i in [i for i in range(1, len(pieces), 2) if pieces[i] in names]:
        by_next = names[pieces[i]]
        following = pieces[i + 2].partition("_")[0] if i + 2 < len(pieces) else ""
        told = by_next.get(following) or by_next.get("")
        if told is not None:
            start += sum(map(len, pieces[at:i]))
            at = i
            for which, of_profile in told:
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


_Told = list[tuple[int, list[str]]]
"""Names by the number of their profile."""


@lru_cache(maxsize=8)
def _names_of_all(profiles: tuple[Same, ...]) -> Mapping[str, Mapping[str, _Told]]:
    """The signals of *profiles* in lower case by their first and second word, with those of the first word alone.

    The latter stand under no second word, too.
    """
    found: dict[str, dict[str, dict[int, list[str]]]] = {}
    for which, same in enumerate(profiles):
        for name in sorted({signal.lower() for signal in _signals(same.profile)}):
            first, second, *_ = (*_WORD.findall(name), "", "")
            if first and name.startswith(first):
                found.setdefault(first, {}).setdefault(second, {}).setdefault(which, []).append(name)
    return {first: {second: _with_those(by_next, second) for second in by_next} for first, by_next in found.items()}


def _with_those(by_next: Mapping[str, Mapping[int, list[str]]], second: str) -> _Told:
    """The names with the *second* word, and those without any."""
    here, alone = by_next[second], by_next.get("", {}) if second else {}
    return [(which, [*here.get(which, ()), *alone.get(which, ())]) for which in sorted({*here, *alone})]
