"""Finds numbers that count or measure something: their bounds, what they count, unit and rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.figures.amounts import amount_of, modifier_after, modifier_before, scaled
from fogline.mentions.figures.nouns import Counted, find_counted
from fogline.mentions.figures.units import (
    currency_code,
    currency_sign,
    currency_word,
    factor,
    unit_measures,
    unit_pattern,
)
from fogline.mentions.numerals import alternatives, number_pattern, number_value, values
from fogline.model.mention import QuantityMention, TimeMention
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Amount

PEOPLE = frozenset({"people", "troops", "killed", "wounded", "casualties"})
"""Measures whose unit is people."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in the text: ``start..end`` spans its modifiers, ``core_end`` is where the number itself ends."""

    start: int
    end: int
    amount: Amount
    modifier: str | None
    words: str


def find_quantities(
    text: str, *, times: tuple[TimeMention, ...] = (), sentences: tuple[Sentence, ...] = ()
) -> tuple[QuantityMention, ...]:
    """The quantities of *text*, in order, none overlapping another.

    *times* are the text's time expressions: numbers in them are none. ``span`` is the figure with its modifiers and
    unit ("almost 35,000", "$40 million", "2 kilometres"); a second unit in parentheses belongs to it and is not told
    again. Shares are 0 to 1. *sentences* are not needed; they may be passed for symmetry.
    """
    taken = [(t.span.start, t.span.end) for t in times]
    found: list[QuantityMention] = []
    done = 0
    for start in _number_starts(text):
        if start < done:
            continue
        mention, end = _read(text, start, taken)
        done = max(done, end)
        if mention is not None and not (found and mention.span.start < found[-1].span.end):
            found.append(mention)
    return tuple(found)


@cache
def _triggers() -> frozenset[str]:
    quantities = table("quantities")
    words = [*values(), *(v.split()[0] for v in quantities["vague"]), *quantities["fractions"], "thirds", "quarters"]
    return frozenset([*words, "several", "few", "couple", "fifths", "tenths"])


_WORD = re.compile(r"\w+")


