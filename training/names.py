"""Trains and measures the name typer: ``python training/names.py DATA_DIR [--ship] [--epochs N]``."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fogline.gazetteer.features import size_of
from fogline.gazetteer.frozen import built_in
from fogline.language import names as typer
from fogline.language.names import NameTyper
from names_corpora import Sample, crossner, gum, posts, re3d, uner
from names_learn import Stretch, learn, packed, prepared
from names_silver import silver, swapped

TARGET = Path(__file__).parents[1] / "src" / "fogline" / "language" / "data" / "names.npz"
_SCORED = ("person", "organisation", "place")


@lru_cache(maxsize=100_000)
def place_size(name: str) -> int:
    """The size of the greatest place of this name in the built-in gazetteer; 0 for none."""
    return size_of(built_in().candidates(name))


def training_samples(data: Path) -> list[Sample]:
    ner = data / "ner"
    found = crossner(ner / "crossner_politics" / "train.txt") + crossner(ner / "crossner_politics" / "dev.txt")
    for sample in found:
        sample.weight = 6.0
    found += posts(ner / "WNUT17/CONLL-format/data/train/wnut17train.conll", 0.5)
    for part, weight in (("a", 0.3), ("b", 0.3), ("e", 0.5), ("g", 0.4)):
        found += posts(ner / f"BTC/CONLL-format/data/{part}.conll", weight)
    documents = uner(ner / "uner_ewt" / "en_ewt-ud-dev.iob2")
    documents += re3d(ner / "re3d/CONLL-format/data-by-source/conll", bbc=False)
    documents += gum(data / "treebank/gum/en_gum-ud-train.by_only.conllu")
    found += documents
    found += swapped(documents, built_in())
    found += silver(built_in())
    return found


def test_samples(data: Path) -> dict[str, list[Sample]]:
    ner = data / "ner"
    return {
        "crossner politics test": crossner(ner / "crossner_politics" / "test.txt"),
        "UNER EWT test": uner(ner / "uner_ewt" / "en_ewt-ud-test.iob2"),
        "re3d BBC (trimmed)": re3d(ner / "re3d/CONLL-format/data-by-source/conll", bbc=True),
        "GUM test (derived)": gum(data / "treebank/gum/en_gum-ud-test.by_only.conllu"),
        "WNUT17 test": posts(ner / "WNUT17/CONLL-format/data/test/emerging.test.annotated"),
        "BTC h": posts(ner / "BTC/CONLL-format/data/h.conll"),
    }


def measured(model: NameTyper, samples: list[Sample], sizes: Callable[[str], int] = place_size) -> dict[str, float]:
    """Strict F (span and kind) of the three kinds together and each, and precision and recall."""
    hits: Counter[str] = Counter()
    found: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    for sample in samples:
        wanted = {name for name in sample.names if name[2] in _SCORED}
        got = {
            (name.span.start, name.span.end, name.kind)
            for name in model.find(sample.text, place_size=sizes)
            if name.kind in _SCORED and not any(name.span.start < b and a < name.span.end for a, b in sample.free)
        }
        for counter, names in ((hits, wanted & got), (found, got), (gold, wanted)):
            counter.update(kind for _, _, kind in names)
    out = {kind: _f(hits[kind], found[kind], gold[kind]) for kind in _SCORED}
    out["precision"] = 100 * hits.total() / max(1, found.total())
    out["recall"] = 100 * hits.total() / max(1, gold.total())
    out["F"] = _f(hits.total(), found.total(), gold.total())
    return out


def _f(hits: int, found: int, gold: int) -> float:
    return 200 * hits / max(1, found + gold)


def ship(weights: NDArray[np.float32], path: Path) -> None:
    rows, values, scale = packed(weights)
    np.savez_compressed(path, rows=rows, values=values, scale=np.float32(scale))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--epochs", type=int, default=5)
    options = parser.parse_args()
    begin = time.perf_counter()
    stretches: list[Stretch] = [s for sample in training_samples(options.data) for s in prepared(sample, place_size)]
    print(len(stretches), "stretches", round(time.perf_counter() - begin, 1), "s", flush=True)
    weights = learn(stretches, epochs=options.epochs, rate=0.07, decay=2e-4)
    path = TARGET if options.ship else Path("/tmp/names.npz")
    ship(weights, path)
    print(path, path.stat().st_size, round(time.perf_counter() - begin, 1), "s")
    report(options.data, path)


def report(data: Path, path: Path) -> None:
    with np.load(path) as stored:
        weights = np.zeros((typer.BUCKETS, len(typer.KINDS) + 1), np.float32)
        weights[stored["rows"]] = stored["values"].astype(np.float32) * np.float32(stored["scale"])
    model = NameTyper(weights)
    for name, samples in test_samples(data).items():
        print(f"{name:24}", json.dumps({key: round(value, 1) for key, value in measured(model, samples).items()}))


if __name__ == "__main__":
    main()
