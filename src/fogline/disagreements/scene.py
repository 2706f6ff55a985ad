"""What the rules look at: an event with its claims, and how claims are spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fogline.matching.compare import Match, compare
from fogline.matching.told import Told, told
from fogline.model.claim import Claim, Quantity
from fogline.model.disagreement import Disagreement, DisagreementKind, Side
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.ids import stable_id
from fogline.model.values import Place

SHOWN_VOICES = 4
"""Voices of a side that are named; more are counted."""


AROUND = 160
"""Characters on each side in which the rest of a claim's sentence is looked for."""

BEFORE = 60
"""Characters before a figure in which it is said to be a part, or an old count."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One event (``None``: one article) with its claims, and their documents by id."""

    event: Event | None
    claims: tuple[Claim, ...]
    documents: Mapping[str, Document]

    def published(self, claim: Claim) -> date | None:
        """The day *claim*'s document appeared."""
        return self.documents[claim.document_id].published

    def told(self, claim: Claim) -> Told:
        """*claim* for comparing."""
        return told(claim, self.published(claim))

    def match(self, claim: Claim, other: Claim) -> Match:
        """How two of its claims compare, face to face: of one event are also claims that a third one ties."""
        return compare(self.told(claim), self.told(other))

    def near(self, claim: Claim, other: Claim, days: int) -> bool:
        """Whether the documents of both appeared within *days* of each other."""
        one, another = self.published(claim), self.published(other)
        return one is not None and another is not None and abs((one - another).days) <= days

    def words(self, claim: Claim) -> str:
        """The words *claim* stands on."""
        return claim.evidence.of(self.documents[claim.document_id].text)

    def around(self, claim: Claim) -> str:
        """The words *claim* stands on, with those of the sentences about them."""
        text = self.documents[claim.document_id].text
        start = max(text.rfind(". ", 0, claim.evidence.start) + 1, claim.evidence.start - AROUND)
        end = text.find(". ", claim.evidence.end)
        return text[start : min(end if end >= 0 else len(text), claim.evidence.end + AROUND)]

    def before(self, claim: Claim, figure: Quantity) -> str:
        """The words of the line before *figure*, a few at most."""
        text = self.documents[claim.document_id].text
        return text[max(0, figure.span.start - BEFORE) : figure.span.start].rpartition("\n")[2]

    def after(self, claim: Claim, figure: Quantity) -> str:
        """The words behind *figure*, a few at most."""
        return self.documents[claim.document_id].text[figure.span.end : figure.span.end + BEFORE]

    def voice(self, claim: Claim) -> str:
        """Who says *claim*: the speaker's name, else the outlet."""
        if claim.speaker is not None:
            return claim.speaker.name
        document = self.documents[claim.document_id]
        return document.outlet or document.name

    def side(self, claims: Sequence[Claim]) -> Side:
        """The side that *claims* (at least one) make up; it has a party where its voices are of no more than one."""
        who = sorted({self.voice(claim) for claim in claims})
        if len(who) > SHOWN_VOICES:
            who = [*who[:SHOWN_VOICES], f"{len(who) - SHOWN_VOICES} others"]
        parties = {party_of(claim) for claim in claims} - {None}
        party = parties.pop() if len(parties) == 1 else None
        return Side(", ".join(who), party, tuple(sorted(claim.claim_id for claim in claims)))

    def disagreement(self, kind: DisagreementKind, about: str, *sides: Sequence[Claim]) -> Disagreement:
        """The disagreement of *kind* between *sides*."""
        made = tuple(self.side(claims) for claims in sides)
        key = [*sorted(claim for side in made for claim in side.claims), about]  # two claims may differ in two figures
        event_id, place = (self.event.event_id, self.event.place) if self.event else (None, _place_of(sides))
        return Disagreement(stable_id("disagreement", kind, *key), kind, about, made, event_id, place)


def document_scene(claims: Sequence[Claim], document_id: str, document: Document) -> Scene:
    """What one article tells, whatever events its claims are in."""
    return Scene(None, tuple(claims), {document_id: document})


def _place_of(sides: Sequence[Sequence[Claim]]) -> Place | None:
    return next((claim.place.place for claims in sides for claim in claims if claim.place), None)


def party_of(claim: Claim) -> str | None:
    """The speaker's party."""
    return claim.speaker.party if claim.speaker else None


def happened(claim: Claim) -> bool:
    """Whether *claim* is about what happened or goes on, not about what is to come."""
    return claim.modality in ("occurred", "ongoing")


def what(claim: Claim) -> str:
    """What *claim* is about: its type, and its place."""
    named = claim.event_type.replace("_", " ")
    place = f" at {claim.place.place.name}" if claim.place else ""
    return f"{named}{place}"
