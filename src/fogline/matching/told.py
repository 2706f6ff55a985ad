"""A claim as it is held against others: with its day of publication, who gains by it and who loses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.codebook.loader import codebook
from fogline.model.claim import Claim, Quantity
from fogline.model.values import Place

Stage = Literal["done", "ahead", "asked"]
"""Told as done or under way (or ordered, which is told with the doing); as to come; as asked for."""

TAKES = frozenset({"capture", "advance", "control", "annexation"})
"""Types whose agent gains ground."""

LEAVES = frozenset({"retreat"})
"""Types whose agent loses ground."""

DURATIVE = frozenset({"control", "siege", "offensive", "clash", "hold", "displacement", "annexation"})
"""Types that go on for days: two days of one of them can be one happening."""


@dataclass(frozen=True, slots=True)
class Told:
    """One claim with what comparing needs.

    ``start`` and ``end`` are the days the claim gives (``None``: open, or not given; ``dated`` says whether it gives
    any). ``published`` is the day its document appeared. ``gains`` and ``loses`` are parties.
    """

    claim: Claim
    published: date | None
    family: str
    stage: Stage
    gains: str | None
    loses: str | None

    @property
    def place(self) -> Place | None:
        """Where it is told to have happened."""
        return self.claim.place.place if self.claim.place else None

    @property
    def start(self) -> date | None:
        """The first day it may have happened on."""
        return self.claim.time.value.start if self.claim.time else None

    @property
    def end(self) -> date | None:
        """The last day it may have happened on."""
        return self.claim.time.value.end if self.claim.time else None

    @property
    def dated(self) -> bool:
        """Whether the claim gives a day, or days."""
        return self.start is not None or self.end is not None

    @property
    def day(self) -> date | None:
        """The one day it happened on, where the claim gives just one."""
        return self.start if self.start is not None and self.start == self.end else None

    @property
    def figures(self) -> tuple[Quantity, ...]:
        """Its figures."""
        return self.claim.quantities


def told(claim: Claim, published: date | None) -> Told:
    """*claim*, out of a document published on that day, for comparing."""
    agent = claim.agent.actor.party if claim.agent else None
    patient = claim.patient.actor.party if claim.patient else None
    gains, loses = (agent, patient) if claim.event_type in TAKES else (None, None)
    if claim.event_type in LEAVES:
        gains, loses = None, agent
    return Told(claim, published, codebook().event_types[claim.event_type].family, _stage(claim), gains, loses)


def _stage(claim: Claim) -> Stage:
    if claim.modality == "requested":
        return "asked"
    return "ahead" if claim.modality == "expected" else "done"
