"""What a person gives for a part of a field: words, numbers, names and offsets, each checked and named where wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.errors import BadReview
from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.features import resolved
from fogline.lexicon import nations
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.profile import Profile
from fogline.model.span import Span
from fogline.model.values import Place

SHOWN_PLACES = 8
"""Places named where a name fits several."""

CHOSEN = 1.0
"""The score of a place that a person chose."""

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


@dataclass(frozen=True, slots=True)
class Known:
    """What corrections are checked against: the places there are, the parties, and the profile that knows a party."""

    gazetteer: Gazetteer
    parties: Collection[str]
    profile_of: Callable[[str | None], Profile]


@dataclass(frozen=True, slots=True)
class About:
    claim: Claim
    document: Document
    known: Known


def object_of(name: str, given: Any, *, short: str, form: str | None = None) -> dict[str, Any]:
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


def shown(value: Any) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def text_of(name: str, given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise BadReview(name, f"must be words or null, not {given!r}")
    return " ".join(given.split()) or None


def one_of(name: str, given: Any, allowed: Sequence[str]) -> str | None:
    text = text_of(name, given)
    if text is not None and text not in allowed:
        raise BadReview(name, f"cannot be {text!r}; it is one of {', '.join(allowed)}, or null")
    return text


def party_of(name: str, given: Any, known: Known) -> str | None:
    return one_of(name, given, sorted(known.parties))


def country_of(name: str, given: Any) -> str | None:
    text = text_of(name, given)
    if text is not None and nations.country_name(text.upper()) == text.upper():
        raise BadReview(name, f"{text!r} is no country; give its ISO 3166-1 code of two letters, such as UA, or null")
    return None if text is None else text.upper()


def number_of(name: str, given: Any) -> float | None:
    if given is None or given == "":
        return None
    try:
        number = float(given) if isinstance(given, str | int | float) and not isinstance(given, bool) else None
    except ValueError:
        number = None
    if number is None or not 0 <= number < float("inf"):
        raise BadReview(name, f"must be a number from 0 on, or null, not {given!r}")
    return number


def words_of(
    name: str,
    value: Mapping[str, Any],
    about: About,
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
            return {"text": text_of(f"{name}.text", value.get("text"))}
        span = span_of(name, value["text"], text, Span(0, len(text))) if value.get("text") else default
    else:
        span = span_of(name, value, text, Span(0, len(text)))
    return {} if span is None else {"text": span.of(text), "start": span.start, "end": span.end}


def ends_of(words: Mapping[str, Any]) -> dict[str, Any]:
    return {"start": words["start"], "end": words["end"]}


def span_of(name: str, given: Any, text: str, inside: Span) -> Span | None:
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


def is_id(text: str) -> bool:
    return text.strip().removeprefix("-").isdigit()


def placed(known: Gazetteer, given: Any) -> Place:
    """The place with the id *given*."""
    if isinstance(given, bool) or not (isinstance(given, int) or (isinstance(given, str) and is_id(given))):
        raise BadReview("place.geonameid", f"must be a GeoNames id, not {given!r}")
    found = known.get(int(given))
    if found is None:
        raise BadReview("place.geonameid", f"the gazetteer has no place {given}; `fogline gazetteer add` adds a dump")
    return resolved(found, CHOSEN)


def named(known: Gazetteer, name: str) -> Place:
    """The one place that goes by *name*."""
    found = known.candidates(name)
    if len(found) == 1:
        return resolved(found[0], CHOSEN)
    if not found:
        raise BadReview("place", f"the gazetteer has no {name!r}; give its GeoNames id, or null")
    each = [f"{p.toponym_id} {p.name} ({', '.join(filter(None, (p.country, p.admin1)))})" for p in found[:SHOWN_PLACES]]
    more = " …" if len(found) > SHOWN_PLACES else ""
    raise BadReview("place", f"several places are called {name!r}, give the id of one: {'; '.join(each)}{more}")
