"""What mentions resolve to: places, times, quantities, actors. Unknown is ``None``, never a default."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.model.quick import quickly_made

ActorKind = Literal[
    "official",
    "military",
    "government",
    "occupation_official",
    "armed_group",
    "intelligence",
    "international_organisation",
    "journalist",
    "analyst",
    "media",
    "witness",
    "social_media",
    "anonymous_official",
    "public",
]

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

Measure = str
"""A measure's identifier from the codebook, such as ``killed`` or ``distance_km``."""


@quickly_made
@dataclass(frozen=True, slots=True)
class Place:
    """A place in the world, or one left openly unresolved (no coordinates, no ``geonameid``).

    ``latitude`` and ``longitude`` are WGS 84 degrees. ``country`` is ISO 3166-1 alpha-2, ``admin1`` the first-level
    region's plain name, ``feature_code`` GeoNames'. ``radius_km`` is how far from the point the place may reach.
    ``geo_precision`` is ACLED's code (1 town, 2 part of a region, 3 region), ``where_prec`` UCDP GED's (1 exact …
    7 international waters). ``score`` (0 to 1) is how sure the resolution is.
    """

    name: str
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    admin1: str | None = None
    feature_code: str | None = None
    radius_km: float | None = None
    geo_precision: int | None = None
    where_prec: int | None = None
    score: float = 0.0

    @property
    def resolved(self) -> bool:
        """Whether the place has coordinates."""
        return self.latitude is not None and self.longitude is not None


@quickly_made
@dataclass(frozen=True, slots=True)
class Toponym:
    """A gazetteer's entry: one place under its own name, a candidate for a name in a text.

    ``toponym_id`` is GeoNames' id where positive; supplements and profiles use negative ones. ``feature_class`` and
    ``feature_code`` are GeoNames'. ``admin1_code`` is GeoNames' first-level code (``UA.14``). ``radius_km`` is a
    typical reach for the feature. ``source`` says which gazetteer it comes from.
    """

    toponym_id: int
    name: str
    latitude: float
    longitude: float
    country: str | None
    admin1_code: str | None
    admin1: str | None
    feature_class: str
    feature_code: str
    population: int
    radius_km: float
    source: str
    primary: bool = True
    """Whether the name that was looked up is this place's main name (or its plain ASCII form), not an alternate one."""


@quickly_made
@dataclass(frozen=True, slots=True)
class TimeValue:
    """When something is said to have happened.

    ``timex3`` is a TIMEX3 value, ``edtf`` an ISO 8601-2 Extended Date/Time string (level 1). ``start`` and ``end``
    are the first and last day, both included; an open end is ``None``. ``time_precision`` is ACLED's code (1 day,
    2 week, 3 month or coarser), ``date_prec`` UCDP GED's (1 day, 2 two to six days, 3 week, 4 month, 5 year).
    A relative expression with no anchor has ``timex3`` at most, and neither day.
    """

    timex3: str | None = None
    edtf: str | None = None
    start: date | None = None
    end: date | None = None
    time_precision: int | None = None
    date_prec: int | None = None

    @property
    def resolved(self) -> bool:
        """Whether at least one end is a known day."""
        return self.start is not None or self.end is not None


@quickly_made
@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the words give it: what is known of its lower bound, best value and upper bound."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    approximate: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts or speaks.

    ``party`` is a party of the conflict profile, ``country`` ISO 3166-1 alpha-2. ``role`` is the office as the text
    gives it ("mayor of Sievierodonetsk"), ``organisation`` the body it belongs to.
    """

    name: str
    kind: ActorKind | None = None
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    country: str | None = None
