"""Scores of parsed sentences against a treebank, by character offsets of words.

``UAS`` and ``LAS`` count every token, and labels without subtypes, as the CoNLL shared tasks do. ``dep_uas``,
``dep_las`` and ``dep_las_per_type`` are what spaCy's ``Scorer.score_deps`` calls so: punctuation is left out on both
sides, and labels have their subtypes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from fogline.language.parser import Parser
from fogline.model.sentence import Sentence
from treebank import Tree

_LABEL = "dep="  # before a relation's own measure


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
        """Every measure over all words with its F score, to one decimal."""
        return {m: round(self.f1(m), 1) for m in sorted(self.expected) if not m.startswith(_LABEL)}

    def per_type(self) -> dict[str, float]:
        """Every relation of the treebank with its F score, to one decimal."""
        labels = sorted(m for m in self.expected if m.startswith(_LABEL))
        return {label.removeprefix(_LABEL): round(self.f1(label), 1) for label in labels}


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
        if dep != "punct":
            out.setdefault("dep_uas", set()).add((span, head))
            out.setdefault("dep_las", set()).add((span, head, dep))
            out.setdefault(_LABEL + dep, set()).add((span, head))
    return out
