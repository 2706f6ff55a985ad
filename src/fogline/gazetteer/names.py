"""How place names are folded before they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ħ": "h", "ə": "a", "ŋ": "n",
        "'": "", "’": "", "‘": "", "`": "", "ʼ": "", "ʻ": "", "ʹ": "", "′": "", "´": "", "ʿ": "", "ʾ": "", ".": "",
        "-": " ", "‐": " ", "‑": " ", "–": " ", "—": " ", "_": " ", "/": " ", ",": " ", "&": " and ",
        "(": " ", ")": " ",
    }
)  # fmt: skip
_WORDS = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_ARTICLES = ("al", "el", "ad", "ar", "as", "at", "ash", "an", "az", "ed", "er", "es", "et", "ez")
_CYRILLIC_ENDINGS = (("yy", "y"), ("iy", "y"), ("yi", "y"), ("ii", "y"))
_MARKED = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=65536)
def normalise(name: str) -> str:
    """*name* in the form that look-ups compare.

    NFKD without its combining marks, case folded, apostrophes and stops dropped, hyphens as spaces, and the words
    Saint, Mount and Fort shortened: "Sana’a" and "Sanaa", "Saint-Louis" and "St. Louis" are one name.
    """
    return folded(name)


def folded(name: str) -> str:
    """What :func:`normalise` gives, not remembered: for who remembers what it leads to."""
    if name.isascii() and name.isalpha():  # most names
        word = name.lower()
        return _WORDS.get(word, word)
    if name.isascii() and name.replace(" ", "").isalpha():
        return " ".join([_WORDS.get(word, word) for word in name.lower().split()])
    plain = name if name.isascii() else _MARKED.sub("", unicodedata.normalize("NFKD", name))
    words = plain.casefold().translate(_LETTERS).split()
    return " ".join([_WORDS.get(word, word) for word in words])


def spellings(name: str) -> tuple[str, ...]:
    """Other forms of the folded *name* worth trying when it is not found, the likeliest first.

    The Arabic article may be written al-, el-, assimilated (ar-, ash-) or left out; transliterated adjectives end in
    -y, -yy, -iy or -yi.
    """
    out: list[str] = []
    head, _, rest = name.partition(" ")
    if rest and head in _ARTICLES:
        out += [f"al {rest}", f"el {rest}", rest]
    elif not rest and len(name) > 3:
        out.append(f"al {name}")
    for ending, plain in _CYRILLIC_ENDINGS:
        if name.endswith(ending):
            out += [name[: -len(ending)] + other for other in ("yi", "yy", "iy", plain)]
            break
    else:
        if name.endswith("y") and len(name) > 5:
            out += [name[:-1] + other for other in ("yi", "yy", "iy")]
    return tuple(dict.fromkeys(form for form in out if form != name))


def beginnings(name: str) -> Iterator[str]:
    """What the folded *name* begins with, by whole words: for "isle of man" that is "isle" and "isle of"."""
    at = name.find(" ")
    while at >= 0:
        yield name[:at]
        at = name.find(" ", at + 1)


@lru_cache(maxsize=65536)
def alike(one: str, other: str) -> bool:
    """Whether two folded names are spellings of one name: same first letter, most letter pairs shared."""
    pairs, others = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    return one[:1] == other[:1] and len(pairs & others) * 3 >= len(pairs | others)
