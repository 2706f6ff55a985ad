"""A claim in its document: the words it stands on, each with what it says of the claim; and what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.origin import Link
from fogline.model.span import Span
from fogline.store.base import Store


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document and what it is to the claim: ``trigger``, ``speaker``, a kind of cue …"""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Relative:
    """Another document of the same origin, and the link that ties it; ``None`` where others stand between the two."""

    document: Document
    link: Link | None


@dataclass(frozen=True, slots=True)
class Kin:
    """The origin a document belongs to (``None``: not derived), and the others of it."""

    origin_id: str | None
    relatives: tuple[Relative, ...] = ()


def marks_of(claim: Claim) -> list[Mark]:
    """The words that *claim* rests on, in the order of the text, wider ones first."""
    spans: list[tuple[str, Span | None]] = [
        ("evidence", claim.evidence),
        ("trigger", claim.trigger),
        ("speaker", claim.speaker.span if claim.speaker else None),
        ("agent", claim.agent.span if claim.agent else None),
        ("patient", claim.patient.span if claim.patient else None),
        ("place", claim.place.span if claim.place else None),
        ("time", claim.time.span if claim.time else None),
        *(("quantity", quantity.span) for quantity in claim.quantities),
        *((cue.kind, cue.span) for cue in claim.cues),
    ]
    marks = {Mark(kind, span) for kind, span in spans if span is not None}
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.kind))


def kin_of(store: Store, document_id: str) -> Kin:
    """The origin of a document, and who shares it."""
    derived = store.derived
    origin = derived.origins([document_id]).get(document_id)
    if origin is None:
        return Kin(None)
    links = {_other(link, document_id): link for link in derived.links([document_id]) if link.joins}
    # An origin is what joining links hold together: followed from here, they lead to all of it.
    met, fresh = {document_id}, set(links)
    while fresh:
        met |= fresh
        fresh = {key for link in derived.links(sorted(fresh)) if link.joins for key in (link.first, link.second)} - met
    found = (store.document(key) for key in sorted(met - {document_id}))
    relatives = (Relative(one, links.get(one.document_id)) for one in found if one is not None)
    return Kin(origin, tuple(sorted(relatives, key=_by_day)))


def by_party(claims: Iterable[tuple[Document, Claim]]) -> Mapping[str | None, list[tuple[Document, Claim]]]:
    """Claims by the party of who makes them; those with most claims first, those without a party last."""
    found: dict[str | None, list[tuple[Document, Claim]]] = {}
    for document, claim in claims:
        found.setdefault(claim.speaker.party if claim.speaker else None, []).append((document, claim))
    return dict(sorted(found.items(), key=lambda item: (item[0] is None, -len(item[1]), item[0] or "")))


def _other(link: Link, document_id: str) -> str:
    return link.second if link.first == document_id else link.first


def _by_day(one: Relative) -> tuple[bool, str, str]:
    published = one.document.published
    return published is None, published.isoformat() if published else "", one.document.name
