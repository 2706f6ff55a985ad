"""The weekday that a text's own voice tells of last: it appeared on that day or, in a morning paper, the next."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import words
from fogline.mentions.attributions.quotes import find_quotations, within
from fogline.mentions.numerals import alternatives
from fogline.mentions.times.tense import direction
from fogline.model.mention import TimeMention

MANY = 3
"""Times that a weekday must be told for it to be trusted without the day before it."""


SAYING_REACH = 60
"""Characters before a weekday within which a verb of speech makes it the day somebody spoke."""

MOST = 0.5
"""The share of weekdays told of that the latest one must be: of texts that dwell on others 56 % were of that day."""

LONG_SENTENCE, REPEATED = 60, 2
"""Characters of a sentence that is not repeated by chance, and how often live pages repeat one that they sum up."""

SUMMARY_HEAD = 400
"""Characters at the head of a text in which it says that it is a round-up."""


@dataclass(frozen=True, slots=True)
class NewsDay:
    """The latest weekday told of in the past tense, ISO-numbered, and the words that tell of it.

    Measured on 79 dated articles on wars whose last weekday is ``paired`` (the day before is told of as well), with
    speech near it and neither its evening nor a next day told of: 73 % appeared on the weekday, most others the day
    after. ``likely``: the text is moreover no round-up. ``settled``: besides, the speech is dated by the weekday
    itself, and half of the weekdays told are that one; 85 % of these appeared on it.
    """

    weekday: int
    words: tuple[str, ...]
    paired: bool
    likely: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class _Told:
    weekday: int
    words: str
    ahead: bool
    late: bool
    spoken: bool
    reported: bool


_NUMBER = re.compile(r"XXXX-WXX-([1-7])(?:T\w+)?")
_OTHER_WEEK = re.compile(r"\b(?:last|next|previous|following|each|every|coming|past)\b", re.IGNORECASE)
_LATE = re.compile(r"\b(?:night|evening|late|overnight)\b", re.IGNORECASE)


def news_day(text: str, times: Iterable[TimeMention]) -> NewsDay | None:
    """The latest weekday that *text* tells of outside quotations; ``None`` where two could be the latest.

    *times* are the text's time expressions, read without an anchor.
    """
    told = _told(text, times)
    past = [each for each in told if not each.ahead]
    latest = _latest({each.weekday for each in past})
    if latest is None:
        return None
    mine = [each for each in past if each.weekday == latest]
    paired = any(each.weekday == _stepped(latest, -1) for each in past)
    next_day = any(each.ahead and each.weekday == _stepped(latest, 1) for each in told)
    share = sum(each.weekday == latest for each in told) / len(told)
    likely = (
        paired
        and not next_day
        and any(each.reported for each in mine)
        and not any(each.late for each in mine)
        and not _sums_up(text)
    )
    settled = likely and share >= MOST and any(each.spoken for each in mine)
    return NewsDay(latest, tuple(each.words for each in mine), paired or len(mine) >= MANY, likely, settled)


def _told(text: str, times: Iterable[TimeMention]) -> list[_Told]:
    quotations = find_quotations(text)
    found = []
    for time in times:
        number = _NUMBER.fullmatch(time.value.timex3 or "")
        after = text[time.span.end : time.span.end + 10]
        if (
            number is None
            or _OTHER_WEEK.search(time.text)
            or re.match(r"['’]s\b", after)
            or within(quotations, time.span)
        ):
            continue
        ahead = direction(text, time.span.start, time.span.end) == "future"
        around = text[max(0, time.span.start - 12) : time.span.end] + after
        spoken = _is_spoken(text, time)
        reported = spoken or _is_reported(text, time)
        found.append(_Told(int(number[1]), _phrase(text, time), ahead, bool(_LATE.search(around)), spoken, reported))
    return found


def _is_spoken(text: str, time: TimeMention) -> bool:
    """Whether speech is dated by the weekday: "said on Friday", "told the council on Friday", "on Friday said"."""
    before, after = _saying()
    start, end = time.span.start, time.span.end
    return bool(before.search(text, max(0, start - SAYING_REACH), start) or after.match(text, end))


def _is_reported(text: str, time: TimeMention) -> bool:
    """Whether a verb of speech stands before the weekday in its clause, or closes its sentence (", he said")."""
    before, after = _reporting()
    start, end = time.span.start, time.span.end
    return bool(
        before.search(text[max(0, start - SAYING_REACH) : start]) or after.match(text[end : end + 3 * SAYING_REACH])
    )


@cache
def _reporting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = alternatives(words("anchors", "saying"))
    return (
        re.compile(rf"\b(?:{verbs})\b[^.!?\n]*\Z", re.IGNORECASE),
        re.compile(rf"[^.!?\n]*,\s[^,.!?\n]{{1,60}}\b(?:{verbs})\b", re.IGNORECASE),
    )


@cache
def _saying() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = alternatives([*words("anchors", "saying"), *words("anchors", "statements")])
    return (
        re.compile(rf"\b(?:{verbs})\b(?:\s+[\w’'-]+){{0,4}}?\s+(?:on\s+)?\Z", re.IGNORECASE),
        re.compile(rf"\s+(?:{verbs})\b", re.IGNORECASE),
    )


def _sums_up(text: str) -> bool:
    """Whether *text* says at its head that it is a round-up, or repeats itself as live pages do.

    Either may be finished the next morning.
    """
    summary = alternatives(words("anchors", "summaries"))
    if re.search(rf"\b(?:{summary})\b|\bday \d+\b", text[:SUMMARY_HEAD], re.IGNORECASE):
        return True
    long = [line for line in re.split(r"(?<=[.!?])\s+", text) if len(line) > LONG_SENTENCE]
    return len(long) - len(set(long)) >= REPEATED


def _phrase(text: str, time: TimeMention) -> str:
    """The weekday with the two words before it."""
    before = re.search(r"(?:\S+\s){0,2}$", text[max(0, time.span.start - 40) : time.span.start])
    return " ".join(((before[0] if before else "") + time.text).split())


def _latest(weekdays: set[int]) -> int | None:
    """The weekday before the longest stretch without one; ``None`` where two stretches are the longest."""
    days = sorted(weekdays)
    gaps = sorted(((days[(i + 1) % len(days)] - day - 1) % 7 + 1, day) for i, day in enumerate(days))
    if not gaps or (len(gaps) > 1 and gaps[-1][0] == gaps[-2][0]):
        return None
    return gaps[-1][1]


def _stepped(weekday: int, days: int) -> int:
    return (weekday - 1 + days) % 7 + 1
