"""What is derived, as plain JSON values in the words of the claim record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from fogline.export.record import Record, place_record
from fogline.model.control import History, Spell, Statement
from fogline.model.disagreement import Disagreement
from fogline.model.event import Event, Figure, Member, Voice

if TYPE_CHECKING:
    from fogline.views.sources import Sources


def event_record(event: Event) -> Record:
    """*event* with the ids of its claims, every key present and absent values ``None``."""
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "types": list(event.types),
        "place": None if event.place is None else place_record(event.place),
        "time": {"start": _day(event.start), "end": _day(event.end)},
        "status": event.status,
        "independent": event.independent,
        "voices": [_voice(voice) for voice in event.voices],
        "figures": [_figure(figure) for figure in event.figures],
        "claims": list(event.claims),
    }


def member_record(member: Member) -> Record:
    """Why a claim is in its event."""
    return {
        "claim_id": member.claim_id,
        "like": member.like,
        "score": member.score,
        "by": member.by,
        "comparisons": [{"aspect": one.aspect, "score": one.score, "reason": one.reason} for one in member.comparisons],
    }


def disagreement_record(one: Disagreement, evidence: Mapping[str, str]) -> Record:
    """*one* with the words (by claim id, in *evidence*) that each side stands on."""
    return {
        "disagreement_id": one.disagreement_id,
        "kind": one.kind,
        "about": one.about,
        "event_id": one.event_id,
        "place": None if one.place is None else place_record(one.place),
        "sides": [
            {
                "who": side.who,
                "party": side.party,
                "claims": [{"claim_id": key, "evidence": evidence.get(key)} for key in side.claims],
            }
            for side in one.sides
        ],
    }


def history_record(history: History) -> Record:
    """The control history of one place."""
    return {
        "place": place_record(history.place),
        "spells": [spell_record(spell) for spell in history.spells],
        "statements": [_statement(statement) for statement in history.statements],
    }


def state_record(history: History, spell: Spell) -> Record:
    """The state of one place on a day."""
    return {
        "place": place_record(history.place),
        "holder": spell.holder,
        "basis": spell.basis,
        "since": spell.since.isoformat(),
        "last_told": spell.last_told.isoformat(),
        "claims": list(spell.claims),
    }


def sources_record(found: Sources) -> Record:
    """Outlets and voices with their counts."""
    return {
        "outlets": [{key: value for key, value in asdict(one).items() if key != "party"} for one in found.outlets],
        "voices": [asdict(one) for one in found.voices],
    }


def _voice(voice: Voice) -> Record:
    return {
        "speaker": voice.speaker,
        "party": voice.party,
        "claims": list(voice.claims),
        "origins": list(voice.origins),
        "conceded": voice.conceded,
        "denies": voice.denies,
    }


def _figure(figure: Figure) -> Record:
    return {
        "measure": figure.measure,
        "unit": figure.unit,
        "party": figure.party,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "low_from": list(figure.low_from),
        "best_from": list(figure.best_from),
        "high_from": list(figure.high_from),
    }


def spell_record(spell: Spell) -> Record:
    """One spell of a place's history, without the place."""
    return {
        "holder": spell.holder,
        "basis": spell.basis,
        "since": spell.since.isoformat(),
        "until": _day(spell.until),
        "last_told": spell.last_told.isoformat(),
        "claims": list(spell.claims),
    }


def _statement(statement: Statement) -> Record:
    return {**asdict(statement), "day": statement.day.isoformat(), "excepting": list(statement.excepting)}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
