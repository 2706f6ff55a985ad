"""Groups of claims made again after some changed: as far as the change reaches, out of a set of any size.

What becomes of two groups hangs on their own members alone, and a claim was only ever in a group with those that it is
with now. So the claims of some groups, replayed without those that changed, come together as they did; replayed with
them, they show from which pair on a group has others in it than it had. Only whom that group was held against later
can be in another group, too: its own group is taken up, and all is replayed, until nobody is reached any more. What
comes out is what making all groups anew would give. Groups that are asked for and not reached are not replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.events.cluster import Groups, Pair, pair

Rank = tuple[float, Pair]
"""When a pair's turn comes: the most alike first."""

_FIRST = float("-inf")
"""The turn of pairs that a person put together."""


@dataclass(frozen=True, slots=True)
class Matched:
    """What is known of the claims: ``before`` gives the groups of some of them as they were, as far as they are in any;
    ``there`` gives those of some that are there. From then on ``beside`` has whom each of these matches, with the
    scores, and ``score`` gives those of their pairs (the smaller id first)."""

    beside: Mapping[str, Sequence[tuple[str, float]]]
    before: Callable[[Collection[str]], Iterable[frozenset[str]]]
    there: Callable[[Collection[str]], Collection[str]]
    score: Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Again:
    """The groups that were ``taken`` up, as they were (``before``) and as they are now (ids in order)."""

    before: Collection[frozenset[str]]
    now: Sequence[Sequence[str]]
    scores: Mapping[Pair, float]


def grouped_again(
    changed: Collection[str], wanted: Collection[str], known: Matched, together: Collection[Pair] = ()
) -> Again:
    """The groups of the claims *changed* and *wanted*, and all that change with them.

    *changed* are claims that are new, gone, or may match otherwise than they did, with all that were in a group with
    one of them; *together* the pairs that people put together. A group of *wanted* claims that no change reaches is
    given as it was.
    """
    asked = set(known.before(wanted))
    ahead = set(changed).union(set(wanted).difference(*asked))  # of those in no group nobody knows how they would be
    new, taken = set(ahead), set(ahead)
    before: set[frozenset[str]] = set()
    now: set[frozenset[str]] = set()
    scores: dict[Pair, float] = {}
    while ahead:
        met = set(known.before(ahead))
        before |= met
        new |= ahead.difference(*met)
        taken |= ahead.union(*met)
        here = set(known.there(taken))
        scores = {
            (one, other): score
            for one in here
            for other, score in known.beside.get(one, ())
            if one < other and other in here
        }
        ordered = sorted((-score, both) for both, score in scores.items())
        joined = [both for both in sorted(together) if both[0] in here and both[1] in here]
        now, made = _replayed(here, ordered, joined, known.score)
        old, had = _replayed(here - new, ordered, joined, known.score)
        unlike = {key for group in before - old for key in group} - new
        if unlike:  # how it came to this is not known
            new |= unlike
            ahead = unlike
            continue
        since = _first_changes(made ^ had, new)
        ahead = {
            other
            for one in taken
            for other, score in known.beside.get(one, ())
            if other not in taken and one in since and since[one] < (-score, pair(one, other))
        }
        ahead |= {key for both in together if not taken.isdisjoint(both) for key in both if key not in taken}
    left = {group for group in asked if taken.isdisjoint(group)}
    scores |= _within(left, known)
    return Again(before | left, sorted(sorted(group) for group in now | left), scores)


def _within(groups: Iterable[frozenset[str]], known: Matched) -> dict[Pair, float]:
    """The matches of each of *groups* among its own."""
    home = {key: number for number, group in enumerate(groups) for key in group}
    here = home.keys() & known.there(home)
    return {
        (one, other): score
        for one in here
        for other, score in known.beside.get(one, ())
        if one < other and home.get(other) == home[one]
    }


def _first_changes(unlike: Iterable[tuple[Rank, frozenset[str]]], new: Iterable[str]) -> dict[str, Rank]:
    """From when on each claim has others with it than it had: at first sight, if it is *new*."""
    since: dict[str, Rank] = {}
    for rank, members in unlike:
        for key in members:
            if key not in since or rank < since[key]:
                since[key] = rank
    since.update(dict.fromkeys(new, (_FIRST, ("", ""))))
    return since


def _replayed(
    keys: Collection[str],
    ordered: Sequence[Rank],
    together: Sequence[Pair],
    score: Callable[[str, str], float],
) -> tuple[set[frozenset[str]], set[tuple[Rank, frozenset[str]]]]:
    """The groups that *keys* fall into, and how they came together: each time one grew, when, and with whom."""
    groups = Groups(keys, score)
    grown: set[tuple[Rank, frozenset[str]]] = set()
    for both in together:
        groups.join(*both)
        if both[0] in keys and both[1] in keys:
            grown.add(((_FIRST, both), frozenset(groups.with_(both[0]))))
    for rank in ordered:
        one, other = rank[1]
        if groups.may_join(one, other):
            groups.join(one, other)
            grown.add((rank, frozenset(groups.with_(one))))
    return {frozenset(group) for group in groups.found()}, grown
