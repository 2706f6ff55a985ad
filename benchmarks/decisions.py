"""Decisions: every single thing that a benchmark judged, so that two runs can be compared case by case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from fogline.evaluate.scores import PRF

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to be found in a document, or one that was found though nothing is there.

    ``start`` and ``end`` are offsets (characters) of ``words`` in the document; ``item`` tells it from others at the
    same words. ``wanted`` holds the measures that count it as to be found, ``found`` those that count it as found,
    ``right`` those by which it is right. ``index`` is the document's number in its corpus. ``kind`` names what went
    wrong ("" where nothing did), ``value`` is a number of the layer's own (kilometres off).
    """

    corpus: str
    document: str
    index: int
    start: int
    end: int
    words: str
    item: str
    wanted: frozenset[str]
    found: frozenset[str]
    right: frozenset[str]
    kind: str = ""
    value: float | None = None

    @property
    def spurious(self) -> bool:
        """Whether nothing of the kind is there."""
        return not self.wanted

    @property
    def held_out(self) -> bool:
        """Whether the document is of the half that nobody looks at while rules are written: the odd numbers."""
        return self.index % 2 == 1


@dataclass(slots=True)
class Run:
    """What a benchmark came to: its decisions, and the texts they were made on (corpus → document → text)."""

    decisions: list[Decision] = field(default_factory=list)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    measures: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """corpus → its measures, in the order in which they are shown"""

    def add(self, corpus: str, measures: Sequence[str], text: Mapping[str, str], decisions: Iterable[Decision]) -> None:
        """Take in one corpus."""
        self.measures[corpus] = tuple(measures)
        self.texts[corpus] = dict(text)
        self.decisions.extend(decisions)


Figures = dict[tuple[str, str], PRF]
"""(corpus, measure) → how many were right, found, and to be found"""


def figures(decisions: Iterable[Decision], *, held_out: bool | None = None) -> Figures:
    """Every measure of every corpus, over all documents or one half of them."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in decisions:
        if held_out is not None and one.held_out != held_out:
            continue
        for place, measures in enumerate((one.right, one.found, one.wanted)):
            for measure in measures:
                counts[one.corpus, measure][place] += 1
    return {key: PRF(*numbers) for key, numbers in counts.items()}


def medians(decisions: Iterable[Decision]) -> dict[str, float]:
    """The median of the layer's own numbers by corpus, where it has any."""
    values: dict[str, list[float]] = defaultdict(list)
    for one in decisions:
        if one.value is not None:
            values[one.corpus].append(one.value)
    return {corpus: median(numbers) for corpus, numbers in values.items()}
