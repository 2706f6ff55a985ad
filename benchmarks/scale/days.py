"""Days as articles write them, moved by whole weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
_NUMBER_OF = {name: number for names in (MONTHS, SHORT, ("Sep",)) for number, name in enumerate(names, 1)}
_NUMBER_OF["Sep"] = 9
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})(?P<stop>\.?)"
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?P<th>st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"\b(?P<year>(?:19|20)\d\d)-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])\b",
        rf"\b{_MONTH} {_DAY},? {_YEAR}\b",
        rf"\b{_DAY} {_MONTH},? {_YEAR}\b",
        rf"\b{_MONTH} {_YEAR}\b",
        rf"\b{_MONTH} {_DAY}\b(?![,.]?\d)",
        rf"\b{_DAY} {_MONTH}(?!\w)",
    )
)


def days_in(text: str) -> Iterator[tuple[int, int]]:
    """Where *text* names a day or a month of a year (offsets), none overlapping another, in order."""
    found: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end in found):
                found.append(match.span())
    yield from sorted(found)


def moved(words: str, by: timedelta, published: date | None) -> str:
    """The day that *words* name, *by* so much later, written as it was; a day that never was stays.

    Without a year it is taken for the day nearest to *published*.
    """
    match = next(found for form in _FORMS if (found := form.fullmatch(words)))
    parts = match.groupdict()
    month = int(parts["number"]) if parts.get("number") else _NUMBER_OF[parts["month"]]
    day = int(parts.get("day") or 15)
    there = _at(int(parts["year"]), month, day) if parts.get("year") else _nearest(month, day, published)
    return words if there is None else _written(match, there + by)


def _nearest(month: int, day: int, published: date | None) -> date | None:
    around = published or date(2022, 7, 1)
    days = [found for year in (-1, 0, 1) if (found := _at(around.year + year, month, day))]
    return min(days, key=lambda each: abs(each - around), default=None)


def _at(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written(match: re.Match[str], day: date) -> str:
    parts = match.groupdict()
    new: dict[str, str] = {"year": f"{day.year}", "number": f"{day.month:02}"}
    if parts.get("day"):
        new["day"] = f"{day.day:02}" if parts["day"].startswith("0") or parts.get("number") else f"{day.day}"
    if parts.get("month"):
        names = SHORT if parts["month"] not in MONTHS or parts["stop"] else MONTHS
        new["month"] = names[day.month - 1]
    if parts.get("th"):
        new["th"] = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    out, at = "", match.start()
    for name in sorted((n for n in new if parts.get(n)), key=match.start):
        out += match.string[at : match.start(name)] + new[name]
        at = match.end(name)
    return out + match.string[at : match.end()]
