"""Corrections as a person gives them, checked and brought into the form that a review keeps.

A person may give a part of a field (``speaker.party``), a place by its GeoNames id, a time as EDTF, words by their
offsets or verbatim. What is kept is the whole field as the record has it (:mod:`fogline.correcting.values`), so that it
means the same whatever a later version reads.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from fogline.claims.interest import against_interest
from fogline.codebook.loader import codebook
from fogline.correcting.edtf import time_of
from fogline.correcting.values import ACTORS, CORRECTABLE, SPANS, Value, choices, part_of, value_of
from fogline.errors import BadReview
from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.features import geo_precision, where_prec
from fogline.lexicon import nations
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.profile import Profile
from fogline.model.span import Span
from fogline.model.values import ActorKind, Place, Toponym
from fogline.profiles.loader import load_profile, shipped_profiles
from fogline.store.base import Store
from fogline.toolbox import all_places, profile_with

SHOWN_PLACES = 8
"""Places named where a name fits several."""

_ACTOR = ("name", "text", "role", "organisation", "kind", "party", "country", "start", "end")
_KEYS: Mapping[str, tuple[str, ...]] = {
    "speaker": _ACTOR,
    "agent": _ACTOR,
    "patient": _ACTOR,
    "place": ("geonameid", "name", "text", "start", "end"),
    "time": ("edtf", "text", "span"),
    "evidence": ("start", "end", "text"),
    "trigger": ("start", "end", "text"),
    "quantity": (
        *("measure", "low", "best", "high", "unit", "approximate", "rate", "of", "party", "text", "start", "end"),
    ),
}
_CONCEDES = frozenset({"event_type", "speaker", "agent", "patient", "polarity", "modality"})
"""Fields on which it depends whether a claim is against its speaker's interest."""


@dataclass(frozen=True, slots=True)
class Known:
    """What corrections are checked against: the places there are, the parties, and the profile that knows a party."""

    gazetteer: Gazetteer
    parties: Collection[str]
    profile_of: Callable[[str | None], Profile]


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
    for name, given in _whole(changes, claim).items():
        found[name] = _CHECKS.get(name, _check_choice)(name, given, _About(claim, document, known))
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


@dataclass(frozen=True, slots=True)
class _About:
    claim: Claim
    document: Document
    known: Known


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


def _check_choice(name: str, given: Any, about: _About) -> Value:
    allowed = choices(name) or ()
    if isinstance(given, str) and given.lower() in ("true", "false") and True in allowed:
        given = given.lower() == "true"
    if not isinstance(given, str | bool | None) or given not in allowed:
        raise BadReview(name, f"cannot be {given!r}; it is one of {', '.join(map(_shown, allowed))}")
    return given


def _check_sub_event_key(name: str, given: Any, about: _About) -> Value:
    return _text(name, given)


def _check_sub_event(claim: Claim) -> None:
    allowed = codebook().event_types[claim.event_type].sub_events
    if claim.sub_event is not None and claim.sub_event not in allowed:
        named = ", ".join(allowed) or f"nothing, {claim.event_type} has no alternatives"
        raise BadReview("sub_event", f"cannot be {claim.sub_event!r}; it is one of {named}")


def _check_channel(name: str, given: Any, about: _About) -> Value:
    return _text(name, given)


def _check_span(name: str, given: Any, about: _About) -> Value:
    inside = Span(0, len(about.document.text)) if name == "evidence" else about.claim.evidence
    span = _span(name, given, about.document.text, inside)
    if span is None:
        raise BadReview(name, "a claim stands on words; give start and end, or the words")
    return {"start": span.start, "end": span.end}


def _check_actor(name: str, given: Any, about: _About) -> Value:
    if given is None:
        return None
    value = _object(name, given, short="name")
    words = _words(name, value, about, now=value_of(about.claim, name))
    actor = {key: _text(f"{name}.{key}", value.get(key)) for key in ("name", "role", "organisation")}
    label = actor["name"] or actor["role"] or actor["organisation"] or words.get("text")
    if not label:
        raise BadReview(f"{name}.name", "say who: a name, a role or an organisation")
    kind = _one_of(f"{name}.kind", value.get("kind"), get_args(ActorKind))
    party = _party(f"{name}.party", value.get("party"), about.known)
    country = _country(f"{name}.country", value.get("country"))
    whole = actor | {"name": label, "kind": kind, "party": party, "country": country}
    return {"text": words.get("text") or label, **whole, "start": words.get("start"), "end": words.get("end")}


