"""The words of a query string, and what they ask for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

from fogline.model.claim import Certainty, Modality, Polarity
from fogline.model.event import EventStatus
from fogline.views.asked import Asked, Sort

MOST = 500
"""Rows that one answer gives at most."""

Limit = Annotated[int, Query(ge=1, le=MOST, description="How many, at most.")]
Offset = Annotated[int, Query(ge=0, description="How many to pass over first.")]
On = Annotated[date | None, Query(description="The day whose state is asked for; the latest word where not given.")]
Several = Annotated[list[str], Query()]
PlaceName = Annotated[str | None, Query(description="A name in any spelling, or a place's key.")]
Words = Annotated[str | None, Query(max_length=500, description="Words of the document; quoted ones together.")]


def asked(
    place: PlaceName = None,
    speaker: Annotated[str | None, Query(description="Part of a name or role, or narrator.")] = None,
    event_types: Annotated[list[str], Query(alias="type", description="Event type.")] = [],  # noqa: B006
    parties: Annotated[list[str], Query(alias="party", description="The speaker's side, or none.")] = [],  # noqa: B006
    modalities: Annotated[list[Modality], Query(alias="modality")] = [],  # noqa: B006
    certainties: Annotated[list[Certainty], Query(alias="certainty")] = [],  # noqa: B006
    polarities: Annotated[list[Polarity], Query(alias="polarity")] = [],  # noqa: B006
    statuses: Annotated[list[EventStatus | Literal["none"]], Query(alias="status")] = [],  # noqa: B006
    outlets: Annotated[list[str], Query(alias="outlet", description="Name of the outlet, or none.")] = [],  # noqa: B006
    min_confidence: Annotated[float | None, Query(ge=0, le=1)] = None,
    since: Annotated[date | None, Query(alias="from")] = None,
    until: Annotated[date | None, Query(alias="to")] = None,
    undated: Literal["only", "with"] | None = None,
    reviewed: Annotated[list[Literal["none", "accept", "correct", "reject"]], Query()] = [],  # noqa: B006
    document: str | None = None,
    event: str | None = None,
    disagreement: str | None = None,
    q: Words = None,
) -> Asked:
    """Which claims the query string asks for."""
    return Asked(
        place=place or None,
        speaker=speaker or None,
        event_types=tuple(event_types),
        parties=tuple(parties),
        modalities=tuple(modalities),
        certainties=tuple(certainties),
        polarities=tuple(polarities),
        statuses=tuple(statuses),
        outlets=tuple(outlets),
        min_confidence=min_confidence,
        since=since,
        until=until,
        undated=undated,
        reviewed=tuple(reviewed),
        document=document or None,
        event=event or None,
        disagreement=disagreement or None,
        words=q or None,
    )


Filters = Annotated[Asked, Depends(asked)]
ClaimSort = Annotated[Sort, Query(description="The order; what is undated comes last.")]
EventSort = Annotated[Literal["time", "-time", "claims"], Query()]
