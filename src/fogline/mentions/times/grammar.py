"""The forms time expressions take: named patterns, and the search that finds where one of them stands.

Extents follow ISO-TimeML (TIMEX3): no preposition, but determiners and modifiers ("the past two weeks", "early May").
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives, number_pattern, word_number

YEAR = r"(?:1[0-9]|20)\d{2}"
DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]?\d)"
REACH = 9
"""Words before a trigger at which an expression may begin; the longest form of the grammar has nine before its head."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One form: its name, and its pattern with the parts named."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a form was found."""

    rule: str
    match: re.Match[str]


def _cased(words: object) -> str:
    """Alternatives that match in title or upper case only: "may" is no month, "sat" no day."""
    both = [w for word in map(str, words) for w in (word, word.upper())]  # type: ignore[call-overload]
    return f"(?-i:{alternatives(both)})"


@cache
def atoms() -> dict[str, str]:
    """The building blocks of the rules, by the name they have between angle brackets."""
    times = table("times")
    month = _cased(times["months"])
    units = alternatives([u for u in times["units"] if u != "century"])
    clock_word, zones = alternatives(times["clock_words"]), alternatives(times["words"]["zones"])
    clock = (
        r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:a\.m\.|p\.m\.|am\b|pm\b|AM\b|PM\b|a\.m|p\.m)|(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])"
        rf"|(?:[01]\d|2[0-3])[0-5]\d(?=\s+(?:hours\b|{zones}))|\b(?:{clock_word})\b)"
    )
    vague, modifier = alternatives(times["words"]["vague"]), alternatives(times["words"]["modifiers"])
    quantity = rf"(?:{vague}|half an?|{number_pattern()}|an?)"
    return {
        "month": rf"(?:{month}|{_cased(times['month_abbreviations'])}\b\.?)",
        "fullmonth": month,
        "weekday": _cased(times["weekdays"]),
        "anyweekday": rf"(?:{_cased(times['weekdays'])}|{_cased(times['weekday_abbreviations'])}\b\.?)",
        "daypart": alternatives(times["dayparts"]),
        "unit": rf"(?:{units}|centur(?:y|ie))",
        "season": alternatives(times["seasons"]),
        "ordinal": alternatives(table("numbers")["ordinals"]),
        "year": YEAR,
        "day": DAY,
        "zone": alternatives(times["words"]["zones"]),
        "clock": clock,
        "mod": modifier,
        "qty": quantity,
        "num": number_pattern(),
        "word": word_number(),
        "reference": alternatives(times["references"]),
        "feast": _cased(times["feasts"]),
        "set": alternatives(times["sets"]),
    }


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    """Names and patterns of the rules, as the list has them, line breaks taken out."""
    rows = table("timex")["rules"]
    return tuple((str(r["name"]), "".join(line.strip() for line in r["pattern"].splitlines())) for r in rows)


def _fill(source: str) -> str:
    blocks = atoms()
    return re.sub(r"(?<!\?P)<(\w+)>", lambda m: f"(?:{blocks[m[1]]})" if m[1] in blocks else m[0], source)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by name, compiled with its parts named."""
    return {name: Rule(name, re.compile(rf"\b(?:{_fill(source)})", re.IGNORECASE)) for name, source in _sources()}


@cache
def starts() -> frozenset[str]:
    """The words (lower case) an expression may begin with, digits apart."""
    times, numbers = table("times"), table("numbers")
    words = [*times["months"], *times["month_abbreviations"], *times["weekdays"], *times["weekday_abbreviations"]]
    words += [*times["units"], *times["seasons"], *times["clock_words"], *times["sets"], *times["dayparts"]]
    words += [*numbers["units"], *numbers["tens"], *numbers["scales"], "dozen", "dozens", "hundreds", "thousands"]
    words += [w.split()[0].split("'")[0] for w in [*times["references"], *times["feasts"]]]
    words += [m.split()[0] for m in (*times["words"]["modifiers"], *times["words"]["vague"])]
    words += times["words"]["opening"]
    words += [*numbers["ordinals"], "third", "fourth"]
    return frozenset(w.lower() for w in words)


@cache
def triggers() -> frozenset[str]:
    """The words (lower case) one of which every expression holds, digits apart."""
    times = table("times")
    words = [
        *times["months"],
        *times["weekdays"],
        *times["seasons"],
        *times["clock_words"],
        *times["sets"],
        *times["dayparts"],
    ]
    words += [*times["month_abbreviations"], *times["units"], *(f"{u}s" for u in times["units"]), "centuries"]
    words += [
        w for phrase in times["references"] for w in phrase.split() if w not in {"the", "at", "near", "right", "these"}
    ]
    words += [w.split("'")[0] for phrase in times["feasts"] for w in phrase.split()]
    words += times["words"]["heads"]
    return frozenset(w.lower() for w in words)


@cache
def _combined() -> re.Pattern[str]:
    """All rules in one pattern; the name of the one that fits is the match's ``lastgroup``."""
    parts = []
    for name, source in _sources():
        bare = re.sub(r"\(\?P<\w+>", "(?:", _fill(source).replace("(?P=sep)", "[./-]"))
        parts.append(f"(?P<{name}>{bare})")
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)


_WORD = re.compile(r"\w+")

_TIMELY_NUMBER = re.compile(
    r"\d{4}(?!\d)|\d+(?:s|st|nd|rd|th|am|pm|AM|PM)\b|\d{1,2}(?:[-./:]\d|\s?[ap]\.?m\b|\s?[-–—]\s?\d)", re.IGNORECASE
)
"""Digits that may be an expression's only trigger: years, clock times, numeric dates, ordinals, decades."""


def search(text: str) -> Iterator[Found]:
    """Every stretch of *text* in which one of the forms stands, from left to right, none overlapping another."""
    begin, hold, done = starts(), triggers(), 0
    recent: deque[int] = deque(maxlen=REACH)
    for word in _WORD.finditer(text):
        at, token = word.start(), word.group().lower()
        digits = token[0].isdigit()
        recent.append(at if digits or token in begin else -1)
        if at < done or not (_TIMELY_NUMBER.match(text, at) if digits else token in hold):
            continue
        for start in list(recent):
            if start < done:
                continue
            found = _combined().match(text, start)
            if found and found.end() > at and found.lastgroup:
                exact = rules()[found.lastgroup].pattern.match(text, start)
                if exact:
                    yield Found(found.lastgroup, exact)
                    done = exact.end()
                    break
