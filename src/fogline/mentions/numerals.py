"""Numbers as English writes them: digits, number words, and both with a scale ("1.2 million", "35k")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby

from fogline.lexicon.loader import table
from fogline.model.remembered import Remembered

DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?"
"""Digits with or without separators and decimals."""


def alternatives(words: object) -> str:
    """The strings of *words*, longest first, joined as regular-expression alternatives."""
    return "|".join(re.escape(word) for word in sorted(map(str, words), key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


def any_word(words: Iterable[str]) -> str:
    """A pattern for any of *words* as a whole word: quick where most fail."""
    return rf"\b{any_of(words)}\b"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of *words*, longer ones first, what they begin with told once."""
    return _branch(sorted(set(words)))


def _branch(words: Sequence[str]) -> str:
    parts = []
    for _, group in groupby((word for word in words if word), key=lambda word: word[0]):
        same = list(group)
        begun = same[0]
        while not same[-1].startswith(begun):  # they are sorted: what first and last begin with, all do
            begun = begun[:-1]
        parts.append(re.escape(begun) + _branch([word.removeprefix(begun) for word in same]))
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'' if words[0] else '?'}"


@cache
def values() -> dict[str, float]:
    """Every number word with its value (scales and dozen included)."""
    numbers = table("numbers")
    return {**numbers["units"], **numbers["tens"], **numbers["scales"], "dozen": 12}


@cache
def word_number() -> str:
    """A pattern for a number in words: "two", "thirty-five thousand", "two hundred and six", "a hundred"."""
    numbers = table("numbers")
    ones = alternatives(word for word, value in numbers["units"].items() if value < 10)
    small = (
        rf"(?:(?:{alternatives(numbers['tens'])})\b(?:[\s-]+(?:{ones})\b(?!-))?|(?:{alternatives(numbers['units'])})\b)"
    )
    scale = rf"(?:{alternatives([*numbers['scales'], 'dozen'])})\b"
    after_scale = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))(?:\s+and\s+|[\s-]+)"
    return rf"(?:{small}(?:[\s-]+{scale}|{after_scale}{small})*|an?\s+{scale}(?:\s+{scale}|{after_scale}{small})*)"


@cache
def number_pattern() -> str:
    """A pattern for any number in digits or words, with a scale after digits ("1.2 million", "35k", "$5bn")."""
    numbers = table("numbers")
    scale = alternatives([*numbers["scales"], "dozen"])
    suffix = alternatives(numbers["suffixes"])
    and_a_half = rf"\s+and\s+a\s+half(?:\s+(?:{scale}))?"
    half_of = rf"half\s+an?\s+(?:{scale})|\d+\s*(?:1/2|½)"
    digits = rf"\d+{and_a_half}|{DIGITS}(?:[\s-]?(?:{scale})\b|\s?(?:{suffix})\b)?"
    return rf"(?:{half_of}|{digits}|{word_number()}(?:{and_a_half})?)"


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"{DIGITS}|1/2|½|[a-z]+", re.IGNORECASE)


def number_value(text: str) -> float | None:
    """The value of *text*, a match of :func:`number_pattern`; ``None`` where it is no number."""
    return _NUMBERS[text]


def _number_value(text: str) -> float | None:
    words = values()
    suffixes = table("numbers")["suffixes"]
    total, current, seen = 0.0, 0.0, False
    text = text.lower()
    half = text.startswith("half")
    if not half and text.endswith(("1/2", "½")):
        text = re.sub(r"\s*(?:1/2|½)$", " and a half", text)
    if " and a half" in text:
        head, _, scale = text.partition(" and a half")
        base = number_value(head)
        last = head.split()[-1]
        if base is not None and words.get(last, 0) >= 100 and not scale.strip():
            return base + 0.5 * words[last]
        return None if base is None else (base + 0.5) * words.get(scale.strip(), 1)
    for token in _token().findall(text):
        if token[0].isdigit():
            current, seen = current + float(re.sub(r"[,\u00a0\u202f]", "", token)), True
            continue
        value = words.get(token, suffixes.get(token))
        if value is None:
            continue
        seen = True
        if value < 100 and token != "dozen":
            current += value
        elif value == 100 or token == "dozen":
            current = (current or 1) * value
        else:
            total, current = total + (current or 1) * value, 0.0
    if not seen:
        return None
    return (total + current) * (0.5 if half else 1)


_NUMBERS = Remembered(_number_value)
