"""Who holds a place is compared with who else says so within days: a place is taken up period by period, and a change
touches only those that it can reach."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fogline.disagreements.control import AT_ONCE, HOLDS
from fogline.matching.told import Told
from fogline.model.disagreement import Disagreement

DAYS = 28
"""Length of a period."""

Period = tuple[int, int]
"""A place (its GeoNames id) and the number of a stretch of :data:`DAYS` days."""


@dataclass(slots=True)
class Periods:
    """Periods of places in which who holds them is to be told anew."""

    found: set[Period] = field(default_factory=set)

    def add(self, claims: Iterable[Told], scopes: Iterable[str]) -> None:
        """Add those that *claims* may bear on, and those that are the *scopes* of what was found before."""
        for one in claims:
            if one.claim.event_type in HOLDS and one.place and one.place.geonameid is not None and one.told_of:
                days = (one.told_of - AT_ONCE, one.told_of)
                self.found |= {(one.place.geonameid, _period(day)) for day in days}
        self.found |= {_of_scope(scope) for scope in scopes if scope.startswith("place:")}

    def by_place(self) -> Iterator[tuple[int, date, date, list[int]]]:
        """Each place, with the first and last day on which claims bear on its periods, and these."""
        places: dict[int, list[int]] = {}
        for place, period in sorted(self.found):
            places.setdefault(place, []).append(period)
        for place, periods in places.items():
            yield place, _first(periods[0]), _last(periods[-1]) + AT_ONCE, periods


def parts(told: Sequence[Told], periods: Collection[int]) -> Iterator[tuple[int, list[Told]]]:
    """Of each of *periods* the claims (of *told*, all at one place) that bear on it: of its days, and just after."""
    ordered = sorted((one for one in told if one.told_of), key=lambda one: one.told_of or date.max)
    days = [one.told_of for one in ordered if one.told_of]
    for period in periods:
        start, end = bisect_left(days, _first(period)), bisect_right(days, _last(period) + AT_ONCE)
        yield period, ordered[start:end]


def begun_in(period: int, found: Iterable[Disagreement], told: Iterable[Told]) -> list[Disagreement]:
    """Those of *found*, out of *told*, of which the earlier side speaks of a day in *period*."""
    days: Mapping[str, date] = {one.claim.claim_id: one.told_of for one in told if one.told_of}
    return [one for one in found if _begun(one, days) == period]


def scope_of(place: int, period: int) -> str:
    """What disagreements about a place in a period are kept under."""
    return f"place:{place}:{period}"


def scope_in_time(place: int, one: Disagreement, told: Mapping[str, Told]) -> str:
    """What a disagreement about a *place*, out of the claims *told* (by their ids), is kept under."""
    return scope_of(place, _begun(one, {key: claim.told_of for key, claim in told.items() if claim.told_of}))


def _begun(one: Disagreement, days: Mapping[str, date]) -> int:
    """The period of the day that the earlier side speaks of; *days* has that of each claim."""
    return _period(min(days[claim] for claim in one.claims))


def _of_scope(scope: str) -> Period:
    _, place, period = scope.split(":")
    return int(place), int(period)


def _period(day: date) -> int:
    return day.toordinal() // DAYS


def _first(period: int) -> date:
    return date.fromordinal(max(period * DAYS, 1))


def _last(period: int) -> date:
    return date.fromordinal(period * DAYS + DAYS - 1)
