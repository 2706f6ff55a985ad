"""What a number of dead or wounded counts: a whole or a part, now or some time ago, killed by what."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table, words

_MORE = re.compile(r"\s+(?:more|others|other)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z-]+")


def is_part(before: str, text: str, after: str = "") -> bool:
    """Whether the words *before* or *after* a number, or its own (*text*), make it a part of a toll, or an old one."""
    if _part().search(before) or _part().search(f"{text.split()[0]} ") or is_older(before):
        return True
    return _MORE.match(after) is not None


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
    older, count = _alternatives("older"), _alternatives("count")
    return re.compile(rf"\b(?:{older})\b|\b(?:{_alternatives('once')})\s+(?:\w+\s+){{0,2}}(?:{count})\b", re.IGNORECASE)


def _alternatives(key: str) -> str:
    return "|".join(map(re.escape, sorted(words("tolls", key), key=len, reverse=True)))
