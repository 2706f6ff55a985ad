"""What a document, taken together, says about where its names lie."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from fogline.mentions.places.context import WEAK
from fogline.mentions.places.spots import Spot
from fogline.model.values import Toponym

Key = tuple[str, str | None]
"""A name, folded, and the kind of place that its words call for."""

COMPACT_KM = 120.0
"""Regions up to this radius lie somewhere; larger ones say nothing of what is near them."""
_NEAR_KM = 150.0
"""Names of one document support each other up to this distance, less the farther they are apart."""
_SQUARE = 1.35
"""Degrees of latitude of the squares places are filed in (150 km): support comes from the nine around a place."""
# How much one name adds to the counts: by how often it stands, up to a limit, and less where it may be no place.
_ONCE, _EACH_TIME, _OFTEN = 0.5, 0.5, 3.0
_UNSURE = 0.4
# A word for a country's people counts half a place in it, up to six of them.
_PEOPLE_WORD, _ENOUGH = 0.5, 6
_DOUBT = 0.5
"""Added to every total, so that a single name does not speak for a country with full weight."""


class Evidence:
    """Countries, regions and squares of the map that a document's names speak for.

    *fit* holds each name's candidates, *anchors* the places already chosen (then the name speaks for that one only);
    *peoples* counts words for countries' people.
    """

    def __init__(
        self,
        groups: Mapping[Key, Sequence[Spot]],
        fit: Mapping[Key, Sequence[Toponym]],
        anchors: Mapping[Key, Toponym],
        peoples: Counter[str],
    ) -> None:
        self._squares: dict[tuple[int, int], list[tuple[str, float, Toponym]]] = defaultdict(list)
        self._countries: dict[str, float] = defaultdict(float)
        self._regions: dict[str, float] = defaultdict(float)
        self._own: dict[tuple[str, str], float] = defaultdict(float)
        self._own_totals: dict[tuple[str, bool], float] = defaultdict(float)
        self._mapped: dict[str, set[str]] = defaultdict(set)
        for code, count in peoples.items():
            self._countries[code] += _PEOPLE_WORD * min(count, _ENOUGH)
        for key, group in groups.items():
            self._note(key[0], group, [anchors[key]] if key in anchors else fit[key])
            if key in anchors and _lies_somewhere(anchors[key]) and (country := anchors[key].country):
                self._mapped[country].add(key[0])
        self._totals = {True: sum(self._countries.values()), False: sum(self._regions.values())}

    def share(self, code: str | None, name: str) -> float:
        """How much of what names other than *name* say about countries (or regions) speaks for *code*, 0 to 1."""
        if code is None:
            return 0.0
        national = len(code) == 2
        told = (self._countries if national else self._regions).get(code, 0.0) - self._own.get((name, code), 0.0)
        total = self._totals[national] - self._own_totals.get((name, national), 0.0)
        return max(0.0, told) / (total + _DOUBT)

    def company(self, place: Toponym, name: str) -> float:
        """How many names other than *name* lie about *place*, each by how sure it is and less the farther off."""
        row, column = _square(place)
        about: dict[str, float] = {}
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                for other_name, weight, other in self._squares.get((row + north, column + east), ()):
                    if other_name != name and weight > about.get(other_name, 0.0):
                        close = weight * (1 - _plane_km(place, other) / _NEAR_KM)
                        about[other_name] = max(about.get(other_name, 0.0), close)
        return sum(about.values())

    def has_points_in(self, country: str | None, name: str) -> bool:
        """Whether names other than *name* have been given points in *country*."""
        return country is not None and bool(self._mapped.get(country, set()) - {name})

    def _note(self, name: str, group: Sequence[Spot], places: Sequence[Toponym]) -> None:
        """Count what one name says, its likelier readings more."""
        if not places:
            return
        sure = min(_OFTEN, _ONCE + _EACH_TIME * len(group))
        if max(spot.strength for spot in group) <= WEAK:
            sure *= _UNSURE
        each = [_likelihood(place) for place in places]
        total = sum(each)
        for place, likelihood in zip(places, each, strict=True):
            weight = sure * likelihood / total
            self._count(self._countries, place.country, name, weight)
            self._count(self._regions, place.admin1_code, name, weight)
            if _lies_somewhere(place):
                self._squares[_square(place)].append((name, min(1.0, weight), place))

    def _count(self, counts: dict[str, float], code: str | None, name: str, weight: float) -> None:
        if code:
            counts[code] += weight
            self._own[name, code] += weight
            self._own_totals[name, len(code) == 2] += weight


def _likelihood(place: Toponym) -> float:
    """How likely a name means *place* before anything is read, up to a factor."""
    people = max(place.population, int(place.radius_km * 1000) if place.feature_class in "LTH" else 0)
    return float((people + 500) ** 0.6 * (2 if place.primary else 1))


def _lies_somewhere(place: Toponym) -> bool:
    return place.feature_class == "P" or place.radius_km < COMPACT_KM


def _plane_km(one: Toponym, other: Toponym) -> float:
    """Distance on a plane that fits at the distances of neighbouring squares."""
    wide = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return 111.2 * math.hypot(one.latitude - other.latitude, wide)


def _square(place: Toponym) -> tuple[int, int]:
    row = math.floor(place.latitude / _SQUARE)
    width = _SQUARE / max(0.2, math.cos(math.radians(row * _SQUARE)))
    return row, math.floor(place.longitude / width)
