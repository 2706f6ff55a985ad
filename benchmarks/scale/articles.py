"""Articles of about 400 words out of a JSON lines file, real ones first and varied ones behind them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain, islice, pairwise
from pathlib import Path
from typing import Any

from benchmarks.scale.vary import Varied
from fogline.language.sentences import split_sentences

WORDS = 400
"""Words an article is cut to: at the paragraph that brings it nearest, or the sentence where paragraphs are long."""
FEWEST, MOST = 300, 500
"""What is shorter or longer even so is left out."""
KEPT = ("title", "outlet", "author", "published", "language")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """An input file: its articles (real ones, varied ones) and their words."""

    path: Path
    real: int
    varied: int
    words: int

    @property
    def size(self) -> int:
        """All its articles."""
        return self.real + self.varied


def make(source: Path, size: int, folder: Path, *, seed: int, weeks: int, most_real: int | None = None) -> Made:
    """*size* articles from *source* as ``folder/articles-SIZE.jsonl``, made once and found there again.

    A smaller file is the beginning of a larger one. *seed* draws the order and the varied words, *weeks* is how far
    the days of varied articles are moved at most, *most_real* how many of the articles may be real ones.

    Raises:
        ValueError: no article of *source* can be cut to about 400 words.
    """
    path = folder / f"articles-{size}{'' if most_real is None else f'-real-{most_real}'}.jsonl"
    beside = path.with_suffix(".json")
    rules = sha256(Path(__file__).with_name("vary.py").read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
    asked = {
        "source": str(source.resolve()),
        "bytes": source.stat().st_size,
        "seed": seed,
        "weeks": weeks,
        "most_real": most_real,
        "rules": rules,
    }
    if beside.exists() and (told := json.loads(beside.read_text("utf-8")))["asked"] == asked:
        return Made(path, told["real"], told["varied"], told["words"])
    folder.mkdir(parents=True, exist_ok=True)
    real = real_articles(source, seed)
    if not real:
        raise ValueError(f"{source}: no article can be cut to {FEWEST} to {MOST} words")
    kept = real[: size if most_real is None else min(size, most_real)]
    missing = size - len(kept)
    rest = islice(Varied(real, seed=seed, weeks=weeks), missing) if missing else ()
    words = _write(chain(kept, rest), path)
    made = Made(path, size - missing, missing, words)
    told = {"asked": asked, "real": made.real, "varied": made.varied, "words": words}
    beside.write_text(json.dumps(told), encoding="utf-8")
    return made


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


def _write(rows: Iterable[Row], path: Path) -> int:
    words = 0
    half = path.with_suffix(".part")
    with half.open("w", encoding="utf-8") as out:
        for row in rows:
            words += len(row["text"].split())
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    half.replace(path)
    return words
