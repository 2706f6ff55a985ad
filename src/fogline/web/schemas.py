"""The form of each answer, for the description at ``/openapi.json``; a test holds real answers against it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

Record = dict[str, Any]


class Answer(BaseModel):
    """An answer says exactly what its form says."""

    model_config = ConfigDict(extra="forbid")


class Page(Answer):
    """Part of a list."""

    total: int
    offset: int
    limit: int


class Claims(Page):
    claims: list[Record]


class Mark(Answer):
    kind: str
    start: int
    end: int
    text: str


class Reason(Answer):
    about: str
    rule: str
    detail: str
    weight: float | None


class Relative(Answer):
    document_id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    kind: str | None
    share: float | None
    reason: str | None


class Origin(Answer):
    origin_id: str | None
    documents: list[Relative]


class PartyClaims(Answer):
    party: str | None
    claims: list[Record]


class PartyIds(Answer):
    party: str | None
    claims: list[str]


class ClaimPage(Answer):
    claim: Record
    extracted: Record | None
    changed: list[str]
    marks: list[Mark]
    reasons: list[Reason]
    document: Record
    origin: Origin
    event: Record | None
    others: list[PartyClaims]
    disagreements: list[Record]
    reviews: list[Record]


class MarkedClaim(Answer):
    claim: Record
    marks: list[Mark]


class DocumentPage(Answer):
    document: Record
    origin: Origin
    claims: list[MarkedClaim]
    disagreements: list[Record]


class Events(Page):
    events: list[Record]


class EventPage(Answer):
    event: Record
    claims: list[Record]
    by_party: list[PartyIds]
    disagreements: list[Record]
    reviews: list[Record]


class Disagreements(Page):
    disagreements: list[Record]


class FacingSide(Answer):
    who: str
    party: str | None
    claims: list[Record]


class DisagreementPage(Answer):
    disagreement: Record
    sides: list[FacingSide]
    event: Record | None


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


class Counts(Answer):
    documents: int
    sources: int
    claims: int
    reviews: int
    events: int
    disagreements: int
    places: int


class Party(Answer):
    party: str
    name: str
    colour: int
    claims: int


class LabelledType(Answer):
    type: str
    claims: int
    label: str


class OutletCount(Answer):
    outlet: str | None
    claims: int


class ModalityCount(Answer):
    modality: str
    claims: int


class CertaintyCount(Answer):
    certainty: str
    claims: int


class StatusCount(Answer):
    status: str
    events: int


class KindCount(Answer):
    kind: str
    disagreements: int


class Meta(Answer):
    ledger: str
    version: str
    revision: str
    read_only: bool
    author: str
    counts: Counts
    days: Days
    parties: list[Party]
    types: list[LabelledType]
    outlets: list[OutletCount]
    modalities: list[ModalityCount]
    certainties: list[CertaintyCount]
    statuses: list[StatusCount]
    kinds: list[KindCount]
    measures: list[str]
    event_types: list[str]


class Why(Answer):
    kind: str
    words: str
    points: float


class QueueEntry(Answer):
    claim: Record
    score: float
    why: list[Why]
    seen: str | None


class Queue(Page):
    queue: list[QueueEntry]
    authors: list[str]


class Review(Answer):
    review_id: str
    target: str
    decision: str
    author: str
    at: str
    changes: Record
    reason: str | None
    revokes: str | None
    taken_back_by: str | None


class Reviews(Page):
    reviews: list[Review]


class Reviewed(Answer):
    review: Review
    claim: Record | None
    event: Record | None


class Unseen(Answer):
    """The decision that its author has not seen; all ``null`` where one that was seen has gone."""

    review_id: str | None
    author: str | None
    at: str | None
    decision: str | None


class Stale(Answer):
    """Somebody has decided since; nothing was written."""

    error: str
    review: Unseen


class Suggested(Answer):
    geonameid: int
    name: str
    country: str | None
    admin1: str | None
    feature_code: str
    latitude: float
    longitude: float
    population: int


class Gazetteer(Answer):
    q: str
    places: list[Suggested]


class Fault(Answer):
    """What cannot be done, in one line."""

    error: str
