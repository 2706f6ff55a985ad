"""Finds numbers that count or measure something: their bounds, what they count, unit and rate."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import number_pattern
from fogline.mentions.quantities.amounts import scaled
from fogline.mentions.quantities.grammar import Figure, figure_at, number_starts
from fogline.mentions.quantities.names import is_no_figure
from fogline.mentions.quantities.nouns import Counted, find_counted
from fogline.mentions.quantities.units import (
    currency_code,
    currency_word,
    factor,
    unit_measures,
    unit_pattern,
    unit_word,
)
from fogline.model.mention import QuantityMention, TimeMention
from fogline.model.span import Span
from fogline.model.values import Amount

PEOPLE = frozenset({"people", "troops", "killed", "wounded", "casualties"})
"""Measures whose unit is people."""


def find_quantities(text: str, *, times: tuple[TimeMention, ...] = ()) -> tuple[QuantityMention, ...]:
    """The quantities of *text*, in order, none overlapping another.

    *times* are the text's time expressions: numbers in them are none. ``span`` is the figure with its modifiers and
    unit ("almost 35,000", "$40 million", "2 kilometres"); a second unit in parentheses belongs to it and is not told
    again. Shares are 0 to 1.
    """
    taken = [(t.span.start, t.span.end) for t in times]
    found: list[QuantityMention] = []
    done = 0
    for start in number_starts(text):
        if start < done:
            continue
        mention, end = _read(text, start, taken)
        done = max(done, end)
        if mention is not None and not (found and mention.span.start < found[-1].span.end):
            found.append(mention)
    return tuple(_sharing(text, found))


_SHARED = re.compile(r"(?:\s+[A-Z][\w-]*){1,3}(?:,\s+|,?\s+(?:and|or)\s+)")


def _sharing(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """*found*, with the noun that a figure shares with the one behind it: "12 Syrian and three Iraqi soldiers"."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        one, two = out[i], out[i + 1]
        alone = one.counted is None and one.measure is None and two.counted_span is not None
        if alone and two.rate is None and _SHARED.fullmatch(text, one.span.end, two.span.start):
            out[i] = replace(one, counted=two.counted, measure=two.measure, unit=two.unit)
    return out


def _read(text: str, start: int, taken: list[tuple[int, int]]) -> tuple[QuantityMention | None, int]:
    """The quantity that begins at *start*, or ``None``, and where to go on."""
    figure = figure_at(text, start)
    if figure is None:
        return None, start + 1
    if any(a < figure.end and start < b for a, b in taken) or is_no_figure(text, start, figure):
        return None, figure.end
    return _measured(text, figure)


