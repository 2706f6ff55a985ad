"""Real articles out of a JSON lines file, each cut to about 400 words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from fogline.language.sentences import split_sentences

WORDS = 400
"""Words an article is cut to: at the paragraph that brings it nearest, or the sentence where paragraphs are long."""
FEWEST, MOST = 300, 500
"""What is shorter or longer even so is left out."""
KEPT = ("title", "outlet", "author", "published", "language")

Row = dict[str, Any]


def real_articles(source: Path, seed: int) -> list[Row]:
    """The articles of *source* that can be cut to about 400 words, cut, in an order drawn by *seed*."""
    with source.open(encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines if line.strip())
        found = [_short(row) for row in rows if row.get("text")]
    real = [row for row in found if FEWEST <= len(row["text"].split()) <= MOST]
    random.Random(seed).shuffle(real)
    return real


def cut(text: str) -> str:
    """*text* up to the end of the paragraph, or the sentence, that brings it nearest to 400 words."""
    by_paragraph = _nearest(text, accumulate(len(part) for part in text.splitlines(keepends=True)))
    if FEWEST <= len(by_paragraph.split()) <= MOST:
        return by_paragraph
    return _nearest(text, (sentence.end for sentence in split_sentences(text)))


def _nearest(text: str, ends: Iterable[int]) -> str:
    """*text* up to that of the *ends* (offsets, ascending) before which there are about as many words as wanted."""
    at = list(ends)
    words = accumulate(len(text[before:after].split()) for before, after in pairwise([0, *at]))
    _, end = min(((abs(count - WORDS), end) for count, end in zip(words, at, strict=True)), default=(0, len(text)))
    return text[:end].rstrip()


def _short(row: Row) -> Row:
    return {"name": str(row.get("name", "")), **{key: row.get(key) for key in KEPT}, "text": cut(row["text"])}
