"""Articles of about 400 words out of a JSON lines file, real ones first and varied ones behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path

from benchmarks.scale.cutting import FEWEST, MOST, Row, real_articles
from benchmarks.scale.vary import Varied

MADE_BY = ("articles.py", "cutting.py", "vary.py")
"""What decides on the articles: another line in one of these makes others."""


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
    rules = sha256(b"".join(Path(__file__).with_name(name).read_bytes() for name in MADE_BY)).hexdigest()[:12]
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


def _write(rows: Iterable[Row], path: Path) -> int:
    words = 0
    half = path.with_suffix(".part")
    with half.open("w", encoding="utf-8") as out:
        for row in rows:
            words += len(row["text"].split())
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    half.replace(path)
    return words
