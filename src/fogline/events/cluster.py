"""Pairs to groups: what is most alike first, and never two that exclude each other.

Average-linkage clustering within each set of claims that matches connect, with constraints (Wagstaff and others
2001): pairs that a person put together or took apart come before any score. What comes out depends on the claims
alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fogline.matching.compare import THRESHOLD, compare
from fogline.matching.told import Told

KEPT = 0.75
"""The part of the threshold that two groups must reach on average to be one."""

EXCLUDED = float("-inf")
"""Stands for the score of a pair that cannot be one happening."""

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
    groups = _Groups({one.claim.claim_id: one for one in claims}, scores, constraints)
    for one, other in sorted(constraints.together):
        groups.join(one, other)
    for _, (one, other) in sorted((-score, key) for key, score in scores.items()):
        if groups.may_join(one, other):
            groups.join(one, other)
    return groups.found()


class _Groups:
    """Groups that grow; pairs are compared when first asked for, and groups that exclude each other remember it."""

    def __init__(self, by_id: Mapping[str, Told], scores: Mapping[Pair, float], constraints: Constraints) -> None:
        self._by_id, self._scores = by_id, dict(scores)
        self._apart = constraints.apart
        self._home = {key: key for key in by_id}
        self._members = {key: [key] for key in by_id}
        self._barred: dict[str, set[str]] = {key: set() for key in by_id}
        self._totals: dict[str, dict[str, float]] = {key: {} for key in by_id}

    def found(self) -> list[list[str]]:
        """The groups as they are, ids in order, by their first."""
        return sorted(sorted(members) for members in self._members.values())

    def join(self, one: str, other: str) -> None:
        """Make one group of the two that these claims are in; those that are not here change nothing."""
        if one not in self._home or other not in self._home or self._home[one] == self._home[other]:
            return
        first, second = pair(self._home[one], self._home[other])
        moved = self._members.pop(second)
        self._members[first] += moved
        self._home.update(dict.fromkeys(moved, first))
        self._bar(first, second)
        self._add_up(first, second)

    def _bar(self, first: str, second: str) -> None:
        """What either of two groups that become *first* excludes, that excludes."""
        for third in self._barred.pop(second):
            self._barred[third].discard(second)
            self._barred[third].add(first)
            self._barred[first].add(third)

    def _add_up(self, first: str, second: str) -> None:
        """What is known of both of two groups that become *first*, is known of that."""
        totals, others = self._totals[first], self._totals.pop(second)
        for third in totals.keys() | others.keys():
            for each in (first, second):
                self._totals.get(third, {}).pop(each, None)
        totals.pop(second, None)
        others.pop(first, None)
        both = {third: totals[third] + others[third] for third in totals.keys() & others.keys()}
        self._totals[first] = both
        for third, total in both.items():
            self._totals[third][first] = total

    def may_join(self, one: str, other: str) -> bool:
        """Whether in the groups of these two claims no two exclude each other, and they are alike on average."""
        if one not in self._home or other not in self._home:
            return False
        first, second = pair(self._home[one], self._home[other])
        if first == second or second in self._barred[first]:
            return False
        total = self._totals[first].get(second)
        if total is None:
            total = self._total(first, second)
            if total is None:
                self._barred[first].add(second)
                self._barred[second].add(first)
                return False
            self._totals[first][second] = self._totals[second][first] = total
        return total / (len(self._members[first]) * len(self._members[second])) >= KEPT * THRESHOLD

    def _total(self, first: str, second: str) -> float | None:
        """The scores of all pairs of two groups together; ``None`` where one of them excludes a match."""
        total = 0.0
        for one in self._members[first]:
            for other in self._members[second]:
                key = pair(one, other)
                score = EXCLUDED if key in self._apart else self._score(key)
                if score == EXCLUDED:
                    return None
                total += score
        return total

    def _score(self, key: Pair) -> float:
        if key not in self._scores:
            match = compare(self._by_id[key[0]], self._by_id[key[1]])
            self._scores[key] = EXCLUDED if match.excluded else match.score
        return self._scores[key]


def neighbours(scores: Mapping[Pair, float]) -> Mapping[str, list[tuple[float, str]]]:
    """For each claim the claims it matches by *scores*, the most alike first."""
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), score in scores.items():
        found[one].append((-score, other))
        found[other].append((-score, one))
    return {key: sorted(others) for key, others in found.items()}
