"""A document's words as numbers, and the few of its shingles that stand for it in an index.

Shingles of :data:`SHINGLE` words are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every
:data:`WINDOW` in a row the smallest hash is kept. Two texts that share :data:`SURE_WORDS` words in a row always share
a print; the prints are about two of nine shingles.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import xxhash
from numpy.typing import NDArray

from fogline.distinct import distinct

SHINGLE = 5
WINDOW = 8
SURE_WORDS = SHINGLE + WINDOW - 1

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_KNOWN = 200_000
_LONGEST_KNOWN = 40
"""So many pieces between blanks are kept with the hashes of their words, none of more characters than this."""

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Prints:
    """The words of one document, whose text is ``text``.

    ``words`` holds a hash of each word (its case and the form of its apostrophes left out); ``shingles`` the hash of
    each run of :data:`SHINGLE` words, in order; ``prints`` the chosen ones of them, sorted, each once.
    """

    document_id: str
    text: str
    words: Hashes
    shingles: Hashes
    prints: Hashes

    def __len__(self) -> int:
        return len(self.words)

    @property
    def starts(self) -> NDArray[np.int32]:
        """The offset in the text of each word's first character."""
        return self._offsets[0]

    @property
    def ends(self) -> NDArray[np.int32]:
        """The offset behind each word's last character."""
        return self._offsets[1]

    @cached_property
    def _offsets(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        # Only documents that share something are ever asked for them.
        return _offsets(self.text)

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The places of the shingles, sorted by their hashes and, where these are equal, in order."""
        return self.shingles.argsort(kind="stable")

    @cached_property
    def ordered(self) -> Hashes:
        """The shingles, sorted."""
        return self.shingles[self.order]


def prints_of(document_id: str, text: str) -> Prints:
    """The words and prints of *text*."""
    # No word goes on over a blank, so that the hashes of what stands between two need be found only once.
    words = np.frombuffer(b"".join(map(_HASHES.__getitem__, text.split())), np.uint64)
    runs = _shingles(words)
    return Prints(document_id, text, words, runs, _winnowed(runs))


def words_before(text: str, end: int) -> int:
    """How many words of *text* begin before *end*."""
    return sum(1 for _ in _WORD.finditer(text, 0, end))


def _offsets(text: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Where the words of *text* (as :data:`_WORD` finds them) begin and end, from all its letters at once."""
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _KINDS.take(letters, mode="clip")
    for place in np.flatnonzero(letters >= len(_KINDS)).tolist():
        kinds[place] = _kind(text[place])
    inside = np.zeros(len(kinds) + 2, np.bool_)
    inside[1:-1] = kinds == 1
    inside[2:-2] |= (kinds[1:-1] == _JOINING) & inside[1:-3] & inside[3:-1]
    found = np.flatnonzero(inside[1:] != inside[:-1]).astype(np.int32)
    return found[::2], found[1::2]


def _kind(letter: str) -> int:
    return 1 if letter.isalnum() else _JOINING if letter in _JOINTS else 0


_JOINTS, _JOINING = "'’.,-", 2
_KINDS = np.array([_kind(chr(code)) for code in range(0x2100)], np.uint8)
"""Of each common letter whether it is of a word (1) or may join two (2). What is beyond is looked at one by one."""


def _shingles(words: Hashes) -> Hashes:
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, np.uint64)
    found = np.zeros(count, np.uint64)
    for offset in range(SHINGLE):
        found = (found + words[offset : offset + count]) * _FACTOR
        found ^= found >> np.uint64(31)
    return found


def _winnowed(found: Hashes) -> Hashes:
    if not len(found):
        return found
    if len(found) <= WINDOW:
        return np.array([found.min()], np.uint64)
    least = found
    for step in (1, 2, 4):  # the least of each 2, 4, then 8 in a row
        least = np.minimum(least[:-step], least[step:])
    return distinct(np.append(least[:-1][least[1:] != least[:-1]], least[-1]))


class _Hashes(dict[str, bytes]):
    """The hashes of the words in a piece of text without blanks, one after the other, in this machine's byte order."""

    def __missing__(self, piece: str) -> bytes:
        found = _hash(piece) if piece.isalnum() else b"".join(map(_hash, _WORD.findall(piece)))
        if len(piece) <= _LONGEST_KNOWN:
            if len(self) >= _KNOWN:
                self.clear()
            self[piece] = found
        return found


_HASHES = _Hashes()


def _hash(word: str) -> bytes:
    plain = word.casefold().replace("’", "'").encode("utf-8", "surrogatepass")
    return xxhash.xxh3_64_intdigest(plain).to_bytes(8, sys.byteorder)
