"""Scores of parsed sentences against a treebank, by character offsets of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fogline.language.parser import Parser
from fogline.model.sentence import Sentence
from treebank import Tree

_RELATIONS = ("nsubj", "nsubj:pass", "obj", "obl", "nmod", "ccomp", "xcomp", "acl:relcl", "appos", "conj")


@dataclass
class Scores:
    """Counts of right, found and expected items by measure."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    expected: Counter[str] = field(default_factory=Counter)

    def f1(self, measure: str) -> float:
        """The F score of *measure*, in percent."""
        total = self.found[measure] + self.expected[measure]
        return 200 * self.right[measure] / total if total else 0.0

    def table(self) -> dict[str, float]:
        """Every measure with its F score, to one decimal."""
        return {measure: round(self.f1(measure), 1) for measure in sorted(self.expected)}


def score(parser: Parser, trees: Sequence[Tree]) -> Scores:
    """Compare what *parser* makes of the raw text of *trees* with what they hold.

    A word that the tokenizer cuts otherwise than the treebank counts as missed (and as found wrongly).
    """
    texts = [tree.text for tree in trees]
    parsed = parser.parse(texts, [(Sentence(0, 0, len(text), "body", 0),) for text in texts])
    scores = Scores()
    for tree, (sentence,) in zip(trees, parsed, strict=True):
        _count(scores, _gold(tree), _system(sentence))
    return scores


_Row = tuple[tuple[int, int], tuple[int, int], str, str, str, str]


def _gold(tree: Tree) -> list[_Row]:
    spans, at = [], 0
    for word in tree.words:
        spans.append((at, at + len(word.form)))
        at += len(word.form) + word.space
    return [
        (spans[i], spans[w.head if w.head >= 0 else i], w.dep, w.upos, w.xpos, w.lemma)
        for i, w in enumerate(tree.words)
    ]


def _system(sentence: Sentence) -> list[_Row]:
    spans = [(t.start, t.end) for t in sentence.tokens]
    return [(spans[t.index], spans[t.head], t.dep, t.pos, t.tag, t.lemma) for t in sentence.tokens]


def _count(scores: Scores, gold: list[_Row], system: list[_Row]) -> None:
    expected, found = _items(gold), _items(system)
    for measure, items in expected.items():
        scores.expected[measure] += len(items)
        scores.right[measure] += len(items & found.get(measure, set()))
    for measure, items in found.items():
        scores.found[measure] += len(items)


def _items(rows: list[_Row]) -> dict[str, set[tuple[object, ...]]]:
    out: dict[str, set[tuple[object, ...]]] = {}
    for span, head, dep, upos, xpos, lemma in rows:
        out.setdefault("token", set()).add((span,))
        out.setdefault("UPOS", set()).add((span, upos))
        out.setdefault("XPOS", set()).add((span, xpos))
        out.setdefault("lemma", set()).add((span, lemma.lower()))
        out.setdefault("UAS", set()).add((span, head))
        out.setdefault("LAS", set()).add((span, head, dep.split(":")[0]))
        out.setdefault("LAS+subtype", set()).add((span, head, dep))
        if dep in _RELATIONS:
            out.setdefault(dep, set()).add((span, head, dep))
    return out
