"""Documents that are dated by others date others in turn, round after round, and only what a change reaches is weighed.

In a round every document that has no day yet is weighed by what had one after the round before, so that the order of
documents does not matter. Who got a day, and in which round, is kept; where something changes, those that it is near to
are weighed again, and where that gives another day, or another round, those near these, from the next round on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from fogline.dating.infer import Dated

ROUNDS = 8
"""How often newly dated documents may serve to date others; three were the most that was seen."""


@dataclass(frozen=True, slots=True)
class Found:
    """The day found for a document, and the round (from 1) in which it was."""

    dated: Dated
    round: int


Standing = Mapping[str, Found]
"""What is found, by document, of those that ask for a day."""


def renewed(
    asking: Collection[str],
    before: Callable[[Collection[str]], Standing],
    near: Callable[[Collection[str]], Mapping[str, Collection[str]]],
    weigh: Callable[[Mapping[str, Standing]], Mapping[str, Dated]],
) -> dict[str, Found | None]:
    """What is now found for those *asking* that a change is near to, and for all that this reaches; ``None``: no day.

    Args:
        before: what was found for some documents, as far as they ask and something was.
        near: those who ask that are near each of some documents who ask; who is near another has it near.
        weigh: the days of some documents, each with the standing of those near it.
    """
    return _Renewal(before, near, weigh).run(asking)


class _Renewal:
    def __init__(
        self,
        before: Callable[[Collection[str]], Standing],
        near: Callable[[Collection[str]], Mapping[str, Collection[str]]],
        weigh: Callable[[Mapping[str, Standing]], Mapping[str, Dated]],
    ) -> None:
        self._ask_before, self._ask_near, self._weigh = before, near, weigh
        self._before: dict[str, Found | None] = {}
        self._near: dict[str, Collection[str]] = {}
        self._now: dict[str, Found | None] = {}

    def run(self, asking: Collection[str]) -> dict[str, Found | None]:
        reached = set(asking)
        for round_ in range(1, ROUNDS + 1):
            fresh = reached - self._now.keys()
            self._know(fresh)
            for key in fresh:
                self._now[key] = _by(self._before[key], round_ - 1)
            self._know_before({other for key in reached for other in self._near[key]})
            self._take_round(round_, fresh)
            changed = {key for key in reached if _by(self._now[key], round_) != _by(self._before[key], round_)}
            reached |= {other for key in changed for other in self._near[key]}
        # What is reached by the last round's days has no round left to be dated in.
        return self._now

    def _take_round(self, round_: int, fresh: Collection[str]) -> None:
        open_ = [key for key in sorted(self._now) if self._now[key] is None]
        standing = {key: self._standing(key, round_ - 1) for key in open_}
        due = {
            key: about
            for key, about in standing.items()
            if key in fresh or any(found.round == round_ - 1 for found in about.values())
        }
        for key, dated in self._weigh(due).items() if due else ():
            self._now[key] = Found(dated, round_)

    def _standing(self, key: str, round_: int) -> Standing:
        """What stood after *round_* for those near *key*."""
        about = {other: self._now.get(other, self._before.get(other)) for other in self._near[key]}
        return {other: found for other, found in about.items() if found is not None and found.round <= round_}

    def _know(self, keys: Collection[str]) -> None:
        self._know_before(keys)
        self._near |= self._ask_near(sorted(keys)) if keys else {}

    def _know_before(self, keys: Collection[str]) -> None:
        more = sorted(key for key in keys if key not in self._before)
        found = self._ask_before(more) if more else {}
        self._before |= {key: found.get(key) for key in more}


def _by(found: Found | None, round_: int) -> Found | None:
    return found if found is not None and found.round <= round_ else None
