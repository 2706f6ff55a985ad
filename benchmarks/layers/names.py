"""Names: persons, organisations and places, right where span and kind are (CoNLL 2003's strict measure)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.decisions import NONE, Decision, Run
from benchmarks.layers.training_rooms import training
from fogline.language.names import NameTyper

KINDS = ("person", "organisation", "place")
MEASURES = ("all kinds", *KINDS)
Name = tuple[int, int, str]


def run(data: Path, into: Run, *, limit: int | None = None) -> None:
    """Judge every test set under *data* (``ner/`` and ``treebank/`` of it), the first *limit* texts of each."""
    trainer = training("names")
    model = NameTyper.load()
    for corpus, samples in trainer.test_samples(data).items():
        some = samples[:limit]
        texts = {f"text {number}": sample.text for number, sample in enumerate(some)}
        into.add(corpus, MEASURES, texts, _decide(corpus, model, some, trainer.place_size))


def _decide(corpus: str, model: NameTyper, samples: Sequence[Any], place_size: Any) -> Iterator[Decision]:
    for index, sample in enumerate(samples):
        wanted = {name for name in sample.names if name[2] in KINDS}
        found = {
            (name.span.start, name.span.end, name.kind)
            for name in model.find(sample.text, place_size=place_size)
            if name.kind in KINDS and not any(name.span.start < b and a < name.span.end for a, b in sample.free)
        }
        for name in sorted(wanted | found):
            counts = frozenset({"all kinds", name[2]})
            yield Decision(
                corpus, f"text {index}", index, name[0], name[1], sample.text[name[0] : name[1]], name[2],
                counts if name in wanted else NONE, counts if name in found else NONE,
                counts if name in wanted & found else NONE, _kind(name, wanted, found),
            )  # fmt: skip


def _kind(name: Name, wanted: set[Name], found: set[Name]) -> str:
    if name in wanted and name in found:
        return ""
    others = [one for one in (found if name in wanted else wanted) if one[0] < name[1] and name[0] < one[1]]
    verb = "missed" if name in wanted else "spurious"
    if not others:
        return f"{verb} {name[2]}"
    if others[0][:2] == name[:2]:
        return f"{verb} {name[2]}: a matter of kind, {others[0][2]}"
    return f"{verb} {name[2]}: a matter of boundaries"
