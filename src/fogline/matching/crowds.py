"""Claims of which very many pairs are compared: the scores of :func:`fogline.matching.compare.compare`, to the digit.

What an aspect says depends on little of a claim (its place, its days …), and in a crowd much is told of the same few.
So of each aspect the values that occur are numbered, the rule is asked once for each two of them that meet, and what it
said is looked up for all pairs. The rules are those of ``compare``; only what they look at is said again here (a test
holds the two against each other).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fogline.matching import actors, figures, kinds, places, times, words
from fogline.matching.compare import TOGETHER, WEIGHTS
from fogline.matching.told import DURATIVE, Told
from fogline.model.event import Aspect, Comparison
from fogline.model.quick import replaced

Numbers = NDArray[np.int64]
Scores = NDArray[np.float64]

EXCLUDED = float("-inf")
"""Stands for the score of a pair that cannot be one happening."""

_OUT = -100.0
"""Stands for what an aspect says that excludes a match."""

_WIDE = 1 << 30
"""More than there are values of an aspect."""

REMEMBERED = 250_000
"""Pairs of values of an aspect of which it is kept what was said: some 35 MB, and 200 of all six."""


# What an aspect looks at; `None` where it says nothing, whatever the other claim has.


def _type(one: Told) -> Hashable:
    return one.claim.event_type, one.stage, one.claim.sub_event == kinds.FREED


def _place(one: Told) -> Hashable:
    return None if one.place is None else (one.place, one.family in places.KINETIC)


def _time(one: Told) -> Hashable:
    days, lasts = one.days, one.claim.event_type in DURATIVE
    return ((days.start, days.end) if days.dated else days.published), lasts


def _actors(one: Told) -> Hashable:
    ground, agent = (one.gains, one.loses), one.claim.agent
    if agent is None:
        return None if ground == (None, None) else ground
    actor, speaker = agent.actor, one.claim.speaker
    who = actor.party, actor.country, actor.kind
    return ground, who, one.claim.event_type, speaker.party if speaker else None


def _figures(one: Told) -> Hashable:
    told = ((f.measure, f.unit, f.rate, f.party, f.low, f.best, f.high, f.approximate) for f in one.figures)
    return tuple(told) or None


def _words(one: Told) -> Hashable:
    found = words.content(one)
    return (found, one.claim.event_type) if found else None


# What of two claims is asked only whether both have the same, as bits; and an aspect of two claims that have it or not.


def _document(one: Told) -> Hashable:
    return one.claim.document_id


def _event_type(one: Told) -> Hashable:
    return one.claim.event_type


def _times(one: Told, other: Told, same: int) -> Comparison:
    lasts = one.claim.event_type in DURATIVE and other.claim.event_type in DURATIVE
    return times.of_days(one.days, other.days, bool(same & 2), lasts, bool(same & 1))


def _name(one: Told) -> Hashable:
    return one.claim.agent.actor.name.casefold() if one.claim.agent else None


def _doers(one: Told, other: Told, same: int) -> Comparison:
    if one.claim.agent is not None and other.claim.agent is not None:
        name = one.claim.agent.actor.name if same else f"not {one.claim.agent.actor.name}"
        agent = replaced(other.claim.agent, actor=replaced(other.claim.agent.actor, name=name))
        other = replaced(other, claim=replaced(other.claim, agent=agent))
    return actors.compare(one, other)


def _numbers_of_values() -> dict[Hashable, int]:
    return {None: 0}


def _first_tellers() -> list[Told | None]:
    return [None]


@dataclass(slots=True)
class _Aspect:
    """One aspect of all claims: the number of each one's value, and for each value a claim that has it, with no other
    ``parts`` than the aspect looks at."""

    name: Aspect
    compare: Callable[[Told, Told, int], Comparison]
    value: Callable[[Told], Hashable]
    parts: frozenset[str] = frozenset()
    alike: tuple[Callable[[Told], Hashable], ...] = ()
    known: dict[Hashable, int] = field(default_factory=_numbers_of_values)
    tellers: list[Told | None] = field(default_factory=_first_tellers)
    own: array[int] = field(default_factory=lambda: array("i"))
    names: dict[Hashable, int] = field(default_factory=dict)
    own_names: tuple[array[int], ...] = ()
    said: dict[int, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own_names = tuple(array("i") for _ in self.alike)

    def add(self, one: Told) -> None:
        """Enter the value of a claim."""
        number = self.known.setdefault(self.value(one), len(self.tellers))
        if number == len(self.tellers):
            self.tellers.append(_bare(one, self.parts))
        self.own.append(number)
        for alike, own in zip(self.alike, self.own_names, strict=True):
            own.append(self.names.setdefault(alike(one), len(self.names)))

    def ask(self, code: int) -> float:
        """What two claims get of whose values *code* tells, and whether they have the same of what is asked besides:
        the score, weighed; :data:`_OUT` where that excludes a match."""
        both, same = divmod(code, 4)
        one, other = (self.tellers[number] for number in divmod(both, _WIDE))
        if one is None or other is None:
            return 0.0
        said = self.compare(one, other, same)
        return _OUT if said.excludes else WEIGHTS[self.name] * said.score

    def remember(self, code: int) -> float:
        """What :meth:`ask` gives, kept for the next time."""
        if len(self.said) >= REMEMBERED:
            self.said.clear()
        said = self.said[code] = self.ask(code)
        return said


_PARTS = {
    **dict.fromkeys(("speaker", "agent", "patient", "place", "time", "channel")),
    **dict.fromkeys(("quantities", "cues", "reasons"), ()),
}
"""Parts that most of a claim's memory goes to, and what stands there where there is none."""


