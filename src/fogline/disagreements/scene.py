"""What the rules look at: an event with its claims, and how claims are spoken of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fogline.matching.compare import Match, compare
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement, DisagreementKind, Side
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.ids import stable_id

SHOWN_VOICES = 4
"""Voices of a side that are named; more are counted."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One event with its claims, and their documents by id."""

    event: Event
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

    def voice(self, claim: Claim) -> str:
        """Who says *claim*: the speaker's name, else the outlet."""
        if claim.speaker is not None:
            return claim.speaker.name
        document = self.documents[claim.document_id]
        return document.outlet or document.name

    def side(self, claims: Sequence[Claim]) -> Side:
        """The side that *claims* (at least one) make up."""
        who = sorted({self.voice(claim) for claim in claims})
        if len(who) > SHOWN_VOICES:
            who = [*who[:SHOWN_VOICES], f"{len(who) - SHOWN_VOICES} others"]
        return Side(", ".join(who), party_of(claims[0]), tuple(sorted(claim.claim_id for claim in claims)))

    def disagreement(self, kind: DisagreementKind, about: str, *sides: Sequence[Claim]) -> Disagreement:
        """The disagreement of *kind* between *sides*."""
        made = tuple(self.side(claims) for claims in sides)
        key = [*sorted(claim for side in made for claim in side.claims), about]  # two claims may differ in two figures
        return Disagreement(
            stable_id("disagreement", kind, *key), kind, about, made, self.event.event_id, self.event.place
        )


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
