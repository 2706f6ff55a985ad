"""The forms figures take: where a number begins, how far it reaches, its bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives, any_of, number_pattern, number_value, values
from fogline.mentions.quantities.amounts import amount_of, modifier_after, modifier_before
from fogline.mentions.quantities.units import currency_sign
from fogline.mentions.scanning import Scanner, pieces_of
from fogline.model.quick import quickly_made
from fogline.model.values import Amount

RATIO_BASE = 1000
"""The largest base of a ratio: "one in 2014" is none."""


ROUND_BASES = frozenset({12, 20, 50, 100, 1000})
"""What a ratio of more than one part is told in, beside the numbers up to ten."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text: ``start..end`` spans its modifiers, too; ``words`` are the number alone.

    ``modifier`` is the kind of modifier (``low``, ``high``, ``approximate`` ...), ``sign`` a currency sign before it,
    ``noun_at`` where the noun of a ratio stands ("nine in ten" before it, "nine houses in ten" inside).
    """

    start: int
    end: int
    amount: Amount
    modifier: str | None
    words: str
    sign: str | None = None
    noun_at: int | None = None


@cache
def _triggers() -> frozenset[str]:
    quantities = table("quantities")
    words = [*values(), *(v.split()[0] for v in quantities["vague"]), *quantities["fractions"], "thirds", "quarters"]
    return frozenset([*words, "several", "few", "couple", "fifths", "tenths"])


ARTICLE_REACH = 12
"""Characters before a scale within which its article ends ("a … hundred")."""

_ARTICLE = re.compile(r"\b(?:an?|one)\W+\Z")


@cache
def _starting() -> Scanner:
    return Scanner(rf"(?:{any_of(_triggers())}\b|\d)")


def number_starts(text: str) -> list[int]:
    """Where a number may begin: digits, number words, vague classes; "a" counts with a scale after it."""
    pieces = pieces_of(text)
    found: list[int] = []
    for at, word, _ in _starting().scan(pieces):
        article = None if word.isdigit() else _ARTICLE.search(pieces.low, max(0, at - ARTICLE_REACH), at)
        found.append(article.start() if article else at)
    return found


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    quantities = table("quantities")
    number = number_pattern()
    vague = alternatives(quantities["vague"])
    fraction = alternatives([*quantities["fractions"], "thirds", "quarters", "fifths", "tenths"])
    digit = r"(?:(?<=\d)|(?<=\d[kmn%]))"
    sources = {
        "range": rf"(?P<a>{number})(?P<join>{digit}\s?[-–—]\s?(?=[$€£\d])|\s+(?:to|or|and)\s+)[$€£]?"
        rf"(?P<b>{number})(?![\w/:]|[.,]\d|-\d)",
        "several": r"(?:several|(?:a\s+)?few|many|a\s+couple(?:\s+of)?)\s+"
        r"(?P<scale>dozen|score|hundred|thousand|million|billion)s?\b",
        "couple": r"(?:a\s+)?couple\s+of(?=\s+[a-z])|"
        r"a\s+couple(?=\s+(?:more\s+)?[a-z]+s\b)(?!\s+(?:was|is|has|says)\b)",
        "vague": rf"(?P<vague>{vague})\b",
        "fraction": rf"(?:(?P<count>a|one|two|three|four|seven|nine)[\s-](?P<part>{fraction})|(?P<half>half))\b"
        r"(?=\s+(?:of|the|its|their|his)\b)",
        "ratio": rf"(?P<part>one\s+in|{number}(?:\s+out\s+of|(?=\s+in\s+(?:every\s+)?(?:ten|10)\s)\s+in))"
        rf"\s+(?:every\s+)?(?P<whole>{number})(?=\s+[a-z])(?!\s+(?:minute|hour|day|night|week|month|year)s?\b)",
        "parted": rf"(?P<part>{number})(?P<noun>\s+[a-z]+(?:\s+[a-z]+)?\s+)(?:in|out\s+of)\s+(?:every\s+)?"
        rf"(?P<whole>{number})(?=[,.;]|\s+(?:was|were|has|have|had|is|are)\b)",
        "number": rf"(?P<n>{number})",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


PARTED_REACH, JOIN_REACH = 120, 24
"""Characters behind a number within which "in" or "out of" makes it part of a ratio, a dash or "to" of a range."""
_PARTED = re.compile(r"\s(?:in|out)\s", re.IGNORECASE)
_JOINED = re.compile(r"[-–—]|\s(?:to|or|and)\s", re.IGNORECASE)


def figure_at(text: str, start: int) -> Figure | None:
    """The figure that begins at *start*, ``None`` where none does."""
    patterns = _patterns()
    if not text[start].isdigit() and (figure := _in_words(text, start)):
        return figure
    number = patterns["number"].match(text, start)
    if number is None:
        return None  # all others begin with one, too
    if _PARTED.search(text, start, number.end() + PARTED_REACH):
        if (found := patterns["ratio"].match(text, start)) and (ratio := _of_ratio(text, start, found)):
            return ratio
        if (found := patterns["parted"].match(text, start)) and (ratio := _of_ratio(text, start, found)):
            return replace(ratio, noun_at=found.start("noun"))
    joined = _JOINED.search(text, start, number.end() + JOIN_REACH)
    if joined is not None and (found := patterns["range"].match(text, start)):
        figure = _of_range(text, start, found)
        if figure is not None:
            return figure
    return _of_number(text, start, number)


def _in_words(text: str, start: int) -> Figure | None:
    """The figure at *start* that is told in words alone: "several hundred", "dozens", "a couple", "half"."""
    patterns = _patterns()
    if found := patterns["several"].match(text, start):
        return _of_several(text, start, found)
    if found := patterns["vague"].match(text, start):
        low = float(table("quantities")["vague"][found["vague"].lower()])
        return _framed(text, start, found.end(), Amount(low=low), None)
    if found := patterns["couple"].match(text, start):
        return _framed(text, start, found.end(), Amount(best=2.0, approximate=True), None)
    if found := patterns["fraction"].match(text, start):
        return _of_fraction(text, start, found)
    return None


def _framed(text: str, start: int, end: int, amount: Amount, modifier: str | None) -> Figure:
    """A figure with bounds of its own: a modifier before it is spanned but changes nothing."""
    before = modifier_before(text, start)
    return Figure(before[1] if before else start, end, amount, modifier, text[start:end])


def _of_several(text: str, start: int, found: re.Match[str]) -> Figure:
    scale = {**values(), "score": 20}[found["scale"].lower()]
    if "couple" in found[0].lower():
        return _framed(text, start, found.end(), Amount(best=2.0 * scale, approximate=True), None)
    return _framed(text, start, found.end(), Amount(low=2.0 * scale), None)


def _of_fraction(text: str, start: int, found: re.Match[str]) -> Figure:
    fractions = table("quantities")["fractions"]
    part = (found["part"] or found["half"]).lower()
    count = number_value(found["count"]) if found["count"] and found["count"].lower() != "a" else 1
    value = round((count or 1) * float(fractions.get(part, fractions.get(part.removesuffix("s"), 0))), 4)
    before = modifier_before(text, start)
    kind = before[0] if before else None
    return Figure(before[1] if before else start, found.end(), amount_of(value, kind), kind, "fraction")


def _of_ratio(text: str, start: int, found: re.Match[str]) -> Figure | None:
    """ "one in five", "three out of ten": a share."""
    part, whole = number_value(found["part"].split()[0]), number_value(found["whole"])
    if part is None or whole is None or not part < whole <= RATIO_BASE:
        return None
    if part > 1 and whole > 10 and whole not in ROUND_BASES:
        return None  # "14 out of 17 drones" counts them
    before = modifier_before(text, start)
    kind = before[0] if before else None
    opening = before[1] if before else start
    return Figure(opening, found.end(), amount_of(round(part / whole, 4), kind), kind, "fraction", noun_at=found.end())


_GROWTH = re.compile(
    r"\b(?:ros|ris|increas|grew|grown|jump|climb|up|rais|surg|fell|fall|drop|declin|down|cut)\w*\s(?:\w+\s){0,2}from\s+$"
)
_SCALE = re.compile(r"(?:hundred|thousand|million|billion|trillion|(?<=\d)\s?(?:k|m|bn|mn))$")


def _of_range(text: str, start: int, found: re.Match[str]) -> Figure | None:
    """ "300 to 400", "between two and three million": both bounds, the scale shared where only the second has one."""
    sign = _sign_before(text, start)
    left = start - len(sign[0]) if sign else start
    before, join = text[max(0, left - 40) : left].lower(), found["join"].strip().lower()
    between = re.search(r"\bbetween\s+$", before)
    bounds = _range_bounds(found["a"].lower(), found["b"].lower())
    if bounds is None or (join == "and" and not between) or _GROWTH.search(before):
        return None
    low, high = bounds
    if join == "or" and high > 3 * low + 2:
        return None
    modifier = None if between else modifier_before(text, left)
    opening = left - len(between[0]) if between else modifier[1] if modifier else left
    amount = Amount(low=low, high=high, approximate=bool(modifier and modifier[0] == "approximate"))
    return Figure(opening, found.end(), amount, "range", found[0], sign["sign"] if sign else None)


def _range_bounds(first: str, second: str) -> tuple[float, float] | None:
    low, high = number_value(first), number_value(second)
    if low is None or high is None:
        return None
    scale = _SCALE.search(second)
    if scale and not _SCALE.search(first):
        unit = number_value(f"1{scale[0]}" if scale[0].strip() in {"k", "m", "bn", "mn"} else f"1 {scale[0]}") or 1
        low = low * unit if low * unit < high else low
    if low < 1000 and second.endswith(",000") and first.isdigit() and low * 1000 < high <= low * 10000:
        low *= 1000  # "30 to 35,000"
    return (low, high) if low < high else None


def _sign_before(text: str, start: int) -> re.Match[str] | None:
    return currency_sign().search(text[max(0, start - 5) : start])


def _of_number(text: str, start: int, found: re.Match[str]) -> Figure | None:
    value = number_value(found["n"])
    if value is None:
        return None
    sign = _sign_before(text, start)
    left = start - len(sign[0]) if sign else start
    before = modifier_before(text, left)
    kind, end = (before[0] if before else None), found.end()
    after = modifier_after(text, end)
    if after:
        kind, end = after
    opening = before[1] if before else left
    return Figure(opening, end, amount_of(value, kind), kind, found["n"], sign["sign"] if sign else None)
