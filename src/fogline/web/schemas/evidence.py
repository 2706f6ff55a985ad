"""Claims, documents, events and disagreements."""

from __future__ import annotations

from fogline.web.schemas.base import Answer, Page, Record


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
