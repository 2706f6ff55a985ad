"""What GeoNames' feature codes say about a place's size and precision."""

from __future__ import annotations

import math
from collections.abc import Iterable

from fogline.model.values import Place, Toponym

_CLASS_RADIUS = {"P": 2.0, "S": 2.0, "R": 10.0, "L": 100.0, "H": 50.0, "T": 30.0, "U": 100.0, "V": 20.0}
_WATERS = frozenset({"SEA", "OCN", "GULF", "STRT", "CHN", "BAY"})
_SECOND_ORDER = frozenset({"ADM2", "ADM3", "ADMD", "ADM2H"})
_COUNTRY = frozenset({"PCLI", "PCLD", "PCLS", "PCLIX", "PCLH", "PCLF", "PCL", "TERR", "CONT"})
_TOWN_STEPS = (2_000, 15_000, 100_000, 500_000)
_TOWN_REACH = 0.018
"""Kilometres of radius per square root of inhabitants: 6 km at 110,000, 31 km at 3 million."""


def town_radius(population: int) -> float:
    """How far a town of so many inhabitants reaches from its centre, in kilometres (1.5 to 40)."""
    return round(min(40.0, max(1.5, _TOWN_REACH * math.sqrt(population))), 1)


def usual_radius(feature_class: str, feature_code: str, population: int) -> float:
    """A typical reach in kilometres for a feature of which no extent is known."""
    if feature_class == "P":
        return town_radius(population)
    if feature_class == "A":
        return 15.0 if feature_code in _SECOND_ORDER else 80.0
    return _CLASS_RADIUS.get(feature_class, 10.0)


def size_of(places: Iterable[Toponym]) -> int:
    """How great the greatest of *places* is, in steps.

    0 where there is none, 1 a hamlet or a feature of the land, 2 to 5 towns of 2,000, 15,000, 100,000 and 500,000
    inhabitants and more, 6 a first-order region, 7 a country.
    """
    return max(map(_size, places), default=0)


def _size(place: Toponym) -> int:
    if place.feature_code in _COUNTRY:
        return 7
    if place.feature_code == "ADM1":
        return 6
    return 1 + sum(place.population >= step for step in _TOWN_STEPS)


def geo_precision(place: Toponym) -> int:
    """ACLED's geo-precision of an event said to be in *place*: 1 a town or site, 2 part of a region, 3 a region."""
    if place.feature_class in ("P", "S", "R"):
        return 1
    if place.feature_code in _SECOND_ORDER or place.radius_km <= 25:
        return 2
    return 3


def where_prec(place: Toponym) -> int:
    """UCDP GED's where_prec of an event said to be in *place*.

    1 exact place, 2 within 25 km of one, 3 second-order region, 4 first-order region, 5 linear or vague feature,
    6 country, 7 international waters or airspace.
    """
    if place.feature_code in _COUNTRY:
        return 6
    if place.feature_code == "ADM1":
        return 4
    if place.feature_class == "A":
        return 3
    if place.feature_code in _WATERS and place.country is None:
        return 7
    if place.feature_class in ("P", "S"):
        return 1
    return 2 if place.radius_km <= 10 else 5


def apart_km(one: Toponym, other: Toponym) -> float:
    """Great-circle distance in kilometres."""
    lat1, lat2 = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(east / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def resolved(place: Toponym, score: float, *, near: bool = False) -> Place:
    """*place* as a value of *score* (0 to 1), with the precision codes of an event in it, or *near* it."""
    least = 2 if near else 1
    return Place(
        place.name,
        place.toponym_id,
        place.latitude,
        place.longitude,
        place.country,
        place.admin1,
        place.feature_code,
        place.radius_km,
        max(least, geo_precision(place)),
        max(least, where_prec(place)),
        score,
    )
