"""Times reckoned from a conflict's dated beginnings: "the fifth month of the war", "since the invasion"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from fogline.lexicon.loader import words
from fogline.mentions.numerals import alternatives, any_of, number_value
from fogline.mentions.scanning import Scanner, pieces_of
from fogline.mentions.times import calendar as cal
from fogline.mentions.times.tense import bounds
from fogline.mentions.times.words import ordinal_number, unit_code
from fogline.model.mention import TimeMention
from fogline.model.profile import Anchor
from fogline.model.span import Span

_SINCE = re.compile(r"\bsince\s+\Z", re.IGNORECASE)
_GAP = r"(?:\s+\S+){0,6}?\s+"
_ORDINAL = re.compile(r"(?:(?:the|its|their)\s+)?(?P<o>[\w-]+)\s+(?P<u>day|week|month|year)", re.IGNORECASE)
_LENGTH = re.compile(r"P(?P<n>\d+)(?P<u>[DWMY])")
_NUMBERED = re.compile(r"\bday (?P<n>\d{1,4}) of\s", re.IGNORECASE)
_AFTER = re.compile(r"\s+(?:after|into|since|from)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    """Where an anchor is named, from its "the beginning of" on."""

    span: Span
    anchor: Anchor


def reckon(
    text: str, times: Sequence[TimeMention], anchors: Sequence[Anchor], *, published: date | None
) -> tuple[TimeMention, ...]:
    """*times* with those resolved that *anchors* fix, and the anchors themselves after "since" and "before".

    An anchor after *published* is not used. Nothing that was resolved changes, but for a day and month that are an
    anchor's own beside its name ("the February 24 invasion").
    """
    known = tuple(a for a in anchors if published is None or a.day <= published)
    if not known:
        return tuple(times)
    named = _named(text, known)
    read = [_own_day(text, time, known, named) or _reckoned(text, time, named) or time for time in times]
    free = [n for n in named if not any(n.span.overlaps(time.span) for time in read)]
    told = [m for n in free if (m := _bound(text, n) or _opening(text, n) or _numbered_day(text, n))]
    free_of = [time for time in read if not any(m.span.overlaps(time.span) for m in told)]
    return tuple(sorted([*free_of, *told], key=lambda m: (m.span.start, m.span.end)))


def entered_period(text: str, times: Sequence[TimeMention], anchors: Sequence[Anchor]) -> tuple[TimeMention, ...]:
    """Those of *times* that say which week or month of a conflict has begun: "as the war entered its fifth month"."""
    named = _named(text, anchors)
    found = []
    for time in times:
        before = text[max(0, time.span.start - 30) : time.span.start]
        if _entering().search(before) and (resolved := _ordinal(text, time, named)):
            found.append(resolved)
    return tuple(found)


def numbered_day(text: str, anchors: Sequence[Anchor]) -> tuple[date, str] | None:
    """The day of the first "day 130 of the war" in *text* and its words; the war's first day is day 1.

    Of 55 round-ups headed in this way, 53 appeared on that day and two the evening before.
    """
    named = _named(text, anchors)
    for found in _NUMBERED.finditer(text):
        owner = next(
            (n for n in named if not text[found.end() : n.span.start].strip() and n.span.start >= found.end()), None
        )
        if owner is not None and int(found["n"]) >= 1:
            return cal.shift(owner.anchor.day, int(found["n"]) - 1), text[found.start() : owner.span.end]
    return None


@cache
def _entering() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(words('anchors', 'entering'))})\s+(?:its\s+|the\s+|a\s+)?$", re.IGNORECASE)


def _name(name: str) -> str:
    """A pattern for an anchor's name: "…" stands for some words, and "the" may have an epithet behind it."""
    pattern = _GAP.join(re.escape(part.strip()) for part in re.split(r"\s*…\s*", name))
    article = re.match(r"(?:the|this)\\ ", pattern, re.IGNORECASE)
    if article is None:
        return pattern
    epithets = alternatives(words("anchors", "epithets"))
    return rf"{article[0]}(?:(?:{epithets})\s+)?{pattern[article.end() :]}"


class _Names:
    """How the names of *anchors* are found in a text."""

    def __init__(self, anchors: tuple[Anchor, ...]) -> None:
        self._anchors = anchors
        self._pattern = _pattern(anchors)
        tokens = [name.lower().split() for anchor in anchors for name in anchor.names]
        articled = [words_[1] for words_ in tokens if words_[0] == "the" and len(words_) > 1]
        own = [words_[0] for words_ in tokens if words_[0] != "the" or len(words_) == 1]
        after_article = [word for words_ in _before_names() for word in words_.lower().split()[:1]]
        self._first_words = Scanner(any_of([*articled, *own, *after_article]))

    def within(self, text: str) -> list[_Named]:
        """Where *text* names one of them, in order."""
        found: list[_Named] = []
        reached = 0
        pieces = pieces_of(text)
        for at, _, _ in self._first_words.scan(pieces):
            for start in (_article_before(pieces.low, at), at):
                match = self._pattern.match(text, start) if start >= reached else None
                if match is not None and match.lastgroup:
                    found.append(_Named(Span(*match.span()), self._anchors[int(match.lastgroup[1:])]))
                    reached = match.end()
        return found


