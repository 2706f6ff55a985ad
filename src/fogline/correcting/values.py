"""The fields of the record that a person can correct: each as a JSON value of a review's ``changes``, and as a noun.

The values are those of the public record (``export/record.py``), with nothing left out: an actor's kind, role and
organisation, a place's own id where it is no GeoNames place, and the offsets of the words of a time (as ``span``,
because a time's ``start`` and ``end`` are days). Absent values are ``None``, and may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from functools import cache
from typing import Any, get_args

from fogline.codebook.loader import codebook
from fogline.model.claim import Certainty, Claim, Modality, Polarity, Quantity, Role, Verification, When, Where
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue

Value = Any
"""A JSON value."""

PLAIN = (
    *("event_type", "sub_event", "channel", "headline"),
    *("polarity", "modality", "certainty", "verification", "against_interest"),
)
"""Fields whose JSON value is the claim's own."""

SPANS = ("evidence", "trigger")
ACTORS = ("agent", "patient")

CORRECTABLE = (*PLAIN, *SPANS, "speaker", *ACTORS, "place", "time", "quantities")
"""Every field that can be corrected; the others say what was read, and by what."""


@cache
def choices(name: str) -> tuple[Value, ...] | None:
    """The values that the field *name* can take; ``None`` where they are no list."""
    lists: Mapping[str, tuple[Value, ...]] = {
        "event_type": tuple(codebook().event_types),
        "polarity": get_args(Polarity),
        "modality": get_args(Modality),
        "certainty": get_args(Certainty),
        "verification": (*get_args(Verification), None),
        "headline": (True, False),
        "against_interest": (True, False),
    }
    return lists.get(name)


def value_of(claim: Claim, name: str) -> Value:
    """The field *name* (one of :data:`CORRECTABLE`) of *claim* as a JSON value."""
    part = getattr(claim, name)
    if name in PLAIN or part is None:
        return part
    if name in SPANS:
        return _ends(part)
    if name == "quantities":
        return [_flat(quantity) | _ends(quantity.span) for quantity in part]
    if name == "speaker":
        return _flat(part) | _ends(part.span)
    if name in ACTORS:
        return {"text": part.text, **asdict(part.actor), **_ends(part.span)}
    if name == "place":
        return {"text": part.text, **asdict(part.place), **_ends(part.span)}
    return {"text": part.text, **_time(part.value), "span": None if part.span is None else [*_ends(part.span).values()]}


def part_of(name: str, value: Value) -> Any:
    """What :func:`value_of` gave as *value*, for the field *name* of a claim.

    Raises:
        ValueError, TypeError, KeyError: *value* is none of that field's.
    """
    allowed = choices(name)
    if allowed is not None and value not in allowed:
        raise ValueError(f"{name} cannot be {value!r}")
    if name in PLAIN or (value is None and name not in SPANS and name != "quantities"):
        return value
    if name in SPANS:
        return Span(value["start"], value["end"])
    if name == "quantities":
        return tuple(Quantity(**_known(Quantity, one), span=Span(one["start"], one["end"])) for one in value)
    if name == "speaker":
        return Speaker(**_known(Speaker, value), span=_span(value))
    if name in ACTORS:
        return Role(value["text"], Actor(**_known(Actor, value)), _span(value))
    if name == "place":
        return Where(value["text"], Place(**_known(Place, value)), _span(value))
    words = value.get("span")
    days = {end: _day(value.get(end)) for end in ("start", "end")}
    return When(value["text"], TimeValue(**(_known(TimeValue, value) | days)), None if words is None else Span(*words))


def _flat(noun: Speaker | Quantity) -> dict[str, Value]:
    return {name: part for name, part in asdict(noun).items() if name != "span"}


def _time(value: TimeValue) -> dict[str, Value]:
    days = {"start": value.start, "end": value.end}
    return asdict(value) | {end: None if day is None else day.isoformat() for end, day in days.items()}


def _ends(span: Span | None) -> dict[str, int | None]:
    return {"start": None if span is None else span.start, "end": None if span is None else span.end}


def _span(value: Mapping[str, Value]) -> Span | None:
    return None if value.get("start") is None else Span(value["start"], value["end"])


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _known(cls: Any, value: Mapping[str, Value]) -> dict[str, Value]:
    """The keys of *value* that *cls* has a field for, but for its span."""
    names = {each.name for each in fields(cls)} - {"span"}
    return {name: part for name, part in value.items() if name in names}
