"""Looks for words in a text piece by piece: most pieces between two blanks came before, and hold nothing.

A text is cut at its blanks once, whoever looks for something in it; the words looked for have none in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_KEPT, _LONGEST = 50_000, 40
"""Pieces remembered for one thing looked for, and the characters of the longest that is."""
_BEHIND = 16
"""Characters behind a piece that may matter to what is wanted in it: more than any pattern looks ahead."""


class Pieces(NamedTuple):
    """A text in lower case, what stands between its blanks, and where each of these pieces begins."""

    low: str
    pieces: list[str]
    starts: list[int]


@lru_cache(maxsize=1)
def pieces_of(text: str) -> Pieces:
    """*text* in pieces; the latest is kept, since times, anchors and quantities are looked for one after the other."""
    low = lowered(text)
    pieces = low.split(" ")
    starts: list[int] = []
    start = 0
    for piece in pieces:
        starts.append(start)
        start += len(piece) + 1
    return Pieces(low, pieces, starts)


def lowered(text: str) -> str:
    """*text* in lower case with every character at its place (the few whose lower case is longer stay as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Memory:
    """Remembers the pieces that hold nothing; *tells* says of a piece whether it holds something."""

    def __init__(self, tells: Callable[[str], object]) -> None:
        self._tells = tells
        self._dull: set[str] = set()

    def telling(self, pieces: list[str]) -> set[str]:
        """Those of *pieces* that hold something."""
        if len(self._dull) > _KEPT:
            self._dull.clear()
        found: set[str] = set()
        for piece in set(pieces) - self._dull:
            if self._tells(piece):
                found.add(piece)
            elif len(piece) <= _LONGEST:
                self._dull.add(piece)
        return found


class Scanner:
    """Finds the words of texts in lower case that begin with *wanted*, a pattern that matches no blank.

    It may look ahead over blanks, by :data:`_BEHIND` characters at most; *may* then is a pattern that looks at no more
    than a piece, and matches wherever *wanted* may.
    """

    def __init__(self, wanted: str, *, may: str | None = None) -> None:
        # Words and gaps are taken whole, which is twice as fast as a search at every character. What is repeated is
        # not possessive itself: up to Python 3.11.4 such a pattern misses what it should find (CPython issue 106052).
        self._pattern = re.compile(rf"\W*+(?:(?!{wanted})\w++\W*+)*({wanted})\w*+")
        self._memory = Memory(re.compile(rf"\b(?:{may or wanted})").search)

    def scan(self, text: Pieces) -> list[tuple[int, str, int]]:
        """Where the words begin, what of them *wanted* matched, and the number of the piece that each stands in."""
        low, pieces, starts = text
        telling = self._memory.telling(pieces)
        found: list[tuple[int, str, int]] = []
        if not telling:
            return found
        for number, piece in enumerate(pieces):
            if piece not in telling:
                continue
            at = starts[number]
            end = at + len(piece)
            match = self._pattern.match(low, at, end + _BEHIND)
            while match is not None and match.start(1) < end:
                found.append((match.start(1), match[1], number))
                match = self._pattern.match(low, match.end(), end + _BEHIND)
        return found
