"""What each form of the grammar means: its TIMEX3 value and day range, given an anchor and what was mentioned before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from fogline.lexicon.loader import table
from fogline.mentions.numerals import number_value
from fogline.mentions.timex import calendar as cal
from fogline.mentions.timex.calendar import Period
from fogline.mentions.timex.tense import Direction, direction
from fogline.model.values import TimexType

Basis = Literal["absolute", "anchored", "unanchored"]

RECENT_REACH = {"TM": 0, "TH": 1, "D": 4, "W": 21, "M": 91}
"""Days that "recent days", "recent weeks", "for months" are taken to reach back: three units or so, four days."""

SOON_DAYS = 45
"""A day without a year this near ahead is meant where no past tense speaks against it."""

YEAR_AGO_DAYS = 330
"""... and whatever the tense where the other reading lies this far back: a report would have named the year."""

NEAR_FUTURE_DAYS = 300
"""How far ahead a day without a year may lie for a sentence that looks ahead to mean it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading may lean on: the text, the anchor, and the last period a definite date named."""

    text: str
    published: date | None
    start: int
    end: int
    reference: Period | None = None
    same_sentence_day: Period | None = None

    def towards(self) -> Direction | None:
        """Whether the words around look back or ahead."""
        if self.due() and not re.search(r"\b(?:had|was|were)\b[^.]*$", self.before(80)):
            return "future"
        return direction(self.text, self.start, self.end)

    def due(self) -> bool:
        """Whether "by", "until" stands right before."""
        return bool(re.search(r"\b(?:until|till|by)\s+(?:early\s+|late\s+)?$", self.before()))

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


# ---------------------------------------------------------------- words


def _month(word: str | None) -> int | None:
    if not word:
        return None
    name = word.rstrip(".").title()
    times = table("times")
    number: int | None = times["months"].get(name) or times["month_abbreviations"].get(name)
    return number


def _weekday(word: str) -> int:
    name = word.rstrip(".").title()
    times = table("times")
    number: int = times["weekdays"].get(name) or times["weekday_abbreviations"][name]
    return number


def _unit(word: str) -> str:
    word = word.lower()
    units: dict[str, str] = table("times")["units"]
    return units.get(word) or units.get(word.removesuffix("s")) or "CE"


def _ordinal(word: str) -> int | None:
    number: int | None = table("numbers")["ordinals"].get(word.lower())
    if number is None and word[0].isdigit():
        number = int(re.sub(r"\D", "", word))
    return number


def _day_number(word: str) -> int:
    return _ordinal(word) or 0


def clock_value(words: str | None) -> str:
    """The TIMEX3 time of day of a clock expression ("T10:35", "T14:00"); empty where it says none."""
    if not words:
        return ""
    words = words.lower().strip()
    fixed: str | None = table("times")["clock_words"].get(words)
    if fixed:
        return fixed
    digits = re.match(r"(\d{1,2})(?:[:.](\d{2}))?", words)
    if re.fullmatch(r"\d{4}", words):
        return f"T{words[:2]}:{words[2:]}"
    if not digits:
        return ""
    hour, minute = int(digits[1]), digits[2] or "00"
    if hour > 24 or ("m" in words and hour > 12):
        return ""
    if re.search(r"p\.?m", words) and hour < 12:
        hour += 12
    if re.search(r"a\.?m", words) and hour == 12:
        hour = 0
    return f"T{hour:02d}:{minute}"


def _daypart(word: str | None) -> str:
    return f"T{table('times')['dayparts'][word.lower()]}" if word else ""


def _count(words: str) -> float | None:
    """How many units; ``None`` for several, a few, some."""
    words = words.lower()
    if words in {"a", "an", "another", "an additional", "a full", "a whole"}:
        return 1
    if words.startswith("half a"):
        return number_value(words) if re.search(r"hundred|dozen|thousand", words) else 0.5
    if "couple" in words:
        return 2
    if re.fullmatch(r"\(?(?:several|few)\)?|a few|many|some|a number of|(?:dozens|hundreds|thousands) of", words):
        return None
    return number_value(words)


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration ("P2W", "PT72H", "PXD" for an unsaid number, "P2Y6M" for halves)."""
    time, code = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    if code == "2W":
        count, code = (None if count is None else count * 2), "W"
    if count is None:
        return f"P{time}X{code}"
    if count != int(count):
        whole, smaller = int(count), {"Y": (6, "M"), "M": (15, "D"), "H": (30, "M"), "D": (12, "H"), "W": (3, "D")}
        if abs(count - whole - 0.5) < 1e-9 and code in smaller:
            number, below = smaller[code]
            middle = "T" if code == "D" else ""
            return f"P{time}{f'{whole}{code}' if whole else ''}{middle}{number}{below}"
        return f"P{time}{count:g}{code}"
    return f"P{time}{int(count)}{code}"


