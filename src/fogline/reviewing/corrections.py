"""Corrections as a person gives them, checked and brought into the form that a review keeps.

A person may give a part of a field (``speaker.party``), a place by its GeoNames id, a time as EDTF, words by their
offsets or verbatim. What is kept is the whole field as the record has it (:mod:`fogline.correcting.values`), so that it
means the same whatever a later version reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from fogline.claims.interest import against_interest
from fogline.codebook.loader import codebook
from fogline.correcting.edtf import time_of
from fogline.correcting.values import ACTORS, CORRECTABLE, SPANS, Value, choices, part_of, value_of
from fogline.errors import BadReview
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.span import Span
from fogline.model.values import ActorKind, Place
from fogline.profiles.loader import load_profile, profile_with, shipped_profiles
from fogline.reviewing.given import (
    About,
    Known,
    country_of,
    ends_of,
    is_id,
    named,
    number_of,
    object_of,
    one_of,
    party_of,
    placed,
    shown,
    span_of,
    text_of,
    words_of,
)
from fogline.store.base import Store
from fogline.toolbox import all_places

_CONCEDES = frozenset({"event_type", "speaker", "agent", "patient", "polarity", "modality"})
"""Fields on which it depends whether a claim is against its speaker's interest."""


def known_to(store: Store) -> Known:
    """What corrections in *store* are checked against: every place and party at hand, and the parties of its claims."""
    shipped = {one.party_id for profile in map(load_profile, shipped_profiles()) for one in profile.parties}
    return Known(all_places(), shipped.union(store.parties()), profile_with)


def checked(changes: Mapping[str, object], *, claim: Claim, document: Document, known: Known) -> dict[str, Value]:
    """*changes* of *claim* (as it stands, in *document*) as a review keeps them.

    Keys are fields of the record, or parts of one after a dot (``place.geonameid``, ``quantities.0.best``); values
    are JSON values, strings of digits where numbers are due among them. Where what a claim concedes may change with
    them, ``against_interest`` is weighed anew, unless it is among them.

    Raises:
        BadReview: a field is none that can be corrected, or its value none that it can take; says which, and what can.
    """
    if not changes:
        raise BadReview("changes", f"say which field is wrong: {', '.join(CORRECTABLE)}")
    found: dict[str, Value] = {}
    about = About(claim, document, known)
    for name, given in sorted(_whole(changes, claim).items(), key=lambda each: each[0] != "evidence"):
        found[name] = _CHECKS.get(name, _check_choice)(name, given, about)
        if name == "evidence":  # the words of other fields stand in the new one
            about = replace(about, claim=replace(claim, evidence=part_of(name, found[name])))
    if "event_type" in found and found["event_type"] != claim.event_type:
        found.setdefault("sub_event", None)
    after = replace(claim, **{name: part_of(name, value) for name, value in found.items()})
    _check_sub_event(after)
    if not after.evidence.covers(after.trigger):
        raise BadReview("trigger" if "trigger" in found else "evidence", "the evidence must hold the trigger")
    if _CONCEDES & found.keys() and "against_interest" not in found:
        conceded = _concedes(after, known)
        if conceded != claim.against_interest:
            found["against_interest"] = conceded
    return found


def _whole(changes: Mapping[str, object], claim: Claim) -> dict[str, Any]:
    """*changes* with parts of fields put into the whole fields as *claim* has them."""
    found: dict[str, Any] = {}
    for path, given in changes.items():
        name, *parts = str(path).split(".")
        if name not in CORRECTABLE:
            raise BadReview(str(path), f"cannot be corrected; these can: {', '.join(CORRECTABLE)}")
        if not parts:
            found[name] = given
            continue
        whole = found.get(name, value_of(claim, name))
        found[name] = _put(path, whole, parts, given)
    return found


