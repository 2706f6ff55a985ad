"""One judge for each field of a claim: is the record's value right, as the annotation has it?

A judge takes an annotated claim and a claim record (``export/record.py``, as plain values) and answers ``True``
(right), ``False`` (wrong) or ``None`` (the annotation says nothing about this field).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeAlias

from fogline.evaluate.gold import GoldClaim, GoldQuantity, GoldTime

Record: TypeAlias = Mapping[str, Any]
Verdict: TypeAlias = bool | None
Judge: TypeAlias = Callable[[GoldClaim, Record, date | None], Verdict]

EARTH_DIAMETER_KM = 12742.0
FIGURE_TOLERANCE = 0.005
"""Figures may be off by half a percent (or by 0.005, below one): conversions of units are rounded in reporting."""
STEM_LENGTH = 4
"""Two words whose first four letters differ are never one word with different endings."""


def fold(text: str) -> list[str]:
    """The words of *text*, in lower case and without accents."""
    plain = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"\w+", "".join(plain).lower())


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, endings apart: "Russia" and "Russian", "official" and "officials"."""
    stem = max(STEM_LENGTH, min(len(one), len(other)) - 1)
    return one == other or (min(len(one), len(other)) >= stem and one[:stem] == other[:stem])


def names_any(wanted: Iterable[str], texts: Iterable[str | None]) -> bool:
    """Whether one of *wanted* stands in *texts* as whole words, endings apart."""
    have = fold(" ".join(text for text in texts if text))
    return any(_stands_in(fold(phrase), have) for phrase in wanted)


def _stands_in(phrase: list[str], words: list[str]) -> bool:
    width = len(phrase)
    windows = (words[at : at + width] for at in range(len(words) - width + 1)) if phrase else ()
    return any(all(map(same_word, phrase, window)) for window in windows)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance (haversine) between two points in WGS 84 degrees, in kilometres."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_dphi, half_dlambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_dphi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_dlambda) ** 2
    return EARTH_DIAMETER_KM * math.asin(math.sqrt(chord))


def judge_speaker(gold: GoldClaim, record: Record, published: date | None = None) -> Verdict:
    """No speaker in the record means the outlet's own voice."""
    if gold.speaker is None:
        return None
    speaker = record.get("speaker")
    if speaker is None:
        return gold.speaker.narrator
    return names_any(gold.speaker.names, (speaker.get(key) for key in ("name", "role", "organisation", "text")))


def _judge_actor(wanted: tuple[str, ...] | None, actor: Record | None) -> Verdict:
    if wanted is None:
        return None
    return actor is not None and names_any(wanted, (actor.get("name"), actor.get("text")))


def _judge_choice(wanted: tuple[str | None, ...] | None, value: str | None) -> Verdict:
    return None if wanted is None else value in wanted


def _party_of(record: Record, role: str) -> str | None:
    party: str | None = (record.get(role) or {}).get("party")
    return party


def judge_place(gold: GoldClaim, record: Record, published: date | None = None) -> Verdict:
    """A place is right when it lies within the tolerance of one of the accepted ones; it needs coordinates."""
    place = record.get("place")
    if gold.places is None:
        return None
    if not gold.places:
        return place is None
    if place is None or place.get("latitude") is None:
        return False
    here = place["latitude"], place["longitude"]
    return any(distance_km(p.latitude, p.longitude, *here) <= p.tolerance_km for p in gold.places)


def judge_time(gold: GoldClaim, record: Record, published: date | None = None) -> Verdict:
    """A time is right when both ends are, within the slack.

    An open end is right where the annotation allows it, or closes that end at the day of publication.
    """
    time = record.get("time")
    if gold.times is None:
        return None
    if not gold.times:
        return time is None
    if not time or not (time.get("start") or time.get("end")):
        return False
    return all(_end_right(gold.times[0], end, time.get(end), published) for end in ("start", "end"))


def _end_right(gold: GoldTime, end: str, value: str | None, published: date | None) -> bool:
    wanted = gold.start if end == "start" else gold.end
    if not value:
        return gold.open == end or wanted == published
    return is_near(value, wanted, gold.slack_days)


def is_near(value: str | None, wanted: date, slack_days: int) -> bool:
    """Whether the ISO date (or date and time) *value* lies within *slack_days* of *wanted*; no date never does."""
    day = _parse_day(value)
    return day is not None and abs((day - wanted).days) <= slack_days


def _parse_day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def judge_quantities(gold: GoldClaim, record: Record, published: date | None = None) -> Verdict:
    """Every annotated figure must be there, as one of its measures; further figures do no harm."""
    if gold.quantities is None:
        return None
    found = record.get("quantities") or []
    return all(any(_same_figure(wanted, figure) for figure in found) for wanted in gold.quantities)


def _same_figure(gold: GoldQuantity, figure: Record) -> bool:
    if figure.get("measure") not in gold.measures:
        return False
    bounds = (("low", gold.low), ("best", gold.best), ("high", gold.high))
    return all(wanted is None or _equal(wanted, figure.get(key)) for key, wanted in bounds)


def _equal(wanted: float, value: float | None) -> bool:
    return value is not None and abs(value - wanted) <= FIGURE_TOLERANCE * max(1.0, abs(wanted))


JUDGES: Mapping[str, Judge] = {
    "speaker": judge_speaker,
    "speaker_party": lambda gold, record, _: _judge_choice(gold.speaker_parties, _party_of(record, "speaker")),
    "agent": lambda gold, record, _: _judge_actor(gold.agents, record.get("agent")),
    "agent_party": lambda gold, record, _: _judge_choice(gold.agent_parties, _party_of(record, "agent")),
    "patient": lambda gold, record, _: _judge_actor(gold.patients, record.get("patient")),
    "patient_party": lambda gold, record, _: _judge_choice(gold.patient_parties, _party_of(record, "patient")),
    "place": judge_place,
    "time": judge_time,
    "quantities": judge_quantities,
    "modality": lambda gold, record, _: _judge_choice(gold.modalities, record.get("modality")),
    "polarity": lambda gold, record, _: _judge_choice(gold.polarities, record.get("polarity")),
    "certainty": lambda gold, record, _: _judge_choice(gold.certainties, record.get("certainty")),
    "verification": lambda gold, record, _: _judge_choice(gold.verifications, record.get("verification")),
}
"""The judges, in the order in which reports list the fields."""

USABLE_FIELDS = ("speaker", "place", "time", "modality", "polarity")
"""A claim none of whose fields here is wrong is one that a coder could accept without touching it."""


def judge_claim(gold: GoldClaim, record: Record, published: date | None = None) -> dict[str, Verdict]:
    """The verdict on every field of *record*; *published* is the annotated day of publication."""
    return {name: judge(gold, record, published) for name, judge in JUDGES.items()}
