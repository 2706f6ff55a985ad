"""A document's words as numbers, and the few of its shingles that stand for it in an index.

Shingles of :data:`SHINGLE` words are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003): of every
:data:`WINDOW` in a row the smallest hash is kept. Two texts that share :data:`SURE_WORDS` words in a row always share
a print; the prints are about two of nine shingles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xxhash
from numpy.typing import NDArray

SHINGLE = 5
WINDOW = 8
SURE_WORDS = SHINGLE + WINDOW - 1

_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Prints:
    """The words of one document.

    ``words`` holds a hash of each word (its case and the form of its apostrophes left out), ``starts`` and ``ends``
    the characters it covers in the text; ``shingles`` the hash of each run of :data:`SHINGLE` words, in order;
    ``prints`` the chosen ones of them, sorted, each once.
    """

    document_id: str
    words: Hashes
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shingles: Hashes
    prints: Hashes

    def __len__(self) -> int:
        return len(self.words)


def prints_of(document_id: str, text: str) -> Prints:
    """The words and prints of *text*."""
    found = list(_WORD.finditer(text))
    words = np.array([_hash(match.group()) for match in found], np.uint64)
    runs = _shingles(words)
    return Prints(
        document_id,
        words,
        np.array([match.start() for match in found], np.int32),
        np.array([match.end() for match in found], np.int32),
        runs,
        _winnowed(runs),
    )


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
    windows = np.lib.stride_tricks.sliding_window_view(found, WINDOW)
    return np.unique(windows.min(axis=1))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return xxhash.xxh3_64_intdigest(word.casefold().replace("’", "'").encode("utf-8", "surrogatepass"))
