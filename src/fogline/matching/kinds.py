"""Whether two types can tell of one happening."""

from __future__ import annotations

from fogline.matching.told import Told
from fogline.model.event import Comparison

CONSEQUENCES = frozenset({"casualties", "damage", "equipment_loss", "displacement"})
"""Types that tell what another happening did."""

CAUSES = frozenset({"strike", "fighting"})
"""Families of happenings that have such consequences."""

FREED = "agreement"
"""The sub-event of a detention that ends one: release, exchange, handing over."""

VIOLENT = frozenset({"attack", "abuse", "explosion"})
"""Types that one outlet words as another's: a killing is an attack, an atrocity, a blast."""


def compare(one: Told, other: Told) -> Comparison:
    """Same type, same family, or a happening and its consequence; stages must be the same."""
    first, second = one.claim.event_type, other.claim.event_type
    if one.stage != other.stage:
        return Comparison("type", -1.0, f"one is told as {_stage(one)}, the other as {_stage(other)}", excludes=True)
    if first == second == "detention" and (one.claim.sub_event == FREED) != (other.claim.sub_event == FREED):
        return Comparison("type", -1.0, "people are taken in one, let go or handed over in the other", excludes=True)
    if first == second:
        return Comparison("type", 1.0, f"both tell of {_named(first)}")
    if one.family == other.family and first not in CONSEQUENCES and second not in CONSEQUENCES:
        return Comparison("type", 0.7, f"{_named(first)} and {_named(second)} can be one happening")
    if {first, second} <= VIOLENT:
        return Comparison("type", 0.5, f"{_named(first)} and {_named(second)} can be words for one happening")
    if _consequence(one, other) or _consequence(other, one):
        return Comparison("type", 0.4, f"{_named(first)} and {_named(second)}: a happening and what it did")
    return Comparison("type", -1.0, f"{_named(first)} is no {_named(second)}", excludes=True)


def comparable(family: str, event_type: str) -> frozenset[str]:
    """The groups under which claims of this family and type are looked for: two that share none cannot be one."""
    groups = {family}
    if event_type in CONSEQUENCES:
        groups |= {event_type, *(f"did:{cause}" for cause in CAUSES), "did:violent"}
        groups.discard(family)
    elif family in CAUSES:
        groups.add(f"did:{family}")
    if event_type in VIOLENT:
        groups |= {"violent", "did:violent"}
    return frozenset(groups)


def _consequence(happening: Told, result: Told) -> bool:
    does = happening.family in CAUSES or happening.claim.event_type in VIOLENT
    return does and result.claim.event_type in CONSEQUENCES


def _stage(told: Told) -> str:
    return {"done": "done", "ahead": "to come", "asked": "asked for"}[told.stage]


def _named(event_type: str) -> str:
    return event_type.replace("_", " ")
