"""Outlets, voices, and what a search finds."""

from __future__ import annotations

from fogline.web.schemas.base import Answer, Record
from fogline.web.schemas.places import TypeCount


class Tally(Answer):
    key: str
    kind: str
    name: str
    party: str | None
    documents: int
    claims: int
    happenings: int
    events: int
    first: int
    confirmed: int
    disputed: int
    revised: int


class Sources(Answer):
    outlets: list[Tally]
    voices: list[Tally]


class PlaceCount(Answer):
    key: str
    name: str
    claims: int


class Days(Answer):
    first: str | None
    last: str | None


class SourcePage(Answer):
    source: Tally
    types: list[TypeCount]
    places: list[PlaceCount]
    days: Days
    disagreements: list[Record]


class FoundPlace(Answer):
    key: str
    name: str
    country: str | None
    admin1: str | None
    claims: int


class FoundSpeaker(Answer):
    name: str
    party: str | None
    claims: int


class Snippet(Answer):
    """``marks`` are pairs of offsets into ``text``."""

    text: str
    marks: list[tuple[int, int]]


class FoundDocument(Answer):
    document_id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    claims: int
    snippet: Snippet


class Search(Answer):
    q: str
    total: int
    places: list[FoundPlace]
    speakers: list[FoundSpeaker]
    documents: list[FoundDocument]
