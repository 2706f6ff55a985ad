"""Train, score and pack the English pipeline that ships with Fogline.

    python training/train.py DATA_DIR --out DIR [--steps N] [--ship]

DATA_DIR holds ``ewt/``, ``gum/`` and ``pud/`` with CoNLL-U files (see README.md). DIR gets ``english.zip`` (the
weights), ``lemmas.tsv`` and ``endings.tsv``, ``scores.json`` and ``MODEL_CARD.md``.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lemmas
from augment import Augmenter
from card import card
from evaluate import measure
from fogline.language.parser import Parser
from fogline.language.pipeline import build_pipeline, save_weights
from score import score
from treebank import Tree, read_trees

_HERE = Path(__file__).parent
_SHIPPED = _HERE.parent / "src" / "fogline" / "language" / "data"
_SEED = 7
_VERSION = "1.0.0"
# How often a sentence of a genre is drawn per round over the data: written news prose more often, talk seldom.
_GENRES = {
    "email": 0.6, "reviews": 0.6, "answers": 0.6, "newsgroup": 1.4, "weblog": 1.6,
    "conversation": 0.15, "vlog": 0.3, "news": 2.0, "bio": 1.3, "interview": 0.9, "speech": 0.9,
}  # fmt: skip
_RARE = 8  # a joint tag seen less often gives way to its XPOS tag's most frequent one
_BATCH_WORDS = (250, 1000)  # grows from the first to the second
_DROPOUT = 0.12
_PEAK_RATE = 0.0022
_WARMUP = 250
_CHECK_EVERY = 1500


class Material:
    """Training sentences, drawn anew for each round."""

    def __init__(self, trees: list[Tree], *, seed: int) -> None:
        self._trees = trees
        self._random = random.Random(seed)
        self._augmenter = Augmenter(_HERE / "words.toml", seed=seed)
        self._tags = _joint_tags(trees)

    def round(self) -> list[list[Tree]]:
        """Documents of one, seldom two sentences, in random order, varied."""
        drawn: list[Tree] = []
        for tree in self._trees:
            weight = _GENRES.get(tree.genre, 1.0)
            times = int(weight) + (self._random.random() < weight % 1)
            drawn.extend(self._augmenter.vary(tree) for _ in range(times))
        self._random.shuffle(drawn)
        documents: list[list[Tree]] = []
        for tree in drawn:
            if documents and len(documents[-1]) == 1 and self._random.random() < 0.06:
                documents[-1].append(tree)
            else:
                documents.append([tree])
        return documents

    def example(self, nlp: Any, trees: list[Tree]) -> Any:
        """The spaCy example for a document of *trees*."""
        from spacy.tokens import Doc
        from spacy.training import Example

        words = [(word, tree is not trees[-1] and word is tree.words[-1]) for tree in trees for word in tree.words]
        bases = [base for tree, base in zip(trees, _bases(trees), strict=True) for _ in tree.words]
        gold = Doc(
            nlp.vocab,
            words=[word.form for word, _ in words],
            spaces=[word.space or more for word, more in words],
            tags=[self._tags[f"{word.xpos}|{word.upos}"] for word, _ in words],
            heads=[
                base + word.head if word.head >= 0 else i
                for i, ((word, _), base) in enumerate(zip(words, bases, strict=True))
            ],
            deps=["ROOT" if word.head < 0 else word.dep for word, _ in words],
        )
        return Example(nlp.make_doc(gold.text), gold)


def _bases(trees: list[Tree]) -> list[int]:
    """Where each tree's words begin among the words of all."""
    bases = [0]
    for tree in trees:
        bases.append(bases[-1] + len(tree.words))
    return bases[:-1]


def _joint_tags(trees: list[Tree]) -> dict[str, str]:
    counts = Counter(f"{w.xpos}|{w.upos}" for tree in trees for w in tree.words)
    best: dict[str, str] = {}
    for tag, _ in counts.most_common():
        best.setdefault(tag.split("|")[0], tag)
    return {tag: tag if n >= _RARE else best[tag.split("|")[0]] for tag, n in counts.items()}


def batches(material: Material, nlp: Any, steps: int) -> Iterator[list[Any]]:
    """*steps* batches of examples, each of about as many words as the schedule says."""
    done = 0
    batch: list[Any] = []
    words = 0
    while True:
        for document in material.round():
            example = material.example(nlp, document)
            batch.append(example)
            words += len(example.x)
            low, high = _BATCH_WORDS
            if words >= low + (high - low) * min(1.0, done / 1500):
                yield batch
                batch, words, done = [], 0, done + 1
                if done == steps:
                    return


class _Log:
    """Prints pace and losses now and then."""

    def __init__(self) -> None:
        self.losses: dict[str, float] = {}
        self._started = time.perf_counter()
        self._words = 0

    def note(self, step: int, batch: list[Any]) -> None:
        """Count *batch* as done."""
        self._words += sum(len(example.x) for example in batch)
        if step in (50, 200) or step % 500 == 0:
            pace = self._words / (time.perf_counter() - self._started)
            shown = {name: round(float(loss), 1) for name, loss in self.losses.items()}
            print(f"{time.strftime('%H:%M:%S')} step {step}, {self._words} words, {pace:.0f}/s, {shown}", flush=True)
            self.losses.clear()


def train(material: Material, dev: list[Tree], *, steps: int, out: Path) -> Any:
    """A trained pipeline; scores on *dev* and a first set of weights are written to *out* on the way."""
    from thinc.api import Adam, fix_random_seed, warmup_linear

    fix_random_seed(_SEED)
    nlp = build_pipeline()
    first = [material.example(nlp, document) for document in material.round()]
    nlp.initialize(lambda: first)
    rate: Any = warmup_linear(_PEAK_RATE, _WARMUP, int(steps * 1.02))
    optimizer = Adam(rate, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    log = _Log()
    for step, batch in enumerate(batches(material, nlp, steps), 1):
        nlp.update(batch, drop=_DROPOUT, sgd=optimizer, losses=log.losses)
        optimizer.step_schedules()  # the learning rate stays at its first value, zero, without this
        log.note(step, batch)
        if step % _CHECK_EVERY == 0:
            with nlp.use_params(optimizer.averages):
                save_weights(nlp, out / "checkpoint.zip", version=f"{_VERSION}-step{step}")
                print("   dev", score(Parser(nlp), dev).table(), flush=True)
    with nlp.use_params(optimizer.averages):
        save_weights(nlp, out / "english.zip", version=_VERSION)
    return nlp


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
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--steps", type=int, default=9500)
    options.add_argument("--ship", action="store_true", help="copy the result into the package")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    ewt, gum = chosen.data / "ewt", chosen.data / "gum"
    trees = [t for path in sorted([*ewt.glob("*train*"), *gum.glob("*train*")]) for t in read_trees(path)]
    dev = [t for path in (*ewt.glob("*dev*"), *gum.glob("*dev*")) for t in read_trees(path)][::3]
    train(Material(trees, seed=_SEED), dev, steps=chosen.steps, out=chosen.out)
    pack(trees, chosen.data, chosen.out)
    if chosen.ship:
        for name in ("english.zip", "endings.tsv", "lemmas.tsv", "MODEL_CARD.md"):
            shutil.copyfile(chosen.out / name, _SHIPPED / name)


if __name__ == "__main__":
    main()
