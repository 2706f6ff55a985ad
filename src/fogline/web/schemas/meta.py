"""What a ledger holds, and what can be asked of it."""

from __future__ import annotations

from fogline.web.schemas.base import Answer
from fogline.web.schemas.sources import Days


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
