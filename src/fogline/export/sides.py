"""Who fights whom in an event, of what kind they are, and who was killed: what ACLED and UCDP both ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fogline.export.base import ToldClaim, ToldEvent
from fogline.export.record import Record

HAPPENED = frozenset({"occurred", "ongoing"})
STATE = frozenset({"military", "government", "official", "intelligence", "occupation_official"})
"""Kinds of actors that act for a state."""
ARMED = "armed_group"
CIVILIANS = frozenset({"public", "witness", "journalist"})


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a role of an event: the name most claims give, its kind, side and country."""

    name: str
    kind: str | None
    party: str | None
    country: str | None


def happened(told: ToldEvent) -> bool:
    """Whether anybody says that it happened, not only that it will, should or did not."""
    return any(_is_so(claim.record) for claim in told.claims)


def told_as_fact(told: ToldEvent) -> Iterator[ToldClaim]:
    """The claims that say it happened."""
    return (claim for claim in told.claims if _is_so(claim.record))


def _is_so(record: Record) -> bool:
    return record["polarity"] == "affirmed" and record["modality"] in HAPPENED


def actors(told: ToldEvent) -> tuple[Actor | None, Actor | None, tuple[str, ...], tuple[str, ...]]:
    """The agent and the patient that most claims name, and the other names claims give for each."""
    facts = list(told_as_fact(told))
    first, others = _leading(_actor(one.record, "agent", one.agent_kind) for one in facts)
    second, more = _leading(_actor(one.record, "patient", one.patient_kind) for one in facts)
    return first, second, others, more


def _actor(record: Record, key: str, kind: str | None) -> Actor | None:
    """The actor in the role *key*; things (of no kind or side) and the place itself are none."""
    role, place = record[key], record["place"] or {}
    if (
        role is None
        or (kind is None and role["party"] is None)
        or role["name"] in (place.get("name"), place.get("text"))
    ):
        return None
    return Actor(role["name"], kind, role["party"], role["country"])


def _leading(named: Iterable[Actor | None]) -> tuple[Actor | None, tuple[str, ...]]:
    found = Counter(actor for actor in named if actor is not None)
    if not found:
        return None, ()
    first = min(found, key=lambda one: (-found[one], one.name))
    others = dict.fromkeys(one.name for one in found if one.party == first.party and one.name != first.name)
    return first, tuple(others)


@dataclass(frozen=True, slots=True)
class Killed:
    """A figure of people killed: whose (a party), its bounds, and its words."""

    party: str | None
    low: float | None
    best: float | None
    high: float | None
    text: str


def killed(told: ToldEvent) -> list[Killed]:
    """Every figure of people killed that a claim which says so gives; rates ("a day") are no totals."""
    return [
        Killed(one["party"], one["low"], one["best"], one["high"], one["text"])
        for claim in told_as_fact(told)
        for one in claim.record["quantities"]
        if one["measure"] == "killed" and one["rate"] is None and one["unit"] in (None, "people")
    ]


_VAGUE = re.compile(r"\b(tens|dozens|hundreds|thousands)\b(?: of (thousands|hundreds)\b)?", re.IGNORECASE)
_LEAST = {"tens": 10, "dozens": 12, "hundreds": 100, "thousands": 1000}
"""What ACLED's codebook (2023, "Fatalities") counts for words without a number; thousands likewise."""


def conservative(figure: Killed) -> float | None:
    """The number ACLED would code: the least that the words support."""
    vague = None if re.search(r"\d", figure.text) else _VAGUE.search(figure.text)
    if vague is not None:
        number = _LEAST[vague[1].lower()]
        return number * _LEAST[vague[2].lower()] if vague[2] else number
    return next((value for value in (figure.low, figure.best) if value is not None), None)


def least_total(figures: Iterable[Killed]) -> int | None:
    """The most conservative total: of each side's figures the least, summed, or the least of no side, if more."""
    least: dict[str | None, float] = {}
    for figure in figures:
        value = conservative(figure)
        if value is not None:
            least[figure.party] = min(value, least.get(figure.party, value))
    if not least:
        return None
    sides = sum(value for party, value in least.items() if party is not None)
    return round(max(sides, least.get(None, 0.0)))


def voice(record: Record) -> str:
    """Who says it, as a person would put it: name and side, or the outlet."""
    speaker = record["speaker"]
    if speaker is None:
        return str(record["document"]["outlet"] or record["document"]["name"])
    return f"{speaker['name']} ({speaker['party']})" if speaker["party"] else str(speaker["name"])


def notes(told: ToldEvent) -> str:
    """Who says what, in their words, each with outlet and date."""
    return " | ".join(dict.fromkeys(_note(claim.record) for claim in told.claims))


def _note(record: Record) -> str:
    document = record["document"]
    outlet = document["outlet"] or document["name"]
    words = " ".join(record["evidence"]["text"].split())
    return f"{voice(record)}: “{words}” [{outlet}, {document['published'] or 'undated'}]"


def sources(told: ToldEvent) -> list[str]:
    """The outlets (or files) that tell of it, in order."""
    documents = (claim.record["document"] for claim in told.claims)
    return list(dict.fromkeys(document["outlet"] or document["name"] for document in documents))


def day_of(text: str | None) -> date | None:
    """The day that a record writes."""
    return None if text is None else date.fromisoformat(text)
