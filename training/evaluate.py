"""Score the shipped pipeline, or another file of weights, on the test sets.

    python training/evaluate.py DATA_DIR [--weights FILE] [--out scores.json]

Sentences are given as the treebanks cut them, words are not: the tokenizer's mistakes count.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from fogline.language.parser import Parser
from fogline.language.weights import read_weights
from fogline.model.sentence import Sentence
from score import score
from treebank import Tree, read_trees

_SHIPPED = Path(__file__).parents[1] / "src" / "fogline" / "language" / "data" / "english.zip"


def test_sets(data: Path) -> dict[str, list[Tree]]:
    """The sets that nothing was trained or tuned on, by name."""
    pud = read_trees(data / "pud" / "en_pud-ud-test.conllu")
    gum = [t for part in ("dev", "test") for t in read_trees(data / "gum" / f"en_gum-ud-{part}.by_only.conllu")]
    return {
        "PUD": pud,
        "PUD news": [tree for tree in pud if tree.genre == "n"],
        "EWT test": read_trees(data / "ewt" / "en_ewt-ud-test.conllu"),
        "GUM news dev+test": [tree for tree in gum if tree.genre == "news"],
    }


def measure(weights: Path, data: Path) -> dict[str, dict[str, Any]]:
    """Scores in percent by test set, and under ``cost`` words a second, seconds to load, megabytes.

    The measures are those of ``score.py``; ``dep_las_per_type`` holds one for each relation.
    """
    started = time.perf_counter()
    parser = Parser(read_weights(weights))
    loaded = time.perf_counter() - started
    sets = test_sets(data)
    counts = {name: score(parser, trees) for name, trees in sets.items()}
    table: dict[str, dict[str, Any]] = {
        name: {**found.table(), "dep_las_per_type": found.per_type()} for name, found in counts.items()
    }
    table["cost"] = {
        "words_per_second": round(_speed(parser, sets["PUD"])),
        "load_seconds": round(loaded, 2),
        "megabytes": round(weights.stat().st_size / 1e6, 2),
    }
    return table


def _speed(parser: Parser, trees: list[Tree]) -> float:
    """Words parsed in a second of processor time, the best of three runs."""
    texts = [tree.text for tree in trees]
    sentences = [(Sentence(0, 0, len(text), "body", 0),) for text in texts]
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        words = sum(len(sentence.tokens) for (sentence,) in parser.parse(texts, sentences))
        best = max(best, words / (time.process_time() - started))
    return best


def main() -> None:
    """Print the scores; write them where asked."""
    options = argparse.ArgumentParser(description="Score the English pipeline.")
    options.add_argument("data", type=Path)
    options.add_argument("--weights", type=Path, default=_SHIPPED)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    text = json.dumps(measure(chosen.weights, chosen.data), indent=1)
    print(text)
    if chosen.out:
        chosen.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
