"""How far a change reaches among claims: by matches from one to the next, by the events they were in, by decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from fogline.connected import connected, pairs_of
from fogline.events.cluster import Constraints, Pair
from fogline.store.derived import DerivedStore

FEW = 500
"""Claims up to which each is asked what hangs together with it, a third of a millisecond each; of more it is gone from
all to all that they match."""

Connected = tuple[Sequence[str], Mapping[Pair, float] | None]
"""Claims that matches and people connect, and these matches with their scores; ``None`` in a large set, in which few
are needed."""


def reached(derived: DerivedStore, constraints: Constraints, claims: set[str]) -> list[Connected]:
    """The sets that *claims* are in, and those that share an event or a decision with one of theirs."""
    seen, matches, _ = _spread(derived, constraints, claims, None)
    return _sets(seen, matches, constraints)


def reached_by_few(derived: DerivedStore, constraints: Constraints, changed: set[str], large: int) -> list[Connected]:
    """The same of claims that *changed*, with all that were in an event with one of them, where nothing else has.

    Who shares an event with another claim is in one set with it then. The matches of sets of *large* claims or more are
    left out.
    """
    if len(changed) > FEW:
        return reached(derived, constraints, changed)
    seen, matches, all_ = _spread(derived, constraints, changed, large + len(changed))
    if all_:
        return _sets(seen, matches, constraints)
    sets = _wholes(derived, constraints, sorted(seen))
    few = {key for members in sets if len(members) < large for key in members}
    known = derived.matches(few)
    small = _sets(few, known, constraints)
    return sorted([*small, *((members, None) for members in sets if len(members) >= large)], key=lambda one: one[0][0])


def _spread(
    derived: DerivedStore, constraints: Constraints, claims: set[str], most: int | None
) -> tuple[set[str], Mapping[Pair, float], bool]:
    """*claims* with those of their events and all that any of these match, and the matches; whether these are all, for
    nobody looks further once there are *most*."""
    seen: set[str] = set()
    matches: dict[Pair, float] = {}
    ahead = claims
    decided = [*constraints.together, *constraints.apart]
    while ahead:
        seen |= ahead
        if most is not None and len(seen) >= most:
            return seen, matches, False
        found = derived.matches(ahead)
        matches.update(found)
        shared = derived.claims_of(set(derived.events_of(ahead).values())).values()
        ahead = {key for both in found for key in both}.union(_partners(decided, ahead), *shared) - seen
    return seen, matches, True


def _sets(claims: Collection[str], matches: Mapping[Pair, float], constraints: Constraints) -> list[Connected]:
    components = connected(claims, [*matches, *constraints.together])
    of = pairs_of(components, matches)
    return [(members, {both: matches[both] for both in of[members[0]]}) for members in components]


def _wholes(derived: DerivedStore, constraints: Constraints, claims: Sequence[str]) -> list[list[str]]:
    """The whole sets that *claims* are in, and those of whom a decision holds apart from them."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    waiting = list(claims)
    for key in waiting:
        if key not in seen:
            members, ahead = set[str](), {key}
            while ahead:
                members |= derived.matched_with(ahead)
                ahead = _partners(constraints.together, members) - members
            seen |= members
            found[min(members)] = sorted(members)
            waiting.extend(_partners(constraints.apart, members))
    return [found[key] for key in sorted(found)]


def _partners(decided: Iterable[Pair], claims: set[str]) -> set[str]:
    return {key for both in decided if not claims.isdisjoint(both) for key in both}
