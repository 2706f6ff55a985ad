"""Readings of expressions that point from another time: "yesterday", "two weeks ago", "the next day", clock times."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from fogline.lexicon.loader import table
from fogline.mentions.times import calendar as cal
from fogline.mentions.times.context import Context, Reading, of_period, unanchored
from fogline.mentions.times.lengths import running
from fogline.mentions.times.nearest import nearest_weekday
from fogline.mentions.times.words import (
    clock_value,
    daypart_code,
    unit_code,
    unit_count,
    weekday_number,
)

NOW = frozenset({"now", "currently", "at present", "the present"})
"""References to the present that mean the publication day."""

_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": -1, "last night": -1}
_DURING = "the night"

_DEICTIC_PART = {"tonight": "TNI", "overnight": "TNI", "last night": "TNI"}


def read_deictic(m: re.Match[str], c: Context) -> Reading | None:
    if m["w"][0].isupper() and re.search(r"[A-Z]{2} $", c.text[max(0, c.start - 3) : c.start]):
        return None
    word = " ".join(m["w"].lower().split())
    part = _DEICTIC_PART.get(word, "")
    if word == _DURING:
        word, part, said = "overnight", "TNI", c.same_sentence_day or c.day_before
        if said is not None:
            return replace(of_period(said, suffix=part), last=cal.shift(said.first, 1), edtf=None)
    if word.startswith("this "):
        step, part = 0, daypart_code(word.split()[1])
    elif "before yesterday" in word:
        step = -2
    elif "after tomorrow" in word:
        step = 2
    else:
        step = _DEICTIC[word]
    suffix = clock_value(m["clock"]) or daypart_code(m["dp"]) or part
    if c.published is None:
        return unanchored(None, "TIME" if suffix else "DATE")
    reading = of_period(cal.a_day(cal.shift(c.published, step)), suffix=suffix)
    if word == "overnight":
        return replace(reading, last=c.published, edtf=None)
    return reading


def read_before_last(m: re.Match[str], c: Context) -> Reading | None:
    """ "the week before last", "the night before last"."""
    word = m["u"].lower()
    if c.published is None:
        return unanchored(None)
    if word == "night":
        return of_period(cal.a_day(cal.shift(c.published, -2)), suffix="TNI")
    unit = unit_code(word)
    return of_period(cal.period_of(cal.shift_units(c.published, unit, -2), unit))


BESIDE = 200
"""Characters within which "in the evening" is the evening of a day named before."""


def read_part_of_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "later in the day", "in the evening": of the day named just before; nothing where none was."""
    word, said = (m["u"] or m["u_"]).lower(), c.same_sentence_day or c.day_before
    if said is None:
        return None
    return of_period(said, suffix="" if word == "day" else daypart_code(word))


def read_ago(m: re.Match[str], c: Context) -> Reading | None:
    count, unit, way = unit_count(m["q"]), unit_code(m["u"]), m["dir"].lower()
    if m["half"] and count is not None:
        count += 0.5
    if count is None:
        return Reading("DATE", "FUTURE_REF" if way in {"from now", "later"} else "PAST_REF", basis="absolute")
    return stepped(count, unit, way, c)


LATER_REACH = 366
"""Days after the publication day that "later" may reach: "80 years later" counts from some other time."""


def stepped(count: float, unit: str, way: str, c: Context) -> Reading | None:
    """*count* units back or on, from the publication day ("ago") or else from the last date mentioned."""
    back = way in {"ago", "earlier", "previously"}
    base = c.published if way in {"ago", "from now"} else (c.reference.first if c.reference else None)
    if base is None and way == "earlier" and unit in {"Y", "M"}:
        base = c.published
    if unit.startswith("T"):
        return unanchored(None) if base is None else _hours_away(count, unit, back, base)
    if base is None:
        return unanchored(None)
    day = cal.shift_units(base, unit, -count if back else count)
    if way == "later" and c.published and (day - c.published).days > LATER_REACH:
        return unanchored(None)
    said = c.reference
    if unit == "Y" and count == 1 and said and said.grain == "quarter":
        return of_period(cal.period_of(cal.shift_months(said.first, -12 if back else 12), "Q"))
    if count != int(count):
        return of_period(cal.period_of(day, "M" if unit == "Y" else "D"))
    return of_period(
        cal.period_of(day, {"W": "W", "2W": "W", "WE": "WE", "D": "D", "DE": "Y", "CE": "Y"}.get(unit, unit))
    )


def _hours_away(count: float, unit: str, back: bool, base: date) -> Reading:
    hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
    if hours <= 12:
        return of_period(cal.a_day(base))
    return of_period(cal.a_day(cal.shift_units(base, "TH", -hours if back else hours)))


