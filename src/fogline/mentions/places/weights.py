"""How well a place answers to a name in a document, ground by ground."""

from __future__ import annotations

import math
from collections.abc import Sequence

from fogline.gazetteer.features import apart_km
from fogline.gazetteer.names import alike, normalise
from fogline.lexicon import nations
from fogline.mentions.places.context import holds
from fogline.mentions.places.evidence import COMPACT_KM, Evidence
from fogline.mentions.places.spots import Spot, Weighed
from fogline.model.values import Toponym

# Weights of the grounds, in one currency, tuned on one half of LGL and GeoVirus; each moves F1 by a point or two.
_PEOPLE = 0.15  # per power of ten of inhabitants
_COUNTRY = 0.75
_REGION = 0.25
_REGION_WITH_SEAT = -0.3  # a town of the name lies in it, and no type word asks for the region
_FEATURE, _EXTENT, _INTERNATIONAL = 0.4, 0.15, 0.7  # seas, ranges, theatre regions; per power of ten of radius
_CAPITAL, _CHIEF_TOWN, _SEAT = 0.25, 0.12, 0.5
_MAIN_NAME, _SPELLING, _OTHER_NAME = 0.25, 0.15, -0.6
_CONTAINED, _PEOPLE_BEFORE = 2.0, 0.7
_SAME_COUNTRY, _SAME_REGION = 0.9, 0.45
_PROFILE = 0.5
_BESIDE_KM = 15.0  # a town as near as this to the middle of a region of its name is its seat, however it is filed
_NEARBY, _ENOUGH_COMPANY = 0.6, 1.5


def weigh(
    place: Toponym,
    name: str,
    group: Sequence[Spot],
    rivals: Sequence[Toponym],
    evidence: Evidence,
    countries: frozenset[str],
) -> Weighed:
    """*place* as a reading of the folded *name* at the spots of *group*, among *rivals*.

    *countries* are those of the conflict profile.
    """
    grounds = {"people": _PEOPLE * math.log10(place.population + 10)}
    grounds["feature"] = _feature(place, group, rivals)
    if place.feature_code in ("PPLC", "BLDG") and place.country == nations.country_of_metonym(group[0].name):
        grounds["seat of government"] = _SEAT
    if place.primary or place.feature_code == "PCLI":
        grounds["main name"] = _MAIN_NAME
    elif alike(normalise(place.name), name) and not any(r.primary and r.country == place.country for r in rivals):
        grounds["spelling"] = _SPELLING
    else:
        grounds["other name"] = _OTHER_NAME
    if any(_in_container(spot, place) for spot in group):
        grounds["contained"] = _CONTAINED
    if any(place.country in spot.countries for spot in group):
        grounds["people before"] = _PEOPLE_BEFORE
    if place.country in countries:
        grounds["profile"] = _PROFILE
    in_country = evidence.share(place.country, name)
    in_region = evidence.share(place.admin1_code, name)
    company = evidence.company(place, name)
    grounds["same country"] = _SAME_COUNTRY * in_country
    grounds["same region"] = _SAME_REGION * in_region
    grounds["nearby"] = _NEARBY * min(1.0, company / _ENOUGH_COMPANY)
    return Weighed(place, grounds, company, in_country, in_region)


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