def _bare(one: Told, parts: frozenset[str]) -> Told:
    """*one* with no other *parts* than these."""
    without = {name: nothing for name, nothing in _PARTS.items() if name not in parts}
    place = one.place if "place" in parts else None
    return replaced(one, claim=replaced(one.claim, **without), place=place)


class Crowd:
    """Claims by their numbers, in the order in which they are added; of each only what others have not is kept."""

    def __init__(self) -> None:
        # In the order in which `compare` adds them up: sums of fractions depend on it.
        self._aspects = (
            _Aspect("type", lambda one, other, same: kinds.compare(one, other), _type),
            _Aspect("place", lambda one, other, same: places.compare(one, other), _place, frozenset({"place"})),
            _Aspect("time", _times, _time, alike=(_document, _event_type)),
            _Aspect("actors", _doers, _actors, frozenset({"agent", "speaker"}), (_name,)),
            _Aspect(
                "figures", lambda one, other, same: figures.compare(one, other), _figures, frozenset({"quantities"})
            ),
            _Aspect(
                "words", lambda one, other, same: words.compare(one, other), _words, frozenset({"patient", "place"})
            ),
        )
        self._documents: dict[str, int] = {}
        self._kinds: dict[str, int] = {}
        self._where = tuple(array("i") for _ in range(4))

    def __len__(self) -> int:
        return len(self._where[0])

    def add(self, one: Told) -> None:
        """Add a claim; its number is how many there were before."""
        for aspect in self._aspects:
            aspect.add(one)
        claim, (documents, kind, start, end) = one.claim, self._where
        documents.append(self._documents.setdefault(claim.document_id, len(self._documents)))
        kind.append(self._kinds.setdefault(claim.event_type, len(self._kinds)))
        start.append(claim.evidence.start)
        end.append(claim.evidence.end)

    def score(self, one: int, other: int) -> float:
        """How two of the claims compare, *one* being that with the smaller id; :data:`EXCLUDED` where they cannot be of
        one happening."""
        total = 0.0
        for aspect in self._aspects:
            first, second = aspect.own[one], aspect.own[other]
            if not first or not second:
                continue
            code = (first * _WIDE + second) * 4
            if aspect.own_names:
                for bit, names in enumerate(aspect.own_names):
                    code += (names[one] == names[other]) << bit
            said = aspect.said.get(code)
            if said is None:
                said = aspect.remember(code)
            if said == _OUT:
                return EXCLUDED
            total += said
        documents, kind, start, end = self._where
        apart = documents[one] != documents[other] or kind[one] == kind[other]
        if not apart and start[one] < end[other] and start[other] < end[one]:
            total += TOGETHER
        return round(total, 3)

    def scores(self, one: Numbers, other: Numbers) -> Scores:
        """The same of many pairs, two columns of numbers."""
        documents, kind, start, end = (np.asarray(column, np.int64) for column in self._where)
        beside = documents[one] == documents[other]
        left, total = np.arange(len(one)), np.zeros(len(one))
        for aspect in self._aspects:
            a, b = one[left], other[left]
            own = np.asarray(aspect.own, np.int64)
            codes = (own[a] * _WIDE + own[b]) * 4
            for bit, names in enumerate(map(np.asarray, aspect.own_names)):
                codes += (names[a] == names[b]).astype(np.int64) << bit
            codes[(own[a] == 0) | (own[b] == 0)] = 0
            unlike, which = np.unique(codes, return_inverse=True)
            said = np.array([aspect.ask(code) for code in unlike.tolist()], np.float64)[which]
            total[left] += said
            total[left[said == _OUT]] = EXCLUDED
            left = left[said != _OUT]
        a, b = one[left], other[left]
        overlap = (start[a] < end[b]) & (start[b] < end[a])
        total[left[beside[left] & (kind[a] != kind[b]) & overlap]] += TOGETHER
        unlike, which = np.unique(total[left], return_inverse=True)
        total[left] = np.array([round(score, 3) for score in unlike.tolist()], np.float64)[which]
        return total
