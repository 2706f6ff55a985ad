"""Capitalised words of a text and how they hang together: the raw material of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from fogline.lexicon import nations
from fogline.lexicon.loader import words
from fogline.model.quick import quickly_made
from fogline.model.remembered import Remembered

_UPPER = "".join(chr(c) for c in range(0x41, 0x250) if chr(c).isupper())
_LETTER = "A-Za-zªºÀ-ÖØ-öø-ɏʹ-ʿḀ-ỿ"
_ABBREVIATED = (
    "St|Ste|Mt|Ft|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kans?|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Nebr?|Nev"
    "|Okla|Ore|Pa|Penn|Tenn|Tex|Vt|Va|Wash|Wisc?|Wyo"
)
_INNER = rf"[{_LETTER}]*+(?:['’ʼ‘`‑-][{_LETTER}]++)*"
_WHOLE = rf"(?:W\. ?Va\.|(?:[{_UPPER}]\.){{2,}}[{_UPPER}]?|(?:{_ABBREVIATED})\.(?=[ ,;)\n])|[{_UPPER}]{_INNER})"
_SHORTENED = "|".join(
    rf"(?<={first})(?:{'|'.join(short[1:] for short in shorts)})"
    for first, shorts in groupby(_ABBREVIATED.split("|"), key=lambda short: short[0])
)
# A pattern that begins with the capital is found twice as fast as one that begins with what may not stand before it,
# or with an article in small letters; so these are looked back at. What is rare is tried only where it can be.
_NOT_WITHIN = r"(?<![\w@#].)"
_REST = (
    rf"(?:(?=[a-z]{{1,2}}[-‑])(?:(?<=A)(?:l|r|s|sh|t|n|d|z)|(?<=E)[lzs])[-‑](?=[{_UPPER}]){_WHOLE}"
    rf"|(?<=W)\. ?Va\.|\.(?:[{_UPPER}]\.)+[{_UPPER}]?|(?=[a-z]{{1,4}}\.)(?:{_SHORTENED})\.(?=[ ,;)\n])|{_INNER})"
)
_TOKEN = re.compile(rf"[{_UPPER}]{_NOT_WITHIN}{_REST}")
_ARTICLE = re.compile(r"(?<![\w@#])(?:a(?:[lrstndz]|sh)|e[lzs])[-‑]\Z")
_LONGEST_ARTICLE = 4
_CONTRACTED = re.compile(r"[’'](?:ve|ll|re|d|m|t)$")
_LINKING = (
    "of", "of the", "de", "del", "de la", "des", "du", "da", "do", "e", "and", "&", "upon", "on", "the", "al", "el",
    "ez", "es",
)  # fmt: skip
_LINKS = frozenset([" ", "-", *(f" {words} " for words in _LINKING)])
_LONGEST_LINK = 8
_ENDS = ".!?:;\n•|"
_BULLETS = "-–—*·"
_SKIPPED_BACK = " \t\u00a0\u2009\u202f\"“”'‘’()[]*«»"


@quickly_made
@dataclass(frozen=True, slots=True)
class Word:
    """A capitalised word: its offsets without a possessive ending, and how it stands to the word before it.

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

    def moved(self, by: int) -> Word:
        """The same word *by* characters further on."""
        start, end = self.start + by, self.end + by
        return Word(start, end, self.text, self.possessive, self.link, self.initial, self.opener)


def stretches(text: str) -> list[tuple[int, str, bool]]:
    """The longest stretches of *text* whose capitalised words may hang together: offset, text, whether it opens a
    sentence. What is in one, and how its words stand to each other, follows from these (but :func:`leans_outward`).
    """
    parts = _stretch().split(text)
    found: list[tuple[int, str, bool]] = []
    at = 0
    for between, stretch in zip(parts[::2], parts[1::2], strict=False):
        start = at + len(between)
        opens = _opens(text[start - 2 : start])
        if opens is None:
            begins = start - 1 if text[start - 1 : start] == "$" else _article(text, at, start)
            stretch = text[begins:start] + stretch
            start, opens = begins, _initial(text, begins)
        at = start + len(stretch)
        found.append((start, stretch, opens))
    return found


def leans_outward(stretch: str) -> bool:
    """Whether what its words are depends on words around a stretch: a possessive may have lost its apostrophe."""
    return "s" in stretch and any(_may_have_lost_it(word) for word in _TOKEN.findall(stretch))


