"""Where names may stand: the words of a text, its stretches of capitalised words, and the candidates in them.

A stretch is a run of capitalised words with the small words that names link ("of", "al-", "de"); within it every run
of up to nine words that begins and ends fit for a name is a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from fogline.lexicon import nations
from fogline.lexicon.loader import table
from fogline.tables import read_table

LONGEST = 9
"""Words of the longest name. Of the names in the training corpora 0.4 % are longer."""
_LONGEST_PLACE = 4
_LINKS_IN_A_ROW = 4
_LONGEST_SHORT_FORM = 6

_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[@#][\w.]*\w"
    r"|(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Brig|Sen|Rep|Gov|Jr|Sr|Inc|Co|Corp|Ltd|Hon|Prof|Rev)\."
    r"|W\. ?Va\.|(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Vt|Va|Wis|Wyo|Mt|Ft)\."
    r"|[A-Z]\.(?=[ \u00a0]?[A-Z])"
    r"|['’]s\b|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?!\w)|\w+(?:['’](?!s\b)\w+)*|\S"
)
_SHAPES = ((re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž]+"), "X"), (re.compile(r"[a-zß-öø-ÿ]+"), "x"), (re.compile(r"\d+"), "0"))
_GLUE = frozenset("-–/'’")

SORTS = (
    "", "locative", "person_nouns", "titles", "place_nouns", "body_nouns", "says", "directions",
    "I", "D", "C", "T", "M", "G", "O", "L", "A", "W", "X", "x", "0", "p", "V",
)  # fmt: skip
"""What a word may be to the name beside it: a list it stands in, or, where capitalised, its kind."""

_KINDS = (("titles", "T"), ("things", "M"), ("given", "G"), ("bodies", "O"), ("grounds", "L"))


@dataclass(slots=True)
class Tokens:
    """The words of a text with their offsets, and what the document as a whole says of them."""

    text: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    facts: NDArray[np.uint64] = field(default_factory=lambda: np.zeros((0, 4), np.uint64))
    """For each word: hash of its lower-case form, number of its sort (:data:`SORTS`), hashes of its kind and shape."""
    small: set[str] = field(default_factory=set)
    """Words that occur in lower case."""
    before: dict[str, int] = field(default_factory=dict)
    """Sorts of word seen right before a capitalised word, anywhere in the document: a set of bits."""
    after: dict[str, int] = field(default_factory=dict)
    """Sorts of word seen right after one."""
    defined: set[str] = field(default_factory=set)
    """Short forms that stand in brackets behind the words they are made of."""

    def end(self, at: int) -> int:
        """The offset behind word *at*."""
        return self.starts[at] + len(self.words[at])

    def gap(self, at: int) -> str:
        """What stands between word *at* and the one before it; a line break for the first."""
        return self.text[self.end(at - 1) : self.starts[at]] if at else "\n"


class Candidate(NamedTuple):
    """Words ``first`` to ``last`` (exclusive) of the text, that may be one name of a stretch.

    ``size`` of the greatest known place of that name (0: none), ``alone`` where it is the whole stretch, ``link`` where
    it is a single word that can be no name. A tuple, as there are a hundred to an article.
    """

    first: int
    last: int
    size: int
    alone: bool
    link: bool


_FORMS = ("Kingdom", "Principality", "Duchy", "Emirate", "Sultanate")
"""Forms of state: a kingdom of a known place is as large as the place."""


@cache
def lists() -> dict[str, frozenset[str]]:
    """The word lists by name: those of ``names.toml`` and those taken over from the lexicon."""
    rows = read_table(files("fogline.language") / "data", "names.toml")
    out = {name: frozenset(str(words).split()) for name, words in rows.items()}
    out["bodies"] |= frozenset(str(table("bodies")["name_words"]).split())
    out["titles"] = frozenset(str(table("roles")["titles"]).split()) | {"prime", "attorney", "foreign", "defence"}
    out["given"] = frozenset(str(name).lower() for name in table("given_names")["given_names"])
    common = (files("fogline.language") / "data" / "names.words.txt").read_text(encoding="utf-8")
    out["common"] = frozenset(word for word in common.split("\n") if word and word[0] != "#")
    return out


@lru_cache(maxsize=65536)
def kind_of(word: str) -> str:
    """A letter for the kind of word; a link ("of") is itself.

    From the lists: D a people, C a country, T a title, M a day, event or the like, G a given name, O a body, L a lie of
    the land. From its writing: I an initial, A a short form in capitals, V one that spells a common word, W a common
    word, X and x another word with and without a capital, 0 a number, p a sign.
    """
    lower = word.lower().rstrip(".")
    known = lists()
    if word in known["links"]:
        return lower
    if not word[0].isalpha():
        return "0" if word[0].isdigit() else "p"
    if len(lower) == 1:
        return "I" if word[0].isupper() else "p"
    if nations.country_of_demonym(word):
        return "D"
    if nations.country_named(word):
        return "C"
    for name, letter in _KINDS:
        if lower in known[name]:
            return letter
    if is_short_form(word):
        return "V" if lower in known["common"] else "A"
    return "W" if lower in known["common"] else ("X" if word[0].isupper() else "x")


def is_short_form(word: str) -> bool:
    """Whether *word* looks like a short form: few letters, two or more of them capitals ("KLA", "FdL")."""
    return len(word) <= _LONGEST_SHORT_FORM and sum(map(str.isupper, word)) > 1


@lru_cache(maxsize=65536)
def sort_of(word: str) -> str:
    """The entry of :data:`SORTS` for *word*."""
    lower = word.lower().rstrip(".")
    known = lists()
    for name in SORTS[1:8]:
        if lower in known[name] and not (name == "says" and word[0].isupper()):
            return name
    kind = kind_of(word) if word[0].isupper() else ""
    return kind if kind in SORTS else ""


@lru_cache(maxsize=65536)
def shape_of(word: str) -> str:
    """*word* with runs of capitals, small letters and digits as ``X``, ``x`` and ``0``."""
    for pattern, letter in _SHAPES:
        word = pattern.sub(letter, word)
    return word[:6]


def hash_of(text: str) -> int:
    """A hash (32 bits) that is the same in every process."""
    return crc32(text.encode())


@lru_cache(maxsize=65536)
def _facts(word: str) -> tuple[int, int, int, int]:
    lower = word.lower().rstrip(".") or word
    return hash_of(lower), SORTS.index(sort_of(word)), hash_of(kind_of(word)), hash_of(shape_of(word))


@lru_cache(maxsize=65536)
def is_capital(word: str) -> bool:
    """Whether *word* is written like a name: a capital first, or one inside ("iPhone"), and no handle or address."""
    if word[0] in "@#" or word.startswith(("http", "www.")):
        return False
    return word[0].isupper() or (word[0].isalpha() and not word.islower() and word.lower() != word)


def read_tokens(text: str) -> Tokens:
    """The words of *text*, and what stands around each capitalised word anywhere in it."""
    tokens = Tokens(text)
    words, starts = tokens.words, tokens.starts
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        starts.append(match.start())
    rows = [_facts(word) for word in words]
    tokens.facts = np.array(rows, np.uint64).reshape(-1, 4)
    tokens.small.update(filter(str.islower, set(words)))
    before, after, last = tokens.before, tokens.after, len(words) - 1
    for at, word in enumerate(words):
        if not word[0].isupper():
            continue
        if at:
            before[word] = before.get(word, 0) | 1 << rows[at - 1][1]
            if words[at - 1] == "(" and len(word) < LONGEST and short_for(word, words[max(0, at - 10) : at - 1]):
                tokens.defined.add(word)
        if at < last:
            after[word] = after.get(word, 0) | 1 << rows[at + 1][1]
    return tokens


def short_for(short: str, words: Sequence[str]) -> int:
    """How many of the last *words* the short form *short* is made of; 0 where it is not."""
    letters = [letter for letter in short if letter.isupper()]
    at = len(words)
    while letters and at:
        at -= 1
        if words[at][0].upper() == letters[-1]:
            letters.pop()
        elif words[at] not in lists()["links"]:
            return 0
    return len(words) - at if not letters and len(short) > 1 else 0


def stretches(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """The runs of words, from and to (exclusive), that may hold names."""
    words, count = tokens.words, len(tokens.words)
    at = floor = 0
    while at < count:
        if not is_capital(words[at]):
            at += 1
            continue
        first = at
        while first > max(floor, at - 2) and _joins_before(tokens, first):
            first -= 1
        at = floor = _last_of(tokens, at)
        yield first, at


def _last_of(tokens: Tokens, first: int) -> int:
    """Where the stretch that has the capitalised word *first* ends (exclusive)."""
    words, links = tokens.words, lists()["links"]
    last = probe = first + 1
    while probe < len(words) and probe - last < _LINKS_IN_A_ROW:
        word, gap = words[probe], tokens.gap(probe)
        if "\n" in gap:
            break
        tail = not gap and words[probe - 1] == "-" and word[0].isalpha()
        if tail or word[0].isdigit() or is_capital(word):
            last = probe + 1
        elif word not in links or (word in _GLUE and gap):
            break
        probe += 1
    return last


def _joins_before(tokens: Tokens, first: int) -> bool:
    """Whether the word before belongs to the stretch: a small part of a name ("al-"), a number ("54th Brigade")."""
    word, gap, particles = tokens.words[first - 1], tokens.gap(first), lists()["particles"]
    if word == "-":
        return not gap and first > 1 and tokens.words[first - 2] in particles and not tokens.gap(first - 1)
    if gap == "":
        return False if tokens.words[first] != "-" else word in particles
    return "\n" not in gap and (word in particles or word[0].isdigit())


def candidates(tokens: Tokens, first: int, last: int, place_size: Callable[[str], int]) -> list[Candidate]:
    """Every run of words of a stretch that may be one name, in order.

    *place_size* gives the size of the greatest known place of a name: 1 and more, 0 where there is none.
    """
    words, text, starts = tokens.words, tokens.text, tokens.starts
    if last - first == 1:
        size = 0 if _is_no_state(words[first]) else place_size(words[first])
        return [Candidate(first, last, size, True, False)]
    out = []
    for i in range(first, last):
        if not _opens(tokens, i, first):
            out.append(Candidate(i, i + 1, 0, False, True))
            continue
        for j in range(i + 1, min(last, i + LONGEST) + 1):
            capital = is_capital(words[j - 1])
            if j == i + 1 or capital or _closes(tokens, j - 1, i):
                may_be = capital and j - i <= _LONGEST_PLACE and not (j == i + 1 and _is_no_state(words[i]))
                named = i + 2 if j > i + 2 and words[i] in _FORMS and words[i + 1] == "of" else i
                size = place_size(text[starts[named] : tokens.end(j - 1)]) if may_be else 0
                out.append(Candidate(i, j, size, i == first and j == last, j == i + 1 and not capital))
    return out


def _is_no_state(word: str) -> bool:
    """Whether *word* is a short form and no country's: places have such too ("PA"), but mostly bodies are meant."""
    return is_short_form(word) and nations.country_named(word) is None


def _opens(tokens: Tokens, at: int, first: int) -> bool:
    word = tokens.words[at]
    if word[0].isdigit():
        return at == first or tokens.gap(at) != ""
    return is_capital(word) or word in lists()["particles"]


def _closes(tokens: Tokens, at: int, first: int) -> bool:
    word = tokens.words[at]
    if word[0].isdigit():
        return True
    return at > first + 1 and tokens.words[at - 1] == "-" and word[0].isalpha() and word not in lists()["links"]
