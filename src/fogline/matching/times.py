"""Whether two times can be when one happening was. A day of publication is no day of a happening: it only bounds it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from fogline.matching.told import DURATIVE, Days, Told
from fogline.model.event import Comparison

FRESH = 2
"""Days within which what is told without a day is taken to be the news."""

LONG = 28
"""From this many days on, a time is a stretch of the war and says little about which of its happenings is meant."""

OLD = 14
"""Days from which on two reports that give no day are not of one happening."""


def compare(one: Told, other: Told) -> Comparison:
    """The days told, or, where a claim gives none, the days they were published."""
    first, second = one.claim.event_type, other.claim.event_type
    return of_days(
        one.days,
        other.days,
        first == second,
        first in DURATIVE and second in DURATIVE,
        one_document(one, other),
    )


@lru_cache(maxsize=50_000)
def of_days(one: Days, other: Days, one_type: bool, lasts: bool, together: bool) -> Comparison:
    """The same of what two claims give: *one_type* says that both are of one type, *lasts* that both go on for days,
    *together* that one document tells both. Much is told of few days: what was said of two of them is kept."""
    if one.dated and other.dated:
        return _days(one, other, one_type, lasts)
    if one.dated or other.dated:
        dated, undated = (one, other) if one.dated else (other, one)
        return _day_and_report(dated, undated, together)
    return _reports(one, other, lasts, together)


def _days(one: Days, other: Days, one_type: bool, lasts: bool) -> Comparison:
    gap = _gap(one, other)
    words = f"{_shown(one)} and {_shown(other)}"
    if gap <= 0 and (_long(one) or _long(other)):
        if (one.start, one.end) == (other.start, other.end):
            ended = one.start is not None and one.end is not None  # "since the invasion" is any day of the war
            return Comparison("time", 0.5 if ended else 0.0, f"both {_shown(one)}")
        return Comparison("time", -0.4, f"{words} meet, but are no one time")
    if gap <= 0:
        if one.day is not None and one.day == other.day:
            return Comparison("time", 1.0, f"both on {one.day}")
        exact = one.day is not None or other.day is not None
        return Comparison("time", 0.5 if exact and _short(one) and _short(other) else 0.2, f"{words} meet")
    if gap == 1 and not (one_type and one.day and other.day):
        return Comparison("time", 0.2, f"{words} are a day apart")
    if gap <= (7 if lasts else 1):
        return Comparison("time", -0.2, f"{words} are {gap} days apart")
    return Comparison("time", -1.0, f"{words} are {gap} days apart", excludes=True)


def _day_and_report(dated: Days, undated: Days, together: bool) -> Comparison:
    """A day, and a report that gives none: the happening was told of then, and happened no later."""
    if undated.published is None:
        return Comparison("time", 0.0 if together else -0.3, "one gives no day, nor has its document one")
    first = dated.start or dated.end
    if first is None or first > undated.published:
        reason = f"it was told on {undated.published}, before {_shown(dated)}"
        return Comparison("time", -1.0, reason, excludes=True)
    if _long(dated):
        return Comparison("time", -0.4, f"{_shown(dated)} is a long time, and the other gives no day")
    last = dated.end or undated.published
    gap = max(0, (undated.published - last).days)
    if gap <= FRESH:
        return Comparison("time", 0.4, f"{_shown(dated)}, and told without a day on {undated.published}")
    if gap <= OLD:
        return Comparison("time", -0.1, f"{_shown(dated)}, and told without a day {gap} days later")
    return Comparison("time", -1.0, f"{_shown(dated)}, and told without a day {gap} days later", excludes=True)


def _reports(one: Days, other: Days, lasts: bool, together: bool) -> Comparison:
    if one.published is None or other.published is None:
        if together:
            return Comparison("time", 0.0, "neither gives a day, nor has their document one")
        return Comparison("time", -0.4, "neither gives a day, and not both their documents have one")
    gap = abs((one.published - other.published).days)
    reason = f"neither gives a day; published {gap} days apart" if gap else "neither gives a day; published on one day"
    if gap <= FRESH:
        return Comparison("time", (0.3, 0.1, 0.0)[gap], reason)
    score = -0.3 if lasts else -0.7
    return Comparison("time", score, reason) if gap <= OLD else Comparison("time", -1.0, reason, excludes=True)


def _gap(one: Days, other: Days) -> int:
    """Days between the two, 0 where they meet; an open end reaches on."""
    early, late = sorted((one, other), key=lambda told: told.start or told.end or date.min)
    end, start = early.end, late.start or late.end
    if end is None or start is None:
        return 0
    return max(0, (start - end) // timedelta(days=1))


def _short(told: Days) -> bool:
    """Whether the time told is a week at most."""
    return told.start is not None and told.end is not None and (told.end - told.start).days < 7


def _long(told: Days) -> bool:
    """Whether the time told is open, or a month and more."""
    return told.start is None or told.end is None or (told.end - told.start).days + 1 >= LONG


def _shown(told: Days) -> str:
    if told.day is not None:
        return str(told.day)
    return f"{told.start or '…'} to {told.end or '…'}"


def one_document(one: Told, other: Told) -> bool:
    """Whether both stand in one document."""
    return one.claim.document_id == other.claim.document_id
