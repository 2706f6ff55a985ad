"""Control histories: for each place, who is said to hold it, since when, on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.model.quick import sent_by_arguments
from fogline.model.values import Place

ControlBasis = Literal["claimed", "conceded", "cross_party", "verified"]
"""The holder's side, or somebody without a side, says so; the losing side says so; both do; somebody verified it."""

CONTESTED = "contested"
UNKNOWN = "unknown"


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Statement:
    """One claim read as saying who held a place, or did not, from a day on.

    ``party`` holds it where ``holds``, else it does not. ``day`` is the first day it is said of (where the claim gives
    none, the day its document appeared: ``dated`` is then false, and it held on that day at the latest). ``speaker``
    is the speaker's party (``None``: the outlet, or somebody without a side). Where no profile knows a party, a side is
    named by its armed group ("M23"), its rebels ("rebels in Syria") or its state ("government of Sudan"). ``whole``
    says whether it is said of the whole place; ``through`` names the region it was said of, where that reaches this
    place, ``excepting`` the places in it that are left out; ``change`` says whether it tells of the place changing
    hands (a capture, a retreat) rather than of who has it. ``plain`` says whether the words leave no doubt who holds
    what; one that is not plain makes no spell, it only backs one.
    """

    claim_id: str
    party: str
    holds: bool
    day: date
    dated: bool
    speaker: str | None
    conceded: bool
    verified: bool
    hedged: bool
    whole: bool = True
    through: str | None = None
    change: bool = False
    excepting: tuple[str, ...] = ()
    plain: bool = True


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Spell:
    """From ``since`` (to the day before the next spell; the last one open) a place is said to be held by ``holder``.

    ``holder`` is a party, :data:`CONTESTED` (the sides say otherwise) or :data:`UNKNOWN`. ``basis`` is ``None`` unless
    a party holds it. ``until`` is the last day before the next spell, ``None`` while nothing later is told: the state
    is then as old as ``last_told``. ``claims`` are those it rests on.
    """

    holder: str
    basis: ControlBasis | None
    since: date
    until: date | None
    last_told: date
    claims: tuple[str, ...]


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class History:
    """The statements about one place in the order of days, and the spells they add up to."""

    place: Place
    statements: tuple[Statement, ...]
    spells: tuple[Spell, ...]

    def on(self, day: date) -> Spell | None:
        """The spell that *day* falls in; ``None`` before anything is told."""
        return next((spell for spell in reversed(self.spells) if spell.since <= day), None)
