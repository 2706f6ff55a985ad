"""Quotations: stretches between quotation marks, of whatever style, in running text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import attrgetter

from fogline.model.span import Span

_MARK = re.compile(r"[\"“”„«»‘’']{1,2}")
_CLOSER = {"“": "”", "„": "“”", "«": "»", '"': '"', "''": "''", "‘": "’", "'": "'", "``": "''"}
# A single mark closes only after a word's end or a stop, and before no letter ("they’re", "’s").
_start, _end = attrgetter("span.start"), attrgetter("span.end")
_PARAGRAPH_BREAK = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; ``span`` holds the marks.

    ``closed`` is false where the closing mark is missing (the speech runs on in the next paragraph, or it was
    forgotten); ``resumes`` where the paragraph before left its own open.
    """

    span: Span
    closed: bool = True
    resumes: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of *text*, in its order.

    Double marks (straight, curly, German, French, doubled single) come before single ones; a single mark counts as
    a quotation mark only where it cannot be an apostrophe. A quotation never runs past its paragraph: one that is
    re-opened in the next paragraph gives one quotation for each.
    """
    out: list[Quotation] = []
    open_before: str | None = None
    start = 0
    for end in [*(m.start() for m in _PARAGRAPH_BREAK.finditer(text)), len(text)]:
        if end > start:
            found = _in_paragraph(text, start, end, open_before)
            out.extend(found)
            open_before = text[found[-1].span.start] if found and not found[-1].closed else None
        start = _skip_blank(text, end)
    return tuple(out)


def within(quotations: tuple[Quotation, ...], span: Span) -> tuple[Quotation, ...]:
    """The quotations that share a character with *span*."""
    # outermost quotations never overlap: those that end behind the span's start and start before its end
    first = bisect_right(quotations, span.start, key=_end)
    last = first
    while last < len(quotations) and quotations[last].span.start < span.end:
        last += 1
    return quotations[first:last]


def ending_before(quotations: tuple[Quotation, ...], offset: int) -> Quotation | None:
    """The last of the quotations that end at *offset* or before it."""
    at = bisect_right(quotations, offset, key=_end)
    return quotations[at - 1] if at else None


def starting_from(quotations: tuple[Quotation, ...], offset: int) -> Iterator[Quotation]:
    """The quotations that start at *offset* or behind it, in the text's order."""
    return islice(quotations, bisect_left(quotations, offset, key=_start), None)


def _skip_blank(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _in_paragraph(text: str, start: int, end: int, open_before: str | None) -> list[Quotation]:
    out: list[Quotation] = []
    at = start
    while at < end:
        opening = _next_opening(text, at, end)
        if opening is None:
            break
        mark, begin = opening
        close = _closing(text, mark, begin + len(mark), end)
        resumes = begin == start and open_before is not None and text[begin] == open_before
        if close is None:
            if len(mark) == 1 and mark in "'‘":  # an apostrophe after all
                at = begin + 1
                continue
            close = _unclosed_end(text, begin, start, end)
            if close > begin + len(mark):
                out.append(Quotation(Span(begin, close), closed=False, resumes=resumes))
            at = close
        else:
            if close > begin + 2 * len(mark):
                out.append(Quotation(Span(begin, close), resumes=resumes))
            at = close
    return out


def _next_opening(text: str, at: int, end: int) -> tuple[str, int] | None:
    for match in _MARK.finditer(text, at, end):
        mark, begin = match.group(), match.start()
        if mark not in _CLOSER:
            mark = mark[0]
        if mark in _CLOSER and _can_open(text, mark, begin, end):
            return mark, begin
    return None


def _can_open(text: str, mark: str, begin: int, end: int) -> bool:
    before = text[begin - 1] if begin else " "
    after = text[begin + len(mark)] if begin + len(mark) < end else " "
    if mark in "“„«":
        return True
    if mark == '"' and before in ".!?" and after.isupper() and _is_closed(text, begin + 1, end):
        return True  # sentences glued together: the army left."We hold on," he said
    if before.isalnum() or before in ".,!?" or after.isspace():
        return False
    if mark in "'‘":
        # 'Tis and the ’90s are no quotations: a single mark opens only before a letter and after a break
        return after.isalnum() and (before.isspace() or before in "([—–-:")
    return True


def _is_closed(text: str, at: int, end: int) -> bool:
    """Whether the next straight mark ends a quotation: behind a stop and before no letter in lower case."""
    close = text.find('"', at, end)
    return close > at and text[close - 1] in ".,!?" and not text[close + 1 : close + 2].islower()


def _closing(text: str, mark: str, at: int, end: int) -> int | None:
    """Where the quotation that *mark* opened ends (after its closing mark), or None."""
    closer = _CLOSER[mark]
    depth, first = 1, at
    for found in _marks_of(mark).finditer(text, at, end):
        if mark != closer and found.group() == mark and mark in "“«":
            depth += 1
            continue
        depth -= 1
        if depth <= 0 and _can_close(text, mark, found.start(), end):
            return found.start() + (2 if len(mark) == 2 else 1)
        depth = max(depth, 1)
    return _first_closer(text, closer, first, end) if mark in "“«" else None


@cache
def _marks_of(mark: str) -> re.Pattern[str]:
    """What opens within or closes a quotation that *mark* opened."""
    closer = _CLOSER[mark]
    if len(closer) == 2 and mark != "„":
        return re.compile(f"(?={re.escape(closer)})")
    return re.compile(f"[{re.escape(closer + (mark if mark in '“«' else ''))}]")


def _first_closer(text: str, closer: str, at: int, end: int) -> int | None:
    """Inner marks that were never closed do not count."""
    found = text.find(closer, at, end)
    return found + 1 if found >= 0 else None


def _can_close(text: str, mark: str, at: int, end: int) -> bool:
    if mark in "“„«":
        return True
    before = text[at - 1]
    behind = at + len(mark)
    after = text[behind] if behind < end else " "
    if after.isalnum():
        return mark == '"' and before in ".,!?"  # sentences glued together: “…soon."The army”
    if mark in "'‘":
        # soldiers’ positions: a plural's apostrophe is not told from a closing mark unless a stop stands before it
        # or something other than a lower-case word follows
        return not before.isspace() and (
            before in ".,!?…;" or not re.match(r"\s+[a-z]", text[behind : behind + 3]) or before != "s"
        )
    return not before.isspace() or after.isspace()


def _unclosed_end(text: str, begin: int, start: int, end: int) -> int:
    """Where a quotation without a closing mark ends: with the paragraph that it opens, else with its sentence."""
    if begin == start:
        return end
    stop = _SENTENCE_END.search(text, begin, end)
    return stop.end() if stop else end
