"""Whether two types can tell of one happening."""

from __future__ import annotations

from functools import cache

from fogline.codebook.loader import codebook
from fogline.connected import connected
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
    return of_types(first, second)


@cache
def of_types(first: str, second: str) -> Comparison:
    """What two types, told as one stage, say."""
    family, another = codebook().event_types[first].family, codebook().event_types[second].family
    if first == second:
        return Comparison("type", 1.0, f"both tell of {_named(first)}")
    if family == another and first not in CONSEQUENCES and second not in CONSEQUENCES:
        return Comparison("type", 0.7, f"{_named(first)} and {_named(second)} can be one happening")
    if {first, second} <= VIOLENT:
        return Comparison("type", 0.5, f"{_named(first)} and {_named(second)} can be words for one happening")
    if _consequence(first, family, second) or _consequence(second, another, first):
        return Comparison("type", 0.4, f"{_named(first)} and {_named(second)}: a happening and what it did")
    return Comparison("type", -1.0, f"{_named(first)} is no {_named(second)}", excludes=True)


@cache
def group(event_type: str) -> str:
    """The first of the types that *event_type* hangs together with: types of two groups are never of one happening."""
    types = codebook().event_types
    pairs = [(one, other) for one in types for other in types if not of_types(one, other).excludes]
    return next(found[0] for found in connected(types, pairs) if event_type in found)


def _consequence(happening: str, family: str, result: str) -> bool:
    return (family in CAUSES or happening in VIOLENT) and result in CONSEQUENCES


def _stage(told: Told) -> str:
    return {"done": "done", "ahead": "to come", "asked": "asked for"}[told.stage]


def _named(event_type: str) -> str:
    return event_type.replace("_", " ")
