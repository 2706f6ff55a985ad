"""Which of a type's ACLED alternatives a claim calls for: by its words, else by its actors and place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.model.claim import Claim
from fogline.tables import read_table

_STATE_KINDS = frozenset({"military", "government", "official", "intelligence"})
_NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SubEventRule:
    """Words that call for the alternative ``key`` of ``event_types``: every condition that is given must hold.

    The conditions are those that the head of ``sub_events.toml`` explains; words are lemmas in lower case.
    """

    event_types: tuple[str, ...]
    key: str
    trigger: frozenset[str] = _NO_WORDS
    around: frozenset[str] = _NO_WORDS
    not_around: frozenset[str] = _NO_WORDS
    patient: frozenset[str] = _NO_WORDS
    sentence: re.Pattern[str] | None = None
    not_sentence: re.Pattern[str] | None = None
    stems: tuple[str, ...] = ()
    told_as_fact: bool = False


@cache
def sub_event_rules() -> Mapping[str, tuple[SubEventRule, ...]]:
    """The shipped rules by event type, in the order in which they are tried; read once.

    Raises:
        ValueError: a rule has a key that is none of a rule's, or asks for nothing.
    """
    raw = read_table(files(__package__), "sub_events.toml")
    found: dict[str, list[SubEventRule]] = {}
    for row in raw["rule"]:
        rule = _rule(row)
        for event_type in rule.event_types:
            found.setdefault(event_type, []).append(rule)
    return {event_type: tuple(rules) for event_type, rules in found.items()}


def _rule(row: Mapping[str, Any]) -> SubEventRule:
    words = {name: frozenset(str(row[name]).split()) for name in _WORDS if name in row}
    if unknown := row.keys() - {*_WORDS, "types", "key", "sentence", "not_sentence", "stems", "told_as_fact"}:
        raise ValueError(f"unknown key in a sub-event's rule: {', '.join(sorted(unknown))}")
    if not row.keys() & {"trigger", "around", "patient", "sentence"}:
        raise ValueError(f"a sub-event's rule asks for no words: {row['key']}")
    return SubEventRule(
        event_types=tuple(row["types"]),
        key=row["key"],
        sentence=_pattern(row.get("sentence")),
        not_sentence=_pattern(row.get("not_sentence")),
        stems=tuple(str(row.get("stems", "")).split()),
        told_as_fact=bool(row.get("told_as_fact")),
        **words,
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return None if text is None else re.compile(text, re.IGNORECASE)


_WORDS = ("trigger", "around", "not_around", "patient")


def sub_event_of(claim: Claim) -> str | None:
    """The sub-event key of *claim*: what its words called for, else what its roles and place say, else ``None``.

    ACLED's codebook counts a capture as "Government regains territory" only where the forces of the place's own
    state take it; foreign and non-state forces "overtake" it. An attack on civilians is "Violence against civilians".
    """
    if claim.sub_event is not None:
        return claim.sub_event
    if claim.event_type == "capture":
        return "government" if _own_state_takes(claim) else None
    if claim.event_type == "attack" and claim.patient is not None and claim.patient.actor.kind == "public":
        return "civilians"
    return None


def _own_state_takes(claim: Claim) -> bool:
    if claim.agent is None or claim.place is None:
        return False
    actor, country = claim.agent.actor, claim.place.place.country
    return country is not None and actor.country == country and actor.kind in _STATE_KINDS
