"""The day, month or weekday that a name without a year or week means, reckoned from an anchor."""

from __future__ import annotations

from datetime import date

from fogline.mentions.times import calendar as cal
from fogline.mentions.times.calendar import Period
from fogline.mentions.times.tense import Direction

SOON_DAYS = 45
"""A day without a year this near ahead is meant where no past tense speaks against it."""

VERY_SOON_DAYS = 30
"""... and this near whatever the tense: a report would have named the year of a day nearly a year ago."""

NEAR_FUTURE_DAYS = 240
"""How far ahead a day without a year may lie for a sentence that looks ahead to mean it."""


def nearest_day(month: int, day: int, anchor: date, towards: Direction | None) -> date | None:
    """The day of that month and day of the month nearest to *anchor* the way the sentence looks (default: back)."""
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    return nearest([d for year in years if (d := cal.day_of(year, month, day))], anchor, towards)


def nearest(days: list[date], anchor: date, towards: Direction | None) -> date | None:
    """Which of *days*, one a year in order, a report of *anchor* means."""
    if towards == "future":
        ahead = [d for d in days if 0 <= (d - anchor).days <= NEAR_FUTURE_DAYS]
        if ahead:
            return ahead[0]
    soon = [d for d in days if 0 < (d - anchor).days <= SOON_DAYS]
    if soon and towards != "past":
        return soon[0]
    back = [d for d in days if d <= anchor]
    if soon and back and (soon[0] - anchor).days <= VERY_SOON_DAYS:
        return soon[0]
    return back[-1] if back else None


def nearest_month(month: int, anchor: date, towards: Direction | None) -> Period:
    """The month of that number nearest to *anchor* the way the sentence looks (default: back); its own counts."""
    if towards == "future" and (month - anchor.month) % 12 <= NEAR_FUTURE_DAYS // 30:
        return cal.a_month(anchor.year + (month < anchor.month), month)
    if towards is None and 0 < (month - anchor.month) % 12 <= 2:
        return cal.a_month(anchor.year + (month < anchor.month), month)
    return cal.a_month(anchor.year - (month > anchor.month), month)


def nearest_weekday(weekday: int, anchor: date, towards: Direction | None) -> date:
    """That weekday on or before *anchor*, or on or after it where the sentence looks ahead."""
    gap = (anchor.isoweekday() - weekday) % 7
    return cal.shift(anchor, (7 - gap) % 7) if towards == "future" else cal.shift(anchor, -gap)