# ---------------------------------------------------------------- nearest dates


def nearest_day(month: int, day: int, anchor: date, towards: Direction | None) -> date | None:
    """The day of that month and day of the month nearest to *anchor* the way the sentence looks (default: back)."""
    days = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := cal.day_of(year, month, day))]
    if towards == "future":
        ahead = [d for d in days if 0 <= (d - anchor).days <= NEAR_FUTURE_DAYS]
        if ahead:
            return ahead[0]
    soon = [d for d in days if 0 < (d - anchor).days <= SOON_DAYS]
    if soon and towards != "past":
        return soon[0]
    back = [d for d in days if d <= anchor]
    if soon and back and (anchor - back[-1]).days > YEAR_AGO_DAYS:
        return soon[0]
    return back[-1] if back else None


def nearest_month(month: int, anchor: date, towards: Direction | None) -> Period:
    """The month of that number nearest to *anchor* the way the sentence looks (default: back); its own counts."""
    if towards == "future":
        return cal.a_month(anchor.year + (month < anchor.month), month)
    if towards is None and 0 < (month - anchor.month) % 12 <= 2:
        return cal.a_month(anchor.year + (month < anchor.month), month)
    return cal.a_month(anchor.year - (month > anchor.month), month)


def nearest_weekday(weekday: int, anchor: date, towards: Direction | None) -> date:
    """That weekday on or before *anchor*, or on or after it where the sentence looks ahead."""
    gap = (anchor.isoweekday() - weekday) % 7
    return cal.shift(anchor, (7 - gap) % 7) if towards == "future" else cal.shift(anchor, -gap)


# ---------------------------------------------------------------- readings, one a rule


def read_iso(m: re.Match[str], c: Context) -> Reading | None:
    day = cal.day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return of_period(cal.a_day(day), "absolute", suffix=f"T{m['clock']}" if m["clock"] else "") if day else None


def read_year_first(m: re.Match[str], c: Context) -> Reading | None:
    day = cal.day_of(int(m["y"]), int(m["m"]), int(m["d"]))
    return of_period(cal.a_day(day), "absolute") if day else None


