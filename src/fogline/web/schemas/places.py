"""The map, the time line, and who is said to hold a place."""

from __future__ import annotations

from fogline.web.schemas.base import Answer, Record


class Places(Answer):
    on: str | None
    complete: bool
    places: list[Record]


class PlaceColumns(Answer):
    """One entry a place in each."""

    key: list[str]
    name: list[str]
    latitude: list[float]
    longitude: list[float]
    radius_km: list[float | None]
    country: list[str | None]
    feature_code: list[str | None]
    geo_precision: list[int | None]
    claims: list[int]
    holder: list[str | None]
    basis: list[str | None]
    since: list[str | None]
    last_told: list[str | None]


class Map(Answer):
    on: str | None
    complete: bool
    total: int
    without_place: int
    without_point: int
    places: PlaceColumns


class Stretch(Answer):
    start: str | None
    end: str | None
    claims: int
    types: dict[str, int]


class Undated(Answer):
    claims: int
    types: dict[str, int]


class Timeline(Answer):
    first: str | None
    last: str | None
    days: list[str]
    types: list[str]
    counts: list[list[int]]
    events: list[int]
    stretches: list[Stretch]
    undated: Undated
    total: int


class State(Answer):
    key: str
    place: Record
    holder: str
    basis: str | None
    since: str
    last_told: str
    claims: list[str]


class Control(Answer):
    on: str | None
    complete: bool
    states: list[State]


class TypeCount(Answer):
    type: str | None
    claims: int


class PartyCount(Answer):
    party: str | None
    claims: int


class SpellWords(Answer):
    claim_id: str
    text: str
    who: str
    party: str | None
    document: str
    published: str | None
    through: str | None


class Spell(Answer):
    holder: str
    basis: str | None
    since: str
    until: str | None
    last_told: str
    claims: list[str]
    words: list[SpellWords]


class PlacePage(Answer):
    place: Record
    names: list[str]
    claims: int
    types: list[TypeCount]
    parties: list[PartyCount]
    complete: bool
    spells: list[Spell]
    statements: list[Record]
    events: list[Record]
    disagreements: list[Record]
