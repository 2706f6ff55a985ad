"""FollowTheMoney entities, one a line: events, the articles that tell of them, and who is named in them."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha1
from typing import BinaryIO

from fogline.export.base import Material, ToldEvent, What
from fogline.export.record import Record
from fogline.export.sides import voice
from fogline.export.stream import write_lines

_PERSONS = frozenset({"official", "occupation_official", "journalist", "analyst", "witness", "public"})
_BODIES = {"government": "PublicBody", "intelligence": "PublicBody", "international_organisation": "Organization"}

Properties = dict[str, list[str]]


class FollowTheMoney:
    """``--format followthemoney``: Event, Article, Address, and Person, PublicBody, Organization or LegalEntity."""

    name = "followthemoney"
    means = "FollowTheMoney entities (JSON lines): events, articles, places, and who is named"
    offers: tuple[What, ...] = ("events",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write an entity a line, each once; gives their number."""
        return write_lines(out, _once(_entities(material)))


def _once(entities: Iterator[Record]) -> Iterator[Record]:
    seen: set[str] = set()
    for entity in entities:
        if entity["id"] not in seen:
            seen.add(entity["id"])
            yield entity


def _entities(material: Material) -> Iterator[Record]:
    for told in material.events():
        involved, proof = [], []
        for claim in told.claims:
            article = _article(claim.record["document"])
            yield article
            proof.append(article["id"])
            for entity in _named(claim.record, claim.agent_kind, claim.patient_kind):
                yield entity
                involved.append(entity["id"])
        place = _address(told.event["place"])
        if place is not None:
            yield place
        yield _event(told, involved, proof, place)


def _event(told: ToldEvent, involved: list[str], proof: list[str], place: Record | None) -> Record:
    event = told.event
    days = event["time"]
    where = event["place"] or {}
    name = " · ".join(filter(None, (event["event_type"], where.get("name"), days["start"])))
    dates = (
        {"date": days["start"]}
        if days["start"] == days["end"]
        else {"startDate": days["start"], "endDate": days["end"]}
    )
    said = [f"{voice(claim.record)}: “{claim.record['evidence']['text']}”" for claim in told.claims]
    figures = [f"{one['measure']}: {_bounds(one)}" for one in event["figures"]]
    return _entity(
        f"event-{event['event_id']}",
        "Event",
        {
            "name": [name],
            **{key: [day] for key, day in dates.items() if day},
            "summary": [f"status: {event['status']}; independent voices: {event['independent']}", *figures],
            "description": said,
            "keywords": list(event["types"]),
            "location": [where["name"]] if where else [],
            "country": _country(where.get("country")),
            "addressEntity": [place["id"]] if place else [],
            "involved": involved,
            "proof": proof,
            "recordId": [event["event_id"]],
        },
    )


def _bounds(figure: Record) -> str:
    return ", ".join(f"{key} {figure[key]:g}" for key in ("low", "best", "high") if figure[key] is not None)


def _article(document: Record) -> Record:
    url = [document["url"]] if document["url"] else []
    return _entity(
        f"article-{document['document_id']}",
        "Article",
        {
            "fileName": [document["name"]],
            "title": [document["title"]] if document["title"] else [],
            "publisher": [document["outlet"]] if document["outlet"] else [],
            "publishedAt": [document["published"]] if document["published"] else [],
            "sourceUrl": url,
        },
    )


def _named(record: Record, agent_kind: str | None, patient_kind: str | None) -> Iterator[Record]:
    """Speakers, and actors of a known kind: others may be things."""
    speaker = record["speaker"]
    if speaker is not None:
        yield _actor(speaker, speaker["kind"], speaker["role"])
    for role, kind in ((record["agent"], agent_kind), (record["patient"], patient_kind)):
        if role is not None and kind is not None:
            yield _actor(role, kind, None)


def _actor(who: Record, kind: str | None, position: str | None) -> Record:
    schema = "Person" if kind in _PERSONS and " " in who["name"] else _BODIES.get(kind or "", "LegalEntity")
    properties = {"name": [who["name"]], "country": _country(who["country"])}
    if schema == "Person" and position:
        properties["position"] = [position]
    return _entity(f"actor-{_key(schema, who['name'], who['country'] or '')}", schema, properties)


def _address(place: Record | None) -> Record | None:
    if place is None:
        return None
    full = ", ".join(part for part in (place["name"], place["admin1"], place["country"]) if part)
    point = {key: [str(place[key])] for key in ("latitude", "longitude") if place[key] is not None}
    key = _key(full, *(value for values in point.values() for value in values))
    properties = {"full": [full], "country": _country(place["country"]), **point}
    return _entity(f"place-{key}", "Address", properties)


def _country(code: str | None) -> list[str]:
    return [code.lower()] if code else []


def _key(*parts: str) -> str:
    return sha1("\x1f".join(parts).encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _entity(key: str, schema: str, properties: Properties) -> Record:
    """An entity with the values it has, each once; empty properties are left out."""
    kept = {name: list(dict.fromkeys(values)) for name, values in properties.items() if values}
    return {"id": f"fogline-{key}", "schema": schema, "properties": kept}
