"""What leaves the house with less in it: coordinates on a grid, places smaller than it unnamed, private people unnamed.

A redaction is a function from records to records, so that every format and the brief drop the same things. It knows
the words to hide of each document (:mod:`fogline.export.hiding` finds them) and hides them in every text of a record.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from fogline.export.record import Record

KM_PER_DEGREE = 111.32
"""Kilometres in a degree of latitude, and in one of longitude on the equator."""

NEAR_KM = 25.0
"""UCDP GED's ``where_prec`` 2: within about 25 kilometres of a known place."""

_KEPT = frozenset(
    {"schema_version", "claim_id", "document_id", "sha256", "origin_id", "event_id", "disagreement_id", "like"}
    | {"event_type", "plover", "sub_event_type", "extractor", "published", "edtf", "timex3", "country", "party"}
)
"""Keys whose values are no words of anybody."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is hidden in the texts of one document: words, each with what stands there instead."""

    instead: Mapping[str, str]

    def __or__(self, other: Words) -> Words:
        return Words({**self.instead, **other.instead})


NO_WORDS = Words({})


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is hidden: ``coarsen_km`` is the grid's width, ``words`` what is hidden by document, ``people`` everywhere.

    ``notes`` say it, a line each, to whoever gets the export.
    """

    coarsen_km: float | None = None
    hides_names: bool = False
    words: Mapping[str, Words] = field(default_factory=dict)
    people: Words = NO_WORDS
    notes: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing at all is hidden."""
        return self.coarsen_km is None and not self.hides_names

    def claim(self, record: Record) -> Record:
        """*record* with less in it; one that lost words has no offsets, no link and no file name any more."""
        if self.nothing:
            return record
        words = self._words([record["document"]["document_id"]])
        hidden: Record = self._hide(record, words)
        hidden["place"] = self._place(record["place"], hidden["place"])
        if record["document"]["document_id"] in self.words:
            hidden["document"] |= {"url": None, "name": record["document"]["document_id"]}
        if hidden["evidence"]["text"] != record["evidence"]["text"] or hidden["place"] != record["place"]:
            hidden = _without_offsets(hidden)
        return {**hidden, "redaction": list(self.notes)}

    def event(self, record: Record, documents: Iterable[str] = ()) -> Record:
        """An event's record with less in it; *documents* are those that tell of it."""
        return self._other(record, documents)

    def control(self, record: Record) -> Record:
        """A spell's or state's record with less in it."""
        return self._other(record, ())

    def disagreement(self, record: Record, documents: Iterable[str] = ()) -> Record:
        """A disagreement's record with less in it; *documents* are those its claims stand in."""
        return self._other(record, documents)

    def text(self, text: str, document_id: str) -> str:
        """Any *text* about, or from, a document."""
        return text if self.nothing else _replace(text, self._words([document_id]))

    def _other(self, record: Record, documents: Iterable[str]) -> Record:
        if self.nothing:
            return record
        hidden: Record = self._hide(record, self._words(documents))
        hidden["place"] = self._place(record["place"], hidden["place"])
        return hidden

    def _words(self, documents: Iterable[str]) -> tuple[tuple[str, str], ...]:
        found = self.people
        for key in documents:
            found = found | self.words.get(key, NO_WORDS)
        return tuple(found.instead.items())

    def _hide(self, value: Any, words: tuple[tuple[str, str], ...]) -> Any:
        """*value*, and all values in it, with the *words* replaced."""
        if isinstance(value, str):
            return _replace(value, words) if words else value
        if isinstance(value, dict):
            return {key: part if key in _KEPT else self._hide(part, words) for key, part in value.items()}
        if isinstance(value, list):
            return [self._hide(part, words) for part in value]
        return value

    def _place(self, place: Record | None, hidden: Record | None) -> Record | None:
        """The *hidden* place on the grid; unnamed where it is smaller than the grid."""
        if place is None or hidden is None or self.coarsen_km is None:
            return hidden
        out = dict(hidden)
        if is_small(place["radius_km"], self.coarsen_km):
            name = unnamed(place["admin1"], place["country"])
            out |= {"name": name, "geonameid": None, "feature_code": None}
            out |= {key: name for key in ("text",) if key in out}
        if place["latitude"] is not None and place["longitude"] is not None:
            latitude, longitude = on_grid(place["latitude"], place["longitude"], self.coarsen_km)
            out |= {"latitude": latitude, "longitude": longitude, **_precision(place, self.coarsen_km)}
        return out


NOTHING_REDACTED = Redaction()


def is_small(radius_km: float | None, km: float) -> bool:
    """Whether a place of this radius would give away more than a grid of *km* does; one not known does."""
    return radius_km is None or 2 * radius_km < km


def unnamed(admin1: str | None, country: str | None) -> str:
    """What stands for a place whose name is hidden."""
    around = ", ".join(part for part in (admin1, country) if part)
    return f"a place in {around}" if around else "a place"


def on_grid(latitude: float, longitude: float, km: float) -> tuple[float, float]:
    """The middle (degrees, WGS 84) of the cell of a grid of *km* kilometres that a point lies in."""
    step = km / KM_PER_DEGREE
    middle = max(-90.0, min(90.0, (math.floor(latitude / step) + 0.5) * step))
    wide = min(360.0, step / max(math.cos(math.radians(middle)), 1e-6))
    across = (math.floor(longitude / wide) + 0.5) * wide
    return round(middle, 5), round((across + 180) % 360 - 180, 5)


def _precision(place: Record, km: float) -> Record:
    """Radius and precision codes of a *place* put on a grid of *km*: half the cell's diagonal further, and coarser."""
    where = 2 if km <= NEAR_KM else 3
    return {
        "radius_km": round((place["radius_km"] or 0.0) + km / math.sqrt(2), 1),
        "geo_precision": max(place["geo_precision"] or 0, 2),
        "where_prec": max(place["where_prec"] or 0, where),
    }


def _without_offsets(value: Any) -> Any:
    if isinstance(value, dict):
        ends = ("start", "end") if isinstance(value.get("start"), int) else ()
        return {key: None if key in ends else _without_offsets(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_offsets(part) for part in value]
    return value


def _replace(text: str, words: tuple[tuple[str, str], ...]) -> str:
    if not words:
        return text
    pattern, instead = _compiled(words)
    return pattern.sub(lambda found: instead[found.group().casefold()], text)


@lru_cache(maxsize=512)
def _compiled(words: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pattern for all *words*, the longest first, as written or in capitals."""
    instead = {word.casefold(): put for word, put in words}
    forms = sorted({form for word, _ in words for form in (word, word.upper())}, key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)"), instead
