"""Calendar arithmetic: first and last day of weeks, months, quarters, seasons and years, and their TIMEX3 values."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from fogline.model.values import TimeValue

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month a season begins in (meteorological, northern hemisphere); winter runs into the next year."""

SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""ISO 8601-2 season codes, EDTF level 1."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with its names: ``first`` and ``last`` are both included, ``grain`` is what it is one of."""

    timex3: str
    first: date
    last: date
    grain: str
    edtf: str


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or ``None`` where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def held(year: int) -> int:
    """*year* held inside the calendar, a year off its last so that a winter ends in it."""
    return min(max(year, 1), 9998)


def a_day(day: date) -> Period:
    """A single day."""
    return Period(day.isoformat(), day, day, "day", day.isoformat())


def a_week(day: date) -> Period:
    """The ISO week, Monday to Sunday, that holds *day*."""
    year, week, weekday = day.isocalendar()
    monday = shift(day, 1 - weekday)
    sunday = shift(monday, 6)
    return Period(f"{year}-W{week:02d}", monday, sunday, "week", f"{monday}/{sunday}")


def a_weekend(day: date) -> Period:
    """The Saturday and Sunday of *day*'s ISO week."""
    year, week, weekday = day.isocalendar()
    saturday = shift(day, 6 - weekday)
    sunday = shift(saturday, 1)
    return Period(f"{year}-W{week:02d}-WE", saturday, sunday, "weekend", f"{saturday}/{sunday}")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def a_month(year: int, month: int) -> Period:
    """A calendar month."""
    year = held(year)
    name = f"{year:04d}-{month:02d}"
    return Period(name, date(year, month, 1), month_end(year, month), "month", name)


def a_quarter(year: int, quarter: int) -> Period:
    """A calendar quarter, 1 to 4."""
    year = held(year)
    first = 3 * quarter - 2
    edtf = f"{year:04d}-{first:02d}/{year:04d}-{first + 2:02d}"
    return Period(f"{year:04d}-Q{quarter}", date(year, first, 1), month_end(year, first + 2), "quarter", edtf)


def a_half(year: int, half: int) -> Period:
    """A half year, 1 or 2."""
    year = held(year)
    first = 6 * half - 5
    edtf = f"{year:04d}-{first:02d}/{year:04d}-{first + 5:02d}"
    return Period(f"{year:04d}-H{half}", date(year, first, 1), month_end(year, first + 5), "half", edtf)


def a_season(year: int, season: str) -> Period:
    """A season of *year* (``SP SU FA WI``); the winter of a year begins in its December."""
    year = held(year)
    first = SEASON_MONTHS[season]
    last = month_end(year + 1, 2) if season == "WI" else month_end(year, first + 2)
    return Period(f"{year:04d}-{season}", date(year, first, 1), last, "season", f"{year:04d}-{SEASON_EDTF[season]}")


def a_year(year: int) -> Period:
    """A calendar year."""
    year = held(year)
    return Period(f"{year:04d}", date(year, 1, 1), date(year, 12, 31), "year", f"{year:04d}")


def a_decade(year: int) -> Period:
    """The decade that *year* lies in, 0 to 9."""
    year = held(year)
    first = year // 10 * 10
    name = f"{first // 10:03d}X"
    return Period(name, date(max(first, 1), 1, 1), date(first + 9, 12, 31), "decade", name)


def a_century(number: int) -> Period:
    """The *number*-th century, as newspapers count (the 20th is 1900 to 1999)."""
    number = min(max(number, 1), 99)
    name = f"{number - 1:02d}XX"
    return Period(name, date((number - 1) * 100 or 1, 1, 1), date(number * 100 - 1, 12, 31), "century", name)


def shift(day: date, days: int) -> date:
    """*day* moved by *days*, held inside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def shift_months(day: date, months: int) -> date:
    """*day* moved by whole months; the day of the month gives way where the month is too short."""
    index = day.year * 12 + day.month - 1 + months
    year, month = held(index // 12), index % 12 + 1
    return date(year, month, min(day.day, month_end(year, month).day))


def shift_units(day: date, unit: str, count: float) -> date:
    """*day* moved by *count* units (TIMEX3 code ``D WE W 2W M Q Y DE CE`` or a clock unit, which moves no day)."""
    days = {"D": 1, "WE": 7, "W": 7, "2W": 14}
    months = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
    if unit in days:
        return shift(day, round(days[unit] * count))
    if unit in months:
        return shift_months(day, round(months[unit] * count))
    hours = {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit] * count
    return shift(day, -int(-hours // 24) if hours < 0 else int(hours // 24))


def period_of(day: date, unit: str) -> Period:
    """The calendar period of a *unit* that holds *day*."""
    if unit == "W":
        return a_week(day)
    if unit == "WE":
        return a_weekend(day)
    if unit == "M":
        return a_month(day.year, day.month)
    if unit == "Q":
        return a_quarter(day.year, (day.month + 2) // 3)
    if unit == "Y":
        return a_year(day.year)
    if unit == "DE":
        return a_decade(day.year)
    if unit == "CE":
        return a_century(day.year // 100 + 1)
    return a_day(day)


def precisions(first: date | None, last: date | None) -> tuple[int | None, int | None]:
    """ACLED's ``time_precision`` and UCDP GED's ``date_prec`` for a day range; none for an open one.

    ACLED codebook: 1 the day is known, 2 the week (or weekend), 3 the month or coarser. UCDP GED codebook: 1 the day,
    2 two to six days, 3 the week, 4 eight days to a month, 5 more than a month.
    """
    if first is None or last is None:
        return None, None
    days = (last - first).days + 1
    if days == 1:
        return 1, 1
    if days <= 7:
        return 2, 2 if days < 7 else 3
    return 3, 4 if days <= 31 else 5


def time_value(timex3: str | None, edtf: str | None, first: date | None, last: date | None) -> TimeValue:
    """A :class:`TimeValue` with its precision codes; the EDTF of a plain range is made up where none is given."""
    if edtf is None and (first is not None or last is not None):
        edtf = str(first) if first == last else f"{first or '..'}/{last or '..'}"
    acled, ucdp = precisions(first, last)
    return TimeValue(timex3, edtf, first, last, acled, ucdp)
