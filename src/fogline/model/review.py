"""Reviews: a person's decisions, kept apart from what was extracted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Decision = Literal["accept", "correct", "reject", "merge", "split", "note"]


@dataclass(frozen=True, slots=True)
class Review:
    """At a time, an author decided something about a claim or an event.

    Append-only: a decision is taken back by a later one that names it in ``revokes``. ``target`` is a claim's or an
    event's id; ``changes`` maps field names of the record to corrected values (JSON values), for ``correct``;
    ``reason`` is free text. ``at`` is aware, in UTC.
    """

    review_id: str
    target: str
    decision: Decision
    author: str
    at: datetime
    changes: Mapping[str, object] = field(default_factory=dict)
    reason: str | None = None
    revokes: str | None = None
