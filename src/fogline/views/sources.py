"""What each outlet and each voice has told: counts with their denominators, and no score of credibility.

Whether a source is right cannot be counted: that others say the same, or otherwise, can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event, Voice
from fogline.store.base import ClaimFilter, Store

NO_OUTLET = "(no outlet given)"
"""The name under which documents without one are counted."""


DISPUTES = frozenset({"denial", "figure", "control"})
"""Kinds of disagreement in which what one says is not what the other says. A headline is disputed by its own text."""

_Told = tuple[str, str, str]
"""A claim's outlet, its named speaker (empty: none) and its document."""


@dataclass
class Tally:
    """What one outlet or voice has told.

    ``documents``, ``claims`` and ``happenings`` (the events these are in) count all. Of the happenings, ``disputed``
    are those in which a claim of its own is denied or contradicted in a disagreement. ``events`` are those that others
    tell of, too: of these ``first`` it told before all others, ``confirmed`` somebody of the other side says so, too,
    or concedes it. ``revised`` counts its own changed figures, by disagreement.
    """

    name: str
    party: str | None = None
    documents: int = 0
    claims: int = 0
    happenings: int = 0
    events: int = 0
    first: int = 0
    confirmed: int = 0
    disputed: int = 0
    revised: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """The outlets and the voices of a ledger, those with most claims first."""

    outlets: tuple[Tally, ...]
    voices: tuple[Tally, ...]


def sources(store: Store) -> Sources:
    """Count what the outlets and named speakers of *store* have told."""
    outlet_of: dict[str, str] = {}
    published: dict[str, date | None] = {}
    outlets: dict[str, Tally] = {}
    voices: dict[str, Tally] = {}
    for document in store.documents():
        outlet_of[document.document_id] = _outlet(document)
        published[document.document_id] = document.published
        outlets.setdefault(_outlet(document), Tally(_outlet(document))).documents += 1
    claims = _counted(store, outlets, voices, outlet_of)
    event_of: dict[str, str] = {}
    for event in store.derived.events():
        event_of.update((key, event.event_id) for key in event.claims)
        _count_happening(event, claims, outlets, voices)
        if len(event.voices) > 1:
            _count_event(event, claims, outlets, voices, published)
    _count_disputes(store.derived.disagreements(), claims, event_of, outlets, voices)
    return Sources(_ranked(outlets), _ranked(voices))


def _count_happening(
    event: Event, claims: Mapping[str, _Told], outlets: dict[str, Tally], voices: dict[str, Tally]
) -> None:
    told = [claims[key] for key in event.claims if key in claims]
    for name in {outlet for outlet, _, _ in told}:
        outlets[name].happenings += 1
    for name in {voice for _, voice, _ in told} - {""}:
        voices[name].happenings += 1


def _count_disputes(
    found: Iterable[Disagreement],
    claims: Mapping[str, _Told],
    event_of: Mapping[str, str],
    outlets: dict[str, Tally],
    voices: dict[str, Tally],
) -> None:
    """Count for everybody the happenings that are disputed, and the figures that a voice changed."""
    outlet_disputes: set[tuple[str, str]] = set()
    voice_disputes: set[tuple[str, str]] = set()
    for one in found:
        told = [(claims[key], event_of.get(key, key)) for key in one.claims if key in claims]
        if one.kind in DISPUTES | {"headline"}:
            outlet_disputes |= {(outlet, event) for (outlet, _, _), event in told}
        if one.kind in DISPUTES:
            voice_disputes |= {(voice, event) for (_, voice, _), event in told if voice}
        for name in {voice for (_, voice, _), _ in told if voice and one.kind == "revision"}:
            voices[name].revised += 1
    for tallies, disputes in ((outlets, outlet_disputes), (voices, voice_disputes)):
        for name, _ in disputes:
            tallies[name].disputed += 1


def _counted(
    store: Store, outlets: dict[str, Tally], voices: dict[str, Tally], outlet_of: dict[str, str]
) -> dict[str, _Told]:
    claims: dict[str, _Told] = {}
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for claim in store.claims(ClaimFilter()):
        outlet, name = outlet_of[claim.document_id], claim.speaker.name if claim.speaker else ""
        claims[claim.claim_id] = (outlet, name, claim.document_id)
        outlets[outlet].claims += 1
        if name:
            tally = voices.setdefault(name, Tally(name, _party(claim)))
            tally.claims += 1
            seen[name].add(claim.document_id)
    for name, documents in seen.items():
        voices[name].documents = len(documents)
    return claims


def _count_event(
    event: Event,
    claims: dict[str, _Told],
    outlets: dict[str, Tally],
    voices: dict[str, Tally],
    published: dict[str, date | None],
) -> None:
    told = {key: claims[key] for key in event.claims if key in claims}
    days = {key: published[document] for key, (_, _, document) in told.items()}
    for which, tallies in ((0, outlets), (1, voices)):
        names = {one[which] for one in told.values()} - {""}
        for name in names:
            mine = [key for key, one in told.items() if one[which] == name]
            others = [key for key, one in told.items() if one[which] != name]
            if not others:
                continue
            tallies[name].events += 1
            tallies[name].first += _before(days, mine, others)
            tallies[name].confirmed += _confirmed(event, mine)


def _before(days: dict[str, date | None], mine: list[str], others: list[str]) -> bool:
    own = [day for key in mine if (day := days[key]) is not None]
    rest = [days[key] for key in others]
    return bool(own) and all(day is not None and min(own) < day for day in rest)


def _confirmed(event: Event, mine: list[str]) -> bool:
    """Whether what it affirms another party's voice says, too, or one of its own side's enemies concedes."""
    own = [voice for voice in event.voices if set(voice.claims) & set(mine)]
    parties = {voice.party for voice in own}
    affirms = any(not voice.denies for voice in own)
    return affirms and any(_other_side(voice, parties) for voice in event.voices if voice not in own)


def _other_side(voice: Voice, own: set[str | None]) -> bool:
    return not voice.denies and (voice.conceded or (voice.party is not None and voice.party not in own))


def _outlet(document: Document) -> str:
    return document.outlet or NO_OUTLET


def _party(claim: Claim) -> str | None:
    return claim.speaker.party if claim.speaker else None


def _ranked(tallies: dict[str, Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies.values(), key=lambda tally: (-tally.claims, tally.name)))
