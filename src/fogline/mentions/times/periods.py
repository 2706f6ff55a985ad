"""Readings of expressions that name a stretch of the calendar: months, seasons, quarters, years, centuries."""

from __future__ import annotations

import re

from fogline.lexicon.loader import table
from fogline.mentions.numerals import number_value
from fogline.mentions.times import calendar as cal
from fogline.mentions.times.calendar import Period
from fogline.mentions.times.context import Basis, Context, Reading, of_period, unanchored
from fogline.mentions.times.nearest import nearest_month
from fogline.mentions.times.words import (
    daypart_code,
    month_number,
    ordinal_number,
    unit_code,
)


def read_ordinal_of(m: re.Match[str], c: Context) -> Reading | None:
    """ "the first week of May", "the second half of 2022", "the first two months of 2023"."""
    whole = _whole(m, c)
    if whole is None:
        return unanchored(None)
    unit, ordinal = m["u"].lower(), ordinal_number(m["o"])
    count = number_value(m["n"]) if m["n"] else 1
    part = daypart_code(unit) if unit in table("times")["dayparts"] else ""
    code = "D" if part else unit_code(unit.split()[-1]) if unit != "half" else "half"
    basis: Basis = "absolute" if m["y"] or m["y_"] else "anchored"
    year = whole.first.year
    if code == "half" and (ordinal or 2) <= 2:
        if whole.grain == "year":
            return of_period(cal.a_half(year, ordinal or 2), basis)
        return of_period(whole, basis, part="first half" if ordinal == 1 else "second half")
    if code == "Q" and whole.grain == "year" and (ordinal or 4) <= 4:
        return of_period(cal.a_quarter(year, ordinal or 4), basis)
    if code not in {"D", "W", "M"} or count is None:
        return unanchored(None)
    if code == "D" and count == 1:
        day = whole.last if ordinal is None else cal.shift(whole.first, ordinal - 1)
        return of_period(cal.a_day(day), basis, suffix=part) if day <= whole.last else None
    if ordinal is None:
        return of_period(whole, basis, part="end of")
    first = cal.shift_units(whole.first, code, ordinal - 1 if count == 1 else 0)
    last = cal.shift(cal.shift_units(first, code, count), -1)
    if first > whole.last:
        return None
    return Reading("DATE", f"{first}/{min(last, whole.last)}", first, min(last, whole.last), None, basis)


def _whole(m: re.Match[str], c: Context) -> Period | None:
    month, year = month_number(m["mon"]), m["y"] or m["y_"]
    if month and year:
        return cal.a_month(int(year), month)
    if year:
        return cal.a_year(int(year))
    if c.published is None:
        return None
    if month:
        return nearest_month(month, c.published, c.towards())
    step = {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
    unit = unit_code(m["ru"])
    return cal.period_of(cal.shift_units(c.published, unit, step), unit)


_MONTH_CUE = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|and|or|between|before|after|during|through|throughout|for|around|ending|ended|"
    r"the|as of|back in|again in|that)\s+$|[,–-]\s*$"
)


def read_month(m: re.Match[str], c: Context) -> Reading | None:
    month, year = month_number(m["mon"] or m["mon_"]), m["y"] or m["y_"]
    which, part = (m["which"] or "").lower(), (m["part"] or "").lower()
    if not month:
        return None
    if which in {"each", "every"}:
        return Reading("SET", f"XXXX-{month:02d}", basis="absolute")
    bare = not (year or which or part or m["rel"])
    if bare and month in (3, 5) and not _MONTH_CUE.search(c.before()):
        return None
    if year:
        return of_period(cal.a_month(int(year), month), "absolute", part=part)
    if c.published is None:
        return unanchored(f"XXXX-{month:02d}")
    return of_period(_relative_month(month, which, (m["rel"] or "").lower(), c), part=part)


