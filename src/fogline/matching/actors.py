"""Whether two claims can have the same actors."""

from __future__ import annotations

from fogline.matching.told import Told
from fogline.model.claim import Role
from fogline.model.event import Comparison

STRIKES = frozenset({"strike", "civilians", "damage"})
"""Families in which the sides blame each other for one happening."""

OWN_ACTS = frozenset({"sanctions", "aid", "arms_transfer"})
"""Types of which each state's is an act of its own: two that do it on one day do two things."""

STATES = frozenset({"government", "international_organisation"})


_NOBODY = Comparison("actors", 0.0, "one of them names no doer")


def compare(one: Told, other: Told) -> Comparison:
    """Who gains and loses ground, else who does it."""
    if _opposed(one.gains, other.gains) or _opposed(one.loses, other.loses):
        reason = f"ground goes to {_shown(one.gains)} in one, to {_shown(other.gains)} in the other"
        if one.gains is None:
            reason = f"{_shown(one.loses)} loses ground in one, {_shown(other.loses)} in the other"
        return Comparison("actors", -1.0, reason, excludes=True)
    if _crossed(one, other) or _crossed(other, one):
        side = one.gains if one.gains == other.loses else other.gains
        return Comparison("actors", -1.0, f"{_shown(side)} gains in one and loses in the other", excludes=True)
    if _known(one.gains, other.gains) or _known(one.loses, other.loses):
        return Comparison("actors", 0.5, f"{_shown(one.gains or one.loses)} in both")
    return _doers(one, other)


def _doers(one: Told, other: Told) -> Comparison:
    here, there = one.claim.agent, other.claim.agent
    if here is None or there is None or one.claim.event_type != other.claim.event_type:
        return _NOBODY
    if _name(here) == _name(there):
        return Comparison("actors", 0.5, f"{here.actor.name} in both")
    ours, theirs = here.actor.party, there.actor.party
    if one.claim.event_type in OWN_ACTS and _two_states(here, there):
        return Comparison("actors", -1.0, f"{here.actor.name} in one, {there.actor.name} in the other", excludes=True)
    if ours is None or theirs is None:
        return Comparison("actors", 0.0, f"{here.actor.name}, {there.actor.name}")
    if ours == theirs:
        return Comparison("actors", 0.4, f"{_shown(ours)} in both")
    if one.family in STRIKES and _blame(one, other):
        return Comparison("actors", 0.0, f"each side blames the other: {here.actor.name}, {there.actor.name}")
    return Comparison("actors", -1.0, f"{here.actor.name} in one, {there.actor.name} in the other", excludes=True)


def _blame(one: Told, other: Told) -> bool:
    """Whether a side names its enemy where another voice names that side."""
    return _accuses(one, other) or _accuses(other, one)


def _accuses(told: Told, answer: Told) -> bool:
    """Whether the speaker of *told* names another side as doer, and *answer*, not of their side, names theirs."""
    side = told.claim.speaker.party if told.claim.speaker else None
    if side is None or told.claim.agent is None or answer.claim.agent is None:
        return False
    answering = answer.claim.speaker.party if answer.claim.speaker else None
    return told.claim.agent.actor.party != side == answer.claim.agent.actor.party != answering


def _two_states(here: Role, there: Role) -> bool:
    """Whether the two are states, or bodies of states, that differ."""
    return all(role.actor.country or role.actor.kind in STATES for role in (here, there)) and not (
        here.actor.country is not None and here.actor.country == there.actor.country
    )


def _opposed(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _known(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


def _crossed(one: Told, other: Told) -> bool:
    return one.gains is not None and one.gains == other.loses


def _name(role: Role) -> str:
    return role.actor.name.casefold()


def _shown(party: str | None) -> str:
    return party or "nobody named"