def _put(path: str, whole: Any, parts: Sequence[str], given: object) -> Any:
    """*whole* with *given* at *parts*; the words that a name was read from stay, the other values go with it."""
    head, *rest = parts
    if isinstance(whole, list):
        if not head.isdigit() or int(head) >= len(whole):
            raise BadReview(path, f"there is no number {head}; the claim has {len(whole)}")
        at = int(head)
        return [*whole[:at], _put(path, whole[at], rest, given) if rest else given, *whole[at + 1 :]]
    if rest or not (whole is None or isinstance(whole, dict)):
        raise BadReview(path, "has no such part")
    return {**(whole or {}), head: given}


# The checks: field, what is given for it, what it is about -> the value to keep -----------------------------------


def _check_choice(name: str, given: Any, about: About) -> Value:
    allowed = choices(name) or ()
    if isinstance(given, str) and given.lower() in ("true", "false") and True in allowed:
        given = given.lower() == "true"
    if not isinstance(given, str | bool | None) or given not in allowed:
        raise BadReview(name, f"cannot be {given!r}; it is one of {', '.join(map(shown, allowed))}")
    return given


def _check_sub_event_key(name: str, given: Any, about: About) -> Value:
    return text_of(name, given)


def _check_sub_event(claim: Claim) -> None:
    allowed = codebook().event_types[claim.event_type].sub_events
    if claim.sub_event is not None and claim.sub_event not in allowed:
        named = ", ".join(allowed) or f"nothing, {claim.event_type} has no alternatives"
        raise BadReview("sub_event", f"cannot be {claim.sub_event!r}; it is one of {named}")


def _check_channel(name: str, given: Any, about: About) -> Value:
    return text_of(name, given)


def _check_span(name: str, given: Any, about: About) -> Value:
    inside = Span(0, len(about.document.text)) if name == "evidence" else about.claim.evidence
    span = span_of(name, given, about.document.text, inside)
    if span is None:
        raise BadReview(name, "a claim stands on words; give start and end, or the words")
    return {"start": span.start, "end": span.end}


def _check_actor(name: str, given: Any, about: About) -> Value:
    if given is None:
        return None
    value = object_of(name, given, short="name")
    words = words_of(name, value, about, now=value_of(about.claim, name))
    actor = {key: text_of(f"{name}.{key}", value.get(key)) for key in ("name", "role", "organisation")}
    label = actor["name"] or actor["role"] or actor["organisation"] or words.get("text")
    if not label:
        raise BadReview(f"{name}.name", "say who: a name, a role or an organisation")
    kind = one_of(f"{name}.kind", value.get("kind"), get_args(ActorKind))
    party = party_of(f"{name}.party", value.get("party"), about.known)
    country = country_of(f"{name}.country", value.get("country"))
    whole = actor | {"name": label, "kind": kind, "party": party, "country": country}
    return {"text": words.get("text") or label, **whole, "start": words.get("start"), "end": words.get("end")}


def _check_place(name: str, given: Any, about: About) -> Value:
    if given is None:
        return None
    short = "geonameid" if isinstance(given, int) or (isinstance(given, str) and is_id(given)) else "name"
    value = object_of(name, given, short=short)
    now = value_of(about.claim, "place") or {}
    known = about.known.gazetteer
    if value.get("geonameid") is not None and value["geonameid"] != now.get("geonameid"):
        place: Place | None = placed(known, value["geonameid"])
    elif value.get("name") is not None and value["name"] != now.get("name"):
        place = named(known, text_of("place.name", value["name"]) or "")
    elif now:
        place = about.claim.place.place if about.claim.place else None
    else:
        place = None
    if place is None:
        raise BadReview("place", "give a GeoNames id, a name, or null where it happened nowhere in particular")
    words = words_of(name, {**now, **value}, about, now=now)
    as_value = {each: getattr(place, each) for each in Place.__dataclass_fields__}
    start, end = words.get("start"), words.get("end")
    return {"text": words.get("text") or place.name, **as_value, "start": start, "end": end}


