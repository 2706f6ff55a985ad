"""Capitalised words of a text and how they hang together: the raw material of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.model.quick import quickly_made

_UPPER = "".join(chr(c) for c in range(0x41, 0x250) if chr(c).isupper())
_LETTER = "A-Za-zªºÀ-ÖØ-öø-ɏʹ-ʿḀ-ỿ"
_ABBREVIATED = (
    "St|Ste|Mt|Ft|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kans?|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Nebr?|Nev"
    "|Okla|Ore|Pa|Penn|Tenn|Tex|Vt|Va|Wash|Wisc?|Wyo"
)
_INNER = rf"[{_LETTER}]*(?:['’ʼ‘`‑-][{_LETTER}]+)*"
_WHOLE = rf"(?:W\. ?Va\.|(?:[{_UPPER}]\.){{2,}}[{_UPPER}]?|(?:{_ABBREVIATED})\.(?=[ ,;)\n])|[{_UPPER}]{_INNER})"
_SHORTENED = "|".join(
    rf"(?<={first})(?:{'|'.join(short[1:] for short in shorts)})"
    for first, shorts in groupby(_ABBREVIATED.split("|"), key=lambda short: short[0])
)
# A pattern that begins with the capital is found twice as fast as one that begins with what may not stand before it,
# or with an article in small letters; so these are looked back at.
_TOKEN = re.compile(
    rf"[{_UPPER}](?<![\w@#].)(?:(?:(?<=A)(?:l|r|s|sh|t|n|d|z)|(?<=E)[lzs])[-‑](?=[{_UPPER}]){_WHOLE}"
    rf"|(?<=W)\. ?Va\.|\.(?:[{_UPPER}]\.)+[{_UPPER}]?|(?:{_SHORTENED})\.(?=[ ,;)\n])|{_INNER})"
)
_ARTICLE = re.compile(r"(?<![\w@#])(?:a(?:[lrstndz]|sh)|e[lzs])[-‑]\Z")
_LONGEST_ARTICLE = 4
_CONTRACTED = re.compile(r"[’'](?:ve|ll|re|d|m|t)$")
_LINKS = frozenset(
    [" ", " of ", " of the ", " de ", " del ", " de la ", " des ", " du ", " da ", " do ", " e ", " and ", " & ",
     " upon ", " on ", " the ", " al ", " el ", " ez ", " es ", "-"]
)  # fmt: skip
_LONGEST_LINK = 8
_ENDS = ".!?:;\n•|"
_BULLETS = "-–—*·"
_SKIPPED_BACK = " \t\u00a0\u2009\u202f\"“”'‘’()[]*«»"


@quickly_made
@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word: its offsets without a possessive ending, and how it stands to the word before.

    ``link`` is the text between it and the capitalised word before where that may be part of one name, else ``None``.
    ``initial`` marks the first word of a sentence, ``opener`` one that is capitalised for that reason only.
    """

    start: int
    end: int
    text: str
    possessive: bool
    link: str | None
    initial: bool
    opener: bool


def capitalised_words(text: str) -> list[Word]:
    """The capitalised words of *text*, in order."""
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    openers = words("place_words", "openers")
    titles = words("place_words", "titles")
    past, before, reached = -1, "", 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in "-‑":
            article = _ARTICLE.search(text, max(reached, start - _LONGEST_ARTICLE), start)
            start = article.start() if article else start
        reached = end
        word = text[start:end]
        if text[end : end + 1] == "$" or text[start - 1 : start] == "$":
            continue
        if not word.isalpha() and _CONTRACTED.search(word):
            past, before = -1, ""
            continue
        possessive = False
        if word[-1] == "s":
            own = len(word) > 2 and word[-2] in "'’" and word[:-2] != "People"
            ending = 2 if own else 1 if _lost_apostrophe(text, start, end) else 0
            if ending:
                possessive, end, word = True, end - ending, word[:-ending]
        between = text[past:start] if past >= 0 and 0 < start - past <= _LONGEST_LINK else None
        titled = between == ". " and (len(before) == 1 or before in titles)
        link = " " if titled else between if between in _LINKS else None
        yield Word(start, end, word, possessive, link, not titled and _initial(text, start), word in openers)
        past, before = (-1, "") if possessive else (end, word)


def _lost_apostrophe(text: str, start: int, end: int) -> bool:
    """Whether the word is a country's name with a possessive that lost its apostrophe: "Syrias Homs province"."""
    if not _may_have_lost_it(text[start:end]) or not text[end : end + 2].strip():
        return False
    return not text[:start].rstrip().endswith(("the", "The", "two", "both", "of"))


@lru_cache(maxsize=65536)
def _may_have_lost_it(word: str) -> bool:
    if word[-1] != "s" or nations.country_named(word) is not None:
        return False
    return nations.country_named(word[:-1]) is not None and word not in nations.demonyms()


def _initial(text: str, start: int) -> bool:
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():
        return False  # most words, told at once
    at = _before_marks(text, start - 1)
    if at >= 0 and text[at] in _BULLETS:
        above = _before_marks(text, at - 1)
        if above < 0 or text[above] == "\n":  # an item of a list: "- Near the town"
            return True
    return at < 0 or text[at] in _ENDS


def _before_marks(text: str, at: int) -> int:
    """The offset of the last character up to *at* that is no blank, quotation mark or bracket; -1 for none."""
    while at >= 0 and text[at] in _SKIPPED_BACK:
        at -= 1
    return at


@dataclass(frozen=True, slots=True)
class People:
    """A word for a country's people or things ("Ukrainian", "South Koreans"), by offsets and country code."""

    start: int
    end: int
    country: str


def words_for_peoples(text: str, found: Sequence[Word]) -> list[People]:
    """Words for peoples among the capitalised words of *text*, also at the head of a compound ("Russian-held")."""
    known = nations.demonyms()
    out: list[People] = []
    for number, word in enumerate(found):
        start = word.start
        if number + 1 < len(found) and found[number + 1].link == " ":
            pair = text[start : found[number + 1].end]
            if pair in known:
                out.append(People(start, found[number + 1].end, known[pair]))
                continue
        head = word.text.partition("-")[0] if "-" in word.text and word.text not in known else word.text
        if head in known and not (out and out[-1].end > start):
            out.append(People(start, start + len(head), known[head]))
    return out
