"""Attributions: source, cue and content, each right where at least half the characters are shared (PolNeAR)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.decisions import NONE, Decision
from benchmarks.layers.corpora import Judged, Row

PARTS = ("cue", "source", "content")
MEASURES = (*PARTS, "all three")
_ALL = frozenset(MEASURES)
SHARED = 0.5
Pairs = Sequence[Sequence[int]]


def decide(corpus: str, document: Judged) -> Iterator[Decision]:
    """Every annotated attribution that has a cue and a content, then every found one that is none."""
    rest = list(document.found.get("attributions", ()))
    for gold in document.gold["attributions"]:
        if not (gold["cue"] and gold["content"]):
            continue
        best = max(rest, key=lambda one: _likeness(one, gold), default=None)
        shares = {part: overlap(best[part], gold[part]) >= SHARED for part in PARTS} if best is not None else {}
        if best is not None and (shares["cue"] or shares["content"]):
            rest.remove(best)
            yield _matched(corpus, document, gold, shares)
        else:
            kind = "missed: something else there" if best is not None and _likeness(best, gold) else "missed: nothing"
            yield Decision(*_where(corpus, document, gold), _ALL, NONE, NONE, kind)
    for one in rest:
        yield Decision(*_where(corpus, document, one), NONE, _ALL, NONE, f"spurious: {one.get('kind')}")


def overlap(one: Pairs, other: Pairs) -> float:
    """Characters in both over characters in either (0 to 1); two empty sets are the same."""
    a, b = _characters(one), _characters(other)
    return len(a & b) / len(a | b) if a and b else float(not a and not b)


def _characters(spans: Pairs | None) -> set[int]:
    return {at for start, end in spans or () for at in range(start, end)}


def _likeness(one: Row, gold: Row) -> float:
    return overlap(one["cue"], gold["cue"]) + overlap(one["content"], gold["content"])


def _matched(corpus: str, document: Judged, gold: Row, shares: dict[str, bool]) -> Decision:
    right = {part for part, good in shares.items() if good}
    wrong = [part for part in PARTS if part not in right]
    right |= set() if wrong else {"all three"}
    kind = f"wrong: {' and '.join(wrong)}" if wrong else ""
    return Decision(*_where(corpus, document, gold), _ALL, _ALL, frozenset(right), kind)


def _where(corpus: str, document: Judged, one: Row) -> tuple[str, str, int, int, int, str, str]:
    spans = one["cue"] or one["content"]
    start, end = spans[0][0], spans[-1][1]
    parts = "; ".join(f"{part}: {_words(document, one[part])}" for part in ("source", "content"))
    return corpus, document.name, document.index, start, end, document.text[start:end], parts


def _words(document: Judged, spans: Pairs) -> str:
    words = " … ".join(document.text[start:end] for start, end in spans or ())
    return words if len(words) <= 80 else f"{words[:45]} [{len(words)}] {words[-30:]}"