def read_numeric(m: re.Match[str], c: Context) -> Reading | None:
    """Dots and dashes put the day first; slashes do not say, and count only where one order alone is a date."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    if len(m["y"]) == 2:
        if m["sep"] != "/" or not c.published:
            return None
        century = c.published.year // 100 * 100
        year += century if century + year <= c.published.year + 10 else century - 100
    day_first, month_first = cal.day_of(year, second, first), cal.day_of(year, first, second)
    if m["sep"] == "/" and day_first and month_first and day_first != month_first:
        return Reading("DATE", f"{year}", basis="absolute")
    day = day_first or month_first
    return of_period(cal.a_day(day), "absolute") if day else None


def read_day_range(m: re.Match[str], c: Context) -> Reading | None:
    month = _month(m["mon"] or m["mon_"])
    first, last = _day_number(m["d1"] or m["d1_"]), _day_number(m["d2"] or m["d2_"])
    if not month or first >= last:
        return None
    if m["y"]:
        year, basis = int(m["y"]), "absolute"
    elif c.published:
        near = nearest_day(month, first, c.published, c.towards())
        if near is None:
            return None
        year, basis = near.year, "anchored"
    else:
        return unanchored(f"XXXX-{month:02d}-{first:02d}/XXXX-{month:02d}-{last:02d}")
    start, end = cal.day_of(year, month, first), cal.day_of(year, month, last)
    if not start or not end:
        return None
    return Reading("DATE", f"{start}/{end}", start, end, None, "absolute" if basis == "absolute" else "anchored")


def read_date(m: re.Match[str], c: Context) -> Reading | None:
    month, number = _month(m["mon"] or m["mon_"]), _day_number(m["d"] or m["d_"])
    if not month or not number:
        return None
    suffix = clock_value(m["clock"]) or _daypart(m["dp"] or m["dp_"])
    if m["y"]:
        day, basis = cal.day_of(int(m["y"]), month, number), "absolute"
    elif c.published:
        day, basis = _dated(month, number, m["wd"], m["which"], c), "anchored"
    else:
        return unanchored(f"XXXX-{month:02d}-{number:02d}{suffix}")
    if day is None:
        return None
    return of_period(cal.a_day(day), "absolute" if basis == "absolute" else "anchored", suffix=suffix)


def _dated(month: int, number: int, weekday: str | None, which: str | None, c: Context) -> date | None:
    """The year of a day without one: its weekday settles it, else *which* ("last", "next"), else the tense."""
    anchor = c.published
    assert anchor is not None
    if weekday:
        years = (anchor.year, anchor.year - 1, anchor.year + 1)
        fits = [d for y in years if (d := cal.day_of(y, month, number)) and d.isoweekday() == _weekday(weekday)]
        if fits:
            return fits[0]
    which = (which or "").lower()
    towards: Direction | None = (
        "future" if "next" in which or "coming" in which else "past" if "last" in which else None
    )
    return nearest_day(month, number, anchor, towards or c.towards())


def read_period_of(m: re.Match[str], c: Context) -> Reading | None:
    day = read_date_like(m, c)
    if day is None or day.first is None:
        return day
    if m["of"].lower() == "week":
        return of_period(cal.a_week(day.first), day.basis)
    return of_period(cal.a_day(day.first), day.basis, suffix=_daypart(m["of"]))


def read_date_like(m: re.Match[str], c: Context) -> Reading | None:
    """A month and day with an optional year, as other forms hold them."""
    month, number = _month(m["mon"] or m["mon_"]), _day_number(m["d"] or m["d_"])
    if not month or not number:
        return None
    if not m["y"] and not c.published:
        return unanchored(f"XXXX-{month:02d}-{number:02d}")
    if m["y"]:
        day = cal.day_of(int(m["y"]), month, number)
        return of_period(cal.a_day(day), "absolute") if day else None
    assert c.published is not None
    day = nearest_day(month, number, c.published, c.towards())
    return of_period(cal.a_day(day)) if day else None


def read_ordinal_of(m: re.Match[str], c: Context) -> Reading | None:
    """ "the first week of May", "the second half of 2022", "the first two months of 2023"."""
    whole = _whole(m, c)
    if whole is None:
        return unanchored(None)
    unit, ordinal = m["u"].lower(), _ordinal(m["o"])
    count = number_value(m["n"]) if m["n"] else 1
    code = _unit(unit.split()[-1]) if unit != "half" else "half"
    basis: Basis = "absolute" if m["y"] or m["y_"] else "anchored"
    year = whole.first.year
    if code == "half" and whole.grain == "year" and ordinal in (1, 2):
        return of_period(cal.a_half(year, ordinal), basis)
    if code == "Q" and whole.grain == "year" and ordinal and ordinal <= 4:
        return of_period(cal.a_quarter(year, ordinal), basis)
    if code not in {"D", "W", "M"} or count is None:
        return unanchored(None)
    if ordinal is None:
        return of_period(whole, basis, part="end of")
    first = cal.shift_units(whole.first, code, ordinal - 1 if count == 1 else 0)
    last = cal.shift(cal.shift_units(first, code, count), -1)
    if first > whole.last:
        return None
    return Reading("DATE", f"{first}/{min(last, whole.last)}", first, min(last, whole.last), None, basis)


def _whole(m: re.Match[str], c: Context) -> Period | None:
    month, year = _month(m["mon"]), m["y"] or m["y_"]
    if month and year:
        return cal.a_month(int(year), month)
    if year:
        return cal.a_year(int(year))
    if c.published is None:
        return None
    if month:
        return nearest_month(month, c.published, c.towards())
    step = {"last": -1, "this": 0, "next": 1}[m["rel"].lower()]
    unit = _unit(m["ru"])
    return cal.period_of(cal.shift_units(c.published, unit, step), unit)


def read_weekday(m: re.Match[str], c: Context) -> Reading | None:
    weekday, which = _weekday(m["wd"]), (m["which"] or "").lower()
    suffix = clock_value(m["clock"]) or _daypart(m["dp"])
    if which in {"each", "every"}:
        return Reading("SET", f"XXXX-WXX-{weekday}{suffix}", basis="absolute")
    if "following" in which or which in {"the previous", "the next"}:
        return _weekday_by_reference(weekday, which, suffix, c)
    if c.published is None:
        return unanchored(f"XXXX-WXX-{weekday}{suffix}", "TIME" if suffix else "DATE")
    if m["rel"]:
        monday = cal.a_week(cal.shift(c.published, {"last": -7, "this": 0, "next": 7}[m["rel"].lower()])).first
        return of_period(cal.a_day(cal.shift(monday, weekday - 1)), suffix=suffix)
    day = _weekday_by(which, weekday, c.published, c)
    return of_period(cal.a_day(day), suffix=suffix)


def _weekday_by(which: str, weekday: int, anchor: date, c: Context) -> date:
    if which in {"last", "this past"}:
        day = nearest_weekday(weekday, anchor, "past")
        return cal.shift(day, -7) if day == anchor else day
    if which == "next":
        return nearest_weekday(weekday, cal.shift(anchor, 1), "future")
    if which == "this coming":
        return nearest_weekday(weekday, cal.shift(anchor, 1), "future")
    if which == "this":
        return nearest_weekday(weekday, anchor, c.towards() or "future")
    return nearest_weekday(weekday, anchor, c.towards())


def _weekday_by_reference(weekday: int, which: str, suffix: str, c: Context) -> Reading:
    if c.reference is None or c.reference.grain != "day":
        return unanchored(f"XXXX-WXX-{weekday}{suffix}")
    if which == "the previous":
        day = nearest_weekday(weekday, cal.shift(c.reference.first, -1), "past")
    else:
        day = nearest_weekday(weekday, cal.shift(c.reference.first, 1), "future")
    return of_period(cal.a_day(day), suffix=suffix)


def read_feast(m: re.Match[str], c: Context) -> Reading | None:
    feasts: dict[str, str] = {k.lower(): v for k, v in table("times")["feasts"].items()}
    month_day = feasts[m["f"].lower().replace("’", "'")]
    month, number = map(int, month_day.split("-"))
    if m["y"]:
        day, basis = cal.day_of(int(m["y"]), month, number), "absolute"
    elif c.published:
        which = (m["which"] or "").lower()
        towards: Direction | None = "future" if which == "next" else "past" if which == "last" else c.towards()
        day, basis = nearest_day(month, number, c.published, towards), "anchored"
    else:
        return unanchored(f"XXXX-{month_day}")
    return of_period(cal.a_day(day), "absolute" if basis == "absolute" else "anchored") if day else None


_MONTH_CUE = re.compile(
    r"\b(?:in|since|until|till|by|of|from|to|and|or|between|before|after|during|through|throughout|for|around|ending|ended|"
    r"the|as of|back in|again in|that)\s+$|[,–-]\s*$"
)


def read_month(m: re.Match[str], c: Context) -> Reading | None:
    month, year = _month(m["mon"] or m["mon_"]), m["y"] or m["y_"]
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
    number, rel = _ordinal(m["o"]), (m["rel"] or "").lower()
    if not number or number > 4:
        return None
    if m["y"]:
        return of_period(cal.a_quarter(int(m["y"]), number), "absolute")
    if c.published is None:
        return unanchored(f"XXXX-Q{number}")
    year = c.published.year
    if m["yr"]:
        year += {"last": -1, "this": 0, "next": 1}[m["yr"].lower()]
    elif "year-" in rel or "year-" in m[0].lower():
        year -= 1
    elif number == 4 and c.published.month <= 3 and c.towards() != "future":
        year -= 1
    return of_period(cal.a_quarter(year, number))


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


_DEICTIC = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0, "overnight": -1, "last night": -1}
_DEICTIC_PART = {"tonight": "TNI", "overnight": "TNI", "last night": "TNI"}


def read_deictic(m: re.Match[str], c: Context) -> Reading | None:
    word = " ".join(m["w"].lower().split())
    part = _DEICTIC_PART.get(word, "")
    if word.startswith("this "):
        step, part = 0, _daypart(word.split()[1])
    elif "before yesterday" in word:
        step = -2
    elif "after tomorrow" in word:
        step = 2
    else:
        step = _DEICTIC[word]
    suffix = clock_value(m["clock"]) or _daypart(m["dp"]) or part
    if c.published is None:
        return unanchored(None, "TIME" if suffix else "DATE")
    reading = of_period(cal.a_day(cal.shift(c.published, step)), suffix=suffix)
    if word == "overnight":
        return replace(reading, last=c.published, edtf=None)
    return reading


def read_ago(m: re.Match[str], c: Context) -> Reading | None:
    count, unit, way = _count(m["q"]), _unit(m["u"]), m["dir"].lower()
    if m["half"] and count is not None:
        count += 0.5
    if count is None:
        return Reading("DATE", "FUTURE_REF" if way in {"from now", "later"} else "PAST_REF", basis="absolute")
    return _stepped(count, unit, way, c)


def _stepped(count: float, unit: str, way: str, c: Context) -> Reading | None:
    """*count* units back or on, from the publication day ("ago") or else from the last date mentioned."""
    back = way in {"ago", "earlier", "previously"}
    base = c.published if way in {"ago", "from now"} else (c.reference.first if c.reference else None)
    if base is None and way == "earlier" and unit in {"Y", "M"}:
        base = c.published
    if unit.startswith("T"):
        return unanchored(None) if base is None else _hours_away(count, unit, back, base)
    if base is None:
        return unanchored(None)
    day = cal.shift_units(base, unit, -count if back else count)
    said = c.reference
    if unit == "Y" and count == 1 and said and said.grain == "quarter":
        return of_period(cal.period_of(cal.shift_months(said.first, -12 if back else 12), "Q"))
    if count != int(count):
        return of_period(cal.period_of(day, "M" if unit == "Y" else "D"))
    return of_period(
        cal.period_of(day, {"W": "W", "2W": "W", "WE": "WE", "D": "D", "DE": "Y", "CE": "Y"}.get(unit, unit))
    )


def _hours_away(count: float, unit: str, back: bool, base: date) -> Reading:
    hours = count * {"TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}[unit]
    if hours <= 12:
        return of_period(cal.a_day(base))
    return of_period(cal.a_day(cal.shift_units(base, "TH", -hours if back else hours)))


def read_year_ago(m: re.Match[str], c: Context) -> Reading | None:
    return _stepped(1, _unit(m["u"]), m["dir"].lower(), c)


def read_next_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "the next day", "that week", "the year before": reckoned from the last date mentioned."""
    which = (m["which"] or m["w_"]).lower()
    word = (m["u"] or m["u_"]).lower()
    suffix = _daypart(word) if word in table("times")["dayparts"] else ""
    unit = "D" if suffix else _unit(word)
    said = c.reference
    if which == "next" and not m[0].lower().startswith("the ") and unit != "D":
        base = c.published
        return unanchored(None) if base is None else of_period(cal.period_of(cal.shift_units(base, unit, 1), unit))
    if said is None or (unit == "D" and said.grain != "day"):
        return unanchored(None)
    step = {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(which, 0)
    return of_period(cal.period_of(cal.shift_units(said.first, unit, step), unit), suffix=suffix)


def read_this_unit(m: re.Match[str], c: Context) -> Reading | None:
    which, part = (m["which"] or "this").lower().removeprefix("the "), (m["part"] or "").lower()
    unit = _unit((m["u"] or m["u_"]).lower().removeprefix("fiscal "))
    if m[0].lower().startswith("the ") and which in {"past", "last", "next", "coming"} and unit != "WE":
        return _running(1, unit, which, c)
    if which == "past" and unit != "WE":
        return _running(1, unit, which, c)
    if c.published is None:
        return unanchored(None)
    if m["u_"] and c.towards() != "future":
        which = "this past"
    step = -1 if which in {"last"} else 1 if which in {"next", "coming"} else 0
    anchor = c.published
    if unit == "WE":
        return of_period(cal.a_weekend(_weekend_anchor(which, anchor, c)))
    period = cal.period_of(cal.shift_units(anchor, unit, step), unit)
    return _bounded_by_today(of_period(period, part=part), part, step, anchor)


def _weekend_anchor(which: str, anchor: date, c: Context) -> date:
    if which == "this past":
        return cal.shift(anchor, -7 if anchor.isoweekday() < 6 else 0)
    if which in {"last", "past"} or (which == "this" and c.towards() == "past" and anchor.isoweekday() < 5):
        return cal.shift(anchor, -7)
    return cal.shift(anchor, 7) if which == "next" else anchor


def _bounded_by_today(reading: Reading, part: str, step: int, anchor: date) -> Reading:
    """ "earlier this month" ends on the publication day, "later this month" begins on it."""
    if step == 0 and part == "earlier" and reading.first and reading.first <= anchor:
        return replace(reading, last=anchor, edtf=None)
    if step == 0 and part == "later" and reading.last and reading.last >= anchor:
        return replace(reading, first=anchor, edtf=None)
    return reading


def _running(count: float | None, unit: str, which: str, c: Context) -> Reading:
    """A stretch that runs up to, or on from, the publication day: "the past two weeks", "recent days", "coming weeks"."""
    value = duration_value(count, unit)
    back = which in {"past", "last", "recent", "latest", "preceding", "previous"}
    ahead = which in {"next", "coming", "upcoming", "following"}
    if c.published is None or not (back or ahead):
        return Reading("DURATION", value, basis="unanchored" if back or ahead else "absolute")
    if count is None:
        reach = RECENT_REACH.get(unit)
        if reach is None:
            return Reading("DURATION", value)
        far = cal.shift(c.published, -reach if back else reach)
        edtf = f"{far}~/{c.published}" if back else f"{c.published}/{far}~"
        return Reading("DURATION", value, min(far, c.published), max(far, c.published), edtf)
    far = cal.shift_units(c.published, unit, -count if back else count)
    return Reading("DURATION", value, min(far, c.published), max(far, c.published))


def read_past_n(m: re.Match[str], c: Context) -> Reading | None:
    count = _count(m["q"]) if m["q"] else None
    return _running(count, _unit(m["u"]), m["which"].lower(), c)


def read_past_seasons(m: re.Match[str], c: Context) -> Reading | None:
    return Reading("DURATION", duration_value(number_value(m["q"]), "Y"), basis="absolute")


def read_duration(m: re.Match[str], c: Context) -> Reading | None:
    """A length of time; ages, fractions ("three-quarters"), rates ("$5 a day") and ordinals ("a second group") are none."""
    words, count, unit = m[0], _count(m["q"]), _unit(m["u"])
    if m["tail"] == "-old" or re.match(r"[\s-]old\b", c.text[c.end : c.end + 5]):
        return None
    if "-quarter" in words.lower() or m["u"][0].isupper():
        return None
    article = m["q"].lower() in {"a", "an"}
    if article and (
        unit == "TS" or re.search(r"[\d%]\s$|\b(?:million|billion|thousand|hundred|times|once|twice)\s$", c.before())
    ):
        return None
    if unit == "WE":
        return Reading("DURATION", duration_value(count, "WE"), basis="absolute")
    if count is not None and (m["half"] or (m["tail"] and "half" in m["tail"])):
        count += 0.5
    return Reading("DURATION", duration_value(count, unit), basis="absolute")


def read_bare_units(m: re.Match[str], c: Context) -> Reading | None:
    unit = _unit(m["u"])
    value = duration_value(None, unit)
    if c.published and re.search(r"\b(?:for|after|in)\s+$", c.before(8)) and c.towards() != "future" and not m["tail"]:
        reach = RECENT_REACH.get(unit)
        if reach:
            far = cal.shift(c.published, -reach)
            return Reading("DURATION", value, far, c.published, f"{far}~/{c.published}")
    return Reading("DURATION", value, basis="absolute")


def read_long(m: re.Match[str], c: Context) -> Reading | None:
    return Reading("DURATION", duration_value(1, _unit(m["u"])), basis="absolute")


def read_set(m: re.Match[str], c: Context) -> Reading | None:
    if m["w"]:
        return Reading("SET", table("times")["sets"][m["w"].lower()], basis="absolute")
    word = (m["u"] or m["u3"]).lower()
    if word in table("times")["dayparts"]:
        return Reading("SET", f"XXXX-XX-XX{_daypart(word)}", basis="absolute")
    quantity = (m["q"] or "").lower()
    count = 2 if quantity == "other" else 1 if quantity in {"", "single"} else number_value(quantity)
    return Reading("SET", duration_value(count, _unit(word)), basis="absolute")


def read_decade(m: re.Match[str], c: Context) -> Reading | None:
    year = int(m["y"]) if m["y"] else 1900 + int(m["yy"])
    return of_period(cal.a_decade(year), "absolute", part=m["part"])


def read_century(m: re.Match[str], c: Context) -> Reading | None:
    number = int(m["n"])
    return of_period(cal.a_century(number), "absolute", part=m["part"]) if 1 <= number <= 30 else None


_COUNT_BEFORE = re.compile(
    r"(?:[$€£#№]|\b(?:no\.|nearly|almost|about|over|than|least|some|to|another|article|flight|resolution|room|page|"
    r"figure|number|unit|up to|as many as|killing|injuring|of))\s?$|[\d,.]$|-$"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|from|during|before|after|early|late|mid|through|throughout|of|and|between|ended|year|to|back to|than)\s+$"
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
        if re.search(r"[\d$€£#,.:/-]$", before):
            return None
        said = bool(_YEAR_BEFORE.search(before))
        if not 1800 <= year <= 2100 and not (re.search(r"\b(?:in|since)\s+$", before) and 1000 <= year):
            return None
        counted = bool(_COUNTED_AFTER.match(after))
        if counted and not re.search(r"\b(?:in|since|the|by|during)\s+$", before):
            return None
        if not said and _COUNT_BEFORE.search(before):
            return None
        if re.match(r"\s+(?:GMT|UTC|hours)\b|\s?(?:km|kg|mm|percent|per cent|million|billion)\b|['’]?s\b(?=\w)", after):
            return None
    return of_period(cal.a_year(year), "absolute", part=m["part"])


def read_reference(m: re.Match[str], c: Context) -> Reading | None:
    word = " ".join(m["w"].lower().split())
    if word == "soon" and (
        re.search(r"\bas\s$", c.before()) or re.match(r"\s+(?:as|after)\b", c.text[c.end : c.end + 8])
    ):
        return None
    return Reading("DATE", table("times")["references"][word], basis="absolute")


def read_clock(m: re.Match[str], c: Context) -> Reading | None:
    clock = clock_value(m["clock"])
    if not clock:
        return None
    day = c.same_sentence_day
    if day is None:
        if c.published is None:
            return unanchored(f"XXXX-XX-XX{clock}", "TIME")
        day = cal.a_day(c.published)
        return Reading("TIME", day.timex3 + clock)
    return of_period(day, suffix=clock)


def read_hours(m: re.Match[str], c: Context) -> Reading | None:
    """ "the early hours of Sunday"."""
    word, rel = m["w"], (m["rel"] or "").lower()
    if c.published is None:
        return unanchored(None, "TIME")
    if word.title() in table("times")["weekdays"]:
        day = nearest_weekday(_weekday(word), c.published, c.towards())
    else:
        day = cal.shift(c.published, -1 if rel == "yesterday" else 0)
        if rel == "the":
            return unanchored(None, "TIME")
    return of_period(cal.a_day(day), suffix="TMO")


def read_ordinal_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "the fifth day": of what, the words do not say."""
    return unanchored(None)


READINGS: dict[str, Callable[[re.Match[str], Context], Reading | None]] = {
    "iso": read_iso,
    "year_first": read_year_first,
    "numeric": read_numeric,
    "day_range": read_day_range,
    "date": read_date,
    "period_of": read_period_of,
    "ordinal_of": read_ordinal_of,
    "weekday": read_weekday,
    "feast": read_feast,
    "month": read_month,
    "season": read_season,
    "quarter": read_quarter,
    "the_quarter": read_the_quarter,
    "half_of": read_half_of,
    "deictic": read_deictic,
    "ago": read_ago,
    "year_ago": read_year_ago,
    "next_day": read_next_day,
    "this_unit": read_this_unit,
    "past_n": read_past_n,
    "past_seasons": read_past_seasons,
    "duration": read_duration,
    "bare_units": read_bare_units,
    "long": read_long,
    "set": read_set,
    "decade": read_decade,
    "century": read_century,
    "year": read_year,
    "reference": read_reference,
    "clock": read_clock,
    "hours": read_hours,
    "ordinal_day": read_ordinal_day,
}
"""The reading of each rule of the grammar."""
