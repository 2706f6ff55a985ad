"""Whether two places can be where one happening was."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from fogline.matching.told import Told
from fogline.model.event import Comparison
from fogline.model.values import Place

NEAR_KM = 8.0
"""Two points nearer than this, beyond their own reach, may be told as one: a village, and the town beside it."""

KINETIC = frozenset({"strike", "fighting", "losses", "territory", "civilians", "damage"})
"""Families of happenings of which a country at war sees many a day."""

EARTH_KM = 6371.0


def compare(one: Told, other: Told) -> Comparison:
    """Same place, one within or beside the other, or too far apart."""
    here, there = one.place, other.place
    if here is None or there is None:
        return _NO_PLACE
    return _compared(here, there, one.family in KINETIC or other.family in KINETIC)


_NO_PLACE = Comparison("place", 0.0, "one of them names no place")


@lru_cache(maxsize=50_000)
def _compared(here: Place, there: Place, kinetic: bool) -> Comparison:
    if _same(here, there):
        return _same_place(here, there, kinetic)
    if not here.resolved or not there.resolved:
        return Comparison("place", -0.4, f"{here.name} and {there.name}, one of them not found in the gazetteer")
    if is_area(here) or is_area(there):
        return _with_area(here, there)
    distance = kilometres(here, there)
    if distance <= _reach(here, there):
        return Comparison("place", 0.7, f"{here.name} and {there.name} are {distance:.0f} km apart")
    return Comparison("place", -1.0, f"{here.name} is {distance:.0f} km from {there.name}", excludes=True)


def is_area(place: Place) -> bool:
    """Whether *place* is a region, a country or the like rather than a town or a site."""
    return (place.geo_precision or 1) > 1


def kilometres(here: Place, there: Place) -> float:
    """The distance along the surface between two resolved places (haversine)."""
    if here.latitude is None or here.longitude is None or there.latitude is None or there.longitude is None:
        raise ValueError("a place without coordinates has no distance")
    lat, lat2 = radians(here.latitude), radians(there.latitude)
    half = sin((lat2 - lat) / 2) ** 2
    half += cos(lat) * cos(lat2) * sin(radians(there.longitude - here.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _same(here: Place, there: Place) -> bool:
    if here.geonameid is not None and there.geonameid is not None:
        return here.geonameid == there.geonameid
    if None not in (here.country, there.country) and here.country != there.country:
        return False
    return here.name.casefold() == there.name.casefold()


def _same_place(here: Place, there: Place, kinetic: bool) -> Comparison:
    if kinetic and (is_country(here) or is_country(there)):
        return Comparison("place", -0.6, f"both in {here.name}, where such things happen in many places")
    if is_area(here) or is_area(there):
        return Comparison("place", 0.3, f"both in {here.name}, which is large")
    if here.resolved != there.resolved:
        return Comparison("place", 0.8, f"both in {here.name}, which one of them leaves open where it is")
    return Comparison("place", 1.0, f"both in {here.name}")


def _with_area(here: Place, there: Place) -> Comparison:
    if is_area(here) and is_area(there):
        if here.country != there.country:
            return Comparison("place", -1.0, f"{here.name} is not {there.name}", excludes=True)
        if is_country(here) or is_country(there):
            return Comparison("place", 0.0, f"one of {here.name} and {there.name} is in the other")
        return Comparison("place", -0.5, f"{here.name} and {there.name} are different areas")
    area, town = (here, there) if is_area(here) else (there, here)
    if area.country is not None and town.country is not None and area.country != town.country:
        return Comparison("place", -1.0, f"{town.name} is not in {area.name}", excludes=True)
    if area.admin1 is not None and town.admin1 is not None and area.admin1 != town.admin1:
        return Comparison("place", -1.0, f"{town.name} is not in {area.name}", excludes=True)
    return Comparison("place", 0.1, f"{town.name} may be the place meant in {area.name}")


def is_country(place: Place) -> bool:
    """Whether *place* is a country."""
    return (place.feature_code or "").startswith("PCL")


def _reach(here: Place, there: Place) -> float:
    return max(here.radius_km or 0.0, there.radius_km or 0.0) + NEAR_KM
