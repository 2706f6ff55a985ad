"""Looks for words in a text piece by piece: most pieces between two blanks came before, and it is known what they hold.

A text is cut at its blanks once, whoever looks for something in it; the words looked for have none in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TypeVar

from fogline.model.remembered import Remembered

T = TypeVar("T")

_LONGEST = 60
"""Characters of the longest piece that is remembered."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text in lower case and what stands between its blanks; ``before`` counts the letters of the pieces before."""

    low: str
    pieces: list[str]
    before: list[int]

    def start(self, number: int) -> int:
        """Where piece *number* begins."""
        return self.before[number] + number


@lru_cache(maxsize=2)
def pieces_of(text: str) -> Pieces:
    """*text* in pieces; the latest are kept, since names, times and quantities are looked for one after the other."""
    low = lowered(text)
    pieces = low.split(" ")
    return Pieces(low, pieces, list(accumulate(map(len, pieces), initial=0)))


def lowered(text: str) -> str:
    """*text* in lower case with every character at its place (the few whose lower case is longer stay as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Telling(Remembered[str, tuple[T, ...]]):
    """Remembers what is found in pieces; in most it is nothing."""

    def __missing__(self, key: str) -> tuple[T, ...]:
        return super().__missing__(key) if len(key) <= _LONGEST else self._answer(key)

    def pieces(self, text: Pieces) -> list[tuple[int, tuple[T, ...]]]:
        """The numbers of the pieces of *text* in which something is found, each with what it is."""
        return [(number, found) for number, found in enumerate(map(self.__getitem__, text.pieces)) if found]


class Scanner:
    """Finds the words of texts in lower case that begin with *wanted*, a pattern that matches no blank.

    It may look ahead over blanks; *may* then is a pattern that looks at no more than a piece, and matches wherever
    *wanted* may.
    """

    def __init__(self, wanted: str, *, may: str | None = None) -> None:
        self._sure = re.compile(wanted) if may is not None else None
        self._pattern = re.compile(rf"\b(?:{wanted if may is None else may})")
        self._telling = Telling(self._found_in)

    def _found_in(self, piece: str) -> tuple[tuple[int, str], ...]:
        return tuple([(match.start(), match[0]) for match in self._pattern.finditer(piece)])

    def scan(self, text: Pieces) -> list[tuple[int, str, int]]:
        """Where the words begin, what of them *wanted* matched, and the number of the piece that each stands in."""
        found: list[tuple[int, str, int]] = []
        for number, here in self._telling.pieces(text):
            for offset, word in here:
                at = text.start(number) + offset
                if self._sure is None:
                    found.append((at, word, number))
                elif (match := self._sure.match(text.low, at)) is not None:
                    found.append((at, match[0], number))
        return found
