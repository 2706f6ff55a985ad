"""Writes the list of common words of the name typer: ``python training/names_words.py DATA_DIR``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "fogline" / "language" / "data" / "names.words.txt"
_NOTE = "# Words seen in lower case at least twice in the training parts of EWT and GUM, and not mostly in capitals."
_SHARE = 0.3
"""Of a word's uses: at least so many for each one with a capital."""


def common_words(data: Path) -> list[str]:
    """The words that are written in lower case often enough, in order."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for name in ("ewt/en_ewt-ud-train.rebuilt.conllu", "gum/en_gum-ud-train.by_only.conllu"):
        for line in (data / "treebank" / name).read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) > 5 and fields[1].isalpha() and len(fields[1]) > 1:
                (small if fields[1].islower() else capital)[fields[1].lower()] += 1
    return sorted(word for word, count in small.items() if count >= 2 and count >= _SHARE * capital[word])


if __name__ == "__main__":
    TARGET.write_text("\n".join([_NOTE, *common_words(Path(sys.argv[1]))]) + "\n", encoding="utf-8")