def _relative_month(month: int, which: str, rel: str, c: Context) -> Period:
    anchor = c.published
    assert anchor is not None
    if rel in {"last", "this", "next"}:
        return cal.a_month(anchor.year + {"last": -1, "this": 0, "next": 1}[rel], month)
    if rel == "that" and c.reference:
        return cal.a_month(c.reference.first.year, month)
    if which in {"last", "this past"}:
        return cal.a_month(anchor.year - (month >= anchor.month), month)
    if which in {"next", "this coming"}:
        return cal.a_month(anchor.year + (month <= anchor.month), month)
    if which == "this":
        return cal.a_month(anchor.year, month)
    return nearest_month(month, anchor, c.towards())


def read_season(m: re.Match[str], c: Context) -> Reading | None:
    code = table("times")["seasons"][m["s"].lower()]
    which, part = (m["which"] or "").lower(), (m["part"] or "").lower()
    if which in {"each", "every"}:
        return Reading("SET", f"XXXX-{code}", basis="absolute")
    bare = not (m["y"] or m["rel"] or part or which in {"this", "last", "next", "this past", "this coming"})
    if bare and (
        m["s"].lower() == "fall"
        or not re.search(r"\b(?:in|since|during|by|until|through|over|late|early)\s+$", c.before())
    ):
        return None
    if m["y"]:
        return of_period(cal.a_season(int(m["y"]), code), "absolute", part=part)
    if c.published is None:
        return unanchored(f"XXXX-{code}")
    year = _season_year(code, which or (m["rel"] or "").lower(), c)
    return of_period(cal.a_season(year, code), part=part)


def _season_year(code: str, which: str, c: Context) -> int:
    anchor = c.published
    assert anchor is not None
    begins = cal.SEASON_MONTHS[code]
    if "last" in which or "past" in which:
        return anchor.year - (cal.a_season(anchor.year, code).last >= anchor)
    if "next" in which or "coming" in which:
        return anchor.year + (begins <= anchor.month)
    if which == "this" or c.towards() == "future":
        return anchor.year
    return anchor.year - (begins > anchor.month)


def read_quarter(m: re.Match[str], c: Context) -> Reading | None:
    number, rel = ordinal_number(m["o"]), (m["rel"] or "").lower()
    if not number or number > 4:
        return None
    if m["y"]:
        return of_period(cal.a_quarter(int(m["y"]), number), "absolute")
    if c.published is None:
        return unanchored(f"XXXX-Q{number}")
    year = c.published.year
    if m["yr"]:
        year += {"last": -1, "this": 0, "next": 1}[m["yr"].lower()]
    elif (
        "year-" in rel
        or "year-" in m[0].lower()
        or (number == 4 and c.published.month <= 3 and c.towards() != "future")
    ):
        year -= 1
    return of_period(cal.a_quarter(year, number))


def read_short_quarter(m: re.Match[str], c: Context) -> Reading | None:
    """ "Q2 2022", "Q2"."""
    number = int(m["n"])
    if m["y"]:
        return of_period(cal.a_quarter(int(m["y"]), number), "absolute")
    return of_period(cal.a_quarter(c.published.year, number)) if c.published else unanchored(f"XXXX-Q{number}")


def read_the_quarter(m: re.Match[str], c: Context) -> Reading | None:
    rel = m["rel"].lower()
    if c.published is None:
        return unanchored("XXXX-QX")
    now = cal.period_of(c.published, "Q")
    before = cal.period_of(cal.shift(now.first, -1), "Q")
    said = c.reference if c.reference and c.reference.grain == "quarter" else None
    if "year-" in rel:
        base = said or before
        return of_period(cal.period_of(cal.shift_months(base.first, -12), "Q"))
    if rel in {"the", "that"}:
        return of_period(said or before)
    if rel == "latest":
        return of_period(before)
    if rel in {"last", "previous"}:
        return of_period(cal.period_of(cal.shift(said.first, -1), "Q") if said and rel == "previous" else before)
    if rel == "next":
        return of_period(cal.period_of(cal.shift(now.last, 1), "Q"))
    return of_period(now)


