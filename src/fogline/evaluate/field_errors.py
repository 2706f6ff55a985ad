"""What kind of error a wrong field is: a pattern that many errors share, with what was expected and what was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fogline.evaluate.fields import Record, distance_km, fold, is_near, names_any
from fogline.evaluate.gold import GoldClaim, GoldPlace, GoldQuantity

NONE = "none"
"""What stands for nothing expected or nothing found."""


@dataclass(frozen=True, slots=True)
class FieldError:
    """``pattern`` ("missing", "other place of the sentence", "occurred for planned"), and both values in words."""

    pattern: str
    expected: str
    got: str


def field_error(name: str, gold: GoldClaim, record: Record, text: str) -> FieldError:
    """The error of field *name*, which *record* has wrong, in a document of *text*."""
    special = _SPECIAL.get(name)
    if special is not None:
        return special(gold, record, text)
    choices: Mapping[str, tuple[str | None, ...] | None] = {
        "modality": gold.modalities,
        "polarity": gold.polarities,
        "certainty": gold.certainties,
        "verification": gold.verifications,
    }
    wanted = choices.get(name)
    if wanted is not None:
        expected, got = _either(wanted), str(record.get(name) or NONE)
        return FieldError(f"{got} for {expected}", expected, got)
    return _party(name, gold, record)


def _either(values: tuple[str | None, ...]) -> str:
    return " or ".join(value or NONE for value in values)


def _party(name: str, gold: GoldClaim, record: Record) -> FieldError:
    wanted = {
        "speaker_party": gold.speaker_parties,
        "agent_party": gold.agent_parties,
        "patient_party": gold.patient_parties,
    }[name]
    who = record.get(name.removesuffix("_party"))
    expected, got = _either(wanted or (None,)), (who or {}).get("party")
    if got is None:
        pattern = "side missing" if who else "nobody for somebody with a side"
    else:
        pattern = "side where none is told" if wanted is not None and None in wanted else "other side"
    return FieldError(pattern, expected, got or NONE)


def _speaker(gold: GoldClaim, record: Record, text: str) -> FieldError:
    speaker, wanted = record.get("speaker"), gold.speaker
    expected = "the outlet" if wanted is None or wanted.narrator else _either(wanted.names)
    if speaker is None:
        return FieldError("none for someone", expected, "the outlet")
    if wanted is not None and wanted.narrator:
        return FieldError("someone for the outlet", expected, speaker["name"])
    return FieldError("someone else", expected, speaker["name"])


def _actor(role: str, wanted: tuple[str, ...] | None, record: Record) -> FieldError:
    found = record.get(role)
    pattern = "missing" if found is None else "someone else"
    return FieldError(pattern, _either(wanted or ()), found["name"] if found else NONE)


def _place(gold: GoldClaim, record: Record, text: str) -> FieldError:
    place, wanted = record.get("place"), gold.places or ()
    expected = " or ".join(p.name for p in wanted) or NONE
    got = NONE if place is None else str(place["name"])
    if place is None:
        return FieldError("missing", expected, got)
    if not wanted:
        return FieldError("one where none is told", expected, got)
    return FieldError(_place_pattern(wanted, record, text), expected, got)


def _place_pattern(wanted: tuple[GoldPlace, ...], record: Record, text: str) -> str:
    place = record["place"]
    if place.get("latitude") is None:
        return "not on the map"
    if any(fold(p.name) == fold(place["name"]) for p in wanted):
        return "namesake"
    reach = place.get("radius_km") or 0.0
    if any(distance_km(p.latitude, p.longitude, place["latitude"], place["longitude"]) <= reach for p in wanted):
        return "too coarse"
    told_here = any(names_any([p.name], [_sentence(text, record)]) for p in wanted)
    if place.get("start") is None:
        return "one of the passage for one of the sentence" if told_here else "another one of the passage"
    return "other place of the sentence" if told_here else "one of the sentence for one told elsewhere"


_END = re.compile(r"[.!?]['’”\"]?\s|\n")


def _sentence(text: str, record: Record) -> str:
    """About the sentence that holds the record's evidence."""
    start, end = record["evidence"]["start"], record["evidence"]["end"]
    before = max((found.end() for found in _END.finditer(text, 0, start)), default=0)
    after = _END.search(text, max(end - 1, 0))
    return text[before : after.end() if after else len(text)]


def _time(gold: GoldClaim, record: Record, text: str) -> FieldError:
    time, wanted = record.get("time") or {}, gold.times or ()
    got = "/".join(str(time.get(end) or "..") for end in ("start", "end")) if time else NONE
    if not wanted:
        return FieldError("one where none is told", NONE, got)
    expected = f"{wanted[0].start}/{wanted[0].end}"
    if not time or not (time.get("start") or time.get("end")):
        return FieldError("missing", expected, got)
    pairs: tuple[tuple[str, date], ...] = (("start", wanted[0].start), ("end", wanted[0].end))
    off = [end for end, day in pairs if not is_near(time.get(end), day, wanted[0].slack_days)]
    if any(time.get(end) is None for end in off):
        return FieldError("an end left open", expected, got)
    return FieldError("another time" if len(off) == 2 else f"{off[0] if off else 'an end'} off", expected, got)


def _quantities(gold: GoldClaim, record: Record, text: str) -> FieldError:
    found = record.get("quantities") or []
    got = "; ".join(_figure(figure.get("measure"), figure) for figure in found) or NONE
    wanted = gold.quantities or ()
    expected = "; ".join(_figure(_either(q.measures), _bounds(q)) for q in wanted) or NONE
    if not found:
        return FieldError("missing", expected, got)
    for quantity in wanted:
        measures = [figure.get("measure") for figure in found]
        if not set(measures) & set(quantity.measures):
            same = [f for f in found if any(f.get(k) == v for k, v in _bounds(quantity).items() if v is not None)]
            if same:
                return FieldError(f"{same[0].get('measure')} for {_either(quantity.measures)}", expected, got)
            return FieldError("another figure, or one of two", expected, got)
    return FieldError("another bound or value", expected, got)


def _bounds(quantity: GoldQuantity) -> dict[str, float | None]:
    return {"low": quantity.low, "best": quantity.best, "high": quantity.high}


def _figure(measure: str | None, bounds: Mapping[str, object]) -> str:
    told = [f"{key} {bounds[key]}" for key in ("low", "best", "high") if bounds.get(key) is not None]
    return " ".join([measure or "", *told])


_SPECIAL: Mapping[str, Callable[[GoldClaim, Record, str], FieldError]] = {
    "speaker": _speaker,
    "agent": lambda gold, record, _: _actor("agent", gold.agents, record),
    "patient": lambda gold, record, _: _actor("patient", gold.patients, record),
    "place": _place,
    "time": _time,
    "quantities": _quantities,
}
