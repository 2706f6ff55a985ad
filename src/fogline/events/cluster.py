"""Pairs to groups: what is most alike first, and never two that exclude each other.

Average-linkage clustering within each set of claims that matches connect, with constraints (Wagstaff and others
2001): pairs that a person put together or took apart come before any score. What comes out depends on the claims
alone, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.matching.compare import THRESHOLD, Match, compare
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


def clusters(claims: Sequence[Told], matches: Mapping[Pair, Match], constraints: Constraints = FREE) -> list[list[str]]:
    """The groups (ids in order, by their first) that *claims* fall into, alone where nothing matches."""
    by_id = {one.claim.claim_id: one for one in claims}
    scores = _Scores(by_id, dict(matches), constraints)
    group = {key: [key] for key in sorted(by_id)}
    home = {key: key for key in by_id}

    def join(one: str, other: str) -> None:
        first, second = sorted((home[one], home[other]))
        if first != second:
            group[first] = sorted(group[first] + group.pop(second))
            for key in group[first]:
                home[key] = first

    for one, other in sorted(constraints.together):
        if one in by_id and other in by_id:
            join(one, other)
    for _, (one, other) in sorted((-match.score, key) for key, match in matches.items() if match.same):
        first, second = group[home[one]], group[home[other]]
        if first is not second and scores.may_join(first, second):
            join(one, other)
    return [group[key] for key in sorted(group)]


class _Scores:
    """Scores of pairs, compared when first asked for."""

    def __init__(self, by_id: Mapping[str, Told], matches: dict[Pair, Match], constraints: Constraints) -> None:
        self._by_id, self._matches, self._constraints = by_id, matches, constraints

    def may_join(self, first: Iterable[str], second: Iterable[str]) -> bool:
        """Whether no two exclude each other, and they are alike enough on average."""
        total, count = 0.0, 0
        others = list(second)
        for one in first:
            for other in others:
                key = pair(one, other)
                if key in self._constraints.apart:
                    return False
                match = self._match(key)
                if match.excluded:
                    return False
                total, count = total + match.score, count + 1
        return total / count >= KEPT * THRESHOLD

    def _match(self, key: Pair) -> Match:
        if key not in self._matches:
            self._matches[key] = compare(self._by_id[key[0]], self._by_id[key[1]])
        return self._matches[key]


def neighbours(matches: Mapping[Pair, Match]) -> Mapping[str, list[tuple[float, str]]]:
    """For each claim the claims it matches, the most alike first."""
    found: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (one, other), match in matches.items():
        if match.same:
            found[one].append((-match.score, other))
            found[other].append((-match.score, one))
    return {key: sorted(others) for key, others in found.items()}