def read_year_ago(m: re.Match[str], c: Context) -> Reading | None:
    return stepped(1, unit_code(m["u"]), m["dir"].lower(), c)


def read_next_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "the next day", "that week", "the year before": reckoned from the last date mentioned."""
    which = (m["which"] or m["w_"]).lower()
    word = (m["u"] or m["u_"]).lower()
    suffix = daypart_code(word) if word in table("times")["dayparts"] else ""
    unit = "D" if suffix else unit_code(word)
    said = c.reference
    if which == "next" and not m[0].lower().startswith("the ") and unit != "D":
        base = c.published
        return unanchored(None) if base is None else of_period(cal.period_of(cal.shift_units(base, unit, 1), unit))
    if said is None or (unit == "D" and said.grain != "day"):
        return unanchored(None)
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    return of_period(cal.period_of(cal.shift_units(said.first, unit, step), unit), suffix=suffix)


def read_this_unit(m: re.Match[str], c: Context) -> Reading | None:
    which, part = (m["which"] or "this").lower().removeprefix("the "), (m["part"] or m["part_"] or "").lower()
    unit = unit_code((m["u"] or m["u_"] or m["u__"]).lower().removeprefix("fiscal "))
    if (
        m["which"]
        and m["which"].lower().startswith("the ")
        and which in {"past", "last", "next", "coming"}
        and unit != "WE"
    ):
        return running(1, unit, which, c)
    if which == "past" and unit != "WE":
        return running(1, unit, which, c)
    if c.published is None:
        return unanchored(None)
    if unit == "WE" and m["u_"] and c.towards() != "future":
        which = "this past"
    if (m["in"] or "").lower() == "the" and c.towards() != "future":
        part = "earlier"  # "during the week" is told by the day of publication
    step = -1 if which in {"last"} else 1 if which in {"next", "coming"} else 0
    anchor = c.published
    if unit == "WE":
        return of_period(cal.a_weekend(_weekend_anchor(which, anchor, c)))
    period = cal.period_of(cal.shift_units(anchor, unit, step), unit)
    return _bounded_by_today(of_period(period, part=part), part, step, anchor)


def _weekend_anchor(which: str, anchor: date, c: Context) -> date:
    if which == "this past":
        return cal.shift(anchor, -7 if anchor.isoweekday() < 6 else 0)
    if which in {"last", "past"} or (which == "this" and c.towards() == "past" and anchor.isoweekday() < 5):
        return cal.shift(anchor, -7)
    return cal.shift(anchor, 7) if which == "next" else anchor


def _bounded_by_today(reading: Reading, part: str, step: int, anchor: date) -> Reading:
    """ "earlier this month" ends on the publication day, "later this month" begins on it."""
    if step == 0 and part == "earlier" and reading.first and reading.first <= anchor:
        return replace(reading, last=anchor, edtf=None)
    if step == 0 and part == "later" and reading.last and reading.last >= anchor:
        return replace(reading, first=anchor, edtf=None)
    return reading


def read_reference(m: re.Match[str], c: Context) -> Reading | None:
    word = " ".join(m["w"].lower().split())
    if word == "soon" and (
        re.search(r"\bas\s$", c.before()) or re.match(r"\s+(?:as|after)\b", c.text[c.end : c.end + 8])
    ):
        return None
    value = table("times")["references"][word]
    if word in NOW and c.published:
        return Reading("DATE", value, c.published, c.published)
    return Reading("DATE", value, basis="absolute")


def read_clock(m: re.Match[str], c: Context) -> Reading | None:
    clock = clock_value(m["clock"])
    if not clock or c.before().endswith("-"):
        return None
    day = c.same_sentence_day
    if day is None:
        if c.published is None:
            return unanchored(f"XXXX-XX-XX{clock}", "TIME")
        day = cal.a_day(c.published)
        return Reading("TIME", day.timex3 + clock)
    return of_period(day, suffix=clock)


def read_hours(m: re.Match[str], c: Context) -> Reading | None:
    """ "the early hours of Sunday"."""
    word, rel = m["w"], (m["rel"] or "").lower()
    if c.published is None:
        return unanchored(None, "TIME")
    if word.title() in table("times")["weekdays"]:
        day = nearest_weekday(weekday_number(word), c.published, c.towards())
    else:
        day = cal.shift(c.published, -1 if rel == "yesterday" else 0)
        if rel == "the":
            return unanchored(None, "TIME")
    return of_period(cal.a_day(day), suffix="TMO")


def read_ordinal_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "the fifth day": of what, the words do not say."""
    return unanchored(None)
