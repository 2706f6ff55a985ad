"""Claims: the rows of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from fogline.model.mention import Speaker
from fogline.model.quick import quickly_made
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue

SCHEMA_VERSION = "1"

Polarity = Literal["affirmed", "denied"]
Modality = Literal["occurred", "ongoing", "planned", "expected", "requested"]
Certainty = Literal["stated", "hedged"]
Verification = Literal["verified", "unverified"]
CueKind = Literal["attribution", "polarity", "modality", "certainty", "verification"]


@quickly_made
@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide a claim's attribution, polarity, modality, certainty or verification."""

    kind: CueKind
    text: str
    span: Span


@quickly_made
@dataclass(frozen=True, slots=True)
class Role:
    """Who does it, or to whom it is done: the words, and who that is. ``span`` is ``None`` where context gives it."""

    text: str
    actor: Actor
    span: Span | None


@quickly_made
@dataclass(frozen=True, slots=True)
class Where:
    """Where it happened: the words (``span`` ``None`` where the passage supplies the place) and the place."""

    text: str
    place: Place
    span: Span | None


@quickly_made
@dataclass(frozen=True, slots=True)
class When:
    """When it happened: the words (``span`` ``None`` where context supplies the time) and the value."""

    text: str
    value: TimeValue
    span: Span | None


@quickly_made
@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of the claim: what is measured, its bounds, and whose it is.

    ``measure`` is from the codebook, in the codebook's unit (kilometres, people …); ``unit`` names the thing counted.
    ``low``, ``best``, ``high`` hold only what the words support. ``of`` is the group the figure is about, ``party``
    its side.
    """

    text: str
    measure: str
    span: Span
    unit: str | None = None
    low: float | None = None
    best: float | None = None
    high: float | None = None
    approximate: bool = False
    rate: str | None = None
    of: str | None = None
    party: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim reads as it does: the field or score concerned, the rule, and what it weighed."""

    about: str
    rule: str
    detail: str = ""
    weight: float | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Claim:
    """In document D, on the words E, speaker S says that at time T in place P agent A did X to patient B.

    ``speaker`` is ``None`` where the outlet says it in its own voice. ``confidence`` (0 to 1) is how likely a coder is
    to accept the row as it stands. ``reasons`` explain it; they are kept in the ledger but are no part of the record.
    """

    claim_id: str
    document_id: str
    evidence: Span
    trigger: Span
    event_type: str
    speaker: Speaker | None = None
    channel: str | None = None
    agent: Role | None = None
    patient: Role | None = None
    place: Where | None = None
    time: When | None = None
    quantities: tuple[Quantity, ...] = ()
    headline: bool = False
    polarity: Polarity = "affirmed"
    modality: Modality = "occurred"
    certainty: Certainty = "stated"
    verification: Verification | None = None
    against_interest: bool = False
    cues: tuple[Cue, ...] = ()
    confidence: float = 0.0
    extractor: str = ""
    sub_event: str | None = None
    """ACLED sub-event where the words settle it among the type's alternatives (a key of the codebook's mapping)."""
    reasons: tuple[Reason, ...] = field(default=(), compare=False)
