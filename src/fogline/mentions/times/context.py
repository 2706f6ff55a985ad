"""What a reading of a time expression is made of: what it leans on, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.mentions.times import calendar as cal
from fogline.mentions.times.calendar import Period
from fogline.mentions.times.tense import Direction, direction
from fogline.model.quick import quickly_made
from fogline.model.values import TimexType

Basis = Literal["absolute", "anchored", "unanchored"]


_OVER = re.compile(r"\b(?:had|was|were)\b[^.]*$")
_HAD = re.compile(r"[^.;\n]*?\b(?:had|was|were)\b(?!\s+to\b)")
"""Words before or after "by Friday" that say it is over: "by Friday they had left"."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may lean on: the text, the anchor, and the last period a definite date named."""

    text: str
    published: date | None
    start: int
    end: int
    reference: Period | None = None
    same_sentence_day: Period | None = None
    day_before: Period | None = None

    def towards(self) -> Direction | None:
        """Whether the words around look back or ahead."""
        if self.due():
            over = _OVER.search(self.before(80)) or _HAD.match(self.text[self.end : self.end + 60])
            return "past" if over else "future"
        return direction(self.text, self.start, self.end)

    def due(self) -> bool:
        """Whether "by", "until" stands right before."""
        return bool(
            re.search(
                r"\b(?:until|till|by|starting|beginning|effective|as\s+(?:early|soon|late)\s+as|no\s+later\s+than)\s+"
                r"(?:on\s+|early\s+|late\s+)?$",
                self.before(),
            )
        )

    def before(self, reach: int = 24) -> str:
        """The words just before, in lower case."""
        return self.text[max(0, self.start - reach) : self.start].lower()


@dataclass(frozen=True, slots=True)
class Reading:
    """A form's type, value and days. ``grain`` is the calendar unit of a definite date, for later references to it."""

    type: TimexType
    timex3: str | None
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    basis: Basis = "anchored"
    period: Period | None = None


def of_period(period: Period, basis: Basis = "anchored", *, part: str | None = None, suffix: str = "") -> Reading:
    """The reading of a calendar period, or of its *part* (early, mid, late ...)."""
    first, last = part_of(period, part) if part else (period.first, period.last)
    edtf = period.edtf if (first, last) == (period.first, period.last) else None
    kind: TimexType = "TIME" if suffix else "DATE"
    return Reading(kind, period.timex3 + suffix, first, last, edtf, basis, period)


def part_of(period: Period, part: str) -> tuple[date, date]:
    """The days of a period's beginning, middle or end: by thirds; "the end of" a month is its last week."""
    part = part.lower()
    length = (period.last - period.first).days + 1
    if length < 6:
        return period.first, period.last
    third = length // 3
    if "first half" in part:
        return period.first, cal.shift(period.first, length // 2 - 1)
    if "second half" in part:
        return cal.shift(period.first, length // 2), period.last
    if "end" in part:
        return cal.shift(period.last, -max(length // 4, 2) + 1), period.last
    if re.search(r"early|beginning|start", part):
        return period.first, cal.shift(period.first, third - 1)
    if re.search(r"mid", part):
        return cal.shift(period.first, third), cal.shift(period.last, -third)
    if "late" in part and "later" not in part:
        return cal.shift(period.last, -third), period.last
    return period.first, period.last


def unanchored(timex3: str | None, kind: TimexType = "DATE") -> Reading:
    """A reading that its anchor would be needed for."""
    return Reading(kind, timex3, basis="unanchored")
