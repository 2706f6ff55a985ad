"""What of a claim is compared, in a hundred bytes: so much that whole blocks of claims are held against each other at
once (:mod:`fogline.matching.screen`), and that a ledger hands it out without reading the claims."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from datetime import date
from functools import cache

import numpy as np
import xxhash
from numpy.typing import NDArray

from fogline.codebook.loader import codebook
from fogline.matching.figures import point
from fogline.matching.kinds import FREED
from fogline.matching.places import KINETIC, is_area, is_country
from fogline.matching.told import DURATIVE, Told
from fogline.matching.words import content

MARK = np.dtype(
    [
        ("kind", "u1"),
        ("stage", "u1"),
        ("flags", "<u2"),
        ("start", "<i4"),
        ("end", "<i4"),
        ("published", "<i4"),
        ("document", "<u8"),
        ("first", "<i4"),
        ("last", "<i4"),
        ("place", "<i8"),
        ("name", "<u4"),
        ("country", "<u4"),
        ("admin1", "<u4"),
        ("latitude", "<f8"),
        ("longitude", "<f8"),
        ("radius", "<f8"),
        ("gains", "<u4"),
        ("loses", "<u4"),
        ("agent", "<u4"),
        ("party", "<u4"),
        ("measures", "<u8"),
        ("points", "<u8"),
        ("words", "<u8"),
    ]
)
"""Days are counted from the year 1, ``first`` and ``last`` are where the evidence stands, ``place`` is a GeoNames id;
names are hashes; ``measures``, ``points`` and ``words`` are sets in which each member is one bit of 64. 0 is unknown.
Hashes and bits that fall together by chance make two claims look more alike than they are, never less."""

Marks = NDArray[np.void]

_PACKED = struct.Struct("<BBHiiiQiiqIIIdddIIIIQQQ")
"""The same without NumPy, for one mark: ten times as quick."""

PLACED, RESOLVED, AREA, COUNTRY, KINETIC_FAMILY, LASTS, FREES = (1 << bit for bit in range(7))
"""Bits of ``flags``: it names a place; that is resolved, an area, a country; its family is one of places' ``KINETIC``,
its type one of told's ``DURATIVE``; it frees people."""

_STAGES = {"done": 0, "ahead": 1, "asked": 2}


def mark_of(one: Told) -> bytes:
    """The mark of *one*: one element of :data:`MARK`, as bytes."""
    claim, place = one.claim, one.place
    return _PACKED.pack(
        kind_number(claim.event_type),
        _STAGES[one.stage],
        _flags(one),
        _day(one.start),
        _day(one.end),
        _day(one.published),
        _wide(claim.document_id),
        claim.evidence.start,
        claim.evidence.end,
        place.geonameid or 0 if place else 0,
        _narrow(place.name.casefold()) if place else 0,
        _narrow(place.country) if place else 0,
        _narrow(place.admin1) if place else 0,
        place.latitude or 0.0 if place else 0.0,
        place.longitude or 0.0 if place else 0.0,
        place.radius_km or 0.0 if place else 0.0,
        _narrow(one.gains),
        _narrow(one.loses),
        _narrow(claim.agent.actor.name.casefold()) if claim.agent else 0,
        _narrow(claim.agent.actor.party) if claim.agent else 0,
        _bits(figure.measure for figure in one.figures),
        _bits(f"{figure.measure} {at:g}" for figure in one.figures if (at := point(figure)) is not None),
        _bits(content(one)),
    )


def marks_from(marks: Iterable[bytes]) -> Marks:
    """*marks* as one array."""
    return np.frombuffer(b"".join(marks), MARK)


@cache
def kinds() -> tuple[str, ...]:
    """The event types in the order of their numbers."""
    return tuple(codebook().event_types)


@cache
def kind_number(event_type: str) -> int:
    """The number of an event type."""
    return kinds().index(event_type)


def _flags(one: Told) -> int:
    place = one.place
    found = (
        (place is not None, PLACED),
        (place is not None and place.resolved, RESOLVED),
        (place is not None and is_area(place), AREA),
        (place is not None and is_country(place), COUNTRY),
        (one.family in KINETIC, KINETIC_FAMILY),
        (one.claim.event_type in DURATIVE, LASTS),
        (one.claim.sub_event == FREED, FREES),
    )
    return sum(bit for is_so, bit in found if is_so)


def _day(day: date | None) -> int:
    return day.toordinal() if day is not None else 0


def _narrow(text: str | None) -> int:
    return xxhash.xxh32_intdigest(text.encode("utf-8", "surrogatepass")) or 1 if text is not None else 0


def _wide(text: str) -> int:
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


def _bits(words: Iterable[str]) -> int:
    found = 0
    for word in words:
        found |= 1 << (_narrow(word) & 63)
    return found
