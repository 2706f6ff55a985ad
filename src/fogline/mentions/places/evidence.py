"""What a document, taken together, says about where its names lie."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.mentions.places.context import WEAK
from fogline.mentions.places.readings import Reading, plane_km
from fogline.mentions.places.spots import Spot

Key = tuple[str, str | None]
"""A name, folded, and the kind of place that its words call for."""

_NEAR_KM = 150.0
"""Names of one document support each other up to this distance, less the farther they are apart."""
# How much one name adds to the counts: by how often it stands, up to a limit, and less where it may be no place.
_ONCE, _EACH_TIME, _OFTEN = 0.5, 0.5, 3.0
_UNSURE = 0.4
# A word for a country's people counts half a place in it, up to six of them.
_PEOPLE_WORD, _ENOUGH = 0.5, 6
_DOUBT = 0.5
"""Added to every total, so that a single name does not speak for a country with full weight."""


@dataclass(slots=True, eq=False)
class Group:
    """The spots of one name and kind in a document, with the readings that fit them all.

    ``strength`` is that of the surest; ``contained`` says that words put one of them into another place.
    """

    name: str
    spots: Sequence[Spot]
    readings: Sequence[Reading]
    strength: int
    contained: bool


class Evidence:
    """Countries, regions and squares of the map that a document's names speak for.

    *anchors* holds the readings already chosen (then the name speaks for that one only); *peoples* counts words for
    countries' people.
    """

    def __init__(self, groups: Mapping[Key, Group], anchors: Mapping[Key, Reading], peoples: Counter[str]) -> None:
        self.squares: dict[int, list[tuple[str, float, Reading]]] = {}
        self.countries: dict[str, float] = defaultdict(float)
        self.regions: dict[str, float] = defaultdict(float)
        self.own: dict[str, dict[str, float]] = {}
        self.own_totals: dict[str, list[float]] = {}
        self._mapped: dict[str, set[str]] = defaultdict(set)
        for code, count in peoples.items():
            self.countries[code] += _PEOPLE_WORD * min(count, _ENOUGH)
        for key, group in groups.items():
            anchor = anchors.get(key)
            self._note(group, group.readings if anchor is None else (anchor,))
            if anchor is not None and anchor.somewhere and (country := anchor.place.country):
                self._mapped[country].add(group.name)
        self.totals = (sum(self.regions.values()), sum(self.countries.values()))

    def has_points_in(self, country: str | None, name: str) -> bool:
        """Whether names other than *name* have been given points in *country*."""
        return country is not None and bool(self._mapped.get(country, set()) - {name})

    def _note(self, group: Group, readings: Sequence[Reading]) -> None:
        """Count what one name says, its likelier readings more."""
        if not readings:
            return
        sure = min(_OFTEN, _ONCE + _EACH_TIME * len(group.spots))
        if group.strength <= WEAK:
            sure *= _UNSURE
        name = group.name
        own = self.own.setdefault(name, {})
        totals = self.own_totals.setdefault(name, [0.0, 0.0])
        total = sum([reading.likelihood for reading in readings])
        for reading in readings:
            weight = sure * reading.likelihood / total
            if country := reading.place.country:
                self.countries[country] += weight
                own[country] = own.get(country, 0.0) + weight
                totals[len(country) == 2] += weight
            if region := reading.place.admin1_code:
                self.regions[region] += weight
                own[region] = own.get(region, 0.0) + weight
                totals[len(region) == 2] += weight
            if reading.somewhere:
                self.squares.setdefault(reading.square, []).append((name, min(1.0, weight), reading))


class Others:
    """What names other than *name* say."""

    def __init__(self, evidence: Evidence, name: str) -> None:
        self._evidence = evidence
        self._name = name
        self._own = evidence.own.get(name, {})
        of_regions, of_countries = evidence.own_totals.get(name, (0.0, 0.0))
        self._for_regions = evidence.totals[0] - of_regions + _DOUBT
        self._for_countries = evidence.totals[1] - of_countries + _DOUBT

    def share(self, code: str | None) -> float:
        """How much of what they say about countries (or regions) speaks for *code*, 0 to 1."""
        if code is None:
            return 0.0
        if len(code) == 2:
            told = self._evidence.countries.get(code, 0.0) - self._own.get(code, 0.0)
            return told / self._for_countries if told > 0.0 else 0.0
        told = self._evidence.regions.get(code, 0.0) - self._own.get(code, 0.0)
        return told / self._for_regions if told > 0.0 else 0.0

    def company(self, reading: Reading) -> float:
        """How many of them lie about *reading*, each by how sure it is and less the farther off."""
        squares, name = self._evidence.squares, self._name
        about: dict[str, float] = {}
        for there in [squares[square] for square in reading.around if square in squares]:
            for other_name, weight, other in there:
                if other_name != name:
                    least = about.get(other_name, 0.0)
                    if weight > least:
                        about[other_name] = max(least, weight * (1 - plane_km(reading, other) / _NEAR_KM))
        return sum(about.values()) if about else 0.0
