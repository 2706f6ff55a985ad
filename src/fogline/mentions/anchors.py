"""Evidence in a text for the day it was published, and that day where the evidence leaves only one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from fogline.lexicon.loader import table, words
from fogline.mentions.numerals import alternatives
from fogline.mentions.times import find_times
from fogline.mentions.timex.tense import direction
from fogline.model.mention import TimeMention
from fogline.model.span import Span

HEAD = 240
"""Characters at either end of a text in which a date that stands by itself is the text's own."""

ClueKind = Literal["stamp", "update", "dateline", "post", "today", "weekday", "past"]


@dataclass(frozen=True, slots=True)
class AnchorClue:
    """Words that bear on the publication day.

    ``kind``: ``stamp`` (the text's own date), ``update`` (of a later change), ``dateline``, ``today`` ("today (24
    June 2022)"): ``day`` is the publication day. ``post`` (a dated embedded post), ``past`` (the latest full date in
    the past tense): it is no earlier than ``day``. ``weekday`` ("yesterday (Fri)"): ``weekday`` is its ISO weekday
    (Monday 1).
    """

    kind: ClueKind
    span: Span
    text: str
    day: date | None = None
    weekday: int | None = None


_POST = re.compile(r"(?:—|–|--|-)\s[^\n()]{1,60}\(@\w{1,20}\),?\s*$")
_AGENCY = r"(?:\s*\((?:[A-Z][\w./ -]{1,30})\))?\s*[-–—:]"
_PLACE = re.compile(r"(?:^|\n)\s*[A-Z][A-Z .'’/-]{2,}(?:,\s[A-Z][\w .'’-]{2,24}){0,2},?\s+\(?$")
_BESIDE = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}


def anchor_clues(text: str) -> tuple[AnchorClue, ...]:
    """Everything in *text* that bears on its publication day, in the order of the text."""
    times = find_times(text, published=None)
    full = [t for t in times if t.basis == "absolute" and t.value.start and t.value.start == t.value.end]
    clues = [*_dated(text, full), *_weekdays(text)]
    latest = max((t for t in full if _in_the_past(text, t)), key=lambda t: t.value.start or date.min, default=None)
    if latest is not None:
        clues.append(AnchorClue("past", latest.span, latest.text, latest.value.start))
    return tuple(sorted(clues, key=lambda c: (c.span, c.kind)))


def infer_published(text: str, *, title_end: int = 0) -> tuple[date, Literal["text", "inferred"], str] | None:
    """The publication day, how it is known, and the words it rests on; ``None`` where they leave more than one day.

    ``text``: the text states it (a stamp, a dateline, "today (24 June 2022)"). ``inferred``: a weekday in parentheses
    ("yesterday (Fri)") meets the latest full date of the text. *title_end* is where a title at the head ends.
    """
    clues = anchor_clues(text[title_end:]) if title_end else anchor_clues(text)
    for kind in ("stamp", "dateline", "today", "update"):
        stated = [c for c in clues if c.kind == kind]
        days = {c.day for c in stated if c.day}
        if len(days) > 1:
            return None
        if days:
            day = days.pop()
            return None if _contradicted(day, clues) else (day, "text", stated[0].text)
    return _from_weekday(clues)


def _contradicted(day: date, clues: tuple[AnchorClue, ...]) -> bool:
    """Whether a post or a past event is dated after *day* (a day's grace for time zones)."""
    return any(c.day and c.day > day + timedelta(days=1) for c in clues if c.kind in {"post", "past"})


def _from_weekday(clues: tuple[AnchorClue, ...]) -> tuple[date, Literal["inferred"], str] | None:
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


@cache
def _label() -> re.Pattern[str]:
    published, updated = alternatives(words("anchors", "published")), alternatives(words("anchors", "updated"))
    days = alternatives([*table("times")["weekdays"], *table("times")["weekday_abbreviations"]])
    return re.compile(
        rf"\b(?:(?P<updated>{updated})|(?P<published>{published}))\s*[:—-]?\s*(?:(?:{days})\.?,?\s*)?$", re.IGNORECASE
    )


def _dated(text: str, full: list[TimeMention]) -> Iterator[AnchorClue]:
    """Clues that hold a full date."""
    head, foot = HEAD, len(text.rstrip()) - HEAD
    for time in full:
        start, end = time.span.start, time.span.end
        before, after = text[max(0, start - 90) : start], text[end : end + 40]
        if _POST.search(before):
            yield AnchorClue("post", time.span, time.text, time.value.start)
        elif _PLACE.search(before) and re.match(rf"\)?{_AGENCY}", after):
            yield AnchorClue("dateline", time.span, time.text, time.value.start)
        elif beside := re.search(r"\b(today|yesterday|tomorrow|tonight)\s*[(,]\s*$", before, re.IGNORECASE):
            day = time.value.start
            assert day is not None
            offset = timedelta(days=_BESIDE[beside[1].lower()])
            words_ = text[start - len(beside[0]) : end]
            yield AnchorClue("today", Span(start - len(beside[0]), end), words_, day - offset)
        elif start < head or end > foot:
            yield from _stamp(text, time, before, after)


def _stamp(text: str, time: TimeMention, before: str, after: str) -> Iterator[AnchorClue]:
    """A date at the head or foot that is labelled, stands alone on its line or in parentheses, or opens the text."""
    label = _label().search(before)
    alone = re.search(r"(?:^|\n)[\s(|•·-]*$", text[: time.span.start]) and re.match(
        r"[\s)|•·.-]*(?:\n|$)|,?\s*(?:at\s)?\d{1,2}[:.]\d{2}[^\n]{0,24}(?:\n|$)", after
    )
    opens = not text[: time.span.start].strip(" \t\n([") and re.match(r"[\])]?\s+[-–—|]?\s*[A-Z]|[\])]\s*$", after)
    bracketed = re.search(r"\(\s*$", before) and re.match(r"\s*\)\s*(?:$|\n|[-–—])", after)
    if label or alone or opens or bracketed:
        kind: ClueKind = "update" if label and label["updated"] else "stamp"
        start = time.span.start - (len(label[0]) if label else 0)
        yield AnchorClue(kind, Span(start, time.span.end), text[start : time.span.end], time.value.start)


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


def _in_the_past(text: str, time: TimeMention) -> bool:
    return direction(text, time.span.start, time.span.end) == "past"
