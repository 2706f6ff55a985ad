"""What maps draw: claims, events and spells of control as flat attributes with a point, for GeoJSON and GeoPackage.

A place without coordinates has no point: never 0°N 0°E.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fogline.export.base import Material, ToldEvent, What
from fogline.export.record import Record

Point = tuple[float, float]
"""Longitude and latitude, degrees, WGS 84."""


@dataclass(frozen=True, slots=True)
class Feature:
    """Something with a place on the map: its id, its point (``None``: no place is known), its attributes."""

    feature_id: str
    point: Point | None
    values: dict[str, Any]


_PLACE = {
    "place": "TEXT",
    "country": "TEXT",
    "admin1": "TEXT",
    "geonameid": "INTEGER",
    "radius_km": "REAL",
    "geo_precision": "INTEGER",
    "where_prec": "INTEGER",
}

ATTRIBUTES: dict[What, dict[str, str]] = {
    "claims": {
        "claim_id": "TEXT",
        "event_type": "TEXT",
        "acled_event_type": "TEXT",
        "acled_sub_event_type": "TEXT",
        "speaker": "TEXT",
        "speaker_kind": "TEXT",
        "speaker_party": "TEXT",
        "channel": "TEXT",
        "agent": "TEXT",
        "agent_party": "TEXT",
        "patient": "TEXT",
        "patient_party": "TEXT",
        "start": "DATE",
        "end": "DATE",
        "time_precision": "INTEGER",
        "polarity": "TEXT",
        "modality": "TEXT",
        "certainty": "TEXT",
        "verification": "TEXT",
        "against_interest": "BOOLEAN",
        "figures": "TEXT",
        "evidence": "TEXT",
        "evidence_start": "INTEGER",
        "evidence_end": "INTEGER",
        "document_id": "TEXT",
        "document": "TEXT",
        "outlet": "TEXT",
        "url": "TEXT",
        "published": "DATE",
        "confidence": "REAL",
        **_PLACE,
    },
    "events": {
        "event_id": "TEXT",
        "event_type": "TEXT",
        "types": "TEXT",
        "start": "DATE",
        "end": "DATE",
        "status": "TEXT",
        "independent": "INTEGER",
        "claims": "INTEGER",
        "voices": "TEXT",
        "figures": "TEXT",
        "evidence": "TEXT",
        **_PLACE,
    },
    "control": {
        "holder": "TEXT",
        "basis": "TEXT",
        "since": "DATE",
        "until": "DATE",
        "last_told": "DATE",
        "claims": "INTEGER",
        **_PLACE,
    },
}
"""The attributes of each layer, with their types in GeoPackage (OGC 12-128r18, table 1)."""


def features(material: Material, what: What) -> Iterator[Feature]:
    """Everything of the layer *what*."""
    if what == "events":
        yield from map(_event, material.events())
    elif what == "control":
        yield from map(_spell, material.control())
    else:
        yield from map(_claim, material.claims())


def figures_told(figures: list[Record]) -> str | None:
    """Figures in one line: ``killed: at least 13 (low 13)``."""
    told = "; ".join(f"{one['measure']}: {_words(one)}" for one in figures)
    return told or None


def _words(figure: Record) -> str:
    bounds = ", ".join(f"{key} {figure[key]:g}" for key in ("low", "best", "high") if figure[key] is not None)
    return f"{figure['text']} ({bounds})" if figure.get("text") else bounds


def _claim(record: Record) -> Feature:
    document, evidence, time = record["document"], record["evidence"], record["time"] or {}
    speaker, acled = record["speaker"] or {}, record["acled"] or {}
    agent, patient = record["agent"] or {}, record["patient"] or {}
    values = {
        "claim_id": record["claim_id"],
        "event_type": record["event_type"],
        "acled_event_type": acled.get("event_type"),
        "acled_sub_event_type": acled.get("sub_event_type"),
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "speaker_party": speaker.get("party"),
        "channel": record["channel"],
        "agent": agent.get("name"),
        "agent_party": agent.get("party"),
        "patient": patient.get("name"),
        "patient_party": patient.get("party"),
        "start": time.get("start"),
        "end": time.get("end"),
        "time_precision": time.get("time_precision"),
        **{key: record[key] for key in ("polarity", "modality", "certainty", "verification", "against_interest")},
        "figures": figures_told(record["quantities"]),
        "evidence": evidence["text"],
        "evidence_start": evidence["start"],
        "evidence_end": evidence["end"],
        "document_id": document["document_id"],
        "document": document["name"],
        **{key: document[key] for key in ("outlet", "url", "published")},
        "confidence": record["confidence"],
        **_place(record["place"]),
    }
    return Feature(record["claim_id"], _point(record["place"]), values)


def _event(told: ToldEvent) -> Feature:
    event = told.event
    speakers = dict.fromkeys(voice["speaker"] or "an outlet's own words" for voice in event["voices"])
    values = {
        "event_id": event["event_id"],
        "event_type": event["event_type"],
        "types": ", ".join(event["types"]),
        **event["time"],
        "status": event["status"],
        "independent": event["independent"],
        "claims": len(event["claims"]),
        "voices": "; ".join(speakers),
        "figures": figures_told(event["figures"]),
        "evidence": " | ".join(dict.fromkeys(claim.record["evidence"]["text"] for claim in told.claims)),
        **_place(event["place"]),
    }
    return Feature(event["event_id"], _point(event["place"]), values)


def _spell(record: Record) -> Feature:
    place = record["place"]
    values = {
        **{key: record[key] for key in ("holder", "basis", "since", "until", "last_told")},
        "claims": len(record["claims"]),
        **_place(place),
    }
    key = place["geonameid"] or place["name"]
    return Feature(f"{key}@{record['since']}", _point(place), values)


def _place(place: Record | None) -> dict[str, Any]:
    found = place or {}
    return {key: found.get("name" if key == "place" else key) for key in _PLACE}


def _point(place: Record | None) -> Point | None:
    if place is None or place["latitude"] is None or place["longitude"] is None:
        return None
    return place["longitude"], place["latitude"]
