"""Training examples out of treebank sentences."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from augment import Augmenter
from treebank import Tree

_WORDS = Path(__file__).with_name("words.toml")
# How often a sentence of a genre is drawn per round over the data: written news prose more often, talk seldom.
_GENRES = {
    "email": 0.6, "reviews": 0.6, "answers": 0.6, "newsgroup": 1.4, "weblog": 1.6,
    "conversation": 0.15, "vlog": 0.3, "news": 2.0, "bio": 1.3, "interview": 0.9, "speech": 0.9,
}  # fmt: skip
_FRAMES = 900  # made-up sentences of reporting in a round, of some twenty thousand
_RARE = 8  # a joint tag seen less often gives way to its XPOS tag's most frequent one
_GROWTH = 1500  # batches until they have their last size


class Material:
    """Training sentences, drawn anew for each round."""

    def __init__(self, trees: list[Tree], *, seed: int) -> None:
        self._trees = trees
        self._random = random.Random(seed)
        self._augmenter = Augmenter(_WORDS, seed=seed)
        self._tags = _joint_tags(trees)

    def batches(self, nlp: Any, *, count: int, words: tuple[int, int]) -> Iterator[list[Any]]:
        """*count* batches of spaCy examples; they grow from the first of *words* to the second."""
        low, high = words
        done = size = 0
        batch: list[Any] = []
        while True:
            for example in self.examples(nlp):
                batch.append(example)
                size += len(example.x)
                if size >= low + (high - low) * min(1.0, done / _GROWTH):
                    yield batch
                    batch, size, done = [], 0, done + 1
                    if done == count:
                        return

    def examples(self, nlp: Any) -> Iterator[Any]:
        """The examples of one round over the data."""
        return (self._example(nlp, document) for document in self._round())

    def few(self, nlp: Any) -> list[Any]:
        """Ten examples as they stand in the treebank."""
        return [self._example(nlp, [tree]) for tree in self._trees[:10]]

    def _round(self) -> list[list[Tree]]:
        """Documents of one, seldom two sentences, in random order, varied."""
        drawn: list[Tree] = []
        for tree in self._trees:
            weight = _GENRES.get(tree.genre, 1.0)
            times = int(weight) + (self._random.random() < weight % 1)
            drawn.extend(self._augmenter.vary(tree) for _ in range(times))
        drawn.extend(self._augmenter.vary(tree) for tree in self._augmenter.frames(_FRAMES))
        self._random.shuffle(drawn)
        documents: list[list[Tree]] = []
        for tree in drawn:
            if documents and len(documents[-1]) == 1 and self._random.random() < 0.06:
                documents[-1].append(tree)
            else:
                documents.append([tree])
        return documents

    def _example(self, nlp: Any, trees: list[Tree]) -> Any:
        """The spaCy example for a document of *trees*."""
        from spacy.tokens import Doc
        from spacy.training import Example

        words = [(word, tree is not trees[-1] and word is tree.words[-1]) for tree in trees for word in tree.words]
        bases = [base for tree, base in zip(trees, _bases(trees), strict=True) for _ in tree.words]
        gold = Doc(
            nlp.vocab,
            words=[word.form for word, _ in words],
            spaces=[word.space or more for word, more in words],
            tags=[self._tags.get(f"{word.xpos}|{word.upos}", "") for word, _ in words],
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
