"""W3C PROV-O as Turtle: where every claim and event comes from, by whom and by what it was made.

Documents, claims and events are entities; speakers, outlets, reviewers and the extractor are agents; extraction and
each review are activities. Claims are quoted from documents, events are derived from claims.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from fogline.export.base import Material, ToldEvent, What
from fogline.export.record import Record
from fogline.model.review import Review

PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "fog": "urn:fogline:",
}
_PERSONS = frozenset({"official", "occupation_official", "journalist", "analyst", "witness", "public"})

Statements = list[tuple[str, str]]


class Prov:
    """``--format prov``: claims, their documents, speakers and reviews, and the events derived from them."""

    name = "prov"
    means = "W3C PROV-O (Turtle): what each claim and event was derived from, by whom"
    offers: tuple[What, ...] = ("claims",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write the graph, streamed; gives the number of claims."""
        for prefix, address in PREFIXES.items():
            out.write(f"@prefix {prefix}: <{address}> .\n".encode())
        seen: set[str] = set()
        decided = material.reviews()
        count = 0
        for count, record in enumerate(material.claims(), start=1):  # noqa: B007 - the count outlives the loop
            for subject, statements in _claim(record):
                if subject.startswith("<urn:fogline:claim:") or subject not in seen:
                    _block(out, subject, statements)
                    seen.add(subject)
            for review in decided.get(record["claim_id"], ()):
                _review(out, review, seen)
        for told in material.events():
            _block(out, *_event(told))
        return count


def _claim(record: Record) -> Iterator[tuple[str, Statements]]:
    document, speaker = record["document"], record["speaker"]
    claim, source = _name("claim", record["claim_id"]), _name("document", document["document_id"])
    software = _name("extractor", record["extractor"])
    reading = _name("reading", f"{document['document_id']}:{record['extractor']}")
    outlet = _name("outlet", document["outlet"]) if document["outlet"] else None
    agent = _name("speaker", speaker["name"]) if speaker else outlet
    yield source, _document(document, outlet)
    if outlet is not None:
        yield outlet, [("a", "prov:Agent, prov:Organization"), ("rdfs:label", _text(document["outlet"]))]
    if speaker is not None and agent is not None:
        kind = "prov:Person" if speaker["kind"] in _PERSONS else "prov:Agent"
        yield agent, [("a", kind if kind == "prov:Agent" else f"prov:Agent, {kind}"), *_label(speaker["name"])]
    yield software, [("a", "prov:Agent, prov:SoftwareAgent"), *_label(record["extractor"])]
    yield reading, [("a", "prov:Activity"), ("prov:used", source), ("prov:wasAssociatedWith", software)]
    yield (
        claim,
        [
            ("a", "prov:Entity"),
            ("dcterms:type", _text(record["event_type"])),
            ("prov:value", _text(record["evidence"]["text"])),
            ("prov:wasQuotedFrom", source),
            ("prov:wasGeneratedBy", reading),
            *([("prov:wasAttributedTo", agent)] if agent else []),
        ],
    )


def _document(document: Record, outlet: str | None) -> Statements:
    day = document["published"]
    return [
        ("a", "prov:Entity"),
        *_label(document["title"] or document["name"]),
        ("dcterms:identifier", _text(f"sha256:{document['sha256']}")),
        *([("dcterms:issued", f'"{day}"^^xsd:date')] if day else []),
        *([("prov:wasAttributedTo", outlet)] if outlet else []),
        *([("prov:atLocation", f"<{_safe(document['url'])}>")] if _is_address(document["url"]) else []),
    ]


def _event(told: ToldEvent) -> tuple[str, Statements]:
    event = told.event
    claims = ", ".join(_name("claim", key) for key in event["claims"])
    return _name("event", event["event_id"]), [
        ("a", "prov:Entity, prov:Collection"),
        ("dcterms:type", _text(event["event_type"])),
        *_label(" · ".join(filter(None, (event["event_type"], (event["place"] or {}).get("name"), event["status"])))),
        ("prov:hadMember", claims),
        ("prov:wasDerivedFrom", claims),
    ]


def _review(out: BinaryIO, review: Review, seen: set[str]) -> None:
    person = _name("reviewer", review.author)
    if person not in seen:
        _block(out, person, [("a", "prov:Agent, prov:Person"), *_label(review.author)])
        seen.add(person)
    statements = [
        ("a", "prov:Activity"),
        *_label(review.decision),
        ("prov:used", _name("claim", review.target)),
        ("prov:wasAssociatedWith", person),
        ("prov:endedAtTime", f'"{review.at.isoformat()}"^^xsd:dateTime'),
    ]
    _block(out, _name("review", review.review_id), statements)


def _block(out: BinaryIO, subject: str, statements: Statements) -> None:
    told = " ;\n  ".join(f"{verb} {value}" for verb, value in statements)
    out.write(f"{subject} {told} .\n".encode("utf-8", "replace"))


def _label(text: str) -> Statements:
    return [("rdfs:label", _text(text))]


def _name(kind: str, key: str) -> str:
    return f"<urn:fogline:{kind}:{quote(key, safe='@')}>"


def _text(text: str) -> str:
    """*text* as a Turtle string: its escapes are JSON's (Turtle 2.5.1), but for the slash."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _is_address(url: str | None) -> bool:
    return url is not None and re.match(r"https?://\S+$", url) is not None


def _safe(url: str) -> str:
    """*url* with what may not stand in a Turtle address escaped (Turtle 6.3, IRIREF)."""
    return re.sub(r'[\x00-\x20<>"{}|^`\\]', lambda found: quote(found.group()), url)
