"""Evidence in a text for the day it was published, and that day where the evidence leaves only one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from fogline.language.sentences import STAMP
from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives
from fogline.mentions.times.calendar import day_of
from fogline.mentions.times.find import find_times
from fogline.mentions.times.news_days import NewsDay, news_day
from fogline.mentions.times.reckonings import entered_period, numbered_day
from fogline.mentions.times.stamps import HEAD, AnchorClue, dated_clues, month_day_of, yearless_datelines
from fogline.mentions.times.tense import direction
from fogline.model.mention import TimeMention
from fogline.model.profile import Anchor
from fogline.model.span import Span

Found = tuple[date, Literal["text", "inferred"], str]

SOON = 2
"""Days within which a report follows a dated post it embeds, or a date without a year that it names as recent."""

YEAR = 366
"""Days within which the latest full date of a text settles the year of its dateline."""

_BESIDE = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a text says about its publication day, short of the day itself.

    ``weekday`` (ISO) is the day's weekday as "yesterday (Fri)" gives it, in ``words``; ``news`` the weekday told of
    last. It is no earlier than ``not_before``.
    """

    weekday: int | None = None
    words: str = ""
    news: NewsDay | None = None
    not_before: date | None = None


def anchor_clues(text: str) -> tuple[AnchorClue, ...]:
    """Everything in *text* that bears on its publication day, in the order of the text."""
    return _clues(text, find_times(text, published=None))


def infer_published(text: str, *, title_end: int = 0, anchors: Callable[[], Sequence[Anchor]] = tuple) -> Found | None:
    """The publication day, how it is known, and the words it rests on; ``None`` where they leave more than one day.

    ``text``: the text states it (a stamp, a dateline, "today (24 June 2022)"). ``inferred``: weekdays ("yesterday
    (Fri)", "said on Friday"), dates without a year, dated posts leave one day, or, where they do not, the days and
    months of a conflict, reckoned from its *anchors*, which are only then asked for. *title_end* is where a title at
    the head ends.
    """
    body = _body(text, title_end)
    times = find_times(body, published=None)
    clues = _clues(body, times)
    for kind in ("stamp", "dateline", "today", "update"):
        stated = [c for c in clues if c.kind == kind and c.day]
        days = {c.day for c in stated if c.day}
        if len(days) > 1:
            return None
        if days:
            day = days.pop()
            return None if _contradicted(day, clues) else (day, "text", stated[0].text)
    head = text[: title_end + HEAD]
    found = _reckoned(head, body, times, clues, ())
    if found is None and (known := anchors()):
        found = _reckoned(head, body, times, clues, known)
    return found


def _reckoned(
    head: str, body: str, times: Sequence[TimeMention], clues: Sequence[AnchorClue], anchors: Sequence[Anchor]
) -> Found | None:
    """The day that weekdays, dates without a year and the days of a conflict leave."""
    numbered = numbered_day(head, anchors)
    if numbered is not None and not _contradicted(numbered[0], clues):
        return numbered[0], "inferred", numbered[1]
    return _from_weekday(clues) or _from_news(body, times, clues, anchors)


def evidence_of(text: str, *, title_end: int = 0) -> Evidence:
    """What *text* says about its publication day that may narrow it together with other documents."""
    body = _body(text, title_end)
    times = find_times(body, published=None)
    clues = _clues(body, times)
    weekdays = [c for c in clues if c.kind == "weekday"]
    agreed = len({c.weekday for c in weekdays}) == 1
    latest = max((c.day for c in clues if c.day and c.kind in {"post", "past"}), default=None)
    return Evidence(
        weekday=weekdays[0].weekday if agreed else None,
        words=weekdays[0].text if agreed else "",
        news=news_day(body, times),
        not_before=latest,
    )


def _body(text: str, title_end: int) -> str:
    """*text* without its title; a date before the title on its line is no part of it, and counts."""
    return text if STAMP.match(text, 0, title_end) else text[title_end:]


def _clues(text: str, times: Sequence[TimeMention]) -> tuple[AnchorClue, ...]:
    full = [t for t in times if t.basis == "absolute" and t.value.start and t.value.start == t.value.end]
    clues = [*dated_clues(text, full), *yearless_datelines(text, times), *_weekdays(text)]
    past = (t for t in full if direction(text, t.span.start, t.span.end) == "past")
    latest = max(past, key=lambda t: t.value.start or date.min, default=None)
    if latest is not None:
        clues.append(AnchorClue("past", latest.span, latest.text, latest.value.start))
    return tuple(sorted(clues, key=lambda c: (c.span, c.kind)))


def _contradicted(day: date, clues: Sequence[AnchorClue]) -> bool:
    """Whether a post or a past event is dated after *day* (a day's grace for time zones)."""
    return any(c.day and c.day > day + timedelta(days=1) for c in clues if c.kind in {"post", "past"})