def _article_before(low: str, at: int) -> int:
    """Where "the" begins that stands right before the word at *at*, else *at*."""
    end = at
    while end and low[end - 1].isspace():
        end -= 1
    start = end - len("the")
    whole = start == 0 or (start > 0 and not (low[start - 1].isalnum() or low[start - 1] == "_"))
    return start if end < at and whole and low.startswith("the", start) else at


def _before_names() -> tuple[str, ...]:
    """What may stand between an article and an anchor's name."""
    return (*words("anchors", "beginnings"), *words("anchors", "epithets"))


def _pattern(anchors: tuple[Anchor, ...]) -> re.Pattern[str]:
    """The names of *anchors*, each in a group of its number, with "the beginning of" before them."""
    start = rf"(?:the\s+)?(?:{alternatives(words('anchors', 'beginnings'))})\s+of\s+"
    groups = []
    for number, anchor in enumerate(anchors):
        names = sorted(anchor.names, key=len, reverse=True)
        parts = [_name(name) for name in names]
        groups.append(f"(?P<a{number}>{'|'.join(parts)})")
    return re.compile(rf"\b(?:{start})?(?:{'|'.join(groups)})\b", re.IGNORECASE)


@cache
def _names_of(anchors: tuple[Anchor, ...]) -> _Names:
    return _Names(anchors)


def _named(text: str, anchors: Sequence[Anchor]) -> list[_Named]:
    known = tuple(anchors)
    return _names_of(known).within(text) if known else []


def _reckoned(text: str, time: TimeMention, named: Sequence[_Named]) -> TimeMention | None:
    if time.basis == "absolute" and time.type == "DATE":
        return None
    return _ordinal(text, time, named) or _length(text, time, named)


def _own_day(text: str, time: TimeMention, anchors: Sequence[Anchor], named: Sequence[_Named]) -> TimeMention | None:
    """ "the February 24 invasion", "Russia invaded Ukraine on February 24": the anchor's day, whatever the year now."""
    ending = (time.value.timex3 or "")[4:10]
    anchor = next((a for a in anchors if a.day.isoformat()[4:] == ending), None)
    if anchor is None or time.basis == "absolute":
        return None
    left, right = bounds(text, time.span.start, time.span.end)
    sentence = text[left:right].lower()
    if re.search(r"\banniversar|\byears?\b", sentence):
        return None
    nouns = {name.split()[-1].lower() for name in anchor.names if name.lower().startswith("the ")}
    beside = any(one.anchor == anchor and left <= one.span.start < right for one in named)
    if not beside and not any(re.match(rf"\s{re.escape(noun)}\b", text[time.span.end :].lower()) for noun in nouns):
        return None
    last = None if time.value.start and time.value.end is None else anchor.day
    return _dated(time, anchor.day, last)


def _ordinal(text: str, time: TimeMention, named: Sequence[_Named]) -> TimeMention | None:
    """ "the fifth month of the war", "the war entered its fifth month"."""
    found = _ORDINAL.fullmatch(time.text)
    number = ordinal_number(found["o"]) if found else None
    if found is None or not number:
        return None
    left, _ = bounds(text, time.span.start, time.span.end)
    owner = _following(text, time.span.end, named, re.compile(r"\s+(?:of|since|in)\s+"))
    if owner is None and re.search(r"\bits\s+$", text[: found.start("o") + time.span.start][-5:], re.IGNORECASE):
        before = [n for n in named if left <= n.span.start and n.span.end <= time.span.start]
        owner = before[-1] if before else None
    if owner is None:
        return None
    unit, day = unit_code(found["u"]), owner.anchor.day
    first = cal.shift_units(day, unit, number - 1)
    since = _SINCE.search(text, max(0, time.span.start - 8), time.span.start)
    return _dated(time, first, None if since else cal.shift(cal.shift_units(day, unit, number), -1))


