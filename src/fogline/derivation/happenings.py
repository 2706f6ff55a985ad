"""Which claims are of one happening: of sets that matches connect, made anew, or, where a set is large, as far as a
change reaches in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fogline.derivation.reading import Reading
from fogline.derivation.spread import Connected
from fogline.events.again import Again, Matched, grouped_again
from fogline.events.cluster import Constraints, Pair, clusters, scoring
from fogline.matching.told import Told
from fogline.store.derived import DerivedStore

LARGE = 200
"""Claims from which on only what a change reaches is made again: a set of them takes 40 milliseconds."""

MOST = 0.1
"""Share of a set's claims that may have changed for that: what they reach is several times as many, and is gone
through more than once."""


@dataclass(frozen=True, slots=True)
class Set:
    """Groups of claims out of one connected set: the ``documents`` of all of that, and the matches of these groups."""

    groups: Sequence[Sequence[str]]
    scores: Mapping[Pair, float]
    documents: Collection[str]


@dataclass(frozen=True, slots=True)
class Happenings:
    """What some claims are of: their ``sets``, the ``claims`` in them, and the events there were (``before``)."""

    sets: Sequence[Set]
    claims: Mapping[str, Told]
    before: Mapping[str, Collection[str]]


def happenings_of(
    reading: Reading,
    derived: DerivedStore,
    constraints: Constraints,
    changed: Collection[str],
    wanted: Collection[str],
    components: Sequence[Connected],
) -> Happenings:
    """The groups that the claims of some *components* fall into: all of a small one, and of a large one those that can
    be others than they were, because of claims that *changed* (with all that were in an event with one of them), and
    those of *wanted* claims."""
    large = {members[0] for members, _ in components if _is_worth(members, changed)}
    ids = {key for members, _ in components if members[0] not in large for key in members}
    claims = dict(reading.told(ids))
    sets: list[Set] = []
    for members, scores in components:
        if members[0] in large:
            known = _Known(reading, derived, constraints, members)
            again = known.again(changed, wanted)
            claims |= known.claims
            ids |= known.taken
            sets.append(Set(again.now, again.scores, derived.documents_of(members)))
        else:
            scores = derived.matches(members) if scores is None else scores
            here = [claims[key] for key in members if key in claims]
            documents = {one.claim.document_id for one in here}
            sets.append(Set(clusters(here, scores, constraints), scores, documents))
    return Happenings(sets, claims, derived.claims_of(set(derived.events_of(ids).values())))


def _is_worth(members: Collection[str], changed: Collection[str]) -> bool:
    if len(members) < LARGE:
        return False
    return len(set(changed).intersection(members)) <= MOST * len(members)


class _Known:
    """One large set of claims, as far as it is asked for."""

    def __init__(
        self, reading: Reading, derived: DerivedStore, constraints: Constraints, members: Collection[str]
    ) -> None:
        self._reading, self._derived, self._constraints = reading, derived, constraints
        self._members = set(members)
        self._beside: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
        self._scores: dict[Pair, float] = {}
        self.claims: dict[str, Told] = {}
        self.taken: set[str] = set()

    def again(self, changed: Collection[str], wanted: Collection[str]) -> Again:
        """The groups that can be others, and those of *wanted*."""
        alike = scoring(self.claims, self._scores, self._constraints)
        together = [both for both in self._constraints.together if not self._members.isdisjoint(both)]
        known = Matched(self._beside, self._before, self._there, alike)
        return grouped_again(self._members.intersection(changed), self._members.intersection(wanted), known, together)

    def _before(self, ids: Collection[str]) -> Iterator[frozenset[str]]:
        """The events of these claims that lie within the set: one that does not has fallen apart."""
        events = self._derived.claims_of(set(self._derived.events_of(ids).values()))
        return (frozenset(members) for members in events.values() if self._members.issuperset(members))

    def _there(self, ids: Collection[str]) -> Collection[str]:
        fresh = set(ids) - self.taken
        self.taken |= fresh
        self.claims |= self._reading.told(fresh)
        for both, score in self._derived.matches(fresh).items():
            self._scores[both] = score
            for key, other in (both, both[::-1]):
                if key in fresh:
                    self._beside[key].append((other, score))
        return self.claims.keys() & self.taken
