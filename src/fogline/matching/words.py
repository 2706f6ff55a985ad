"""Whether two claims speak of the same thing hit, taken or left: the words for whom or what it was done to."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from fogline.lexicon.loader import table, words
from fogline.matching.told import Told
from fogline.model.event import Comparison

_WORD = re.compile(r"[^\W\d_]{3,}")


def compare(one: Told, other: Told) -> Comparison:
    """Content words that the two patients share; things of two kinds hit or lost exclude a match."""
    here, there = content(one), content(other)
    if not here or not there:
        return _NOTHING
    one_type = one.claim.event_type == other.claim.event_type
    what = None
    if one_type or one.family == other.family == "strike":
        what = "lost" if one.claim.event_type == "equipment_loss" else "site"
    return _compared(here, there, what, one_type and one.family == "strike")


_NOTHING = Comparison("words", 0.0, "one of them names nothing that it was done to")


@lru_cache(maxsize=50_000)
def _compared(here: frozenset[str], there: frozenset[str], what: str | None, strike: bool) -> Comparison:
    apart = _apart(here, there, what) if what is not None else None
    if apart:
        return Comparison("words", -1.0, f"{apart[0]} in one, {apart[1]} in the other", excludes=True)
    shared = sorted(here & there)
    if shared:
        return Comparison("words", 0.5, f"{', '.join(shared)} in both")
    if strike:
        return Comparison("words", -0.3, f"{_shown(here)} in one, {_shown(there)} in the other")
    return Comparison("words", 0.0, "other words for whom or what it was done to")


def _apart(here: frozenset[str], there: frozenset[str], what: str) -> tuple[str, str] | None:
    """A word of each for two kinds of thing (sites hit, or equipment lost), where they name none of one kind."""
    kinds = _kinds(what)
    mine, theirs = ({kinds[word]: word for word in sorted(found) if word in kinds} for found in (here, there))
    if not mine or not theirs or mine.keys() & theirs.keys():
        return None
    return mine[min(mine)], theirs[min(theirs)]


@cache
def _kinds(what: str) -> dict[str, int]:
    """The kind of each word in the list *what* of things hit or lost."""
    return {word: number for number, line in enumerate(table("targets")[what]) for word in line.split()}


def content(told: Told) -> frozenset[str]:
    """Words of the patient, place names and people's general words left out, plural s off."""
    if told.claim.patient is None:
        return frozenset()
    return _content_of(told.claim.patient.text, told.claim.place.text if told.claim.place else "")


@lru_cache(maxsize=50_000)
def _content_of(patient: str, place: str) -> frozenset[str]:
    found = {word.casefold().removesuffix("s") for word in _WORD.findall(patient)}
    return frozenset(word for word in found if word not in words("events", "general") and word not in place.casefold())


def _shown(found: frozenset[str]) -> str:
    return ", ".join(sorted(found))
