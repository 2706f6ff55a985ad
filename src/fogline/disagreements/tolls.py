"""What a number of dead or wounded counts: a whole or a part, now or some time ago, killed by what."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table, words

_WORD = re.compile(r"[a-z][a-z-]+")


def is_part(before: str, text: str) -> bool:
    """Whether the words *before* a number (or in its own words *text*) make it a part of a toll, or an older one."""
    return _part().search(before) is not None or _part().search(f"{text.split()[0]} ") is not None or is_older(before)


def is_older(before: str) -> bool:
    """Whether the words *before* a number give it as what was counted earlier."""
    return _older().search(before) is not None


def means_in(text: str) -> frozenset[int]:
    """The means of killing that *text* names, by their number in the list."""
    lowered = text.casefold()
    for phrase, word in sorted(table("tolls")["phrases"].items(), reverse=True):
        lowered = lowered.replace(phrase, word)
    found = _kinds().keys() & {*_WORD.findall(lowered)}
    return frozenset(_kinds()[word] for word in found)


@cache
def _kinds() -> dict[str, int]:
    return {word: number for number, line in enumerate(table("tolls")["means"]) for word in line.split()}


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('part')})\s+(?:\w+\s+)?$", re.IGNORECASE)


@cache
def _older() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('older')})\b", re.IGNORECASE)


def _alternatives(key: str) -> str:
    return "|".join(map(re.escape, sorted(words("tolls", key), key=len, reverse=True)))
