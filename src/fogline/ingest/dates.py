"""Publication dates as metadata writes them. What can be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from email.utils import parsedate

from fogline.programs import pattern

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" + (
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s*\(?[a-z]{2,5}\)?)?,?\s+)?"
_REST = r"(?:$|[\sT,|–-])"

_FORMS = tuple(
    pattern(form + _REST, re.IGNORECASE)
    for form in (
        rf"{_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})",
        rf"{_YEAR}[/.](?P<month>\d{{1,2}})[/.](?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"{_CLOCK}{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_CLOCK}{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}-{_MONTH}-{_YEAR}",
    )
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _REST)


ZERO_DAYS = {
    date(1970, 1, 1): "the zero of Unix clocks",
    date(1969, 12, 31): "the zero of Unix clocks, west of Greenwich",
    date(1904, 1, 1): "the zero of old Macintosh clocks",
    date(1900, 1, 1): "the zero of spreadsheets",
    date(1899, 12, 30): "the zero of spreadsheets",
    date(1601, 1, 1): "the zero of Windows clocks",
    date(1980, 1, 1): "the zero of DOS clocks and zip files",
}
"""Days that software writes where it has none. A report of just such a day loses its date, and is told so."""

FIRST_NEWSPAPER = 1605
"""The year of the first printed newspaper (Relation, Strasbourg)."""


def absurd(day: date, *, retrieved: date) -> str | None:
    """Why *day* can be no publication date of what was received on *retrieved*; ``None`` if it can be one.

    A day more is allowed: it may already be tomorrow where it was published.
    """
    if day > retrieved + timedelta(days=1):
        return f"it lies after {retrieved}, when it was received"
    if day in ZERO_DAYS:
        return f"it is {ZERO_DAYS[day]}, which software writes for an unknown date"
    return f"it lies before there were newspapers ({FIRST_NEWSPAPER})" if day.year < FIRST_NEWSPAPER else None


def parse_published(text: str) -> date | None:
    """The day that *text* names: ISO 8601 first, then RFC 2822, "25 June 2022", "June 25, 2022" and the like.

    ``None`` where it names no whole day, or may name either of two ("06/07/2022").
    """
    text = text.strip()
    for form in _FORMS:
        if found := form.match(text):
            return _day(found["year"], found["month"], found["day"])
    return _slashed(text) or _rfc2822(text)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _slashed(text: str) -> date | None:
    """Days and months change places between countries: read only where one of the two cannot be a month."""
    found = _SLASHED.match(text)
    if found is None:
        return None
    first, second, year = found.groups()
    readings = {_day(year, second, first), _day(year, first, second)} - {None}
    return readings.pop() if len(readings) == 1 else None


def _rfc2822(text: str) -> date | None:
    parts = parsedate(text)
    return None if parts is None or parts[0] < 1000 else _day(str(parts[0]), str(parts[1]), str(parts[2]))