def _from_weekday(clues: Sequence[AnchorClue]) -> Found | None:
    """ "yesterday (Fri)" beside a full date of that Friday or Saturday."""
    weekdays = [c for c in clues if c.kind == "weekday"]
    known = [c for c in clues if c.kind in {"post", "past"} and c.day]
    if not known or len({c.weekday for c in weekdays}) != 1:
        return None
    latest = max(known, key=lambda c: c.day or date.min)
    assert latest.day is not None
    for offset in (0, 1):
        day = latest.day + timedelta(days=offset)
        if day.isoweekday() == weekdays[0].weekday:
            return day, "inferred", f"{weekdays[0].text}; {latest.text}"
    return None


def _from_news(
    text: str, times: Sequence[TimeMention], clues: Sequence[AnchorClue], anchors: Sequence[Anchor]
) -> Found | None:
    """The day that a weekday of news and another date leave."""
    news = news_day(text, times)
    if news is None or any(c.kind == "weekday" for c in clues):
        return None
    found = _from_dateline(news, clues, text, times, anchors)
    if found is None and news.likely:
        found = _from_post(news, clues)
    if found is None and news.settled:
        found = _from_conflict(news, text, times, anchors)
    return None if found is None or _contradicted(found[0], clues) else found


def _from_post(news: NewsDay, clues: Sequence[AnchorClue]) -> Found | None:
    """The weekday of news on or soon after the latest dated post; on it, where the weekday alone is less sure."""
    posts = [c for c in clues if c.kind == "post" and c.day]
    latest = max(posts, key=lambda c: c.day or date.min, default=None)
    if latest is None or latest.day is None:
        return None
    day = _weekday_from(latest.day, news.weekday)
    reach = SOON if news.settled else 0
    return (day, "inferred", f"{news.words[0]}; dated {latest.text}") if (day - latest.day).days <= reach else None


def _from_conflict(news: NewsDay, text: str, times: Sequence[TimeMention], anchors: Sequence[Anchor]) -> Found | None:
    """ "entered its fifth month", "on June 24" and "said on Saturday" leave one Saturday."""
    periods = entered_period(text, times, anchors)
    found: dict[date, str] = {}
    for period in periods:
        first, last = period.value.start, period.value.end
        if first is None or last is None:
            continue
        for time in times:
            said = _recent(text, time, first, last)
            day = _weekday_from(said, news.weekday) if said else None
            if said and day and (day - said).days <= SOON and day <= last:
                found[day] = f"{news.words[0]}; {time.text}; {period.text}"
    if len(found) != 1:
        return None
    ((day, words),) = found.items()
    return day, "inferred", words


def _recent(text: str, time: TimeMention, first: date, last: date) -> date | None:
    """The day between *first* and *last* that a date without a year means, unless it lies ahead."""
    month_day = month_day_of(time)
    due = re.search(r"\b(?:by|until|till|before)\s+$", text[max(0, time.span.start - 10) : time.span.start])
    if month_day is None or due or direction(text, time.span.start, time.span.end) == "future":
        return None
    days = [day for year in {first.year, last.year} if (day := day_of(year, *month_day)) and first <= day <= last]
    return days[0] if len(days) == 1 else None


def _from_dateline(
    news: NewsDay, clues: Sequence[AnchorClue], text: str, times: Sequence[TimeMention], anchors: Sequence[Anchor]
) -> Found | None:
    """A dateline without its year, where a date in the text settles the year and the weekday agrees."""
    lines = [c for c in clues if c.kind == "dateline" and c.month_day]
    if len({c.month_day for c in lines}) != 1 or lines[0].month_day is None:
        return None
    known = [(c.day, c.text) for c in clues if c.kind in {"post", "past"} and c.day]
    known += [(t.value.start, t.text) for t in entered_period(text, times, anchors) if t.value.start]
    if not known:
        return None
    since, words = max(known)
    days = [day for year in (since.year, since.year + 1) if (day := day_of(year, *lines[0].month_day))]
    days = [day for day in days if 0 <= (day - since).days < YEAR]
    if len(days) != 1 or (days[0].isoweekday() - news.weekday) % 7 > 1:
        return None
    return days[0], "inferred", f"{lines[0].text}; {news.words[0]}; {words}"


def _weekday_from(day: date, weekday: int) -> date:
    """The first such weekday on or after *day*."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


@cache
def _parenthesis() -> re.Pattern[str]:
    times = table("times")
    days = alternatives([*times["weekdays"], *times["weekday_abbreviations"]])
    return re.compile(rf"\b(?P<w>today|yesterday|tomorrow|tonight)\s*\((?P<d>{days})\.?\)", re.IGNORECASE)


def _weekdays(text: str) -> Iterator[AnchorClue]:
    """ "yesterday (Fri)": the text appeared on a Saturday."""
    times = table("times")
    numbers = {name.lower(): n for name, n in (*times["weekdays"].items(), *times["weekday_abbreviations"].items())}
    for found in _parenthesis().finditer(text):
        weekday = (numbers[found["d"].lower()] - _BESIDE[found["w"].lower()] - 1) % 7 + 1
        yield AnchorClue("weekday", Span(*found.span()), found[0], weekday=weekday)
