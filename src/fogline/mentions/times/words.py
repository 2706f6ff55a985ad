"""Single words of time expressions as numbers and TIMEX3 codes."""

from __future__ import annotations

import re

from fogline.lexicon.loader import table
from fogline.mentions.numerals import number_value


def month_number(word: str | None) -> int | None:
    if not word:
        return None
    name = word.rstrip(".").title()
    times = table("times")
    number: int | None = times["months"].get(name) or times["month_abbreviations"].get(name)
    return number


def weekday_number(word: str) -> int:
    name = word.rstrip(".").title()
    times = table("times")
    number: int = times["weekdays"].get(name) or times["weekday_abbreviations"][name]
    return number


def unit_code(word: str) -> str:
    word = word.lower()
    units: dict[str, str] = table("times")["units"]
    return units.get(word) or units.get(word.removesuffix("s")) or "CE"


def ordinal_number(word: str) -> int | None:
    number: int | None = table("numbers")["ordinals"].get(word.lower())
    if number is None and word[0].isdigit():
        number = int(re.sub(r"\D", "", word))
    return number


def day_number(word: str) -> int:
    return ordinal_number(word) or 0


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


def daypart_code(word: str | None) -> str:
    return f"T{table('times')['dayparts'][word.lower()]}" if word else ""


def unit_count(words: str) -> float | None:
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


WHOLE_UNITS = {"2W": (2, "W"), "DE": (10, "Y"), "CE": (100, "Y")}
"""Units told in a smaller one: fortnights in weeks, decades and centuries in years."""


def duration_value(count: float | None, unit: str) -> str:
    """A TIMEX3 duration ("P2W", "PT72H", "PXD" for an unsaid number, "P2Y6M" for halves)."""
    time, code = ("T", unit[1]) if unit.startswith("T") else ("", unit)
    if unit in WHOLE_UNITS:
        number, code = WHOLE_UNITS[unit]
        count = None if count is None else count * number
    if count is None:
        return f"P{time}X{code}"
    if count != int(count):
        whole, smaller = int(count), {"Y": (6, "M"), "M": (15, "D"), "H": (30, "M"), "D": (12, "H"), "W": (3, "D")}
        if abs(count - whole - 0.5) < 1e-9 and code in smaller:
            number, below = smaller[code]
            middle = "T" if code == "D" else ""
            number, below = (30, "S") if unit == "TM" else (number, below)
            return f"P{time}{f'{whole}{code}' if whole else ''}{middle}{number}{below}"
        return f"P{time}{count:g}{code}"
    return f"P{time}{int(count)}{code}"