@cache
def _stretch() -> re.Pattern[str]:
    links = "|".join(f"{link} " for link in sorted(_LINKING, reverse=True))
    titles = [(title, len(title)) for title in words("place_words", "titles")]
    titled = "|".join(
        f"(?<=(?:{'|'.join(sorted(title for title, its in titles if its == length))})[.] )"
        for length in sorted({length for _, length in titles})
    )
    link = rf"(?> (?>(?=[a-z&])(?>{links}))?|-|\. (?:(?<=[{_UPPER}]\. )|{titled}))"
    article = r"(?>(?=[ae])(?>a(?:sh|[lrstndz])|e[lzs])[-‑])?"
    return re.compile(rf"([{_UPPER}]{_NOT_WITHIN}{_REST}(?:{link}{article}[{_UPPER}]{_REST})*\$?)")


def words_of(stretch: str, *, initial: bool) -> tuple[Word, ...] | None:
    """The capitalised words of a whole *stretch*, ``None`` where it leans outward; *initial*: it opens a sentence."""
    if not stretch.isascii() or not stretch.replace(" ", "").isalpha():
        known = not leans_outward(stretch)
        return tuple(words_between(f"{stretch} ", 0, len(stretch), initial=initial)) if known else None
    openers = words("place_words", "openers")
    out: list[Word] = []
    start = past = 0
    for word in stretch.split(" "):  # of letters alone, as most are: no pattern is needed
        stop = start + len(word)
        if word < "a":
            if word[-1] == "s" and _may_have_lost_it(word):
                return None
            link = stretch[past:start] if out else None
            out.append(Word(start, stop, word, False, link, initial and not out, word in openers))
            past = stop
        start = stop + 1
    return tuple(out)


def words_between(text: str, start: int, end: int, *, initial: bool) -> Iterator[Word]:
    """The capitalised words of the stretch *text[start:end]*; *initial*: it opens a sentence."""
    openers = words("place_words", "openers")
    titles = words("place_words", "titles")
    first, past, before, reached = start, -1, "", start
    for match in _TOKEN.finditer(text, start, min(end + 1, len(text))):
        start, stop = match.span()
        if start >= end:
            return
        start = _article(text, reached, start)
        reached = stop
        word = text[start:stop]
        if text[stop : stop + 1] == "$" or text[start - 1 : start] == "$":
            continue
        if not word.isalpha() and _CONTRACTED.search(word):
            past, before = -1, ""
            continue
        possessive = False
        if word[-1] == "s":
            own = len(word) > 2 and word[-2] in "'’" and word[:-2] != "People"
            ending = 2 if own else 1 if _lost_apostrophe(text, start, stop) else 0
            if ending:
                possessive, stop, word = True, stop - ending, word[:-ending]
        between = text[past:start] if past >= 0 and 0 < start - past <= _LONGEST_LINK else None
        titled = between == ". " and (len(before) == 1 or before in titles)
        link = " " if titled else between if between in _LINKS else None
        opens = initial if start == first else not titled and _initial(text, start)
        yield Word(start, stop, word, possessive, link, opens, word in openers)
        past, before = (-1, "") if possessive else (stop, word)


def _article(text: str, reached: int, start: int) -> int:
    """Where the word at *start* begins with an Arabic article in small letters, if one is before it ("al-Bab")."""
    if not start or text[start - 1] not in "-‑":
        return start
    article = _ARTICLE.search(text, max(reached, start - _LONGEST_ARTICLE), start)
    return article.start() if article else start


def _lost_apostrophe(text: str, start: int, end: int) -> bool:
    """Whether the word is a country's name with a possessive that lost its apostrophe: "Syrias Homs province"."""
    if not _may_have_lost_it(text[start:end]) or not text[end : end + 2].strip():
        return False
    return not text[:start].rstrip().endswith(("the", "The", "two", "both", "of"))


def _may_have_lost_it(word: str) -> bool:
    return _APOSTROPHES[word]


def _apostrophe(word: str) -> bool:
    if word[-1] != "s" or nations.country_named(word) is not None:
        return False
    return nations.country_named(word[:-1]) is not None and word not in nations.demonyms()


def _opens(lead: str) -> bool | None:
    """Whether a word after the two characters *lead* opens a sentence; ``None`` where they do not tell it alone."""
    return _OPENING[lead]


def _opening(lead: str) -> bool | None:
    if len(lead) < 2 or lead[1] in "-‑$":
        return None
    last = lead[1] if lead[1] not in _SKIPPED_BACK else lead[0]
    return None if last in _SKIPPED_BACK or last in _BULLETS else last in _ENDS


_APOSTROPHES = Remembered(_apostrophe)
_OPENING = Remembered(_opening)


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


def words_for_peoples(text: str, found: tuple[Word, ...]) -> list[People]:
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
