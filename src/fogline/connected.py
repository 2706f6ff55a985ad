"""What hangs together where some pairs do: connected components, by union and find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar


class _Ordered(Protocol):
    def __lt__(self, other: Any, /) -> bool: ...


K = TypeVar("K", bound=_Ordered)


def connected(keys: Iterable[K], pairs: Iterable[tuple[K, K]]) -> list[list[K]]:
    """*keys* in the sets that *pairs* connect, each set in order, the sets by their first.

    A key that no pair names is a set of its own; a pair with a key that is not among *keys* connects nothing.
    """
    leader = {key: key for key in keys}

    def lead(key: K) -> K:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one, other in pairs:
        if one in leader and other in leader:
            first, second = sorted((lead(one), lead(other)))
            leader[second] = first
    sets: defaultdict[K, list[K]] = defaultdict(list)
    for key in sorted(leader):
        sets[lead(key)].append(key)
    return list(sets.values())


def pairs_of(sets: Iterable[Sequence[K]], pairs: Iterable[tuple[K, K]]) -> Mapping[K, list[tuple[K, K]]]:
    """Of each of the *sets*, by its first, the *pairs* in it, in order; each pair is within one of them."""
    first_of = {key: members[0] for members in sets for key in members}
    found: defaultdict[K, list[tuple[K, K]]] = defaultdict(list)
    for both in sorted(pairs):
        found[first_of[both[0]]].append(both)
    return found


def grouped(sets: Sequence[Sequence[K]], size: int) -> Iterator[list[Sequence[K]]]:
    """*sets* in groups of at least *size* members together."""
    group: list[Sequence[K]] = []
    count = 0
    for one in sets:
        group.append(one)
        count += len(one)
        if count >= size:
            yield group
            group, count = [], 0
    if group:
        yield group
