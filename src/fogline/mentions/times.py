"""Finds time expressions (TIMEX3, ISO-TimeML) and says which days they mean, as far as the text and its date carry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from fogline.mentions.timex.calendar import Period, time_value
from fogline.mentions.timex.grammar import Found, search
from fogline.mentions.timex.readings import READINGS, Context, Reading
from fogline.mentions.timex.tense import bounds
from fogline.model.mention import TimeMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span

REFERENCE_REACH = 400
"""Characters within which "the next day", "a year earlier" may point back to a date."""

LOOKING_BACK = frozenset({"year_ago", "decade", "century"})
"""Rules whose dates later expressions do not reckon from."""


def find_times(text: str, *, published: date | None, sentences: tuple[Sentence, ...] = ()) -> tuple[TimeMention, ...]:
    """The time expressions of *text*, in order, none overlapping another.

    *published* is the day the text appeared, which relative expressions are reckoned from; without it they keep what
    they say (``XXXX-WXX-5``) and no days. Days: "since D" leaves ``end`` open, "by D" and "until D" leave ``start``
    open, both ends of "from D to E" carry the whole range. *sentences* are not needed; they may be passed for symmetry.
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
        if reading.period and found.rule not in LOOKING_BACK:
            last = (end, reading.period)
    mentions = [_mention(text, found, reading) for found, reading in _clocks_dated(text, read)]
    return tuple(_joined(text, mentions))


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
        if found.rule != "clock" or reading.period or not after[1].period or after[1].period.grain != "day":
            continue
        between = text[found.match.end() : after[0].match.start()]
        if len(between) <= 40 and not re.search(r"[.;\n]\s", between) and reading.timex3:
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
    before = text[max(0, start - 24) : start].lower()
    if reading.type in {"DATE", "TIME"} and (first or last):
        if re.search(r"\bsince\s+(?:the\s+|at least\s+|about\s+)?$", before):
            last, edtf = None, None
        elif re.search(r"\b(?:by|until|till|up to)\s+(?:the\s+|at least\s+|about\s+)?$", before):
            first, edtf = None, None
    return TimeMention(
        Span(start, end), text[start:end], reading.type, time_value(reading.timex3, edtf, first, last), reading.basis
    )


_BETWEEN = re.compile(r"\s+(?:to|and|until|till|through)\s+|\s?[–—-]\s?")


def _joined(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Gives both ends of "from D to E" and "between D and E" the range from the first day to the last."""
    for i, (one, two) in enumerate(zip(mentions, mentions[1:], strict=False)):
        gap = text[one.span.end : two.span.start]
        if not _BETWEEN.fullmatch(gap):
            continue
        opener = re.search(
            r"\b(from|between)\s+(?:the\s+)?$", text[max(0, one.span.start - 16) : one.span.start].lower()
        )
        if not opener or (opener[1] == "from" and "and" in gap):
            continue
        first, last = one.value.start, two.value.end
        if first is None or last is None or first > last:
            continue
        edtf = f"{one.value.edtf or first}/{two.value.edtf or last}"
        if edtf.count("/") > 1:
            edtf = f"{first}/{last}"
        for at, mention in ((i, one), (i + 1, two)):
            value = time_value(mention.value.timex3, edtf, first, last)
            mentions[at] = replace(mention, value=value)
    return mentions
