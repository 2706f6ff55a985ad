"""Parse: tags and trees against treebanks, by character offsets of words (CoNLL 2018's measures).

Sentences are given as the treebanks cut them, words are not: a word that is cut otherwise counts as missed, and as
found wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.decisions import NONE, Decision, Run
from benchmarks.layers.training_rooms import training
from fogline.language.parser import Parser
from fogline.model.sentence import Sentence

MEASURES = ("UPOS", "lemma", "UAS", "LAS", "UAS no punctuation", "LAS no punctuation")
_PUNCTUATION_TOO = frozenset(MEASURES[:4])
_ALL = frozenset(MEASURES)

Span = tuple[int, int]
Word = tuple[Span, str, str, str]
"""where its head stands, its relation, tag and lemma"""


def run(data: Path, into: Run, *, limit: int | None = None) -> None:
    """Judge every test set under *data* (``treebank/`` of it), the first *limit* sentences of each."""
    parser = Parser.load()
    for corpus, trees in training("evaluate").test_sets(data / "treebank").items():
        some = trees[:limit]
        texts = {f"sentence {number}": tree.text for number, tree in enumerate(some)}
        into.add(corpus, MEASURES, texts, chain.from_iterable(_sentences(corpus, parser, some)))


def _sentences(corpus: str, parser: Parser, trees: Sequence[Any]) -> Iterator[Iterator[Decision]]:
    texts = [tree.text for tree in trees]
    parsed = parser.parse(texts, [(Sentence(0, 0, len(text), "body", 0),) for text in texts])
    for index, (tree, (sentence,)) in enumerate(zip(trees, parsed, strict=True)):
        yield decide(corpus, index, tree, sentence)


def decide(corpus: str, index: int, tree: Any, sentence: Sentence) -> Iterator[Decision]:
    """What of *tree*, number *index* of the corpus, *sentence* has right."""
    return _decide(corpus, index, tree.text, _gold(tree), _found(sentence))


def _gold(tree: Any) -> dict[Span, Word]:
    spans, at = [], 0
    for word in tree.words:
        spans.append((at, at + len(word.form)))
        at += len(word.form) + word.space
    return {
        spans[n]: (spans[word.head if word.head >= 0 else n], word.dep.split(":")[0], word.upos, word.lemma.lower())
        for n, word in enumerate(tree.words)
    }


def _found(sentence: Sentence) -> dict[Span, Word]:
    spans = [(token.start, token.end) for token in sentence.tokens]
    return {spans[t.index]: (spans[t.head], t.dep.split(":")[0], t.pos, t.lemma.lower()) for t in sentence.tokens}


def _decide(corpus: str, index: int, text: str, gold: dict[Span, Word], found: dict[Span, Word]) -> Iterator[Decision]:
    for span in sorted(gold.keys() | found.keys()):
        want, got = gold.get(span), found.get(span)
        right = _right(want, got)
        yield Decision(
            corpus, f"sentence {index}", index, *span, text[span[0] : span[1]], want[1] if want else "",
            _counted(want), _counted(got), right & _counted(want), _kind(want, got),
        )  # fmt: skip


def _counted(word: Word | None) -> frozenset[str]:
    if word is None:
        return NONE
    return _PUNCTUATION_TOO if word[1] == "punct" else _ALL


def _right(want: Word | None, got: Word | None) -> frozenset[str]:
    if want is None or got is None:
        return NONE
    right = {name for name, place in (("UPOS", 2), ("lemma", 3)) if want[place] == got[place]}
    if want[0] == got[0]:
        right |= {"UAS", "UAS no punctuation"}
        right |= {"LAS", "LAS no punctuation"} if want[1] == got[1] else set()
    return frozenset(right)


def _kind(want: Word | None, got: Word | None) -> str:
    if want is None or got is None:
        return "cut otherwise"
    if want[0] != got[0]:
        return f"head of {want[1]}"
    if want[1] != got[1]:
        return f"{want[1]} called {got[1]}"
    return "" if want[2] == got[2] else f"{want[2]} tagged {got[2]}"
