"""Finds time expressions (TIMEX3, ISO-TimeML) and says which days they mean, as far as the text and its date carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fogline.mentions.times.calendar import Period, shift, time_value
from fogline.mentions.times.context import Context, Reading
from fogline.mentions.times.grammar import Found, search
from fogline.mentions.times.readings import READINGS
from fogline.mentions.times.reckonings import reckon
from fogline.mentions.times.tense import bounds
from fogline.model.mention import TimeMention
from fogline.model.profile import Anchor
from fogline.model.sentence import Sentence
from fogline.model.span import Span

REFERENCE_REACH = 400
"""Characters within which "the next day", "a year earlier" may point back to a date."""

LOOKING_BACK = frozenset({"year_ago", "decade", "century"})
"""Rules whose dates later expressions do not reckon from."""


def find_times(
    text: str, *, published: date | None, sentences: tuple[Sentence, ...] = (), anchors: Sequence[Anchor] = ()
) -> tuple[TimeMention, ...]:
    """The time expressions of *text*, in order, none overlapping another.

    *published* is the day the text appeared, which relative expressions are reckoned from; without it they keep what
    they say (``XXXX-WXX-5``) and no days. Days: "since D" leaves ``end`` open, "by D" and "until D" leave ``start``
    open, both ends of "from D to E" carry the whole range. *sentences* are not needed; they may be passed for symmetry.
    *anchors* are a conflict's dated beginnings: "the fifth month of the war", "since the invasion" reckon from
    them.
    """
    read: list[tuple[Found, Reading]] = []
    last: tuple[int, Period] | None = None
    for found in search(text):
        start, end = found.match.span()
        context = Context(text, published, start, end, *_said_before(last, start), _day_beside(text, read, start))
        reading = READINGS[found.rule](found.match, context)
        if reading is None:
            continue
        read.append((found, reading))
        if reading.period and found.rule not in LOOKING_BACK and "year-" not in found.match.group():
            last = (end, reading.period)
    mentions = [_mention(text, found, reading) for found, reading in _clocks_dated(text, read)]
    return reckon(text, _joined(text, mentions), anchors, published=published)


def _said_before(last: tuple[int, Period] | None, start: int) -> tuple[Period | None]:
    return (last[1] if last and start - last[0] <= REFERENCE_REACH else None,)


def _day_beside(text: str, read: list[tuple[Found, Reading]], start: int) -> Period | None:
    """The day named earlier in the same sentence, for a clock time."""
    if not read:
        return None
    found, reading = read[-1]
    left, _ = bounds(text, start, start)
    day = reading.period
    return day if day and day.grain == "day" and found.match.start() >= left else None


def _clocks_dated(text: str, read: list[tuple[Found, Reading]]) -> list[tuple[Found, Reading]]:
    """Clock times whose day follows them in the sentence ("at about 10:35 a.m. (0735 GMT) Friday") take it."""
    out = list(read)
    for i in range(len(out) - 2, -1, -1):
        found, reading = out[i]
        after = out[i + 1]
        if found.rule != "clock" or not after[1].period or after[1].period.grain != "day":
            continue
        between = text[found.match.end() : after[0].match.start()]
        if len(between) <= 40 and not re.search(r"[.,;\n]", between) and reading.timex3:
            clock = reading.timex3[reading.timex3.index("T") :]
            day = after[1].period
            dated = replace(
                reading, timex3=day.timex3 + clock, first=day.first, last=day.last, edtf=day.edtf, period=day
            )
            out[i] = (found, replace(dated, basis=after[1].basis))
    return out


def _mention(text: str, found: Found, reading: Reading) -> TimeMention:
    start, end = found.match.span()
    first, last, edtf = reading.first, reading.last, reading.edtf
    if reading.type in {"DATE", "TIME"} and (first or last) and reading.timex3 != "PRESENT_REF":
        first, last = _opened(text, start, end, first, last)
    if (first, last) != (reading.first, reading.last):
        edtf = None
    value = time_value(reading.timex3, edtf, first, last)
    return TimeMention(Span(start, end), text[start:end], reading.type, value, reading.basis)


_SINCE = re.compile(r"\bsince\s+(?:the\s+|at least\s+|about\s+)?$")
_UNTIL = re.compile(r"\b(?:by|until|till|up to)\s+(?:the\s+|at least\s+|about\s+)?$")
_BEFORE = re.compile(r"\b(?:before|prior to)\s+$")


def _opened(text: str, start: int, end: int, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """The range as the preposition leaves it: "since D" has no end, "by D" no start, "before D" ends the day before."""
    before = text[max(0, start - 24) : start].lower()
    if _SINCE.search(before):
        return first, None
    if _UNTIL.search(before):
        return None, last
    if first and _BEFORE.search(before) and not re.match(r"['’]s?\b| [a-z]+ing\b", text[end : end + 12]):
        return None, shift(first, -1)
    return first, last


_BETWEEN = re.compile(r"\s+(?:to|and|until|till|through)\s+|\s?[–—-]\s?")


def _joined(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Gives both ends of "from D to E" and "between D and E" the range from the first day to the last."""
    for i in range(len(mentions) - 1):
        one, two = mentions[i], mentions[i + 1]
        gap = text[one.span.end : two.span.start]
        if not _BETWEEN.fullmatch(gap) or not {one.type, two.type} <= {"DATE", "TIME"}:
            continue
        opener = re.search(
            r"\b(from|between)\s+(?:the\s+)?$", text[max(0, one.span.start - 16) : one.span.start].lower()
        )
        if "and" in gap and not (opener and opener[1] == "between"):
            continue
        one = _same_year(one, two)
        first, last = one.value.start, two.value.end
        if first is None or last is None or first > last:
            continue
        for at, mention in ((i, one), (i + 1, two)):
            mentions[at] = replace(mention, value=time_value(mention.value.timex3, None, first, last))
    return mentions


def _same_year(one: TimeMention, two: TimeMention) -> TimeMention:
    """*one* with the year of *two*, where only the second end of a range carries a year ("February to April 2022")."""
    start, end, last, value = one.value.start, one.value.end, two.value.end, one.value.timex3
    if one.basis == "absolute" or not (start and end and last and value) or (end - start).days > 31:
        return one
    if two.basis == "anchored" and start <= last:
        return one
    years = last.year - ((start.month, start.day) > (last.month, last.day))
    if years == start.year or (start.month, start.day) == (2, 29):
        return one
    moved = replace(one.value, timex3=f"{years:04d}{value[4:]}", start=start.replace(year=years), end=end)
    return replace(one, value=moved)
