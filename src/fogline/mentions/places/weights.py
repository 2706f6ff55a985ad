"""How well a place answers to a name in a document, ground by ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fogline.gazetteer.features import apart_km
from fogline.gazetteer.names import alike
from fogline.lexicon import nations
from fogline.mentions.places.context import holds
from fogline.mentions.places.evidence import Group, Others
from fogline.mentions.places.readings import COMPACT_KM, Reading
from fogline.mentions.places.spots import Spot
from fogline.model.quick import quickly_made
from fogline.model.values import Toponym

# Weights of the grounds, in one currency, tuned on one half of LGL and GeoVirus; each moves F1 by a point or two.
_PEOPLE = 0.15  # per power of ten of inhabitants
_COUNTRY = 0.75
_REGION = 0.25
_REGION_WITH_SEAT = -0.3  # a town of the name lies in it, and no type word asks for the region
_FEATURE, _EXTENT, _INTERNATIONAL = 0.4, 0.15, 0.7  # seas, ranges, theatre regions; per power of ten of radius
_CAPITAL, _CHIEF_TOWN, _SEAT = 0.25, 0.12, 0.5
_NAMES = {"main name": 0.25, "spelling": 0.15, "other name": -0.6}
_CONTAINED, _PEOPLE_BEFORE = 2.0, 0.7
_SAME_COUNTRY, _SAME_REGION = 0.9, 0.45
_PROFILE = 0.5
_BESIDE_KM = 15.0  # a town as near as this to the middle of a region of its name is its seat, however it is filed
_NEARBY, _ENOUGH_COMPANY = 0.6, 1.5


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """What speaks for a reading of a name whatever else the document tells, as it stands in the score.

    ``seat`` says that it is the seat of the government that the name stands for, ``name`` which of its names it is;
    ``first`` is the sum of these grounds. ``people_before`` and ``profile`` say that the country is one that words
    for its people before the name tell, or one of the conflict profile's.
    """

    reading: Reading
    feature: float
    seat: bool
    name: str
    first: float
    people_before: bool
    profile: bool


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A candidate with what speaks for it, and the sum of that (``score``)."""

    place: Toponym
    score: float
    told: Grounds
    contained: bool
    company: float
    country_share: float
    region_share: float

    @property
    def grounds(self) -> dict[str, float]:
        """Each ground with its weight."""
        told = self.told
        grounds = {"people": _PEOPLE * told.reading.people, "feature": told.feature}
        if told.seat:
            grounds["seat of government"] = _SEAT
        grounds[told.name] = _NAMES[told.name]
        if self.contained:
            grounds["contained"] = _CONTAINED
        if told.people_before:
            grounds["people before"] = _PEOPLE_BEFORE
        if told.profile:
            grounds["profile"] = _PROFILE
        grounds["same country"] = _SAME_COUNTRY * self.country_share
        grounds["same region"] = _SAME_REGION * self.region_share
        grounds["nearby"] = _NEARBY * min(1.0, self.company / _ENOUGH_COMPANY)
        return grounds

    @property
    def reason(self) -> str:
        """The grounds in words, with their weights."""
        told = [(ground, f"{weight:+.2f}") for ground, weight in self.grounds.items()]
        return ", ".join([f"{ground} {weight}" for ground, weight in told if weight[1:] != "0.00"])


def grounds_of(group: Group, countries: frozenset[str]) -> list[Grounds]:
    """What speaks for each reading of *group*, as far as the rest of the document does not matter.

    *countries* are those of the conflict profile.
    """
    rivals = [reading.place for reading in group.readings]
    of_main_name = {place.country for place in rivals if place.primary}
    peoples = {country for spot in group.spots for country in spot.countries}
    government = nations.country_of_metonym(group.spots[0].name)
    return [_grounds(one, group, rivals, of_main_name, peoples, government, countries) for one in group.readings]


def _grounds(
    reading: Reading,
    group: Group,
    rivals: Sequence[Toponym],
    of_main_name: set[str | None],
    peoples: set[str],
    government: str | None,
    countries: frozenset[str],
) -> Grounds:
    place = reading.place
    feature = _feature(place, group.spots, rivals)
    seat = place.feature_code in ("PPLC", "BLDG") and place.country == government
    if place.primary or place.feature_code == "PCLI":
        name = "main name"
    elif place.country not in of_main_name and alike(reading.folded, group.name):
        name = "spelling"
    else:
        name = "other name"
    first = _PEOPLE * reading.people + feature
    first = (first + _SEAT if seat else first) + _NAMES[name]
    return Grounds(reading, feature, seat, name, first, place.country in peoples, place.country in countries)


def weigh(told: Grounds, group: Group, others: Others) -> Weighed:
    """The reading that *told* is about, as what the name of *group* means, among what *others* say."""
    reading = told.reading
    place, score = reading.place, told.first
    contained = group.contained and any(_in_container(spot, place) for spot in group.spots)
    if contained:
        score += _CONTAINED
    if told.people_before:
        score += _PEOPLE_BEFORE
    if told.profile:
        score += _PROFILE
    in_country, in_region = others.share(place.country), others.share(place.admin1_code)
    company = others.company(reading)
    score = score + _SAME_COUNTRY * in_country + _SAME_REGION * in_region
    score += _NEARBY * min(1.0, company / _ENOUGH_COMPANY)
    return Weighed(place, score, told, contained, company, in_country, in_region)


def _feature(place: Toponym, group: Sequence[Spot], rivals: Sequence[Toponym]) -> float:
    if place.feature_code == "PCLI":
        return _COUNTRY
    if place.feature_class == "A":
        if any(spot.kind for spot in group):
            return 0.0
        return _REGION_WITH_SEAT if _has_seat(place, rivals) else _REGION
    if place.feature_class in "LTHS":
        international = place.country is None and place.radius_km > COMPACT_KM
        return _FEATURE + _EXTENT * math.log10(place.radius_km + 1) + (_INTERNATIONAL if international else 0.0)
    return {"PPLC": _CAPITAL, "PPLA": _CHIEF_TOWN}.get(place.feature_code, 0.0)


def _has_seat(place: Toponym, candidates: Sequence[Toponym]) -> bool:
    """Whether a town of the same name lies in or at the region *place*: without a type word the town is meant."""
    return any(
        c.feature_class == "P"
        and c.country == place.country
        and (
            c.admin1_code == place.admin1_code or c.feature_code in ("PPLC", "PPLA") or apart_km(c, place) < _BESIDE_KM
        )
        and apart_km(c, place) < 1.5 * place.radius_km + 20
        for c in candidates
    )


def _in_container(spot: Spot, place: Toponym) -> bool:
    if spot.container is None:
        return False
    if spot.container.chosen is not None:
        return holds(spot.container.chosen, place)
    return any(holds(candidate, place) for candidate in spot.container.candidates)