def _check_place(name: str, given: Any, about: _About) -> Value:
    if given is None:
        return None
    short = "geonameid" if isinstance(given, int) or (isinstance(given, str) and _is_id(given)) else "name"
    value = _object(name, given, short=short)
    now = value_of(about.claim, "place") or {}
    known = about.known.gazetteer
    if value.get("geonameid") is not None and value["geonameid"] != now.get("geonameid"):
        place: Place | None = _placed(known, value["geonameid"])
    elif value.get("name") is not None and value["name"] != now.get("name"):
        place = _named(known, _text("place.name", value["name"]) or "")
    elif now:
        place = about.claim.place.place if about.claim.place else None
    else:
        place = None
    if place is None:
        raise BadReview("place", "give a GeoNames id, a name, or null where it happened nowhere in particular")
    words = _words(name, {**now, **value}, about, now=now)
    as_value = {each: getattr(place, each) for each in Place.__dataclass_fields__}
    start, end = words.get("start"), words.get("end")
    return {"text": words.get("text") or place.name, **as_value, "start": start, "end": end}


def _check_time(name: str, given: Any, about: _About) -> Value:
    if given is None:
        return None
    value = _object(name, given, short="edtf")
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
        span = _span("time.span", value["span"], about.document.text, _all(about))
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


def _all(about: _About) -> Span:
    return Span(0, len(about.document.text))


def _check_quantities(name: str, given: Any, about: _About) -> Value:
    if given is None:
        return []
    if not isinstance(given, list):
        raise BadReview(name, "must be a list of figures")
    return [_quantity(f"{name}.{at}", one, about) for at, one in enumerate(given)]


def _quantity(name: str, given: Any, about: _About) -> Value:
    value = _object(name, given, short="measure", form="quantity")
    measure = _one_of(f"{name}.measure", value.get("measure"), tuple(codebook().measures))
    if measure is None:
        raise BadReview(f"{name}.measure", f"is needed: one of {', '.join(codebook().measures)}")
    bounds = {key: _number(f"{name}.{key}", value.get(key)) for key in ("low", "best", "high")}
    told = [bound for bound in bounds.values() if bound is not None]
    if told != sorted(told):
        raise BadReview(name, "low, best and high must not fall")
    words = _words(name, value, about, default=_number_in(about, told))
    plain = {key: _text(f"{name}.{key}", value.get(key)) for key in ("unit", "rate", "of")}
    approximate = str(value.get("approximate") or False).lower()
    if approximate not in ("true", "false"):
        raise BadReview(f"{name}.approximate", "is one of true, false")
    party = _party(f"{name}.party", value.get("party"), about.known)
    rest = {"approximate": approximate == "true", "party": party}
    return {"text": words["text"], "measure": measure, **bounds, **plain, **rest, **_ends(words)}


def _number_in(about: _About, told: Sequence[float]) -> Span:
    """Where one of the numbers *told* stands in the evidence; the trigger, where that is not plain."""
    evidence, text = about.claim.evidence, about.document.text
    for number in told:
        for digits in (f"{number:,g}", f"{number:g}"):
            if text.count(digits, evidence.start, evidence.end) == 1:
                start = text.index(digits, evidence.start)
                return Span(start, start + len(digits))
    return about.claim.trigger


_Checker = Callable[[str, Any, _About], Value]

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


# Parts --------------------------------------------------------------------------------------------------------------


def _object(name: str, given: Any, *, short: str, form: str | None = None) -> dict[str, Any]:
    """*given* as an object; a bare value stands for its part *short*."""
    if isinstance(given, str | int | float) and not isinstance(given, bool):
        return {short: given}
    allowed = _KEYS[form or name]
    if not isinstance(given, dict):
        raise BadReview(name, f"must be an object with {', '.join(allowed)}, or null")
    derived = {"latitude", "longitude", "admin1", "feature_code", "radius_km", "geo_precision", "where_prec", "score"}
    derived |= {"country", "timex3", "time_precision", "date_prec", "start", "end", "text"}
    unknown = [key for key in given if key not in allowed and key not in derived]
    if unknown:
        raise BadReview(f"{name}.{unknown[0]}", f"there is no such part; these are: {', '.join(allowed)}")
    return dict(given)