@cache
def _tail() -> dict[str, re.Pattern[str]]:
    """What may follow a figure: a percent sign, a unit, the length in a second unit, a rate, a vague sum's purpose."""
    unit, number = unit_pattern(), number_pattern()
    no_length = "".join(rf"(?<!\b{w})" for w in ("in", "for", "within", "than", "after", "about", "almost", "of"))
    sources = {
        "percent": r"\s?%|[\s-](?:percent|per\scent|pct)\b(?!age\spoint)",
        "unit": rf"[\s-]?(?P<unit>{unit})",
        "paired": rf"\s*(?:\(|,?\s+or\s+)(?:(?:about|some|around|nearly|almost|over)\s+)?{number}[\s-]?{unit}\)?",
        "exchanged": rf"\s*\((?:(?:about|some|around|nearly|almost|over)\s+)?([A-Z]{{0,3}}[$€£]\s?)?{number}"
        r"(?(1)|\s[a-z]+)\)",
        "rate": rf"{no_length}\s(?:an?|per|every|each|a\ssingle)\s(?P<unit>hour|day|night|week|month|year)\b"
        r"(?!\s+(?:after|later|earlier|before|ago|of|when|that|since|into))|"
        r"\s(?P<word>hourly|daily|weekly|monthly|annually)\b(?!\s+[a-z]+s\b)",
        "in_aid": r"\s+(?:of\s+dollars\b|in\s+(?:\w+\s+){0,2}"
        r"(?:aid|assistance|funding|support|loans|grants|damages?|arms|weapons)\b)",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


def _measured(text: str, figure: Figure) -> tuple[QuantityMention, int]:
    """The figure with its unit or noun, and where to go on."""
    if figure.words == "fraction":
        return _share(text, figure, figure.end, 1), figure.end
    if percent := _tail()["percent"].match(text, figure.end):
        return _share(text, figure, percent.end(), 0.01), percent.end()
    if (money := _money(text, figure)) is not None:
        other = _tail()["exchanged"].match(text, money.span.end)
        return money, other.end() if other else money.span.end
    if unit := _tail()["unit"].match(text, figure.end):
        paired = _tail()["paired"].match(text, unit.end())
        return _in_unit(text, figure, unit), paired.end() if paired else unit.end()
    return _counting(text, figure), figure.end


def _in_unit(text: str, figure: Figure, unit: re.Match[str]) -> QuantityMention:
    """A length or an area, in kilometres or square kilometres."""
    word = unit_word(unit["unit"])
    measure = unit_measures()[word]
    amount = scaled(figure.amount, factor(measure, word))
    return _quantity(text, figure.start, unit.end(), amount, measure=measure, unit=measure.rpartition("_")[2])


_SHARE_OF = re.compile(r"\s+(?:of\s+|the\s+)(?:(?:all|the|its|their|his)\s+)*((?:\w+\s+){0,2}?\w+)")


def _share(text: str, figure: Figure, end: int, by: float) -> QuantityMention:
    """A share, 0 to 1; of buildings, of territory, or of something else (no measure)."""
    of = _SHARE_OF.match(text, end)
    at = end if of else figure.noun_at
    counted = find_counted(text, at) if at is not None else None
    measure = None
    if counted and counted.measure == "buildings":
        measure = "buildings_share"
    elif of and _is_territory(of[1].split()):
        measure = "share"
    return _quantity(text, figure.start, end, scaled(figure.amount, by), counted, measure, "share")


def _is_territory(phrase: list[str]) -> bool:
    lists = table("quantities")["share"]
    if any(word.lower() in lists["lands"] for word in phrase):
        return True
    return phrase[-1][0].isupper() and not phrase[-1].lower().endswith(tuple(lists["peoples"]))


def _money(text: str, figure: Figure) -> QuantityMention | None:
    """A sum of money: a sign before, a currency after, or a vague sum "of dollars", "in aid"."""
    start, end, amount = figure.start, figure.end, figure.amount
    if figure.sign:
        return _quantity(text, start, end, amount, measure="money", unit=currency_code(sign=figure.sign))
    if word := currency_word().match(text, end):
        code = currency_code(word=word["currency"])
        return _quantity(text, start, word.end(), amount, measure="money", unit=code)
    vague = figure.words.lower().endswith(("millions", "billions"))
    if vague and (purpose := _tail()["in_aid"].match(text, end)):
        return _quantity(text, start, end, amount, measure="money", unit="USD" if "dollars" in purpose[0] else None)
    return None


def _counting(text: str, figure: Figure) -> QuantityMention:
    """A count of something: the noun after it, if there is one."""
    counted = find_counted(text, figure.end, one=figure.words.lower() in {"one", "1"})
    measure = counted.measure if counted else None
    unit = "people" if measure in PEOPLE else counted.lemma if counted else None
    return _quantity(text, figure.start, figure.end, figure.amount, counted, measure, unit)


def _quantity(
    text: str,
    start: int,
    end: int,
    amount: Amount,
    counted: Counted | None = None,
    measure: str | None = None,
    unit: str | None = None,
) -> QuantityMention:
    rate = _rate(text, counted.span.end if counted else end)
    lemma, phrase = (counted.lemma, counted.span) if counted else (None, None)
    return QuantityMention(Span(start, end), text[start:end], amount, lemma, phrase, measure, unit, rate)


_CLAUSE_END = re.compile(r"[.;,!?\n]")
_TIME_UNIT = re.compile(r"hour|da[yi]|night|week|month|year|annual")
"""What all rates hold, and most clauses do not."""


def _rate(text: str, end: int) -> str | None:
    """The rate that follows in the same clause: "100 soldiers killed every day"."""
    stop = _CLAUSE_END.search(text, end, end + 60)
    clause = text[end : stop.start() if stop is not None else end + 60]
    found = _tail()["rate"].search(clause) if _TIME_UNIT.search(clause.lower()) else None
    if found is None:
        return None
    rates: dict[str, str] = table("quantities")["rates"]
    return rates[(found["unit"] or found["word"]).lower()]
