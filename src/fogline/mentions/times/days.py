"""Readings of expressions that name a day: dates, weekdays, feasts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Literal

from fogline.lexicon.loader import table
from fogline.mentions.times import calendar as cal
from fogline.mentions.times.context import Context, Reading, of_period, unanchored
from fogline.mentions.times.nearest import nearest, nearest_day, nearest_weekday
from fogline.mentions.times.tense import Direction
from fogline.mentions.times.words import (
    clock_value,
    day_number,
    daypart_code,
    month_number,
    weekday_number,
)


def read_iso(m: re.Match[str], c: Context) -> Reading | None:
    day = cal.day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return of_period(cal.a_day(day), "absolute", suffix=f"T{m['clock']}" if m["clock"] else "") if day else None


def read_night_of(m: re.Match[str], c: Context) -> Reading | None:
    """ "the night of 3 to 4 May": the night between two days that follow one another."""
    month = month_number(m["mon"] or m["mon_"])
    first, last = day_number(m["d"] or m["d_"]), day_number(m["e"] or m["e_"])
    if not month or not (m["y"] or c.published):
        return None
    number = first if m["mon"] else last
    if m["y"]:
        named = cal.day_of(int(m["y"]), month, number)
    else:
        assert c.published is not None
        named = nearest_day(month, number, c.published, c.towards())
    if named is None:
        return None
    eve = named if m["mon"] else cal.shift(named, -1)
    morning = cal.shift(eve, 1)
    if (eve.day, morning.day) != (first, last):
        return None
    night = of_period(cal.a_day(eve), "absolute" if m["y"] else "anchored", suffix="TNI")
    return replace(night, last=morning, edtf=None)


def read_nth(m: re.Match[str], c: Context) -> Reading | None:
    """ "on the 24th", "the 24th of this month": a day of the month that the anchor is in, or of the one beside it."""
    number, rel = day_number(m["d"]), (m["rel"] or "").lower()
    if not rel and not re.search(r"\b(?:on|by|until|since|from|to|before|after)\s+$", c.before()):
        return None
    if rel == "that" or c.published is None:
        said = c.reference if rel == "that" else None
        day = cal.day_of(said.first.year, said.first.month, number) if said and said.grain in _WITH_MONTH else None
        return of_period(cal.a_day(day)) if day else unanchored(f"XXXX-XX-{number:02d}")
    anchor = c.published
    if rel:
        first = cal.shift_months(anchor.replace(day=1), {"last": -1, "this": 0, "next": 1}[rel])
        day = cal.day_of(first.year, first.month, number)
        return of_period(cal.a_day(day)) if day else None
    step = 1 if c.towards() == "future" else -1
    months = (cal.shift_months(anchor.replace(day=1), step * i) for i in range(3))
    days = (cal.day_of(first.year, first.month, number) for first in months)
    near = next((d for d in days if d and (d - anchor).days * step >= 0), None)
    return of_period(cal.a_day(near)) if near else None


_WITH_MONTH = frozenset({"day", "month"})


def read_year_first(m: re.Match[str], c: Context) -> Reading | None:
    day = cal.day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return of_period(cal.a_day(day), "absolute") if day else None


def read_numeric(m: re.Match[str], c: Context) -> Reading | None:
    """Dots and dashes put the day first; slashes do not say: one order alone is a date, or the text's others tell."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        if m["sep"] != "/" or not c.published:
            return None
        century = c.published.year // 100 * 100
        year += century if century + year <= c.published.year + 10 else century - 100
    day_first, month_first = cal.day_of(year, second, first), cal.day_of(year, first, second)
    if m["sep"] == "/" and day_first and month_first and day_first != month_first:
        order = _slash_order(c.text)
        if order is None:
            return Reading("DATE", f"{year}", basis="absolute")
        return of_period(cal.a_day(day_first if order == "day" else month_first), "absolute")
    day = day_first or month_first
    return of_period(cal.a_day(day), "absolute") if day else None


_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\d/])")


def _slash_order(text: str) -> Literal["day", "month"] | None:
    """Whether the day or the month comes first in the dates of *text* that leave no doubt; ``None`` if they differ."""
    found = {(int(a) > 12, int(b) > 12) for a, b in _SLASHED.findall(text)} - {(False, False), (True, True)}
    if len(found) != 1:
        return None
    return "day" if found == {(True, False)} else "month"


