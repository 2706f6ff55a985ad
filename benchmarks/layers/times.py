"""Times: TIMEX3 expressions by TempEval-3's measure: extents overlapping or the same, and values."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.decisions import NONE, Decision
from benchmarks.layers.corpora import Judged, Row

MEASURES = ("relaxed extent", "strict extent", "value")
_ALL = frozenset(MEASURES)


def decide(corpus: str, document: Judged) -> Iterator[Decision]:
    """Every annotated time, then every found one that overlaps none."""
    rest = list(document.found.get("times", ()))
    for gold in document.gold["times"]:
        over = [time for time in rest if time["start"] < gold["end"] and gold["start"] < time["end"]]
        found = min(over, key=lambda t: abs(t["start"] - gold["start"]) + abs(t["end"] - gold["end"]), default=None)
        if found is not None:
            rest.remove(found)
        yield _judge(corpus, document, gold, found)
    for time in rest:
        yield Decision(
            corpus, document.name, document.index, time["start"], time["end"], time["text"], str(time["value"]), NONE,
            _ALL, NONE, f"spurious: {time['type']}",
        )  # fmt: skip


def _judge(corpus: str, document: Judged, gold: Row, found: Row | None) -> Decision:
    at = corpus, document.name, document.index, gold["start"], gold["end"], gold["text"], str(gold["value"])
    if found is None:
        return Decision(*at, _ALL, NONE, NONE, f"missed: {gold['type']}")
    right = {"relaxed extent"}
    if (found["start"], found["end"]) == (gold["start"], gold["end"]):
        right.add("strict extent")
    if found.get("value") == gold["value"]:
        right.add("value")
    return Decision(*at, _ALL, _ALL, frozenset(right), _kind(gold, found, right))


def _kind(gold: Row, found: Row, right: set[str]) -> str:
    if "value" not in right:
        return f"value: {gold['type']}" + ("" if found["type"] == gold["type"] else f" read as {found['type']}")
    return "" if "strict extent" in right else f"extent only: {gold['type']}"
