"""Readings of expressions that tell a length of time or a repetition: durations and sets."""

from __future__ import annotations

import re

from fogline.lexicon.loader import table
from fogline.mentions.numerals import number_value
from fogline.mentions.times import calendar as cal
from fogline.mentions.times.context import Context, Reading
from fogline.mentions.times.words import (
    daypart_code,
    duration_value,
    unit_code,
    unit_count,
)

RECENT_REACH = {"TM": 0, "TH": 1, "D": 4, "W": 21, "M": 91}
"""Days that "recent days", "recent weeks", "for months" are taken to reach back: three units or so, four days."""


def running(count: float | None, unit: str, which: str, c: Context) -> Reading:
    """A stretch up to, or on from, the publication day: "the past two weeks", "recent days", "coming weeks"."""
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
    count = unit_count(m["q"]) if m["q"] else None
    return running(count, unit_code(m["u"]), m["which"].lower(), c)


def read_past_day(m: re.Match[str], c: Context) -> Reading | None:
    """ "over the past day", "in the last hour"; "on the last day" is none."""
    if not re.search(r"\b(?:over|during|in|within|for|throughout)\s+$", c.before()):
        return None
    return running(1, unit_code(m["u"]), m["which"].lower(), c)


def read_past_seasons(m: re.Match[str], c: Context) -> Reading | None:
    return Reading("DURATION", duration_value(number_value(m["q"]), "Y"), basis="absolute")


def read_duration(m: re.Match[str], c: Context) -> Reading | None:
    """A length of time; ages, fractions ("three-quarters"), rates ("$5 a day") and ordinals are none."""
    words, count, unit = m[0], unit_count(m["q"]), unit_code(m["u"])
    if _is_rate(m, c):
        return None
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
    if unit == "TH" and count and re.search(r"\b(?:in|within)\s+$", c.before(8)) and c.towards() == "past":
        return running(count, unit, "past", c)
    if unit in {"D", "W"} and count and _HAS_DONE.search(c.before(80)):
        return running(count, unit, "past", c)
    return Reading("DURATION", duration_value(count, unit), basis="absolute")


_HAS_DONE = re.compile(
    r"\b(?:has|have|had)\s+(?:[a-z]+ly\s+)?(?!been\b)[a-z]{3,}\s(?:(?!first\b|only\b|once\b|time\b|times\b)[^.;\n])*?\b(?:in|within)\s+$"
)
"""What is done by now in so many days is done in the last of them: "they have taken four hills in a week"."""


_A_DAY = re.compile(r"\s+(?:a|per|each|every)\s+(?:hour|day|week|month|year)\b")
_UNITS_BEFORE = re.compile(r"\b(?:minute|hour|day|week|month)s?\s$")


def _is_rate(m: re.Match[str], c: Context) -> bool:
    """ "24 hours a day" (neither part is a length of its own), "more than a quarter of": a share."""
    article = m["q"].lower() in {"a", "an"}
    if unit_code(m["u"]) == "Q" and unit_count(m["q"]) in (1, 2, 3):
        shared = c.text.startswith(" of ", c.end)
        return shared or (article and bool(m["mod"] or c.before().endswith("than ")))
    return bool(_A_DAY.match(c.text, c.end)) or (article and bool(_UNITS_BEFORE.search(c.before())))


def read_bare_units(m: re.Match[str], c: Context) -> Reading | None:
    unit = unit_code(m["u"])
    value = duration_value(None, unit)
    if c.published and re.search(r"\b(?:for|after|in)\s+$", c.before(8)) and c.towards() != "future" and not m["tail"]:
        reach = RECENT_REACH.get(unit)
        if reach:
            far = cal.shift(c.published, -reach)
            return Reading("DURATION", value, far, c.published, f"{far}~/{c.published}")
    return Reading("DURATION", value, basis="absolute")


def read_long(m: re.Match[str], c: Context) -> Reading | None:
    return Reading("DURATION", duration_value(1, unit_code(m["u"])), basis="absolute")


def read_set(m: re.Match[str], c: Context) -> Reading | None:
    if m["w"]:
        if re.match(r"\s+[A-Z]", c.text[c.end : c.end + 4]):
            return None
        return Reading("SET", table("times")["sets"][m["w"].lower()], basis="absolute")
    word = (m["u"] or m["u3"]).lower()
    if word in table("times")["dayparts"]:
        return Reading("SET", f"XXXX-XX-XX{daypart_code(word)}", basis="absolute")
    quantity = (m["q"] or "").lower()
    count = 2 if quantity == "other" else 1 if quantity in {"", "single"} else number_value(quantity)
    return Reading("SET", duration_value(count, unit_code(word)), basis="absolute")
