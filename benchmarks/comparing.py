"""What changed between two runs of one benchmark: gains and losses, case by case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.decisions import Decision, figures

Key = tuple[str, str, bool, int, int, str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One case that became right or wrong by some measures.

    ``gained`` says which way. Something spurious that is found no more is a gain, too. ``now`` tells what stands wrong
    where it was lost, what stood wrong where it was gained.
    """

    decision: Decision
    gained: bool
    measures: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Shift:
    """One figure before and after (F1, 0 to 1)."""

    corpus: str
    measure: str
    before: float
    after: float

    @property
    def fell(self) -> bool:
        """Whether it is lower than it was."""
        return self.after < self.before - 1e-9


def changes(before: Iterable[Decision], after: Iterable[Decision]) -> list[Change]:
    """Gains and losses in the order of the text, by the corpora that both runs have."""
    old, new = _keyed(before), _keyed(after)
    both = {key[0] for key in old} & {key[0] for key in new}
    found = [change for key in {**old, **new} if key[0] in both for change in _changed(old.get(key), new.get(key))]
    return sorted(found, key=lambda c: (c.decision.corpus, c.decision.index, c.decision.start, not c.gained))


def shifts(before: Iterable[Decision], after: Iterable[Decision]) -> list[Shift]:
    """Every figure that both runs have."""
    old, new = figures(before), figures(after)
    return [Shift(*key, old[key].f1 or 0.0, new[key].f1 or 0.0) for key in sorted(old.keys() & new.keys())]


def _keyed(decisions: Iterable[Decision]) -> dict[Key, Decision]:
    """By what identifies a case; the last number tells two of the same words and item apart."""
    out: dict[Key, Decision] = {}
    seen: Counter[tuple[str, str, bool, int, int, str]] = Counter()
    for one in decisions:
        base = (one.corpus, one.document, one.spurious, one.start, one.end, one.item)
        out[*base, seen[base]] = one
        seen[base] += 1
    return out


def _changed(old: Decision | None, new: Decision | None) -> Iterable[Change]:
    if old is None or new is None:
        one = new or old
        if one is not None and one.spurious:
            yield Change(one, new is None, tuple(sorted(one.found)), one.kind)
        return
    if won := tuple(sorted(new.right - old.right)):
        yield Change(new, True, won, old.kind)
    if lost := tuple(sorted(old.right - new.right)):
        yield Change(new, False, lost, new.kind)
