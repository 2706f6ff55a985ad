"""Whether the words around a time expression look back or ahead: cheap cues, no parse."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from fogline.lexicon.loader import table
from fogline.mentions.numerals import any_of

Direction = Literal["past", "future"]

_VERB = r"(?:\s+(?:not|also|still|soon|only|[a-z]+ly))?(?:\s+be)?(?:\s+[a-z]+)?"
"""The verb that a word looking ahead governs: "be paid" after "will" is no past tense."""


@cache
def _cue() -> re.Pattern[str]:
    tense = table("times")["tense"]
    ahead = any_of(w for w in tense["ahead"] if w[0].isalpha() and w != "may")
    infinitive = rf"{any_of(tense['governing'])} to\b|to {any_of(tense['infinitives'])}\b"
    looking_ahead = rf"(?:{infinitive}|(?:{ahead}|(?-i:may))\b|['’]ll\b){_VERB}"
    undone = "due|scheduled|expected|set|planned|supposed|meant|hoped|intended|wanted"
    due = rf"had\s+(?:been\s+)?(?:{undone})\b(?:\s+to\s+(?:be\s+)?[a-z]+)?"
    unable = rf"(?:could(?:n['’]t|\s+not)|n?either\b[^.;\n]{{1,60}}?\bcould)\b(?:\s+be)?(?:\s+[a-z]+)?|{due}"
    when = r"(?:when|once|if|unless)\s[^.,;\n]{1,40}?\b(?:is|are)\b"
    back = rf"(?:{any_of(tense['back'])}|[a-z]{{2,}}ed)\b"
    return re.compile(rf"\b(?:(?P<unable>{unable})|(?P<ahead>{when}|{looking_ahead})|(?P<back>{back}))", re.IGNORECASE)


_SENTENCE_START = re.compile(r"[.!?\n](?:(?<=[a-z\d\"”’)][.!?])[\"”’]?\s+(?=[\"“‘A-Z])|(?<=\n)\s*\n)")
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=[a-z\d\"”’)][.!?])[\"”’]?\s|(?<=\n)\s*\n)")


def bounds(text: str, start: int, end: int, reach: int = 240) -> tuple[int, int]:
    """The stretch around ``start..end`` up to the nearest sentence end or blank line, at most *reach* either side."""
    left = max(0, start - reach)
    for match in _SENTENCE_START.finditer(text, left, start):
        left = match.end()
    right = min(len(text), end + reach)
    stop = _SENTENCE_END.search(text, end, right)
    return left, stop.start() + (text[stop.start()] == "\n") if stop else right


def direction(text: str, start: int, end: int) -> Direction | None:
    """Which way the cue nearest to ``start..end`` points: the last one before it, else the first one after it."""
    left, right = bounds(text, start, end)
    before = list(_cue().finditer(text, left, start))
    nearest = before[-1] if before else _cue().search(text, end, right)
    if nearest is None:
        return None
    if nearest.lastgroup == "ahead" and (before or not _is_past_verb(text, nearest)):
        return "future"
    return "past"


def _is_past_verb(text: str, cue: re.Match[str]) -> bool:
    """Whether a cue that looks ahead is itself told in the past ("On Friday, ministers vowed to ...")."""
    passive = re.search(r"\b(?:is|are|be|being|been|was|were)\s+$", text[max(0, cue.start() - 8) : cue.start()])
    return cue.group().lower().split()[0].endswith("ed") and not passive
