"""Claims to events."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from fogline.events.cluster import FREE, Constraints, Pair, clusters, neighbours, pair
from fogline.events.voices import OriginOf, independent, voices_of
from fogline.matching.blocks import pairs
from fogline.matching.compare import compare
from fogline.matching.figures import point, same_measure
from fogline.matching.places import is_area
from fogline.matching.told import Told
from fogline.model.claim import Quantity
from fogline.model.event import Event, EventStatus, Figure, Member, Voice
from fogline.model.ids import stable_id
from fogline.model.values import Place


def events_of(
    claims: Sequence[Told],
    origin_of: OriginOf,
    constraints: Constraints = FREE,
    scores: Mapping[Pair, float] | None = None,
) -> list[Event]:
    """The events that *claims* tell of, by their first claim's id; a claim that matches none is an event alone.

    *scores* are those of the pairs that match; without it, all that may match are compared.
    """
    by_id = {one.claim.claim_id: one for one in claims}
    if scores is None:
        found = ((one.claim.claim_id, other.claim.claim_id, compare(one, other)) for one, other in pairs(claims))
        scores = {(one, other): match.score for one, other, match in found if match.same}
    near = neighbours(scores)
    return [event_from(group, by_id, near, origin_of, constraints) for group in clusters(claims, scores, constraints)]


def event_from(
    group: Sequence[str],
    by_id: Mapping[str, Told],
    near: Mapping[str, Sequence[tuple[float, str]]],
    origin_of: OriginOf,
    constraints: Constraints = FREE,
) -> Event:
    """The event that the claims *group* make up; *near* has what each matches, the most alike first."""
    return event_of([by_id[key] for key in group], _members(group, near, by_id, constraints), origin_of)


def event_of(claims: Sequence[Told], members: tuple[Member, ...], origin_of: OriginOf) -> Event:
    """The event that *claims* (at least one) make up.

    Whether it is contested only their documents' words tell (``disagreements.find.with_disputes``).
    """
    voices = voices_of(claims, origin_of)
    types = Counter([one.claim.event_type for one in claims])
    start, end = _days(claims)
    affirming = [one for one in claims if one.claim.polarity == "affirmed"]
    count = independent(affirming or claims, origin_of)
    return Event(
        event_id=stable_id("event", min(one.claim.claim_id for one in claims)),
        event_type=min(types, key=lambda name: (-types[name], name)),
        types=tuple(sorted(types)),
        place=_place(claims),
        start=start,
        end=end,
        members=members,
        voices=voices,
        independent=count,
        status=_status(claims, voices, count),
        figures=_figures(claims, voices),
    )


def _members(
    group: Sequence[str],
    near: Mapping[str, Sequence[tuple[float, str]]],
    by_id: Mapping[str, Told],
    constraints: Constraints,
) -> tuple[Member, ...]:
    inside = set(group)
    together = sorted(constraints.together.items())
    found = []
    for key in group:
        by = next((review for one, review in together if key in one), None) if together else None
        like = next((other for _, other in near.get(key, ()) if other in inside), None) if len(group) > 1 else None
        if like is None:
            found.append(Member(key, by=by))
        else:
            match = compare(*(by_id[one] for one in pair(key, like)))
            found.append(Member(key, like, match.score, match.comparisons, by))
    return tuple(found)


def _status(claims: Sequence[Told], voices: Sequence[Voice], count: int) -> EventStatus:
    if any(one.claim.verification == "verified" and one.claim.polarity == "affirmed" for one in claims):
        return "verified"
    affirm = [voice for voice in voices if not voice.denies]
    parties = {voice.party for voice in affirm if voice.party is not None}
    if len(parties) > 1 or any(voice.conceded for voice in affirm):
        return "cross_party"
    return "corroborated" if count > 1 else "single_source"


def _place(claims: Sequence[Told]) -> Place | None:
    """The most exact place, of those the one told most often."""
    if len(claims) == 1:  # most events are of one claim alone: nothing is to be weighed
        return claims[0].place
    told = Counter(one.place for one in claims if one.place is not None)
    if not told:
        return None
    return min(told, key=lambda place: (not place.resolved, is_area(place), -told[place], place.name))


def _days(claims: Sequence[Told]) -> tuple[date | None, date | None]:
    """The days of the shortest time told, of those the one told most often."""
    if len(claims) == 1:
        return claims[0].start, claims[0].end
    told = Counter((one.start, one.end) for one in claims if one.days.dated)
    if not told:
        return None, None

    def length(days: tuple[date | None, date | None]) -> int:
        start, end = days
        return (end - start).days if start is not None and end is not None else 10_000

    return min(told, key=lambda days: (length(days), -told[days], str(days)))


def _figures(claims: Sequence[Told], voices: Sequence[Voice]) -> tuple[Figure, ...]:
    voice_of = {claim: number for number, voice in enumerate(voices) for claim in voice.claims}
    groups: list[list[tuple[str, Quantity]]] = []
    for one in claims:
        for figure in one.figures:
            home = next((group for group in groups if same_measure(group[0][1], figure)), None)
            if home is None:
                groups.append(home := [])
            home.append((one.claim.claim_id, figure))
    return tuple(sorted((_figure(group, voice_of) for group in groups), key=lambda f: (f.measure, f.party or "")))


def _figure(told: Sequence[tuple[str, Quantity]], voice_of: Mapping[str, int]) -> Figure:
    first = told[0][1]
    low, low_from = _bound(min, [(value, claim) for claim, f in told for value in (f.low, f.best)])
    high, high_from = _bound(max, [(value, claim) for claim, f in told for value in (f.high, f.best)])
    best, best_from = _best(told, voice_of)
    party = next((figure.party for _, figure in told if figure.party), None)
    return Figure(first.measure, party, first.unit, low, best, high, low_from, best_from, high_from)


def _bound(
    pick: Callable[[Iterable[float]], float], told: Iterable[tuple[float | None, str]]
) -> tuple[float | None, tuple[str, ...]]:
    """The smallest or largest value *told*, and the claims that give it."""
    given = [(value, claim) for value, claim in told if value is not None]
    if not given:
        return None, ()
    bound = pick(value for value, _ in given)
    return bound, tuple(sorted({claim for value, claim in given if value == bound}))


def _best(told: Sequence[tuple[str, Quantity]], voice_of: Mapping[str, int]) -> tuple[float | None, tuple[str, ...]]:
    """The value most voices give; ``None`` where two lead."""
    said: defaultdict[float, set[int]] = defaultdict(set)
    by: defaultdict[float, list[str]] = defaultdict(list)
    for claim, figure in told:
        value = figure.best if figure.best is not None else point(figure) if len(told) == 1 else None
        if value is not None:
            said[value].add(voice_of[claim])
            by[value].append(claim)
    if not said:
        return None, ()
    ranked = sorted(said, key=lambda value: -len(said[value]))
    if len(ranked) > 1 and len(said[ranked[0]]) == len(said[ranked[1]]):
        return None, ()
    return ranked[0], tuple(sorted(set(by[ranked[0]])))