def _shown(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _text(name: str, given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise BadReview(name, f"must be words or null, not {given!r}")
    return " ".join(given.split()) or None


def _one_of(name: str, given: Any, allowed: Sequence[str]) -> str | None:
    text = _text(name, given)
    if text is not None and text not in allowed:
        raise BadReview(name, f"cannot be {text!r}; it is one of {', '.join(allowed)}, or null")
    return text


def _party(name: str, given: Any, known: Known) -> str | None:
    return _one_of(name, given, sorted(known.parties))


def _country(name: str, given: Any) -> str | None:
    text = _text(name, given)
    if text is not None and nations.country_name(text.upper()) == text.upper():
        raise BadReview(name, f"{text!r} is no country; give its ISO 3166-1 code of two letters, such as UA, or null")
    return None if text is None else text.upper()


def _number(name: str, given: Any) -> float | None:
    if given is None or given == "":
        return None
    try:
        number = float(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else None
    except ValueError:
        number = None
    if number is None or not 0 <= number < float("inf"):
        raise BadReview(name, f"must be a number from 0 on, or null, not {given!r}")
    return number


def _words(
    name: str,
    value: Mapping[str, Any],
    about: _About,
    *,
    now: Mapping[str, Any] | None = None,
    default: Span | None = None,
) -> dict[str, Any]:
    """The words in *value* and where they stand: offsets are checked, words alone may be implied (no offsets).

    What stays as it is *now* is not checked again.
    """
    text = about.document.text
    same = now is not None and all(value.get(key) == now.get(key) for key in ("text", "start", "end"))
    if same:
        return {key: value.get(key) for key in ("text", "start", "end")}
    if value.get("start") is None:
        if default is None:
            return {"text": _text(f"{name}.text", value.get("text"))}
        span = _span(name, value["text"], text, Span(0, len(text))) if value.get("text") else default
    else:
        span = _span(name, value, text, Span(0, len(text)))
    return {} if span is None else {"text": span.of(text), "start": span.start, "end": span.end}


def _ends(words: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": words["start"], "end": words["end"]}


def _span(name: str, given: Any, text: str, inside: Span) -> Span | None:
    """The stretch of *text* that *given* marks: ``{start, end}`` (with the words, or without), a pair, or the words.

    Words alone must stand once *inside* that stretch.
    """
    if given is None:
        return None
    if isinstance(given, str):
        count = text.count(given, inside.start, inside.end) if given else 0
        if count != 1:
            raise BadReview(name, f"the words stand {count} times there, not once; give start and end: {given[:60]!r}")
        start = text.index(given, inside.start)
        return Span(start, start + len(given))
    ends = [given.get("start"), given.get("end")] if isinstance(given, dict) else given
    if not (isinstance(ends, list | tuple) and len(ends) == 2 and all(type(end) is int for end in ends)):
        raise BadReview(name, "give start and end as whole numbers, or the words")
    start, end = ends
    if not 0 <= start < end <= len(text):
        raise BadReview(name, f"{start} to {end} is no stretch of the text, which has {len(text)} characters")
    said = given.get("text") if isinstance(given, dict) else None
    span = Span(start, end)
    if said is not None and said != span.of(text):
        raise BadReview(f"{name}.text", f"the text has {span.of(text)[:60]!r} there, not {str(said)[:60]!r}")
    return span


def _is_id(text: str) -> bool:
    return text.strip().removeprefix("-").isdigit()


def _placed(known: Gazetteer, given: Any) -> Place:
    """The place with the id *given*."""
    if isinstance(given, bool) or not (isinstance(given, int) or (isinstance(given, str) and _is_id(given))):
        raise BadReview("place.geonameid", f"must be a GeoNames id, not {given!r}")
    found = known.get(int(given))
    if found is None:
        raise BadReview("place.geonameid", f"the gazetteer has no place {given}; `fogline gazetteer add` adds a dump")
    return _resolved(found)


def _named(known: Gazetteer, name: str) -> Place:
    """The one place that goes by *name*."""
    found = known.candidates(name)
    if len(found) == 1:
        return _resolved(found[0])
    if not found:
        raise BadReview("place", f"the gazetteer has no {name!r}; give its GeoNames id, or null")
    each = [f"{p.toponym_id} {p.name} ({', '.join(filter(None, (p.country, p.admin1)))})" for p in found[:SHOWN_PLACES]]
    more = " …" if len(found) > SHOWN_PLACES else ""
    raise BadReview("place", f"several places are called {name!r}, give the id of one: {'; '.join(each)}{more}")


def _resolved(place: Toponym) -> Place:
    """*place* as a person chose it."""
    return Place(
        name=place.name,
        geonameid=place.toponym_id,
        latitude=place.latitude,
        longitude=place.longitude,
        country=place.country,
        admin1=place.admin1,
        feature_code=place.feature_code,
        radius_km=place.radius_km,
        geo_precision=geo_precision(place),
        where_prec=where_prec(place),
        score=1.0,
    )


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
