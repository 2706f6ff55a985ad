"""Numbers that are no figures: parts of names, dates, ages, calibres, scores, and "one" as a pronoun."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.mentions.numerals import alternatives
from fogline.mentions.quantities.amounts import modifier_before
from fogline.mentions.quantities.grammar import Figure
from fogline.mentions.quantities.nouns import find_counted
from fogline.mentions.quantities.units import unit_pattern

_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_BEFORE_NAME = re.compile(rf"(?:\w[-–./:'’]|[#№@/:]|\b{_MONTHS} )\Z")
_AFTER_NAME = re.compile(
    rf"(?:st|nd|rd|th|mm|cm|D|s)\b|[-\s]?mm\b|:\d|/\d|\.\d|\s+{_MONTHS}\b|\s?(?:am|pm|a\.m|p\.m)\b|\s+(?:GMT|UTC)\b|"
    r"[\s-](?:more\s|other\s|full\s|consecutive\s|straight\s)?(?:second|minute|hour|day|night|week|weekend|fortnight|month|"
    r"year|decade|centur(?:y|ie))s?\b|['’]s\b|\s+o['’]clock|"
    r"\s+percentage\s+points?\b"
)
_AGE_BEFORE = re.compile(r"\b(?:aged\s+(?:between\s+)?[\w-]+\s+(?:and|to|or)|ages?\s+of)\s+\Z", re.IGNORECASE)
_AGE_THEN = re.compile(r"\s+when\s+(?:he|she|they)\b")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_AT_TIME = re.compile(r"\b(?:at|after|before|until|since|from|by|around)\s+\Z", re.IGNORECASE)
_QUALITY = re.compile(r"-\s?(?:(?:and|or|to)\s+(?:\w+-?)?|(?!odd\b|plus\b)[a-z]{2,})")
"""What makes a number part of a quality: "12- and 14-year-olds", "a 500-kilogram bomb"."""

_PERCENT = re.compile(r"-per\s?cent\b|-pct\b", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:[.!?:”\"]\s*|\n\s*|^\s*|[—–•-]\s+)[“‘\"]?\Z")
_LINE_START = re.compile(r"(?:^|\n)\s*\Z")
_ITEM_NUMBERED, _SMALL_AFTER, _RUN_ON = re.compile(r"\. [A-Z]"), re.compile(r"\s[a-z]"), re.compile(r"[-–]\d")
_CAPITALS_BEFORE, _NAME_BEFORE = re.compile(r"\b[A-Z]{2,} \Z"), re.compile(r"[A-Z][\w’'-]* \Z")
_OPENING_BEFORE = re.compile(r"(?:^|[.!?”\"]\s|\n)\w*\s\Z")
_FOLLOWED = re.compile(r"\s?(?:%|per\s?cent)|\s+[a-z]|[-,;)]")
_NAME_AND_COMMA, _OF_AGE, _STOPPED = re.compile(r"[A-Z]\w+, \Z"), re.compile(r"\d{1,2}"), re.compile(r"[,.]|\s*$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = re.compile(r"1\d{3}\s?[-–]\s?(?:1\d{3}|20\d\d)|20\d\d\s?[-–]\s?20\d\d")
_OF_YEARS = re.compile(r"\b(?:in|since|the|of|by)\s\Z")
_GLUED = re.compile(r"(?:[a-z]{3}|[)\]])[.!?]\Z")
"""A sentence's end right before a capital, as texts taken from pages have it: "left.Two men"."""


@cache
def _unit_ahead() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?{unit_pattern()}|-strong\b|-square\b", re.IGNORECASE)


def is_no_figure(text: str, start: int, figure: Figure) -> bool:
    """Whether the number at *start* is part of a name, a date, a clock time, an age or a pronoun, not a figure."""
    if figure.words == "fraction":
        return False
    before, end = text[max(0, start - 24) : start], start + len(figure.words)
    opens = figure.words[0].isupper() and _GLUED.search(before)
    last_word = before.rfind(" ", 0, -1) + 1
    if (
        (_BEFORE_NAME.search(before, last_word) and not opens)
        or _AFTER_NAME.match(text, end)
        or _after_a_name_word(before)
    ):
        return True
    if before.endswith("Group of "):
        return True
    if ("age" in before.lower() and _AGE_BEFORE.search(before)) or _AGE_THEN.match(text, end):
        return True
    if _CLOCK.fullmatch(figure.words) and _AT_TIME.search(before) and find_counted(text, end) is None:
        return True
    if figure.words[0].isdigit():
        return _digits_of_a_name(text, before, end, figure) or _is_year(text, before, end, figure)
    return _word_of_a_name(text, start, end) or (figure.words.lower() == "one" and _is_pronoun(text, start, end))


