"""Events: claims held to be about one happening, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.model.quick import quickly_made
from fogline.model.values import Place

EventStatus = Literal["single_source", "corroborated", "cross_party", "contested", "verified"]
"""From one origin; told by independent ones; told by both parties, or by one against its interest; denied or
contradicted; verified by an outlet or a third party."""

Aspect = Literal["type", "place", "time", "actors", "figures", "words"]


@quickly_made
@dataclass(frozen=True, slots=True)
class Comparison:
    """What one aspect of two claims says about whether they tell of one happening.

    ``score`` is from -1 (against it) over 0 (says nothing) to 1 (for it); ``excludes`` says that it cannot be one.
    """

    aspect: Aspect
    score: float
    reason: str
    excludes: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Member:
    """A claim of an event, and why it is in: the member it is most like, and how the two compare.

    ``like`` is ``None`` for the claim that the event began with, and for one that a person put here (``by`` then
    names the review).
    """

    claim_id: str
    like: str | None = None
    score: float = 0.0
    comparisons: tuple[Comparison, ...] = ()
    by: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Voice:
    """Who stands behind claims of an event: a named speaker, or an origin in its own words (``speaker`` ``None``).

    ``claims`` are all that this voice says of it, ``origins`` the origins it was printed in; ``conceded`` says that
    one of the claims is against its own party's interest. ``denies`` says that it says the thing did not happen.
    """

    speaker: str | None
    party: str | None
    claims: tuple[str, ...]
    origins: tuple[str, ...]
    conceded: bool = False
    denies: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class Figure:
    """What the claims of an event add up to for one measure, of one side's people or things.

    ``low`` is the smallest and ``high`` the largest bound that any claim gives; ``best`` the value that most
    independent voices give (``None`` where none leads); each names the claims it comes from.
    """

    measure: str
    party: str | None
    unit: str | None
    low: float | None
    best: float | None
    high: float | None
    low_from: tuple[str, ...] = ()
    best_from: tuple[str, ...] = ()
    high_from: tuple[str, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Event:
    """Claims held to be about one happening.

    ``event_type`` is the type most voices give, ``types`` all of them. ``place`` is the most exact one told, ``start``
    and ``end`` the days that the most exact times share (``None``: not known). ``independent`` counts the voices for
    it that are not each other's copies: one speaker counts once however many print them, one origin once however
    many reprint it.
    """

    event_id: str
    event_type: str
    types: tuple[str, ...]
    place: Place | None
    start: date | None
    end: date | None
    members: tuple[Member, ...]
    voices: tuple[Voice, ...]
    independent: int
    status: EventStatus
    figures: tuple[Figure, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of its claims."""
        return tuple(member.claim_id for member in self.members)
