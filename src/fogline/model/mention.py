"""Mentions: stretches of a document that name a place, a time, an actor, a quantity, or say who says what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fogline.model.quick import quickly_made, sent_by_arguments
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Actor, ActorKind, Amount, Place, TimeValue, TimexType, Toponym

PlaceUse = Literal["location", "metonym", "demonym", "modifier"]
"""How a place name is used: where something is or happens; for a government ("Moscow said"); for people or things
of it ("Ukrainian"); inside a name of something else ("Luhansk governor", "Kharkiv ring road")."""


@quickly_made
@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A name in the text that names a place, with what it resolves to and the candidates that were weighed."""

    span: Span
    text: str
    place: Place
    use: PlaceUse = "location"
    candidates: tuple[Toponym, ...] = ()
    reason: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression (TIMEX3) with its type, and its value as far as the text and the anchor carry it."""

    span: Span
    text: str
    type: TimexType
    value: TimeValue
    basis: Literal["absolute", "anchored", "unanchored"] = "absolute"


@quickly_made
@dataclass(frozen=True, slots=True)
class QuantityMention:
    """A number in the text with what it counts.

    ``counted`` is the noun it counts, as a lower-case lemma ("soldier", "missile", "hryvnia"; ``None`` where the text
    leaves it out, as in "17 were killed"), ``counted_span`` the noun phrase around it. ``measure`` is a codebook
    measure where the phrase by itself settles it ("2 kilometres" → ``distance_km``, "48 cruise missiles" →
    ``munitions``); otherwise the claim it joins settles it. ``unit`` is what one of them is; amounts are already
    converted to it. ``rate`` is ``per_day``, ``per_week`` … where the text says so.
    """

    span: Span
    text: str
    amount: Amount
    counted: str | None = None
    counted_span: Span | None = None
    measure: str | None = None
    unit: str | None = None
    rate: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class ActorMention:
    """Words that name somebody who acts or speaks.

    ``head`` is the span of the head word. ``entity`` numbers the document's actors: mentions that name the same one
    share it. ``form`` tells a name from a description ("the governor", "Ukrainian troops") and a pronoun.
    """

    span: Span
    text: str
    head: Span
    actor: Actor
    entity: int
    form: Literal["name", "description", "demonym", "pronoun"] = "name"


@quickly_made
@dataclass(frozen=True, slots=True)
class Speaker:
    """Who makes a claim, as resolved; ``span`` marks the words that name them (``None``: implied)."""

    text: str
    name: str
    span: Span | None
    kind: ActorKind | None = None
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    country: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Attribution:
    """Source–cue–content (PARC, PolNeAR): who is said to say what, on which words.

    ``source``, ``cue`` and ``content`` are the spans in the text (a content may be broken by its source and cue;
    ``source`` may be empty where nobody is named: "reportedly", "it emerged that"). ``speaker`` is the source
    resolved, ``None`` where nobody stands behind it. ``cue_lemma`` is the cue's lemma or fixed phrase ("say",
    "according to"). ``channel`` is the medium it went through ("Telegram", "TASS"). ``kind`` tells quotation from
    indirect speech, belief and documents. ``stance`` is what the cue does to its content: affirms, denies, hedges,
    demands, plans, fears. ``continues`` marks speech that runs on from an earlier sentence. ``parent`` is the index,
    in the document's tuple of attributions, of the attribution whose content holds this one. ``type`` tells what
    counts as somebody's word, thought or demand (PARC 3.0's attribution relations) from mere attitudes ("backs the
    deal"), which PolNeAR annotates as well and no claim is ascribed by.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: Speaker | None
    cue_lemma: str
    channel: str | None = None
    kind: Literal["direct", "indirect", "mixed", "belief", "document"] = "indirect"
    stance: Literal["affirm", "deny", "hedge", "demand", "plan", "expect", "neutral"] = "affirm"
    continues: bool = False
    parent: int | None = None
    type: Literal["speech", "attitude"] = "speech"

    def covers(self, span: Span) -> bool:
        """Whether *span* lies in what is said."""
        return any(part.covers(span) for part in self.content)


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class VerificationNote:
    """The outlet's own word on whether something could be verified; ``covers`` is what it speaks of."""

    span: Span
    status: Literal["verified", "unverified"]
    covers: tuple[Span, ...]


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything found in one document beneath its claims, each tuple in the order of the text."""

    sentences: tuple[Sentence, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    verifications: tuple[VerificationNote, ...] = ()
