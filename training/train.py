"""Train, score and pack the English pipeline that ships with Fogline.

    python training/train.py DATA_DIR --classes WHEEL [--news FILE] --out DIR [--ship]

DATA_DIR holds ``ewt/``, ``gum/`` and ``pud/`` with CoNLL-U files, WHEEL and FILE are what ``classes.py`` reads (see
README.md). DIR gets ``english.zip`` (the weights), ``lemmas.tsv`` and ``endings.tsv``, ``scores.json`` and
``MODEL_CARD.md``, and what is made on the way: ``classes.tsv``. The classes and the weights are not made again where
DIR holds them already.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import lemmas
from card import card
from classes import make_classes
from evaluate import measure
from learn import Schedule, train, untrained
from material import Material
from treebank import Tree, read_trees

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent / "src" / "fogline" / "language" / "data"
_VERSION = "1.2.0"
_SCHEDULE = Schedule(steps=6500, rate=0.0022, words=(250, 1000), seed=7)


def make_weights(trees: list[Tree], dev: list[Tree], classes: str, out: Path) -> None:
    """Write ``english.zip`` to *out*, trained on *trees*; *classes* is the table of the words' classes."""
    material = Material(trees, seed=_SCHEDULE.seed)
    nlp = untrained(material, classes)
    train(nlp, material, dev, schedule=_SCHEDULE, classes=classes, out=out / "english.zip", version=_VERSION)


def pack(trees: list[Tree], data: Path, out: Path) -> None:
    """Lemma tables, scores and model card beside the weights in *out*."""
    verbs, nouns = _HERE / "verbs.tsv", _HERE / "nouns.tsv"
    endings = lemmas.write_endings(trees, verbs, out / "endings.tsv")
    lemmas.write_table(trees, verbs, nouns, endings, out / "lemmas.tsv")
    scores = measure(out / "english.zip", data)
    (out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    (out / "MODEL_CARD.md").write_text(card(scores, version=_VERSION), encoding="utf-8")


def main() -> None:
    """Run the whole: read, train, pack, score, write the card."""
    options = argparse.ArgumentParser(description="Train, score and pack the English pipeline.")
    options.add_argument("data", type=Path)
    options.add_argument("--classes", type=Path, required=True, help="the package spacy-lookups-data, a wheel")
    options.add_argument("--news", type=Path, help="unannotated reporting, JSON lines")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--ship", action="store_true", help="copy the result into the package")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    ewt, gum = chosen.data / "ewt", chosen.data / "gum"
    trees = [t for path in sorted([*ewt.glob("*train*"), *gum.glob("*train*")]) for t in read_trees(path)]
    # GUM's news is for testing.
    dev = [t for path in (*ewt.glob("*dev*"), *gum.glob("*dev*")) for t in read_trees(path) if t.genre != "news"][::3]
    classes = chosen.out / "classes.tsv"
    if not classes.exists():
        make_classes(chosen.classes, trees, chosen.news, classes)
    if not (chosen.out / "english.zip").exists():
        make_weights(trees, dev, classes.read_text(encoding="utf-8"), chosen.out)
    pack(trees, chosen.data, chosen.out)
    if chosen.ship:
        for name in ("english.zip", "endings.tsv", "lemmas.tsv", "MODEL_CARD.md"):
            shutil.copyfile(chosen.out / name, _SHIPPED / name)


if __name__ == "__main__":
    main()
