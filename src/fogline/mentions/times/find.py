"""Finds time expressions (TIMEX3, ISO-TimeML) and says which days they mean, as far as the text and its date carry."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from fogline.mentions.times.beside import Read, dated, joined
from fogline.mentions.times.calendar import Period, shift, time_value
from fogline.mentions.times.context import Context, Reading
from fogline.mentions.times.grammar import Found, search
from fogline.mentions.times.readings import READINGS
from fogline.mentions.times.reckonings import reckon
from fogline.mentions.times.relative import BESIDE
from fogline.mentions.times.tense import bounds
from fogline.model.mention import TimeMention
from fogline.model.profile import Anchor
from fogline.model.span import Span

REFERENCE_REACH = 400
"""Characters within which "the next day", "a year earlier" may point back to a date."""

LOOKING_BACK = frozenset({"year_ago", "decade", "century"})
"""Rules whose dates later expressions do not reckon from."""


def find_times(text: str, *, published: date | None, anchors: Sequence[Anchor] = ()) -> tuple[TimeMention, ...]:
    """The time expressions of *text*, in order, none overlapping another.

    *published* is the day the text appeared, which relative expressions are reckoned from; without it they keep what
    they say (``XXXX-WXX-5``) and no days. Days: "since D" leaves ``end`` open, "by D" and "until D" leave ``start``
    open, both ends of "from D to E" carry the whole range. *anchors* are a conflict's dated beginnings: "the fifth
    month of the war", "since the invasion" reckon from them.
    """
    read: list[Read] = []
    last: tuple[int, Period] | None = None
    for found in search(text):
        start, end = found.match.span()
        beside = _day_beside(text, read, start)
        context = Context(
            text, published, start, end, _near(last, start, REFERENCE_REACH), beside, _day_before(last, start)
        )
        reading = READINGS[found.rule](found.match, context)
        if reading is None:
            continue
        read.append((found, reading))
        if reading.period and found.rule not in LOOKING_BACK and "year-" not in found.match.group():
            last = (end, reading.period)
    mentions = [_mention(text, found, reading) for found, reading in dated(text, read)]
    return reckon(text, joined(text, mentions), anchors, published=published)


def _near(last: tuple[int, Period] | None, start: int, reach: int) -> Period | None:
    return last[1] if last and start - last[0] <= reach else None


def _day_before(last: tuple[int, Period] | None, start: int) -> Period | None:
    day = _near(last, start, BESIDE)
    return day if day and day.grain == "day" else None


def _day_beside(text: str, read: list[Read], start: int) -> Period | None:
    """The day named earlier in the same sentence, for a clock time."""
    if not read:
        return None
    found, reading = read[-1]
    left, _ = bounds(text, start, start)
    day = reading.period
    return day if day and day.grain == "day" and found.match.start() >= left else None


def _mention(text: str, found: Found, reading: Reading) -> TimeMention:
    start, end = found.match.span()
    first, last, edtf = reading.first, reading.last, reading.edtf
    if reading.type in {"DATE", "TIME"} and (first or last) and reading.timex3 != "PRESENT_REF":
        first, last = _opened(text, start, end, first, last, clock=reading.type == "TIME")
    if (first, last) != (reading.first, reading.last):
        edtf = None
    value = time_value(reading.timex3, edtf, first, last)
    return TimeMention(Span(start, end), text[start:end], reading.type, value, reading.basis)


_SINCE = re.compile(r"\bsince\s+(?:the\s+|at least\s+|about\s+)?$")
_UNTIL = re.compile(r"\b(?:by|until|till|up to|no later than)\s+(?:the\s+|at least\s+|about\s+)?$")
_BEFORE = re.compile(r"\b(?:before|prior to)\s+$")
_AFTER = re.compile(r"\bafter\s+$")
_NOT_ITSELF = re.compile(r"['’]s?\b| [a-z]+ing\b")
_BY_ITSELF = re.compile(r"[,.;)]|\s*$|\s(?:the|a|an|he|she|they|it|we|many|and|when)\b")
_LENGTH_BEFORE = re.compile(
    r"\b(?:(?:second|minute|hour|day|night|week|month|year|decade)s?|shortly|soon|just|right)\s+after\s+$"
)


def _opened(
    text: str, start: int, end: int, first: date | None, last: date | None, *, clock: bool
) -> tuple[date | None, date | None]:
    """The range as the preposition leaves it: "since D" has no end, "by D" no start, "before D" ends the day before.

    "after D" begins on D. Before or after a clock time (*clock*) is still that day.
    """
    before = text[max(0, start - 24) : start].lower()
    if _SINCE.search(before):
        return first, None
    if _UNTIL.search(before):
        return None, last
    if clock:
        return first, last
    if first and _BEFORE.search(before) and not _NOT_ITSELF.match(text[end : end + 12]):
        return None, shift(first, -1)
    if _AFTER.search(before) and not _LENGTH_BEFORE.search(before) and _BY_ITSELF.match(text[end : end + 12]):
        return last, None
    return first, last
