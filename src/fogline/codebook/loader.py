"""Reads the codebook that ships with the package: event types, measures, and their ACLED and PLOVER codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.tables import read_table


@dataclass(frozen=True, slots=True)
class AcledCode:
    """An ACLED event type with its sub-event type."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One entry of the vocabulary.

    ``family`` groups types that can tell of one happening. ``acled`` and ``plover`` are ``None`` where the standard
    has no code for it; ``sub_events`` and ``plover_by`` hold the alternatives a claim's ``sub_event`` may name.
    """

    type_id: str
    family: str
    means: str
    acled: AcledCode | None = None
    plover: str | None = None
    sub_events: Mapping[str, AcledCode] = field(default_factory=dict)
    plover_by: Mapping[str, str] = field(default_factory=dict)

    def acled_for(self, sub_event: str | None) -> AcledCode | None:
        """The ACLED code under *sub_event*, or the type's default where it has no such alternative."""
        return self.acled if sub_event is None else self.sub_events.get(sub_event, self.acled)

    def plover_for(self, sub_event: str | None) -> str | None:
        """The PLOVER root under *sub_event*, or the type's default."""
        return self.plover if sub_event is None else self.plover_by.get(sub_event, self.plover)


@dataclass(frozen=True, slots=True)
class MeasureType:
    """A measure: its identifier and, where it is fixed, the unit its numbers are in."""

    measure_id: str
    unit: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Codebook:
    """Event types and measures by identifier, in the order of the codebook."""

    event_types: Mapping[str, EventType]
    measures: Mapping[str, MeasureType]


@cache
def codebook() -> Codebook:
    """The shipped codebook, read once."""
    raw = read_table(files(__package__), "codebook.toml")
    return Codebook(
        event_types={row["id"]: _event_type(row) for row in raw["event_type"]},
        measures={row["id"]: MeasureType(row["id"], row.get("unit"), row.get("note")) for row in raw["measure"]},
    )


def _event_type(row: Mapping[str, Any]) -> EventType:
    return EventType(
        type_id=row["id"],
        family=row["family"],
        means=row["means"],
        acled=AcledCode(*row["acled"]) if "acled" in row else None,
        plover=row.get("plover"),
        sub_events={key: AcledCode(*pair) for key, pair in row.get("sub_events", {}).items()},
        plover_by=dict(row.get("plover_by", {})),
    )
