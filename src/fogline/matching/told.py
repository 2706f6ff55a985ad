"""A claim as it is held against others: with its day of publication, who gains by it and who loses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from fogline.codebook.loader import codebook
from fogline.model.claim import Claim, Quantity
from fogline.model.quick import quickly_made
from fogline.model.values import Place

Stage = Literal["done", "ahead", "asked"]
"""Told as done or under way (or ordered, which is told with the doing); as to come; as asked for."""

TAKES = frozenset({"capture", "advance", "control", "annexation"})
"""Types whose agent gains ground."""

LEAVES = frozenset({"retreat"})
"""Types whose agent loses ground."""

DURATIVE = frozenset({"control", "siege", "offensive", "clash", "hold", "displacement", "annexation"})
"""Types that go on for days: two days of one of them can be one happening."""


class Days(NamedTuple):
    """The days a claim gives (``None``: open, or not given), and the day its document appeared."""

    start: date | None
    end: date | None
    published: date | None

    @property
    def dated(self) -> bool:
        """Whether the claim gives a day, or days."""
        return self.start is not None or self.end is not None

    @property
    def day(self) -> date | None:
        """The one day it happened on, where the claim gives just one."""
        return self.start if self.start is not None and self.start == self.end else None


@quickly_made
@dataclass(frozen=True, slots=True)
class Told:
    """One claim with what comparing needs.

    ``published`` is the day its document appeared. ``gains`` and ``loses`` are parties. ``place`` is where it is told
    to have happened, ``start`` and ``end`` are the days the claim gives (``None``: open, or not given).
    """

    claim: Claim
    published: date | None
    family: str
    stage: Stage
    gains: str | None
    loses: str | None
    place: Place | None
    start: date | None
    end: date | None

    @property
    def days(self) -> Days:
        """When it is told to have been."""
        return Days(self.start, self.end, self.published)

    @property
    def told_of(self) -> date | None:
        """The day it is held against others by: its last, its first, or the day its document appeared."""
        return self.end or self.start or self.published

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
    family = codebook().event_types[claim.event_type].family
    place = claim.place.place if claim.place else None
    start, end = (claim.time.value.start, claim.time.value.end) if claim.time else (None, None)
    return Told(claim, published, family, _stage(claim), gains, loses, place, start, end)


def _stage(claim: Claim) -> Stage:
    if claim.modality == "requested":
        return "asked"
    return "ahead" if claim.modality == "expected" else "done"
