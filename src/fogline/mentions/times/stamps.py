"""Dates by which a text states its own day: stamps, sign-offs, datelines, dated posts, words about the writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal

from fogline.lexicon.loader import table, words
from fogline.mentions.numerals import alternatives
from fogline.mentions.times.tense import direction
from fogline.model.mention import TimeMention
from fogline.model.span import Span

CAPTION = 260
"""Characters of the line of a picture's caption before its date."""

HEAD = 240
"""Characters at either end of a text in which a date that stands by itself is the text's own."""

ClueKind = Literal["stamp", "update", "dateline", "post", "today", "weekday", "past"]


@dataclass(frozen=True, slots=True)
class AnchorClue:
    """Words that bear on the publication day.

    ``kind``: ``stamp`` (the text's own date), ``update`` (of a later change), ``dateline``, ``today`` ("today (24
    June 2022)"): ``day`` is the publication day. ``post`` (a dated embedded post or picture), ``past`` (the latest full
    date in the past tense): it is no earlier than ``day``. ``weekday`` ("yesterday (Fri)"): ``weekday`` is its ISO
    weekday (Monday 1). A ``dateline`` without a year has ``month_day`` instead of ``day``.
    """

    kind: ClueKind
    span: Span
    text: str
    day: date | None = None
    weekday: int | None = None
    month_day: tuple[int, int] | None = None


_POST = re.compile(r"(?:(?:—|–|--|-)\s|^\s*>?\s*\**)[^\n()]{1,60}\(@\w{1,20}\)\**(?:,|\s[·|])?\s*$", re.MULTILINE)
_AGENCY = r"(?:\s*\((?:[A-Z][\w./ -]{1,30})\))?\s*[-–—:]"
_OWN_AGENCY = re.compile(r"\s*\([A-Z][\w./ -]{1,30}\)\s*[-–—:]\s")
_PLACE = re.compile(r"(?:^|\n)\s*[A-Z][A-Z .'’/-]{2,}(?:,\s[A-Z][\w .'’-]{2,24}){0,2},?\s+\(?$")
_BESIDE = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
_WORD = r"[A-ZÀ-ÞЀ-Я0-9][\w.'’&-]*"
_NAME = rf"{_WORD}(?:\s(?:{_WORD}|of|the|and|for|in|at|on|de|&))*"
_SEPARATOR = r"\s*[,|·•/–—-]\s*"
_CLOCK = r"(?:at\s)?\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s\(?[A-Z]{2,5}\)?)?"
_BEFORE_ON_LINE = re.compile(rf"(?:{_NAME}{_SEPARATOR}){{1,3}}")
_AFTER_ON_LINE = re.compile(
    rf"(?:{_SEPARATOR}(?:{_CLOCK}|(?:[Ll]ast )?[Uu]pdated(?::|\sat)?\s{_CLOCK}|{_NAME}|\d+ min(?:ute)?s? read)){{0,3}}"
)
_MARKUP = " \t\r*_#>([)]~`"
_CAPTION_END = re.compile(r"\.?[ \t]*(?:\n|\Z|\(?(?:Photo|Credit|Image|[A-Z]{2,})\b)")
_CAPTION_PLACE = re.compile(
    r"\b(?:in|at|near|outside|over|of|from)\s+(?:[\w’'-]+\s+){0,3}?[A-Z][\w’' -]*(?:,[\w’' -]+)*,?\s(?:on\s)?$"
)
_SENTENCE_END = re.compile(r"[a-z][.!?]\s")
_SAME_DAY = re.compile(r"\bfinish\w*\s+(?:it|this|them)\b[^.\n]{0,30}\bthe same (?:day|afternoon|evening|night)\b")


def dated_clues(text: str, full: Iterable[TimeMention]) -> Iterator[AnchorClue]:
    """The clues that hold one of *full*, the full dates of *text*."""
    foot = len(text.rstrip()) - HEAD
    for time in full:
        start, end = time.span.start, time.span.end
        day = time.value.start
        assert day is not None
        before, after = text[max(0, start - 120) : start], text[end : end + 60]
        if _POST.search(before) or _is_caption(text, time.span):
            yield AnchorClue("post", time.span, time.text, day)
        elif _is_dateline(before, after):
            yield AnchorClue("dateline", time.span, time.text, day)
        elif beside := re.search(r"\b(today|yesterday|tomorrow|tonight)\s*[(,]\s*$", before, re.IGNORECASE):
            span = Span(start - len(beside[0]), end)
            yield AnchorClue("today", span, span.of(text), day - timedelta(days=_BESIDE[beside[1].lower()]))
        elif written := _written(text, before, end):
            span = Span(start - len(written), end)
            yield AnchorClue("today", span, span.of(text), day)
        elif start < HEAD or end > foot:
            yield from _stamp(text, time, before, after)


