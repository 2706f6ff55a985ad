"""What a time expression takes from the one beside it: the day of a clock time or night, the ends of a range."""

from __future__ import annotations

import re
from dataclasses import replace

from fogline.mentions.times import calendar as cal
from fogline.mentions.times.calendar import Period, time_value
from fogline.mentions.times.context import Reading, of_period
from fogline.mentions.times.grammar import Found
from fogline.mentions.times.words import month_number
from fogline.model.mention import TimeMention

Read = tuple[Found, Reading]

CLOCK_REACH = 40
"""Characters between a clock time and the day behind it."""


def dated(text: str, read: list[Read]) -> list[Read]:
    """*read* with clock times, nights and lengths resolved by a day that follows them in the sentence."""
    out = list(read)
    for i in range(len(out) - 2, -1, -1):
        (found, reading), (after, beside) = out[i], out[i + 1]
        if beside.period is None or beside.period.grain != "day":
            continue
        gap = text[found.match.end() : after.match.start()]
        taken = None
        if found.rule == "clock":
            taken = _clock(reading, beside.period, gap)
        elif found.rule == "deictic" and found.match["w"].lower() == "overnight":
            taken = _night(beside.period, gap)
        elif found.rule == "duration":
            taken = _counted(reading, beside.period, gap)
        if taken is not None:
            out[i] = (found, replace(taken, basis=beside.basis))
    return out


def _clock(reading: Reading, day: Period, gap: str) -> Reading | None:
    """ "at about 10:35 a.m. (0735 GMT) Friday"."""
    if len(gap) > CLOCK_REACH or re.search(r"[.,;\n]", gap) or not reading.timex3:
        return None
    clock = reading.timex3[reading.timex3.index("T") :]
    return replace(reading, timex3=day.timex3 + clock, first=day.first, last=day.last, edtf=day.edtf, period=day)


_NIGHT = re.compile(r"\s+(?:(?P<way>on|of|from|into|to|through)\s+)?(?:the\s+night\s+(?:of|from)\s+)?", re.IGNORECASE)


def _night(day: Period, gap: str) -> Reading | None:
    """ "overnight into Friday" ends on the day named, "overnight from Thursday" begins on it; else of that day."""
    found = _NIGHT.fullmatch(gap)
    if found is None:
        return None
    way = (found["way"] or "").lower()
    eve = cal.shift(day.first, -1) if way in {"into", "to", "through"} else day.first
    last = eve if way in {"", "on", "of"} else cal.shift(eve, 1)
    return replace(of_period(cal.a_day(eve), suffix="TNI"), last=last, edtf=None)


_COUNTED = re.compile(r"\s+(?P<way>after|before)\s+(?:the\s+|last\s+)?", re.IGNORECASE)
_WHOLE = re.compile(r"P(?P<n>\d+)(?P<u>[DWMY])")


def _counted(reading: Reading, day: Period, gap: str) -> Reading | None:
    """ "two days after the June 3 attack": the day, week, month or year so far from the day named."""
    way, length = _COUNTED.fullmatch(gap), _WHOLE.fullmatch(reading.timex3 or "")
    if way is None or length is None:
        return None
    count = int(length["n"]) * (1 if way["way"].lower() == "after" else -1)
    return of_period(cal.period_of(cal.shift_units(day.first, length["u"], count), length["u"]))


_BETWEEN = re.compile(r"\s+(?:to|and|until|till|through)\s+|\s?[–—-]\s?")
_OPENER = re.compile(r"\b(from|between)\s+(?:the\s+)?$")
_NIGHT_OF = re.compile(r"\bnight\s+(?:of|from|between)\s+$")


def joined(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Gives both ends of "from D to E" and "between D and E" the range from the first day to the last."""
    for i in range(len(mentions) - 1):
        one, two = mentions[i], mentions[i + 1]
        gap = text[one.span.end : two.span.start]
        if len(gap) > 12 or not _BETWEEN.fullmatch(gap) or not {one.type, two.type} <= {"DATE", "TIME"}:
            continue
        before = text[max(0, one.span.start - 16) : one.span.start].lower()
        opener = _OPENER.search(before)
        if "and" in gap and not (opener and opener[1] == "between") and not _NIGHT_OF.search(before):
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
    if (
        one.basis == "absolute"
        or not _names_a_month(one.text)
        or not (start and end and last and value)
        or (end - start).days > 31
    ):
        return one
    if two.basis == "anchored" and start <= last:
        return one
    years = last.year - ((start.month, start.day) > (last.month, last.day))
    if years == start.year or (start.month, start.day) == (2, 29):
        return one
    moved = replace(one.value, timex3=f"{years:04d}{value[4:]}", start=start.replace(year=years), end=end)
    return replace(one, value=moved)


def _names_a_month(words: str) -> bool:
    return any(month_number(word) for word in re.findall(r"[A-Za-z]+", words))
