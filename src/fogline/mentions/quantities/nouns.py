"""The noun a number counts: found by its form and a word list, with the measure where the noun settles it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fogline.lexicon.loader import table
from fogline.model.span import Span

LOOK_AHEAD = 7
"""Words after a number within which its noun stands ("four more high mobility artillery rocket systems" has six)."""

_MORE = frozenset({"more", "additional", "further", "extra"})
_WORD = re.compile(r"\s*(?:-\s?)?([A-Za-z][\w]*(?:[-'’]\w+)*)")
_POSSESSIVE = re.compile(
    r"\s+(?:out\s+)?of\s+(?:(?:the|these|those|his|her|its|their|our|my|them)\b\s*|[A-Z]\w*['’]s?\s+)*(?:\d[\d,]*\s+(?=[A-Za-z]))?"
)
_CALIBRE = re.compile(r"\s+(\d{2,3}(?:\s|-)?mm)(?=\s+[a-z])")
_MODEL = re.compile(r"\s+(\d{1,3}[A-Z]?\d?)(?=\s+[a-z]+s\b)")
_JOINT = re.compile(r"\s+(and)\s+(?=([A-Za-z][\w-]*)\s+[a-z])")
_MAKE = re.compile(r"([a-z]{1,6}|9m)-?\d{1,4}[a-z]{0,3}")


@dataclass(frozen=True, slots=True)
class Counted:
    """A noun phrase that is counted: where it stands, its head as a singular, the measure it settles (if it does)."""

    span: Span
    lemma: str
    measure: str | None
    words: tuple[str, ...]


@cache
def _measures() -> dict[str, str]:
    return {lemma.lower(): measure for measure, lemmas in table("quantities")["measures"].items() for lemma in lemmas}


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("quantities")["no_noun"]["stop"])


def singular(word: str) -> str:
    """The lower-case singular of a plural noun ("troops" → "troop", "bodies" → "body", "people" → "person")."""
    word = word.lower()
    irregular: str | None = table("quantities")["plurals"].get(word)
    if irregular:
        return irregular
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|ch|sh|x|zz)es$", word):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def is_plural(word: str) -> bool:
    """Whether *word* has the form of a plural noun."""
    lower = word.lower()
    if lower in table("quantities")["plurals"]:
        return True
    if is_people(word):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s", "’s"))


def is_people(word: str) -> bool:
    """Whether *word* names a people in the plural ("Iraqis", "Ukrainians")."""
    return word[0].isupper() and word.endswith(tuple(table("quantities")["share"]["peoples"]))


def _phrase(text: str, start: int) -> list[re.Match[str]]:
    """The words after *start* up to the first that cannot stand in a noun phrase."""
    words: list[re.Match[str]] = []
    position = start
    while len(words) < LOOK_AHEAD:
        match = _WORD.match(text, position) or _designation(text, position, words)
        if match is not None and match[1] == "and" and words:
            match = _joint(text, position, words[-1][1])
        if match is None or (match[1].lower() in _stops() and match[1] != "and") or "\n" in match[0]:
            break
        if match[1] == "and" and not words:
            break
        position = match.end()
        if words or match[1].lower() not in _MORE:
            words.append(match)
    return words


def _designation(text: str, position: int, words: list[re.Match[str]]) -> re.Match[str] | None:
    """ "155mm" before a noun, "2" after a make: "12 Leopard 2 tanks"."""
    if words and words[-1][1][0].isupper() and (model := _MODEL.match(text, position)):
        return model
    return _CALIBRE.match(text, position)


def _joint(text: str, position: int, before: str) -> re.Match[str] | None:
    """ "and" between two epithets of one noun: "Syrian and Russian air strikes", "missile and drone strikes"."""
    found = _JOINT.match(text, position)
    if found is None:
        return None
    means = table("quantities")["makes"]["means"]
    proper = before[0].isupper() and found[2][0].isupper()
    return found if proper or (before.lower() in means and found[2].lower() in means) else None


def _of_make(lemma: str) -> str | None:
    """The measure of a make of weapon: "su-25" is equipment, "kh-101" munitions."""
    found = _MAKE.fullmatch(lemma)
    if found is None:
        return None
    return "munitions" if found[1] in table("quantities")["makes"]["munitions"] else "equipment"


def measure_of(lemma: str) -> str | None:
    """The measure that a noun settles by itself, or ``None``."""
    return _measures().get(lemma)


_FATES = frozenset({"dead", "wounded"})
"""Plurals that tell what became of the people before them: "13 soldiers dead"."""


def _heads_on(words: list[re.Match[str]], i: int) -> bool:
    """Whether the plural at *i* only describes a noun behind it: "police officers", "Himars missile systems"."""
    reach = 3 if words[i][1][0].isupper() else 2
    behind = words[i + 1 : i + reach]
    return any(is_plural(word[1]) and measure_of(singular(word[1])) for word in behind if word[1] not in _FATES)


def find_counted(text: str, end: int, *, one: bool = False) -> Counted | None:
    """The noun phrase counted by a number that ends at *end*; with *one*, a singular noun of the word list."""
    possessive = _POSSESSIVE.match(text, end)
    words = _phrase(text, possessive.end() if possessive else end)
    for i, word in enumerate(words):
        lemma = singular(word[1])
        known = measure_of(lemma) or measure_of(lemma.rsplit("-", 1)[-1]) or ("people" if is_people(word[1]) else None)
        known = known or _of_make(lemma)
        if one:
            following = words[i + 1][1].lower() if i + 1 < len(words) else ""
            if not known or measure_of(following) or (word[1][0].isupper() and following):
                continue
        elif not is_plural(word[1]) or _heads_on(words, i):
            continue
        return Counted(Span(words[0].start(1), word.end(1)), lemma, known, tuple(w[1] for w in words[: i + 1]))
    return None if one or len(words) != 1 else _unmarked(words[0])


def _unmarked(word: re.Match[str]) -> Counted | None:
    """A noun of the word list that lacks its plural: "4 civilian were hurt"."""
    measure = measure_of(word[1]) if word[1].islower() else None
    return None if measure not in {"people", "troops"} else Counted(Span(*word.span(1)), word[1], measure, (word[1],))
