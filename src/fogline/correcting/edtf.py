"""Days out of EDTF: the strings of ISO 8601-2 (levels 0 and 1) that a claim's time can be given by.

Specification: https://www.loc.gov/standards/datetime/. Read are years, months, days, seasons (21 spring to 24 winter),
unspecified digits (``2022-06-XX``, ``201X``), the qualifiers ``?``, ``~`` and ``%``, and intervals of these, of which
one end may be open (``2022-02-24/..``). Seasons are those of the northern hemisphere, as in reading.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from fogline.model.values import TimeValue

FORMS = "2022-06-24, 2022-06, 2022, 2022-06-XX, 2022-22 (summer), 2022-06-24/2022-06-26, 2022-02-24/.. or 2022-06~"

_ONE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[?~%]?)")
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}


def time_of(edtf: str) -> TimeValue:
    """The time that *edtf* writes, with its days and precision codes.

    Raises:
        ValueError: it is no such string, or no day of the calendar; says why.
    """
    text = edtf.strip()
    first, cut, last = text.partition("/")
    if not cut:
        start, end = _days(first)
        return _value(text, None if text[-1] in "?~%" else _timex3(text), start, end)
    opened = first in ("", ".."), last in ("", "..")
    if all(opened):
        raise ValueError("an interval needs one end that is known")
    begins = None if opened[0] else _days(first)[0]
    ends = None if opened[1] else _days(last)[1]
    if begins is not None and ends is not None and ends < begins:
        raise ValueError(f"it ends ({ends}) before it begins ({begins})")
    return _value(text, None, begins, ends)


def _days(one: str) -> tuple[date, date]:
    found = _ONE.fullmatch(one)
    if found is None:
        raise ValueError(f"{one!r} is no EDTF date; write {FORMS}")
    try:
        return _range(found["year"], found["month"], found["day"])
    except ValueError as error:
        raise ValueError(f"{one!r}: {error}") from error


def _range(year: str, month: str | None, day: str | None) -> tuple[date, date]:
    first, last = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    if month in (None, "XX") or "X" in year:
        if day not in (None, "XX") or ("X" in year and month not in (None, "XX")):
            raise ValueError("what is finer than the unknown part must be unknown, too")
        return date(first, 1, 1), date(last, 12, 31)
    number = int(month or "")
    if number in _SEASON_BEGINS and day is None:
        begins = _SEASON_BEGINS[number]
        ends = (last + 1, 2) if begins == 12 else (last, begins + 2)
        return date(first, begins, 1), _month_end(*ends)
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {month}")
    if day in (None, "XX"):
        return date(first, number, 1), _month_end(first, number)
    exact = date(first, number, int(day or ""))
    return exact, exact


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _timex3(text: str) -> str | None:
    """The TIMEX3 value of a date that both write alike."""
    year, _, rest = text.partition("-")
    return text if "X" not in year and rest[:2] not in ("21", "22", "23", "24") else None


def _value(edtf: str, timex3: str | None, first: date | None, last: date | None) -> TimeValue:
    """With the precision codes of ACLED (1 day, 2 week, 3 more) and UCDP GED (1 day … 4 a month, 5 more)."""
    if first is None or last is None:
        return TimeValue(timex3, edtf, first, last)
    days = (last - first).days + 1
    if days == 1:
        return TimeValue(timex3, edtf, first, last, 1, 1)
    if days <= 7:
        return TimeValue(timex3, edtf, first, last, 2, 2 if days < 7 else 3)
    return TimeValue(timex3, edtf, first, last, 3, 4 if days <= 31 else 5)