def _previous_word(before: str) -> str:
    """The word that blanks part from the end of *before*, empty where there is none."""
    line = before.removesuffix("\n")
    bare = line.rstrip(" \u00a0")
    start = len(bare)
    while start and (bare[start - 1].isalnum() or bare[start - 1] in "_.№"):
        start -= 1
    return bare[start:] if len(bare) < len(line) else ""


def _after_a_name_word(before: str) -> bool:
    """ "Article 5", "Boeing 737", "aged 30", "World War Two"."""
    word, lists = _previous_word(before), table("quantities")["no_noun"]
    return word.lower() in lists["names"] or word in lists["capital_names"]


def _digits_of_a_name(text: str, before: str, end: int, figure: Figure) -> bool:
    """Nought; digits run on into letters ("5G"), after a name with no noun behind ("Azov 1,"), as an age or score."""
    if figure.words == "0":
        return True
    if text[end : end + 1].isalpha() and not _unit_ahead().match(text, end):
        return True
    if _QUALITY.match(text, end) and not _unit_ahead().match(text, end) and not _PERCENT.match(text, end):
        return True
    if _ITEM_NUMBERED.match(text, end) and _LINE_START.search(before):
        return True
    if before.endswith(" ") and _CAPITALS_BEFORE.search(before) and not _SMALL_AFTER.match(text, end):
        return True
    if before.endswith(" ") and _NAME_BEFORE.search(before) and not _OPENING_BEFORE.search(before):
        followed = _FOLLOWED.match(text, end, end + 12)
        if not followed and "," not in figure.words and not _counts_known(text, end):
            return True
    if before.endswith(", ") and _NAME_AND_COMMA.search(before) and _OF_AGE.fullmatch(figure.words):
        return bool(_STOPPED.match(text[end : end + 2]))
    return bool(_RUN_ON.match(text, end)) and figure.words.isdigit() and not figure.modifier


def _counts_known(text: str, end: int) -> bool:
    """Whether a noun of the word list is counted, whatever its capitals: "Strike Kills 12 Soldiers"."""
    counted = find_counted(text, end)
    return counted is not None and counted.measure is not None


def _is_year(text: str, before: str, end: int, figure: Figure) -> bool:
    if _YEARS.fullmatch(figure.words):
        return find_counted(text, end) is None
    if figure.modifier or not _YEAR.fullmatch(figure.words):
        return False
    return find_counted(text, end) is None or bool(_OF_YEARS.search(before))


def _word_of_a_name(text: str, start: int, end: int) -> bool:
    """ "Group of Seven", "two-month", "Zero"."""
    if text[start].isupper() and not _SENTENCE_START.search(text, max(0, start - 4), start):
        return True
    if text[end : end + 1] == "-" and not _unit_ahead().match(text, end):
        return True
    return text[start:end].lower() in {"zero", "second", "third"}


@cache
def _one() -> dict[str, re.Pattern[str]]:
    lists = table("quantities")["no_noun"]
    fates = alternatives(lists["fates"])
    return {
        "fate": re.compile(rf"\s+(?:(?:was|were|is|has been|had been|others?)\s+)?(?:more\s+)?(?:{fates})\b"),
        "fate_of": re.compile(rf"\s+of\s+(?:[\w’'-]+\s+){{1,5}}(?:was|were|is|has been|had been)\s+(?:{fates})\b"),
        "speech": re.compile(rf"\s+(?:who\s+)?(?:{alternatives(lists['speech'])})\b"),
    }


_DONE_TO = re.compile(r"\b(?:kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing))\s+\Z", re.IGNORECASE)
"""What is done to one is done to a person: "killed one and wounded four"."""


def _is_pronoun(text: str, start: int, end: int) -> bool:
    """ "one official said", "no one", "one of them": "one" counts only before a known noun or a fate."""
    if modifier_before(text, start) or _DONE_TO.search(text, max(0, start - 24), start):
        return False
    before = _previous_word(text[max(0, start - 24) : start]).lower()
    if before != "that" and before in table("quantities")["no_noun"]["pronoun"]:
        return True
    if text.startswith(" of ", end):
        return not _one()["fate_of"].match(text, end)
    if _one()["fate"].match(text, end) or _unit_ahead().match(text, end):
        return False
    counted = find_counted(text, end, one=True)
    return counted is None or bool(_one()["speech"].match(text, counted.span.end))
