"""What words around a number do to its bounds."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives
from fogline.model.values import Amount

_KINDS = ("low", "high", "under", "approximate", "exact")


@cache
def _before() -> re.Pattern[str]:
    modifiers = table("quantities")["modifiers"]
    groups = "|".join(rf"(?P<{kind}>{alternatives(modifiers[kind])})" for kind in _KINDS)
    return re.compile(rf"(?<![\w-])(?:{groups})\s+(?:(?:a|an|the|another|about|around|estimated)\s+)?$", re.IGNORECASE)


@cache
def _last_words() -> tuple[str, ...]:
    """What every modifier ends with, whatever article follows it: cheap to look for."""
    modifiers = table("quantities")["modifiers"]
    words = {str(phrase).split()[-1].lower() for kind in _KINDS for phrase in modifiers[kind]}
    return tuple(sorted({*words, "a", "an", "the", "another", "about", "around", "estimated"}))


@cache
def _after() -> re.Pattern[str]:
    after = table("quantities")["after"]
    groups = "|".join(rf"(?P<{kind}>{alternatives(words)})" for kind, words in after.items())
    return re.compile(rf"\s?(?:{groups})(?!\w)", re.IGNORECASE)


def modifier_before(text: str, start: int) -> tuple[str, int] | None:
    """The kind of the modifier that ends right before *start*, and where it begins."""
    left = max(0, start - 32)
    before = text[left:start]
    if not before[-1:].isspace() or not before.rstrip().lower().endswith(_last_words()):
        return None
    match = _before().search(before)
    return (str(match.lastgroup), left + match.start()) if match else None


def modifier_after(text: str, end: int) -> tuple[str, int] | None:
    """The kind of the modifier that begins right at *end*, and where it ends."""
    match = _after().match(text, end)
    return (str(match.lastgroup), match.end()) if match else None


def amount_of(value: float, kind: str | None) -> Amount:
    """The bounds of *value* under a modifier: "more than N" is a lower bound only, "almost N" best value and bound."""
    if kind == "low":
        return Amount(low=value)
    if kind == "high":
        return Amount(high=value)
    if kind == "under":
        return Amount(best=value, high=value, approximate=True)
    return Amount(best=value, approximate=kind == "approximate")


def scaled(amount: Amount, by: float) -> Amount:
    """*amount* in another unit, rounded to what conversion keeps (nine significant digits)."""

    def times(value: float | None) -> float | None:
        return None if value is None else float(f"{value * by:.9g}")

    return amount if by == 1 else Amount(times(amount.low), times(amount.best), times(amount.high), amount.approximate)