def _check_time(name: str, given: Any, about: About) -> Value:
    if given is None:
        return None
    value = object_of(name, given, short="edtf")
    edtf = value.get("edtf")
    if isinstance(edtf, int):
        edtf = str(edtf)  # a year
    if not isinstance(edtf, str) or not edtf.strip():
        raise BadReview("time.edtf", "give the time as EDTF, or null where the text does not say when")
    now = value_of(about.claim, "time") or {}
    value = {"text": now.get("text"), "span": now.get("span"), **value}
    if edtf.strip() != now.get("edtf"):
        value |= _days(edtf)
    else:
        value = now | value
    if value["span"] not in (None, now.get("span")):
        span = span_of("time.span", value["span"], about.document.text, _all(about))
        value |= {} if span is None else {"text": span.of(about.document.text), "span": [span.start, span.end]}
    keys = ("timex3", "edtf", "start", "end", "time_precision", "date_prec", "span")
    return {"text": value["text"] or "", **{key: value[key] for key in keys}}


def _days(edtf: str) -> dict[str, Value]:
    try:
        time = time_of(edtf)
    except ValueError as error:
        raise BadReview("time.edtf", str(error)) from error
    days = {"start": time.start and time.start.isoformat(), "end": time.end and time.end.isoformat()}
    codes = {"time_precision": time.time_precision, "date_prec": time.date_prec}
    return {"timex3": time.timex3, "edtf": time.edtf, **days, **codes}


def _all(about: About) -> Span:
    return Span(0, len(about.document.text))


def _check_quantities(name: str, given: Any, about: About) -> Value:
    if given is None:
        return []
    if not isinstance(given, list):
        raise BadReview(name, "must be a list of figures")
    return [_quantity(f"{name}.{at}", one, about) for at, one in enumerate(given)]


def _quantity(name: str, given: Any, about: About) -> Value:
    value = object_of(name, given, short="measure", form="quantity")
    measure = one_of(f"{name}.measure", value.get("measure"), tuple(codebook().measures))
    if measure is None:
        raise BadReview(f"{name}.measure", f"is needed: one of {', '.join(codebook().measures)}")
    bounds = {key: number_of(f"{name}.{key}", value.get(key)) for key in ("low", "best", "high")}
    told = [bound for bound in bounds.values() if bound is not None]
    if told != sorted(told):
        raise BadReview(name, "low, best and high must not fall")
    words = words_of(name, value, about, default=_number_in(about, told))
    plain = {key: text_of(f"{name}.{key}", value.get(key)) for key in ("unit", "rate", "of")}
    approximate = str(value.get("approximate") or False).lower()
    if approximate not in ("true", "false"):
        raise BadReview(f"{name}.approximate", "is one of true, false")
    party = party_of(f"{name}.party", value.get("party"), about.known)
    rest = {"approximate": approximate == "true", "party": party}
    return {"text": words["text"], "measure": measure, **bounds, **plain, **rest, **ends_of(words)}


def _number_in(about: About, told: Sequence[float]) -> Span:
    """Where one of the numbers *told* stands in the evidence; the trigger, where that is not plain."""
    evidence, text = about.claim.evidence, about.document.text
    for number in told:
        for digits in (f"{number:,g}", f"{number:g}"):
            if text.count(digits, evidence.start, evidence.end) == 1:
                start = text.index(digits, evidence.start)
                return Span(start, start + len(digits))
    return about.claim.trigger


_Checker = Callable[[str, Any, About], Value]

_CHECKS: Mapping[str, _Checker] = {
    **dict.fromkeys(SPANS, _check_span),
    **dict.fromkeys(("speaker", *ACTORS), _check_actor),
    "place": _check_place,
    "time": _check_time,
    "quantities": _check_quantities,
    "channel": _check_channel,
    "sub_event": _check_sub_event_key,
}
"""Fields with a check of their own; the others take one of a list of values."""


def _concedes(claim: Claim, known: Known) -> bool:
    speaker = claim.speaker.party if claim.speaker else None
    return against_interest(
        speaker,
        claim.event_type,
        agent_party=claim.agent.actor.party if claim.agent else None,
        patient_party=claim.patient.actor.party if claim.patient else None,
        affirmed=claim.polarity == "affirmed",
        profile=known.profile_of(speaker),
        told_as_fact=claim.modality in ("occurred", "ongoing"),
    )
