"""Dictionary forms of words, from their Penn tag by rule and a table of what the rules get wrong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "lemmas.tsv"
_ENDINGS = Path(__file__).parent / "data" / "endings.tsv"
_PASTS = Path(__file__).parent / "data" / "pasts.txt"

_NAMES = frozenset({"NNP", "NNPS"})
_SUFFIXES = {
    **dict.fromkeys(("NNS", "NNPS", "VBZ"), "s"),
    **dict.fromkeys(("VBD", "VBN"), "ed"),
    "VBG": "ing",
    **dict.fromkeys(("JJR", "RBR"), "er"),
    **dict.fromkeys(("JJS", "RBS"), "est"),
}
_LONGEST_ENDING = 5


@lru_cache(maxsize=100_000)
def lemma_of(text: str, tag: str) -> str:
    """The dictionary form of *text* with the Penn tag *tag*.

    Names keep their capitals; all else comes in lower case, adjectives made of names ("russian") with the rest.
    """
    text = text.replace("’", "'")
    lower = text.lower()
    known = _table().get((lower, tag))
    if known is not None:
        return known
    if tag in _NAMES:
        return _singular(text) if tag == "NNPS" and not text.isupper() else text
    return by_rule(lower, tag, _endings())


@cache
def _endings() -> dict[str, str]:
    rows = (line.split("\t") for line in _ENDINGS.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {row[0]: row[1] for row in rows}


@cache
def _table() -> dict[tuple[str, str], str]:
    rows = (line.split("\t") for line in _TABLE.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    return {(form, tag): lemma for form, tag, lemma in rows}


def by_rule(lower: str, tag: str, endings: Mapping[str, str]) -> str:
    """The dictionary form of the lower-case word *lower* by the rules alone; *endings* as in :func:`restored`."""
    suffix = _SUFFIXES.get(tag)
    if suffix == "s":
        return _singular(lower)
    return _without(lower, suffix, endings) if suffix else lower


def _singular(word: str) -> str:
    """A plural noun or a third person verb without its ending."""
    if word.endswith("men") and len(word) > 3:
        return word[:-2] + "an"
    if len(word) < 4 or not word.endswith("s") or word.endswith("ss"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("'s") or word[-2].isdigit():
        return word  # "the 1970s"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _without(word: str, ending: str, endings: Mapping[str, str]) -> str:
    """A word without *ending*, with the letters that the ending took or doubled put right."""
    if not word.endswith(ending) or len(word) < len(ending) + 2:
        return word
    stem = word.removesuffix(ending)
    if not any(letter in "aeiouy" for letter in stem):
        return word  # "red", "bring"
    if ending != "ing" and stem.endswith("i"):
        return stem[:-1] + "y"
    return restored(stem, endings)


def restored(stem: str, endings: Mapping[str, str]) -> str:
    """The base form whose stem before "-ed" or "-ing" is *stem*: an "e" added, a doubled letter taken back, or as is.

    *endings* says which, by the longest ending of the stem that it knows (``^`` stands for the word's beginning).
    """
    padded = "^" + stem
    for length in range(min(_LONGEST_ENDING, len(padded)), 0, -1):
        action = endings.get(padded[-length:])
        if action is not None:
            return changed(stem, action)
    return stem


def changed(stem: str, action: str) -> str:
    """*stem* after ``e`` (add one), ``double`` (take the last letter off) or ``same``."""
    if action == "e":
        return stem + "e"
    doubled = action == "double" and stem[-2:-1] == stem[-1:]
    return stem[:-1] if doubled else stem


@cache
def past_forms() -> frozenset[str]:
    """Past forms of irregular verbs that are no other word ("retook", "overran"), in lower case."""
    lines = _PASTS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
