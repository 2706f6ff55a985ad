"""Whether the words around a time expression look back or ahead: cheap cues, no parse."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from fogline.lexicon.loader import table

Direction = Literal["past", "future"]

_AHEAD_TO = (
    r"(?:is|are|be|been|agreed?|plans?|planned|expect(?:s|ed)?|set|due|scheduled|prepar(?:es|ed|ing)|hop(?:es?|ed|ing)|"
    r"intend(?:s|ed)?|wants?|wanted|vow(?:s|ed)?|promis(?:es|ed)|threaten(?:s|ed)?|about|going|urged|ordered) to\b"
)

_VERB = r"(?:\s+(?:not|also|still|soon|only|[a-z]+ly))?(?:\s+be)?(?:\s+[a-z]+)?"
"""The verb that a word looking ahead governs: "be paid" after "will" is no past tense."""


@cache
def _cue() -> re.Pattern[str]:
    tense = table("times")["tense"]
    ahead = "|".join(re.escape(w) for w in sorted(tense["ahead"], key=len, reverse=True) if w[0].isalpha())
    back = "|".join(re.escape(w) for w in tense["back"])
    return re.compile(
        rf"(?P<ahead>\b{_AHEAD_TO}{_VERB}|\b(?:{ahead})\b{_VERB}|['’]ll\b{_VERB}|\bto be\b{_VERB})|(?P<back>\b(?:{back}|[a-z]{{2,}}ed)\b)",
        re.IGNORECASE,
    )


def bounds(text: str, start: int, end: int, reach: int = 240) -> tuple[int, int]:
    """The stretch around ``start..end`` up to the nearest sentence end or blank line, at most *reach* either side."""
    left = max(0, start - reach)
    for match in re.finditer(r"(?<=[a-z\d\"”’)][.!?])[\"”’]?\s+(?=[\"“‘A-Z])|\n\s*\n", text[left:start]):
        first = left + match.end()
        if first < start:
            left_bound = first
            left = max(left, left_bound)
    stop = re.compile(r"[a-z\d\"”’)][.!?][\"”’]?\s|\n\s*\n").search(text, end, min(len(text), end + reach))
    return left, stop.start() + 1 if stop else min(len(text), end + reach)


def direction(text: str, start: int, end: int) -> Direction | None:
    """Which way the cue nearest to ``start..end`` points: the last one before it, else the first one after it."""
    left, right = bounds(text, start, end)
    before = list(_cue().finditer(text, left, start))
    nearest = before[-1] if before else _cue().search(text, end, right)
    if nearest is None:
        return None
    return "future" if nearest.lastgroup == "ahead" else "past"
