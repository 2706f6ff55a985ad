"""What a place is to any text that may mean it: worked out once for each name."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fogline.gazetteer.names import normalise
from fogline.mentions.places.names import Known
from fogline.model.quick import quickly_made
from fogline.model.remembered import Remembered
from fogline.model.values import Toponym

COMPACT_KM = 120.0
"""Regions up to this radius lie somewhere; larger ones say nothing of what is near them."""
_SQUARE = 1.35
"""Degrees of latitude of the squares places are filed in (150 km): support comes from the nine around a place."""
_ROW = 4096
"""Squares are numbered by rows of so many."""
_KEPT_NAMES = 20_000


@quickly_made
@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A place that a name may mean.

    ``folded`` is its main name, folded; ``people`` the power of ten of its inhabitants; ``likelihood`` how likely a
    name means it before anything is read, up to a factor. ``somewhere`` says that it lies in one spot of the map:
    ``square`` is the number of the square it is in, ``around`` those of the nine around it. ``cosine`` is that of its
    latitude.
    """

    place: Toponym
    folded: str
    people: float
    likelihood: float
    somewhere: bool
    square: int
    around: tuple[int, ...]
    cosine: float


def readings_of(known: Known) -> tuple[Reading, ...]:
    """The places of a name, most populous first."""
    return _READINGS[known]


def _readings(known: Known) -> tuple[Reading, ...]:
    return tuple(map(_reading, known.candidates))


_READINGS = Remembered(_readings, at_most=_KEPT_NAMES)


def plane_km(one: Reading, other: Reading) -> float:
    """Distance on a plane that fits at the distances of neighbouring squares."""
    wide = (one.place.longitude - other.place.longitude) * one.cosine
    return 111.2 * math.hypot(one.place.latitude - other.place.latitude, wide)


def _reading(place: Toponym) -> Reading:
    square = _square(place)
    return Reading(
        place,
        normalise(place.name),
        math.log10(place.population + 10),
        _likelihood(place),
        place.feature_class == "P" or place.radius_km < COMPACT_KM,
        square,
        tuple(square + _ROW * north + east for north in (-1, 0, 1) for east in (-1, 0, 1)),
        math.cos(math.radians(place.latitude)),
    )


def _likelihood(place: Toponym) -> float:
    people = max(place.population, int(place.radius_km * 1000) if place.feature_class in "LTH" else 0)
    return float((people + 500) ** 0.6 * (2 if place.primary else 1))


def _square(place: Toponym) -> int:
    row = math.floor(place.latitude / _SQUARE)
    width = _SQUARE / max(0.2, math.cos(math.radians(row * _SQUARE)))
    return _ROW * row + math.floor(place.longitude / width)