def _length(text: str, time: TimeMention, named: Sequence[_Named]) -> TimeMention | None:
    """ "four months into the war", "100 days after the invasion": the unit that then begins."""
    length = _LENGTH.fullmatch(time.value.timex3 or "")
    owner = _following(text, time.span.end, named, _AFTER)
    if length is None or owner is None or time.type != "DURATION":
        return None
    count, unit = int(length["n"]), length["u"]
    first = cal.shift_units(owner.anchor.day, unit, count)
    last = first if unit == "D" else cal.shift(cal.shift_units(owner.anchor.day, unit, count + 1), -1)
    return replace(_dated(time, first, last), type="DATE")


def _following(text: str, end: int, named: Sequence[_Named], link: re.Pattern[str]) -> _Named | None:
    """The anchor named right behind *end* and *link*, a title or name in between ("after Russian President ...")."""
    found = link.match(text, end)
    if found is None:
        return None
    reach = text[found.end() : found.end() + 60]
    for one in named:
        gap = text[found.end() : one.span.start] if one.span.start >= found.end() else None
        if gap is not None and len(gap) <= 40 and gap in reach and all(w[0].isupper() for w in gap.split()):
            return one
    return None


def _bound(text: str, one: _Named) -> TimeMention | None:
    """ "since the invasion": open from its day; "before the war": up to the day before."""
    before = text[max(0, one.span.start - 14) : one.span.start].lower()
    day = one.anchor.day
    begun = one.span.of(text).lower().startswith(_beginnings())
    if re.search(r"\bsince\s+$" if not begun else r"\b(?:since|from)\s+$", before):
        value = cal.time_value(day.isoformat(), None, day, None)
    elif re.search(r"\b(?:before|prior to|until)\s+$", before):
        value = cal.time_value(day.isoformat(), None, None, cal.shift(day, -1))
    elif re.search(r"\bon the eve of\s+$", before):
        eve = cal.shift(day, -1)
        value = cal.time_value(eve.isoformat(), None, eve, eve)
    elif begun and re.search(r"\b(?:at|in)\s+$", before):
        last = cal.shift(day, OPENING_DAYS["days"] - 1)
        value = cal.time_value(None, f"{day}/{last}~", day, last)
    else:
        return None
    return TimeMention(one.span, one.span.of(text), "DATE", value, "absolute")


@cache
def _beginnings() -> tuple[str, ...]:
    """How a name begins that says "the beginning of" a conflict, in lower case."""
    nouns = words("anchors", "beginnings")
    return (*(f"{noun} of " for noun in nouns), *(f"the {noun} of " for noun in nouns))


OPENING_DAYS = {"hours": 1, "days": 7, "weeks": 28, "months": 91, "": 42}
"""Days from a war's beginning that its first hours, days, weeks or months ("early in the war") are taken to reach."""

_OPENING = re.compile(
    r"\b(?P<words>(?:the\s+)?(?:(?:very\s+)?first|early|earliest|opening|initial)\s+(?:(?P<n>[a-z]+|\d+)\s+)?"
    r"(?P<u>hours|days|weeks|months)\s+of|early(?:\s+on)?\s+in)\s+$",
    re.IGNORECASE,
)


def _opening(text: str, one: _Named) -> TimeMention | None:
    """ "the first days of the war", "the first three weeks of the war", "early in the war"."""
    left = max(0, one.span.start - 48)
    found = _OPENING.search(text[left : one.span.start])
    if found is None or one.span.of(text).lower().startswith(_beginnings()):
        return None
    unit, count = (found["u"] or "").lower(), number_value(found["n"]) if found["n"] else None
    if found["n"] and count is None:
        return None
    first = one.anchor.day
    if count is None:
        last = cal.shift(first, OPENING_DAYS[unit] - 1)
        value = cal.time_value(None, f"{first}/{last}~", first, last)
    else:
        last = cal.shift(cal.shift_units(first, unit_code(unit), count), -1)
        value = cal.time_value(f"{first}/{last}", None, first, last)
    span = Span(left + found.start("words"), one.span.end)
    return TimeMention(span, span.of(text), "DATE", value, "anchored")


def _numbered_day(text: str, one: _Named) -> TimeMention | None:
    """ "day 120 of the war": its first day is day 1."""
    left = max(0, one.span.start - 16)
    found = re.search(r"\bday (?P<n>\d{1,4}) of\s+$", text[left : one.span.start], re.IGNORECASE)
    if found is None or int(found["n"]) < 1:
        return None
    day = cal.shift(one.anchor.day, int(found["n"]) - 1)
    span = Span(left + found.start(), one.span.end)
    return TimeMention(span, span.of(text), "DATE", cal.time_value(day.isoformat(), None, day, day), "anchored")


def _dated(time: TimeMention, first: date, last: date | None) -> TimeMention:
    timex3 = first.isoformat() if last in (first, None) else f"{first}/{last}"
    return replace(time, value=cal.time_value(timex3, None, first, last), basis="anchored")
