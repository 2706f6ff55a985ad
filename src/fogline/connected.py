"""What hangs together where some pairs do: connected components, by union and find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
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
