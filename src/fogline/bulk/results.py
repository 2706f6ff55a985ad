"""The tables of what is derived: flat columns to ask in SQL, and beside them the nouns themselves (``record``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from fogline.bulk.rows import Row
from fogline.bulk.tables import schema
from fogline.model.control import History
from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Origin
from fogline.model.values import Place
from fogline.store import codec

_PLACE = {
    "place": "string",
    "geonameid": "int64",
    **dict.fromkeys(("country", "admin1"), "string"),
    **dict.fromkeys(("latitude", "longitude"), "float64"),
}
_LINK = {
    **dict.fromkeys(("first", "second", "kind"), "string"),
    **dict.fromkeys(("share", "of_longer"), "float64"),
    "reason": "string",
}
_MEMBER = {**dict.fromkeys(("claim_id", "document_id", "like"), "string"), "score": "float64", "because": "string"}
_VOICE = {
    **dict.fromkeys(("speaker", "party"), "string"),
    "claims": ["string"],
    "origins": ["string"],
    **dict.fromkeys(("conceded", "denies"), "bool"),
}
_FIGURE = {
    **dict.fromkeys(("measure", "party", "unit"), "string"),
    **dict.fromkeys(("low", "best", "high"), "float64"),
}
_SIDE = {**dict.fromkeys(("who", "party"), "string"), "claims": ["string"]}

COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "origins": {"origin_id": "string", "size": "int32", "documents": ["string"], "links": [_LINK], "record": "string"},
    "events": {
        **dict.fromkeys(("event_id", "event_type", "status"), "string"),
        "types": ["string"],
        **_PLACE,
        **dict.fromkeys(("time_start", "time_end"), "date32"),
        **dict.fromkeys(("claims", "independent"), "int32"),
        "members": [_MEMBER],
        "voices": [_VOICE],
        "figures": [_FIGURE],
        "record": "string",
    },
    "disagreements": {
        **dict.fromkeys(("disagreement_id", "kind", "about", "scope", "event_id"), "string"),
        **_PLACE,
        "claims": ["string"],
        "sides": [_SIDE],
        "record": "string",
    },
    "control": {
        **_PLACE,
        **dict.fromkeys(("holder", "basis"), "string"),
        **dict.fromkeys(("since", "until", "last_told"), "date32"),
        "claims": ["string"],
        "statements": "int32",
        "record": "string",
    },
}
"""``events.members`` has of each claim its document, the claim it is most like and how much, and why in words;
``disagreements.scope`` is the event, document or place it was found in; ``control`` has one row a spell, whose
``record`` is the whole history of its place in the first row of a place, and null in the others."""


@cache
def schema_of(table: str) -> Any:
    """The Arrow schema of *table*."""
    return schema(COLUMNS[table])


def origin_row(origin: Origin) -> Row:
    """The row of ``origins``."""
    return {
        "origin_id": origin.origin_id,
        "size": len(origin.documents),
        "documents": origin.documents,
        "links": [_shown(link, _LINK) for link in origin.links],
        "record": codec.dumps(origin),
    }


def event_row(event: Event, document_of: Mapping[str, str]) -> Row:
    """The row of ``events``; *document_of* has the document of each of its claims."""
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "status": event.status,
        "types": event.types,
        **_place(event.place),
        "time_start": event.start,
        "time_end": event.end,
        "claims": len(event.members),
        "independent": event.independent,
        "members": [
            {
                "claim_id": one.claim_id,
                "document_id": document_of[one.claim_id],
                "like": one.like,
                "score": one.score if one.like else None,
                "because": "; ".join(each.reason for each in one.comparisons) or None,
            }
            for one in event.members
        ],
        "voices": [_shown(one, _VOICE) for one in event.voices],
        "figures": [_shown(one, _FIGURE) for one in event.figures],
        "record": codec.dumps(event),
    }


def disagreement_row(scope: str, one: Disagreement) -> Row:
    """The row of ``disagreements``."""
    return {
        **{name: getattr(one, name) for name in ("disagreement_id", "kind", "about", "event_id", "claims")},
        **_place(one.place),
        "scope": scope,
        "sides": [_shown(side, _SIDE) for side in one.sides],
        "record": codec.dumps(one),
    }


def control_rows(history: History) -> list[Row]:
    """The rows of ``control``: one a spell."""
    record = codec.dumps(history)
    return [
        {
            **_place(history.place),
            **{name: getattr(spell, name) for name in ("holder", "basis", "since", "until", "last_told", "claims")},
            "statements": len(history.statements),
            "record": record if number == 0 else None,
        }
        for number, spell in enumerate(history.spells)
    ]


def _shown(value: object, columns: Mapping[str, Any]) -> Row:
    return {name: getattr(value, name) for name in columns}


def _place(place: Place | None) -> Row:
    """GeoNames' id where it is one of GeoNames'; the others are a profile's own."""
    if place is None:
        return {}
    more = {name: getattr(place, name) for name in ("country", "admin1", "latitude", "longitude")}
    return {"place": place.name, "geonameid": place.geonameid if (place.geonameid or 0) > 0 else None, **more}