def _number_starts(text: str) -> Iterator[int]:
    """Where a number may begin: digits, number words, vague classes; "a" counts with a scale after it."""
    triggers, previous = _triggers(), None
    for word in _WORD.finditer(text):
        token = word.group()
        if token[0].isdigit():
            yield word.start()
        else:
            lower = token.lower()
            if lower in triggers:
                article = previous is not None and previous.group().lower() in {"a", "an", "one"}
                yield previous.start() if article and previous else word.start()
        previous = word


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    quantities = table("quantities")
    number = number_pattern()
    vague = alternatives(quantities["vague"])
    fraction = alternatives([*quantities["fractions"], "thirds", "quarters", "fifths", "tenths"])
    sources = {
        "range": rf"(?P<a>{number})(?P<join>(?:(?<=\d)|(?<=\d[kmn%]))\s?[-–—]\s?(?=[$€£\d])|\s+(?:to|or|and)\s+)[$€£]?(?P<b>{number})(?![\w/:]|[.,]\d|-\d)",
        "several": r"(?:several|(?:a\s+)?few|many|a\s+couple(?:\s+of)?)\s+(?P<scale>dozen|score|hundred|thousand|million|billion)s?\b",
        "couple": r"(?:a\s+)?couple(?:\s+of)?(?=\s+[a-z])",
        "vague": rf"(?P<vague>{vague})\b",
        "fraction": rf"(?:(?P<count>a|one|two|three|four|seven|nine)[\s-])?(?P<part>{fraction})\b(?=\s+(?:of|the|its|their|his)\b)",
        "number": rf"(?P<n>{number})",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


def _read(text: str, start: int, taken: list[tuple[int, int]]) -> tuple[QuantityMention | None, int]:
    """The quantity that begins at *start*, or ``None``, and where to go on."""
    figure = _figure(text, start)
    if figure is None:
        return None, start + 1
    if any(a < figure.end and start < b for a, b in taken) or _is_name_or_time(text, start, figure):
        return None, figure.end
    mention, end = _measured(text, figure)
    return mention, end


def _figure(text: str, start: int) -> Figure | None:
    patterns = _patterns()
    if found := patterns["several"].match(text, start):
        return _of_several(text, start, found)
    if found := patterns["vague"].match(text, start):
        return _framed(text, start, found.end(), Amount(low=table("quantities")["vague"][found["vague"].lower()]), None)
    if found := patterns["couple"].match(text, start):
        return _framed(text, start, found.end(), Amount(best=2, approximate=True), None)
    if found := patterns["fraction"].match(text, start):
        return _of_fraction(text, start, found)
    if found := patterns["range"].match(text, start):
        figure = _of_range(text, start, found)
        if figure is not None:
            return figure
    if found := patterns["number"].match(text, start):
        return _of_number(text, start, found)
    return None


def _framed(text: str, start: int, end: int, amount: Amount, modifier: str | None) -> Figure:
    """A figure with bounds of its own: a modifier before it is spanned but changes nothing."""
    before = modifier_before(text, start)
    return Figure(before[1] if before else start, end, amount, modifier, text[start:end])


def _of_several(text: str, start: int, found: re.Match[str]) -> Figure:
    scale = {**values(), "score": 20}[found["scale"].lower()]
    if "couple" in found[0].lower():
        return _framed(text, start, found.end(), Amount(best=2 * scale, approximate=True), None)
    return _framed(text, start, found.end(), Amount(low=2 * scale), None)


def _of_fraction(text: str, start: int, found: re.Match[str]) -> Figure:
    fractions = table("quantities")["fractions"]
    part = found["part"].lower()
    count = number_value(found["count"]) if found["count"] and found["count"].lower() != "a" else 1
    value = round((count or 1) * float(fractions.get(part, fractions.get(part.removesuffix("s"), 0))), 4)
    before = modifier_before(text, start)
    kind = before[0] if before else None
    return Figure(before[1] if before else start, found.end(), amount_of(value, kind), kind, "fraction")


def _of_range(text: str, start: int, found: re.Match[str]) -> Figure | None:
    """ "300 to 400", "between two and three million": both bounds, the scale shared where only the second has one."""
    low, high = number_value(found["a"]), number_value(found["b"])
    join, before = found["join"].strip().lower(), text[max(0, start - 40) : start].lower()
    between = re.search(r"\bbetween\s+[$€£]?$", before)
    if low is None or high is None or (join == "and") != bool(between):
        return None
    if re.search(r"\b(?:ros|ris|increas|grew|grown|jump|climb|up|rais|surg)\w*\s(?:\w+\s){0,2}from\s+[$€£]?$", before):
        return None
    scale = re.search(r"(hundred|thousand|million|billion|trillion|k|m|bn|mn)$", found["b"].lower())
    if scale and not re.search(r"(?:hundred|thousand|[mb]illion|dozen|\d\s?[kmb]n?)$", found["a"].lower()):
        unit = number_value(f"1 {scale[1]}") or 1
        low *= unit if low < high / unit * 1.0001 else 1
    if low >= high or (join == "or" and high > 3 * low + 2):
        return None
    opening = start - (len(between[0]) if between else 0)
    modifier = None if between else modifier_before(text, start)
    approximate = bool(modifier and modifier[0] == "approximate")
    return Figure(
        modifier[1] if modifier else opening,
        found.end(),
        Amount(low=low, high=high, approximate=approximate),
        "range",
        found[0],
    )


def _of_number(text: str, start: int, found: re.Match[str]) -> Figure | None:
    value = number_value(found["n"])
    if value is None:
        return None
    sign = currency_sign().search(text[max(0, start - 5) : start])
    left = start - len(sign[0]) if sign else start
    before = modifier_before(text, left)
    kind, end = (before[0] if before else None), found.end()
    after = modifier_after(text, end)
    if after:
        kind, end = after
    return Figure(before[1] if before else left, end, amount_of(value, kind), kind, found["n"])


_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BEFORE_NAME = re.compile(rf"(?:\w[-–./:'’]|[#№@/:]|\b{_MONTHS}\s)$")
_AFTER_NAME = re.compile(
    rf"(?:st|nd|rd|th|mm|cm|D|s)\b|[-\s]?mm\b|:\d|/\d|\.\d|\s+{_MONTHS}\b|\s?(?:am|pm|a\.m|p\.m)\b|\s+(?:GMT|UTC)\b|"
    r"[\s-](?:more\s|other\s|full\s|consecutive\s|straight\s)?(?:second|minute|hour|day|night|week|weekend|fortnight|month|year|decade|"
    r"centur(?:y|ie))s?\b|['’]s\b|\s+o['’]clock"
)


def _is_name_or_time(text: str, start: int, figure: Figure) -> bool:
    """Whether the number is part of a name, a date, a clock time, an age or a pronoun rather than a figure."""
    before, words = text[max(0, start - 24) : start], figure.words
    digits = words[0].isdigit()
    core_end = start + len(words) if words != "fraction" else figure.end
    if words == "fraction":
        return False
    if _BEFORE_NAME.search(before) or _AFTER_NAME.match(text, core_end):
        return True
    if (
        digits
        and text[core_end : core_end + 1].isalpha()
        and not re.match(unit_pattern(), text[core_end:], re.IGNORECASE)
    ):
        return True
    previous = re.search(r"([\w.№]+)\s+$", before)
    if previous and previous[1].lower() in table("quantities")["no_noun"]["names"]:
        return not (
            previous[1].islower() and previous[1] in {"day", "war", "building", "school", "hospital", "bus", "top"}
        )
    if not digits:
        return _is_pronoun_or_name(text, start, core_end, previous)
    if re.search(r"[A-Z][\w’'-]*\s$", before) and not re.search(r"(?:^|[.!?”\"]\s|\n)\w*\s$", before):
        named = not re.match(r"\s?(?:%|per\s?cent)|\s+[a-z]|[-,;)]", text[core_end : core_end + 12])
        if named and "," not in words:
            return True
    if (
        re.search(r"[A-Z]\w+,\s$", before)
        and re.fullmatch(r"\d{1,2}", words)
        and re.match(r"[,.]|\s*$", text[core_end : core_end + 2])
    ):
        return True
    if re.match(r"[-–]\d", text[core_end : core_end + 2]) and figure.words.isdigit() and not figure.modifier:
        return True
    bare_year = re.fullmatch(r"(?:19|20)\d\d", words) and not figure.modifier
    return bool(bare_year and (not find_counted(text, core_end) or re.search(r"\b(?:in|since|the|of|by)\s$", before)))


def _is_pronoun_or_name(text: str, start: int, end: int, previous: re.Match[str] | None) -> bool:
    word = text[start:end]
    if word[0].isupper() and previous and not re.search(r"[.!?:”\"]\s+$|\n\s*$", text[max(0, start - 4) : start]):
        return True
    if text[end : end + 1] == "-" and not re.match(
        rf"-(?:{unit_pattern()}|strong\b|square)", text[end:], re.IGNORECASE
    ):
        return True
    lower = word.lower()
    if lower in {"zero"} or (lower in {"second", "third"}):
        return True
    if lower != "one":
        return False
    if modifier_before(text, start):
        return False
    if previous and previous[1].lower() in {
        "no",
        "this",
        "that",
        "the",
        "which",
        "any",
        "every",
        "each",
        "another",
        "only",
    }:
        return True
    if re.match(
        r"\s+(?:(?:was|were|is|has been|had been|other|others)\s+)?(?:more\s+)?(?:killed|wounded|injured|dead|missing|died|hurt|captured)\b",
        text[end:],
    ):
        return False
    if re.match(rf"\s+{unit_pattern()}", text[end:], re.IGNORECASE):
        return False
    counted = find_counted(text, end, one=True)
    if counted is None:
        return True
    speech = table("quantities")["no_noun"]["speech"]
    return bool(re.match(rf"\s+(?:who\s+)?(?:{'|'.join(speech)})\b", text[counted.span.end :]))


@cache
def _tail() -> dict[str, re.Pattern[str]]:
    unit = unit_pattern()
    number = number_pattern()
    return {
        "percent": re.compile(r"\s?%|[\s-](?:percent|per\scent|pct)\b(?!age\spoint)", re.IGNORECASE),
        "unit": re.compile(rf"(?:\s?|-)(?P<unit>{unit})", re.IGNORECASE),
        "paired": re.compile(rf"\s*(?:\(|,?\s+or\s+)(?:(?:about|some|around|nearly|almost|over)\s+)?{number}[\s-]?{unit}\)?,?", re.IGNORECASE),
        "rate": re.compile(
            r"(?<!\bin)(?<!\bfor)(?<!within)(?<!than)(?<!after)(?<!about)(?<!almost)(?<!of)\s(?:an?|per|every|each|a\ssingle)\s(?P<unit>hour|day|night|week|month|year)\b"
            r"(?!\s+(?:after|later|earlier|before|ago|of|when|that|since|into))|\s(?P<word>hourly|daily|weekly|monthly|annually)\b(?!\s+[a-z]+s\b)",
            re.IGNORECASE,
        ),
        "in_aid": re.compile(r"\s+(?:of\s+dollars\b|in\s+(?:\w+\s+){0,2}(?:aid|assistance|funding|support|loans|grants|damages?|arms|weapons)\b)"),
    }  # fmt: skip


def _measured(text: str, figure: Figure) -> tuple[QuantityMention | None, int]:
    """The figure with its unit or noun, and where to go on."""
    tail = _tail()
    if figure.words == "fraction" or (percent := tail["percent"].match(text, figure.end)):
        end = figure.end if figure.words == "fraction" else percent.end()  # type: ignore[union-attr]
        return _share(text, figure, end), end
    if (money := _money(text, figure)) is not None:
        return money, money.span.end
    if unit := tail["unit"].match(text, figure.end):
        measure = unit_measures()[unit["unit"].lower()]
        amount = scaled(figure.amount, factor(measure, _unit_key(measure, unit["unit"])))
        paired = tail["paired"].match(text, unit.end())
        mention = _quantity(
            text, figure.start, unit.end(), amount, None, measure, "km" if measure == "distance_km" else "km2"
        )
        return mention, paired.end() if paired else unit.end()
    counted = find_counted(text, figure.end, one=figure.amount == Amount(best=1) or figure.words.lower() == "one")
    return _counting(text, figure, counted), figure.end


def _unit_key(measure: str, word: str) -> str:
    return next(key for key in table("units")[measure] if key.lower() == word.lower())


def _share(text: str, figure: Figure, end: int) -> QuantityMention:
    by = 1 if figure.words == "fraction" else 0.01
    counted = find_counted(text, end) if re.match(r"\s+(?:of|the)\b", text[end:]) else None
    of = re.match(r"\s+(?:of\s+)?(?:(?:all|the|its|their|his)\s+)*((?:\w+\s+){0,2}?)(\w+)", text[end : end + 60])
    measure = None
    if counted and counted.measure == "buildings":
        measure = "buildings_share"
    elif of and re.match(r"\s+of\b|\s+the\b", text[end:]) and _is_territory(of):
        measure = "share"
    return _quantity(text, figure.start, end, scaled(figure.amount, by), counted, measure, "share")


def _is_territory(of: re.Match[str]) -> bool:
    words = f"{of[1]} {of[2]}".split()
    lands = {
        "city",
        "country",
        "region",
        "territory",
        "province",
        "oblast",
        "town",
        "district",
        "land",
        "area",
        "village",
        "peninsula",
    }
    return any(w.lower() in lands for w in words) or (
        words[-1][0].isupper() and not words[-1].lower().endswith(("ians", "ans", "is"))
    )


def _money(text: str, figure: Figure) -> QuantityMention | None:
    sign = re.match(r"(?:US|C|A)?[$€£₴₽₺₪]", text[figure.start : figure.end].lstrip()) or re.search(
        r"((?:US|C|A)?[$€£₴₽₺₪]|USD|EUR|UAH|GBP)\s?(?=[\d])", text[figure.start : figure.end]
    )
    if sign:
        code = currency_code(sign=sign[0].strip())
        return _quantity(text, figure.start, figure.end, figure.amount, None, "money", code)
    if word := currency_word().match(text, figure.end):
        return _quantity(
            text, figure.start, word.end(), figure.amount, None, "money", currency_code(word=word["currency"])
        )
    if figure.words.lower().endswith(("millions", "billions")) and (aid := _tail()["in_aid"].match(text, figure.end)):
        code_known = "dollars" in aid[0]
        return _quantity(text, figure.start, figure.end, figure.amount, None, "money", "USD" if code_known else None)
    return None


def _counting(text: str, figure: Figure, counted: Counted | None) -> QuantityMention:
    measure = counted.measure if counted else None
    unit = "people" if measure in PEOPLE else counted.lemma if counted else None
    return _quantity(text, figure.start, figure.end, figure.amount, counted, measure, unit)


def _quantity(
    text: str, start: int, end: int, amount: Amount, counted: Counted | None, measure: str | None, unit: str | None
) -> QuantityMention:
    return QuantityMention(
        Span(start, end),
        text[start:end],
        amount,
        counted.lemma if counted else None,
        counted.span if counted else None,
        measure,
        unit,
        _rate(text, start, counted.span.end if counted else end),
    )


def _rate(text: str, start: int, end: int) -> str | None:
    """The rate that follows in the same clause ("100 soldiers killed every day"), or "daily" before."""
    clause = re.split(r"[.;,!?\n]", text[end : end + 60], maxsplit=1)[0]
    found = _tail()["rate"].search(clause)
    if found is None:
        return None
    rates: dict[str, str] = table("quantities")["rates"]
    return rates[(found["unit"] or found["word"]).lower()]