def read_day_range(m: re.Match[str], c: Context) -> Reading | None:
    month = month_number(m["mon"] or m["mon_"])
    first, last = day_number(m["d1"] or m["d1_"]), day_number(m["d2"] or m["d2_"])
    if not month or first >= last:
        return None
    if m["y"]:
        year, basis = int(m["y"]), "absolute"
    elif c.published:
        near = nearest_day(month, first, c.published, c.towards())
        if near is None:
            return None
        year, basis = near.year, "anchored"
    else:
        return unanchored(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{last:02d}")
    start, end = cal.day_of(year, month, first), cal.day_of(year, month, last)
    if not start or not end:
        return None
    return Reading("DATE", f"{start}/{end}", start, end, None, "absolute" if basis == "absolute" else "anchored")


def read_date(m: re.Match[str], c: Context) -> Reading | None:
    month, number = month_number(m["mon"] or m["mon_"]), day_number(m["d"] or m["d_"])
    if not month or not number:
        return None
    suffix = clock_value(m["clock"]) or daypart_code(m["dp"] or m["dp_"])
    if m["y"]:
        day, basis = cal.day_of(int(m["y"]), month, number), "absolute"
    elif c.published:
        day, basis = _dated(month, number, m["wd"], m["which"], c), "anchored"
    else:
        return unanchored(f"XXXX-{month:02d}-{number:02d}{suffix}")
    if day is None:
        return None
    return of_period(cal.a_day(day), "absolute" if basis == "absolute" else "anchored", suffix=suffix)


def _dated(month: int, number: int, weekday: str | None, which: str | None, c: Context) -> date | None:
    """The year of a day without one: its weekday settles it, else *which* ("last", "next"), else the tense."""
    anchor = c.published
    assert anchor is not None
    if weekday:
        years = (anchor.year, anchor.year - 1, anchor.year + 1)
        fits = [d for y in years if (d := cal.day_of(y, month, number)) and d.isoweekday() == weekday_number(weekday)]
        if fits:
            return fits[0]
    which = (which or "").lower()
    towards: Direction | None = (
        "future" if "next" in which or "coming" in which else "past" if "last" in which else None
    )
    return nearest_day(month, number, anchor, towards or c.towards())


def read_period_of(m: re.Match[str], c: Context) -> Reading | None:
    day = read_date_like(m, c)
    if day is None or day.first is None:
        return day
    if m["of"].lower() == "week":
        return of_period(cal.a_week(day.first), day.basis)
    return of_period(cal.a_day(day.first), day.basis, suffix=daypart_code(m["of"]))


def read_date_like(m: re.Match[str], c: Context) -> Reading | None:
    """A month and day with an optional year, as other forms hold them."""
    month, number = month_number(m["mon"] or m["mon_"]), day_number(m["d"] or m["d_"])
    if not month or not number:
        return None
    if not m["y"] and not c.published:
        return unanchored(f"XXXX-{month:02d}-{number:02d}")
    if m["y"]:
        day = cal.day_of(int(m["y"]), month, number)
        return of_period(cal.a_day(day), "absolute") if day else None
    assert c.published is not None
    day = nearest_day(month, number, c.published, c.towards())
    return of_period(cal.a_day(day)) if day else None


def read_weekday(m: re.Match[str], c: Context) -> Reading | None:
    weekday, which = weekday_number(m["wd"]), (m["which"] or "").lower()
    if re.search(r"\b(?:black|good|bloody|super|fat|cyber)\s$", c.before()):
        return None
    suffix = clock_value(m["clock"]) or daypart_code(m["dp"])
    if which in {"each", "every"}:
        return Reading("SET", f"XXXX-WXX-{weekday}{suffix}", basis="absolute")
    if "following" in which or which in {"the previous", "the next"}:
        return _weekday_by_reference(weekday, which, suffix, c)
    if c.published is None:
        return unanchored(f"XXXX-WXX-{weekday}{suffix}", "TIME" if suffix else "DATE")
    if m["rel"]:
        monday = cal.a_week(cal.shift(c.published, {"last": -7, "this": 0, "next": 7}[m["rel"].lower()])).first
        return of_period(cal.a_day(cal.shift(monday, weekday - 1)), suffix=suffix)
    day = _weekday_by(which, weekday, c.published, c)
    return of_period(cal.a_day(day), suffix=suffix)


def _weekday_by(which: str, weekday: int, anchor: date, c: Context) -> date:
    if which in {"last", "this past"}:
        day = nearest_weekday(weekday, anchor, "past")
        return cal.shift(day, -7) if day == anchor else day
    if which == "next":
        return nearest_weekday(weekday, cal.shift(anchor, 1), "future")
    if which == "this coming":
        return nearest_weekday(weekday, cal.shift(anchor, 1), "future")
    if which == "this":
        return nearest_weekday(weekday, anchor, c.towards() or "future")
    return nearest_weekday(weekday, anchor, c.towards())


def _weekday_by_reference(weekday: int, which: str, suffix: str, c: Context) -> Reading:
    if c.reference is None or c.reference.grain != "day":
        return unanchored(f"XXXX-WXX-{weekday}{suffix}")
    if which == "the previous":
        day = nearest_weekday(weekday, cal.shift(c.reference.first, -1), "past")
    else:
        day = nearest_weekday(weekday, cal.shift(c.reference.first, 1), "future")
    return of_period(cal.a_day(day), suffix=suffix)


def read_feast(m: re.Match[str], c: Context) -> Reading | None:
    """A feast on a fixed day, or on the n-th weekday of a month."""
    feasts: dict[str, str] = {k.lower(): v for k, v in table("times")["feasts"].items()}
    rule = feasts[m["f"].lower().replace("’", "'")]
    if not rule:
        return unanchored(None)
    if m["y"]:
        day = _feast_in(rule, int(m["y"]))
        return of_period(cal.a_day(day), "absolute") if day else None
    if c.published is None:
        return unanchored(f"XXXX-{rule}" if "/" not in rule else None)
    which = (m["which"] or "").lower()
    towards: Direction | None = "future" if which == "next" else "past" if which == "last" else c.towards()
    years = (c.published.year - 1, c.published.year, c.published.year + 1)
    day = nearest([d for year in years if (d := _feast_in(rule, year))], c.published, towards)
    return of_period(cal.a_day(day)) if day else None


def _feast_in(rule: str, year: int) -> date | None:
    """The day of a feast in a year: "12-25", or "11-4/4" for the fourth Thursday of November."""
    month, _, day = rule.partition("-")
    if "/" not in day:
        return cal.day_of(year, int(month), int(day))
    nth, weekday = map(int, day.split("/"))
    first = cal.day_of(year, int(month), 1)
    if first is None:
        return None
    return cal.shift(first, (weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