def read_half_of(m: re.Match[str], c: Context) -> Reading | None:
    number = 1 if m["o"].lower() == "first" else 2
    if m["y"]:
        return of_period(cal.a_half(int(m["y"]), number), "absolute")
    if c.published is None:
        return unanchored(f"XXXX-H{number}")
    step = {"last": -1, "this": 0, "next": 1, "the": 0}[m["yr"].lower()]
    return of_period(cal.a_half(c.published.year + step, number))


def read_decade(m: re.Match[str], c: Context) -> Reading | None:
    year = int(m["y"]) if m["y"] else 1900 + int(m["yy"])
    return of_period(cal.a_decade(year), "absolute", part=m["part"])


def read_century(m: re.Match[str], c: Context) -> Reading | None:
    number = int(m["n"])
    return of_period(cal.a_century(number), "absolute", part=m["part"]) if 1 <= number <= 30 else None


def read_year_range(m: re.Match[str], c: Context) -> Reading | None:
    """ "2014-2015", "2014–15"."""
    first, second = int(m["y"]), m["z"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if not first < last <= first + LONGEST_RANGE or first < 1800:
        return None
    if re.search(r"[\d$€£#,.:/-]\Z", c.before()) or _COUNTED_AFTER.match(c.text[c.end : c.end + 24]):
        return None
    one, two = cal.a_year(first), cal.a_year(last)
    return Reading("DATE", f"{first}/{last}", one.first, two.last, f"{first}/{last}", "absolute")


LONGEST_RANGE = 40
"""Years that "1987-1990" may span: what is further apart is no range of years."""


def read_spoken_year(m: re.Match[str], c: Context) -> Reading | None:
    """ "nineteen ninety-four", as transcripts of speech have it."""
    century, rest = number_value(m["c"]), number_value(m["r"])
    if century is None or rest is None or rest < 10 or rest > 99:
        return None
    year = int(century * 100 + rest)
    said = re.search(r"\b(?:in|since|of|until|by|from|before|after|year)\s+$", c.before())
    return of_period(cal.a_year(year), "absolute") if said or m[0].lower().startswith("the year") else None


_COUNT_BEFORE = re.compile(
    r"(?:[$€£#№]|\b(?:no\.|nearly|almost|about|over|than|least|some|to|another|article|flight|resolution|room|page|"
    r"figure|number|unit|up to|as many as|killing|injuring|of))\s?$|[\d,.]$|-$"
)

_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|during|before|after|early|late|mid|through|throughout|of|and|between|ended|year|to|"
    r"back to|than)\s+$"
)

_COUNTED_AFTER = re.compile(
    r"\s+(?:people|men|women|children|(?!(?:is|was|has|does|as|its|his|this|us|across|elections|polls|protests|attacks|sanctions|"
    r"events|talks|elections|clashes|accords|agreements|Olympics|Games)\b)[a-z]+s)\b"
)


def read_year(m: re.Match[str], c: Context) -> Reading | None:
    """A bare year; a four-digit figure that counts something is none."""
    year, before = int(m["y"]), c.before()
    if not (m["part"] or m["fiscal"]):
        after = c.text[c.end : c.end + 24]
        if re.search(r"[\d$€£#,.:/-]\Z", before):
            return None
        said = bool(_YEAR_BEFORE.search(before))
        if not 1800 <= year <= 2100 and not (re.search(r"\b(?:in|since)\s+$", before) and year >= 1000):
            return None
        counted = bool(_COUNTED_AFTER.match(after))
        if counted and not re.search(r"\b(?:in|since|the|by|during)\s+$", before):
            return None
        if not said and _COUNT_BEFORE.search(before):
            return None
        if re.match(r"\s+(?:GMT|UTC|hours)\b|\s?(?:km|kg|mm|percent|per cent|million|billion)\b|['’]?s\b(?=\w)", after):
            return None
    return of_period(cal.a_year(year), "absolute", part=m["part"])
