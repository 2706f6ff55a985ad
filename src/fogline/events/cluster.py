"""Pairs to groups: what is most alike first, and never two that exclude each other.

Average-linkage clustering within each set of claims that matches connect, with constraints (Wagstaff and others
2001): pairs that a person put together or took apart come before any score. What comes out depends on the claims
alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from fogline.connected import K
from fogline.matching.compare import THRESHOLD, compare
from fogline.matching.crowds import EXCLUDED
from fogline.matching.told import Told

KEPT = 0.75
"""The part of the threshold that two groups must reach on average to be one."""

Pair = tuple[str, str]
"""Two claim ids, the smaller first."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What people decided: pairs of claims (smaller id first) that belong together, or apart, with the review's id."""

    together: Mapping[Pair, str] = field(default_factory=dict)
    apart: Mapping[Pair, str] = field(default_factory=dict)


FREE = Constraints()
"""Nobody decided anything."""


def pair(one: str, other: str) -> Pair:
    """Two claim ids in order."""
    return (one, other) if one < other else (other, one)


def clusters(claims: Sequence[Told], scores: Mapping[Pair, float], constraints: Constraints = FREE) -> list[list[str]]:
    """The groups (ids in order, by their first) that *claims* fall into, alone where nothing matches.

    *scores* are those of the pairs that match; a pair with a claim that is not among *claims* (read again since, and
    not yet compared) joins nothing.
    """
    if len(claims) == 1:
        return [[claims[0].claim.claim_id]]
    by_id = {one.claim.claim_id: one for one in claims}
    groups = Groups(by_id, scoring(by_id, dict(scores), constraints))
    for one, other in sorted(constraints.together):
        groups.join(one, other)
    for _, (one, other) in sorted((-score, key) for key, score in scores.items()):
        groups.may_take(one, other)
    return groups.found()


def scoring(
    by_id: Mapping[str, Told], known: dict[Pair, float], constraints: Constraints = FREE
) -> Callable[[str, str], float]:
    """What tells how alike two claims of *by_id* are (the smaller id first), or that they cannot be of one group.

    *known* has the scores that are known; another pair is compared when it is first asked for, and entered there.
    """
    apart = constraints.apart

    def score(one: str, other: str) -> float:
        key = (one, other)
        if key in apart:
            return EXCLUDED
        if key not in known:
            match = compare(by_id[one], by_id[other])
            known[key] = EXCLUDED if match.excluded else match.score
        return known[key]

    return score


class Groups(Generic[K]):
    """Groups that grow; what two of their members score is asked when it is first needed, and groups that exclude each
    other remember it.

    *score* gives it for two keys, the smaller first; :data:`EXCLUDED` where they cannot be in one group.
    """

    def __init__(self, keys: Iterable[K], score: Callable[[K, K], float]) -> None:
        self._score = score
        self._members = {key: [key] for key in keys}
        self._home = {key: key for key in self._members}
        self._barred: dict[K, set[K]] = {}
        self._totals: dict[K, dict[K, float]] = {}

    def found(self) -> list[list[K]]:
        """The groups as they are, ids in order, by their first."""
        return sorted(sorted(members) for members in self._members.values())

    def with_(self, key: K) -> Sequence[K]:
        """Who is in one group with *key*, itself among them."""
        return self._members[self._home[key]]

    def may_take(self, one: K, other: K) -> None:
        """Make one group of those of these two, if they may be."""
        if self.may_join(one, other):
            self.join(one, other)

    def join(self, one: K, other: K) -> None:
        """Make one group of the two that these claims are in; those that are not here change nothing."""
        if one not in self._home or other not in self._home or self._home[one] == self._home[other]:
            return
        first, second = sorted((self._home[one], self._home[other]))
        moved = self._members.pop(second)
        self._members[first] += moved
        self._home.update(dict.fromkeys(moved, first))
        self._bar(first, second)
        self._add_up(first, second)

    def _bar(self, first: K, second: K) -> None:
        """What either of two groups that become *first* excludes, that excludes."""
        for third in self._barred.pop(second, ()):
            self._barred[third].discard(second)
            self._exclude(first, third)

    def _exclude(self, first: K, second: K) -> None:
        self._barred.setdefault(first, set()).add(second)
        self._barred.setdefault(second, set()).add(first)

    def _add_up(self, first: K, second: K) -> None:
        """What is known of both of two groups that become *first*, is known of that."""
        totals, others = self._totals.pop(first, {}), self._totals.pop(second, {})
        for third in totals.keys() | others.keys():
            for each in (first, second):
                self._totals.get(third, {}).pop(each, None)
        totals.pop(second, None)
        others.pop(first, None)
        for third in totals.keys() & others.keys():
            self._know(first, third, totals[third] + others[third])

    def _know(self, first: K, second: K, total: float) -> None:
        self._totals.setdefault(first, {})[second] = total
        self._totals.setdefault(second, {})[first] = total

    def may_join(self, one: K, other: K) -> bool:
        """Whether in the groups of these two keys no two exclude each other, and they are alike on average."""
        if one not in self._home or other not in self._home:
            return False
        first, second = sorted((self._home[one], self._home[other]))
        if first == second or second in self._barred.get(first, ()):
            return False
        total = self._totals[first].get(second) if first in self._totals else None
        if total is None:
            total = self._total(first, second)
            if total is None:
                self._exclude(first, second)
                return False
            self._know(first, second, total)
        return total / (len(self._members[first]) * len(self._members[second])) >= KEPT * THRESHOLD

    def _total(self, first: K, second: K) -> float | None:
        """The scores of all pairs of two groups together; ``None`` where one of them excludes a match."""
        total = 0.0
        for one in self._members[first]:
            for other in self._members[second]:
                score = self._score(one, other) if one < other else self._score(other, one)
                if score == EXCLUDED:
                    return None
                total += score
        return total


def neighbours(scores: Mapping[Pair, float]) -> Mapping[str, list[tuple[float, str]]]:
    """For each claim the claims it matches by *scores*, the most alike first."""
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), score in scores.items():
        found[one].append((-score, other))
        found[other].append((-score, one))
    return {key: sorted(others) for key, others in found.items()}