def yearless_datelines(text: str, times: Iterable[TimeMention]) -> Iterator[AnchorClue]:
    """ "KYIV, June 24 (Agency) -": a dateline that leaves the year out."""
    for time in times:
        start, end = time.span.start, time.span.end
        month_day = month_day_of(time)
        if month_day and start < 2 * HEAD and _is_dateline(text[max(0, start - 90) : start], text[end : end + 60]):
            yield AnchorClue("dateline", time.span, time.text, month_day=month_day)


def month_day_of(time: TimeMention) -> tuple[int, int] | None:
    """The month and day of a date that leaves the year out and has no anchor."""
    found = re.fullmatch(r"XXXX-(\d\d)-(\d\d)(?:T\w+)?", time.value.timex3 or "")
    return (int(found[1]), int(found[2])) if found and time.basis == "unanchored" else None


def _is_caption(text: str, span: Span) -> bool:
    """Whether a date ends a short line told in the present tense: "Smoke rises in Ellery, May 3, 2018."."""
    left = text.rfind("\n", 0, span.start) + 1
    line = text[left : span.start]
    if not _CAPTION_END.match(text, span.end) or not 20 <= len(line) <= CAPTION or _SENTENCE_END.search(line):
        return False
    return bool(_CAPTION_PLACE.search(line)) and direction(text, span.start, span.end) is None


def _is_dateline(before: str, after: str) -> bool:
    return bool(_PLACE.search(before) and re.match(rf"\)?{_AGENCY}", after))


@cache
def _label() -> re.Pattern[str]:
    published, updated = alternatives(words("anchors", "published")), alternatives(words("anchors", "updated"))
    days = alternatives([*table("times")["weekdays"], *table("times")["weekday_abbreviations"]])
    return re.compile(
        rf"\b(?:(?<!was )(?<!were )(?<!been )(?P<updated>{updated})|(?P<published>{published}))"
        rf"\s*[:—-]?\s*(?:{_CLOCK},?\s*)?(?:(?:{days})\.?,?\s*)?$",
        re.IGNORECASE,
    )


@cache
def _writing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """ "I am writing this on", and "I began this letter on", which says the day only if it was finished on it."""
    written = alternatives(words("anchors", "writing"))
    begun = alternatives(words("anchors", "begun"))
    noun = alternatives(words("anchors", "writings"))
    what = rf"(?:\s+(?:{noun}))?(?:\s+to you)?\s+(?:late\s+|early\s+)?on\s+(?:the\s+)?$"
    return (
        re.compile(rf"\b(?:{written}){what}", re.IGNORECASE),
        re.compile(rf"\b(?:{begun}){what}", re.IGNORECASE),
    )


def _written(text: str, before: str, end: int) -> str:
    """The words before a date that make it the day of writing; empty where they do not."""
    now, begun = _writing()
    found = now.search(before)
    if found is None and (found := begun.search(before)) and not _SAME_DAY.search(text, end, end + 300):
        return ""
    return found[0] if found else ""


def _stamp(text: str, time: TimeMention, before: str, after: str) -> Iterator[AnchorClue]:
    """A date at the head or foot that is labelled, fills its line with names, or opens the text."""
    label = _label().search(before)
    alone = re.search(r"(?:^|\n)[\s(|•·-]*$", text[: time.span.start]) and re.match(
        r"[\s)|•·.-]*(?:\n|$)|,?\s*(?:at\s)?\d{1,2}[:.]\d{2}[^\n]{0,24}(?:\n|$)", after
    )
    opens = not text[: time.span.start].strip(" \t\n([") and re.match(r"[\])]?\s+[-–—|]?\s*[A-Z]|[\])]\s*$", after)
    opens = opens or (_starts_line(text, time.span.start) and _OWN_AGENCY.match(after))
    bracketed = re.search(r"\(\s*$", before) and re.match(r"\s*\)\s*(?:$|\n|[-–—])", after)
    if label or alone or opens or bracketed or _fills_line(text, time.span):
        kind: ClueKind = "update" if label and label["updated"] else "stamp"
        start = time.span.start - (len(label[0]) if label else 0)
        yield AnchorClue(kind, Span(start, time.span.end), text[start : time.span.end], time.value.start)


def _starts_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(_MARKUP)


def _fills_line(text: str, span: Span) -> bool:
    """Whether nothing but names and clock times stand with the date on its line: "*Gulf Post, 25 June 2022*"."""
    left, right = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    before = text[left : span.start].strip(_MARKUP)
    after = text[span.end : right if right >= 0 else len(text)].strip(_MARKUP)
    if len(before) > 80 or len(after) > 80:
        return False
    if before and not _BEFORE_ON_LINE.fullmatch(before):
        return False
    return bool(before or after) and bool(_AFTER_ON_LINE.fullmatch(after))
