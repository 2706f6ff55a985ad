"""Claims of a whole corpus to events, and what these disagree about: group by group, each by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fogline.bulk import results, tables
from fogline.bulk.alike import origins_by_document
from fogline.bulk.columns import read_array, read_table, read_where, readable
from fogline.bulk.part import Part
from fogline.bulk.rows import Row, document_of
from fogline.bulk.work import Counts, Work
from fogline.disagreements.find import with_disputes
from fogline.events.build import event_from
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.ids import stable_id
from fogline.model.origin import Origin
from fogline.store import codec


@dataclass(frozen=True, slots=True)
class Share:
    """The documents and claims of one partition among all: the numbers of its first ones, and how many there are.

    Its results go into the files of the number ``to``.
    """

    part: Part
    first_document: int
    documents: int
    first_claim: int
    claims: int
    to: int = 0


# What alone has no like ---------------------------------------------------------------------------------------


def tell_alone(share: Share, *, work: Work) -> Counts:
    """Write the events of the claims of a partition that nothing is like, and the origins of such documents; and what
    its documents dispute by themselves.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("alone", share.to, lambda: _alone(share, work))


def _alone(share: Share, work: Work) -> Counts:
    layout, number = work.layout, share.part.number
    batches = read_array(layout, work.name("batches", ending="npy"))
    alone = batches[share.first_claim : share.first_claim + share.claims] < 0
    shared = origins_by_document(work, share.first_document, share.first_document + share.documents)
    name = layout.path("documents", number)
    documents = read_table(layout, name, columns=("document_id", "published")).to_pylist()
    origins: dict[str, str] = {}
    own: list[Origin] = []
    for at, row in enumerate(documents, share.first_document):
        key = row["document_id"]
        origins[key] = shared.get(at) or stable_id("origin", key)
        if at not in shared:
            own.append(Origin(origins[key], (key,)))
    published = {row["document_id"]: row["published"] for row in documents}
    with tables.written(layout, layout.path("origins", share.to), results.schema_of("origins")) as out:
        out.add([results.origin_row(one) for one in own])
    count = 0
    with tables.written(layout, layout.path("events", share.to), results.schema_of("events")) as out:
        for claim in _claims_alone(work, number, alone):
            one = told(claim, published[claim.document_id])
            out.add([results.event_row(_event_alone(one, origins), {claim.claim_id: claim.document_id})])
            count += 1
    again = set(read_table(layout, work.name("again"))["disagreement_id"].to_pylist())
    found = read_table(layout, share.part.name("disagreements")).to_pylist()
    disputed = [row for row in found if row["disagreement_id"] not in again]
    with tables.written(layout, layout.path("disagreements", share.to), results.schema_of("disagreements")) as out:
        out.add(disputed)
    return {"origins": len(own), "events": count, "disagreements": len(disputed)}


def _event_alone(one: Told, origins: Mapping[str, str]) -> Event:
    key = one.claim.claim_id
    return event_from([key], {key: one}, {}, lambda claim: frozenset({origins[claim.claim.document_id]}))


def _claims_alone(work: Work, number: int, alone: Any) -> Iterator[Claim]:
    """The claims of a partition at the rows marked in *alone*."""
    name, at = work.layout.path("claims", number), 0
    with readable(work.layout, name):
        for some in tables.read(work.layout, name, columns=("record",)):
            for row, is_alone in zip(some, alone[at : at + len(some)], strict=True):
                if is_alone:
                    yield codec.loads(Claim, codec.cut(row["record"], "reasons"))
            at += len(some)


AGAIN = """
    SELECT disagreement_id FROM {in_documents} AS found
    WHERE disagreement_id IN (SELECT disagreement_id FROM {in_events} AS others) ORDER BY ALL
"""
"""What a document disputes by itself and an event does, too: it is told once, of the event."""


# What others match ---------------------------------------------------------------------------------------

CLAIMS = """
    SELECT batches.grp, claims.claim, claims.record, clusters.cluster, clusters.nearest, clusters.passage
    FROM {claims} AS claims JOIN {clusters} AS clusters USING (claim) JOIN batches USING (claim) ORDER BY grp
"""
"""The claims that others match, whole clusters of them together in each batch."""

TEXTS = """
    SELECT grp, documents.document_id, documents.text, documents.record, origins.origin_id
    FROM {documents} AS documents JOIN parts USING (partition)
    JOIN members ON members.document = parts.first_document + documents.file_row_number
    LEFT JOIN {origin_of} AS origins ON origins.document = members.document
    ORDER BY grp
"""
"""The documents that the claims of each batch stand in, each with its origin if it shares that with another."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Claims of whole clusters: which these are, the claim that each is most like, where its words come from, and the
    documents."""

    claims: Mapping[str, Told]
    clusters: Sequence[Sequence[str]]
    nearest: Mapping[str, Sequence[tuple[float, str]]]
    sources: Mapping[str, frozenset[str]]
    documents: Mapping[str, Document]


def tell(number: int, *, work: Work) -> Counts:
    """Write the events of one batch of clusters, and what their claims disagree about.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("told", number, lambda: _together(number, work))


def _together(number: int, work: Work) -> Counts:
    with readable(work.layout, work.name("told")):
        batch = _batch(number, work)
    events, disputed = 0, 0
    layout = work.layout
    with (
        tables.written(layout, layout.path("events", number), results.schema_of("events")) as out,
        tables.written(layout, layout.path("disagreements", number), results.schema_of("disagreements")) as disputes,
    ):
        for event, found in _told(batch):
            of = {key: batch.claims[key].claim.document_id for key in event.claims}
            out.add([results.event_row(event, of)])
            disputes.add([results.disagreement_row(f"event:{event.event_id}", one) for one in found])
            events, disputed = events + 1, disputed + len(found)
    return {"events": events, "disagreements": disputed}


def _batch(number: int, work: Work) -> _Batch:
    texts: list[Row] = read_where(work.layout, work.name("texts"), "grp", number).to_pylist()
    documents = {row["document_id"]: document_of(row) for row in texts}
    origins = {row["document_id"]: row["origin_id"] or stable_id("origin", row["document_id"]) for row in texts}
    claims: dict[str, Told] = {}
    clusters: defaultdict[int, list[str]] = defaultdict(list)
    sources: dict[str, frozenset[str]] = {}
    ids: dict[int, str] = {}
    nearest: dict[str, int] = {}
    for row in read_where(work.layout, work.name("told"), "grp", number).to_pylist():
        claim = codec.loads(Claim, row["record"])
        key = ids[row["claim"]] = claim.claim_id
        claims[key] = told(claim, documents[claim.document_id].published)
        clusters[row["cluster"]].append(key)
        passage = row["passage"]
        sources[key] = frozenset({origins[claim.document_id], *([passage] if passage else [])})
        if row["nearest"] is not None:
            nearest[key] = row["nearest"]
    near = {key: [(0.0, ids[other])] for key, other in nearest.items()}
    return _Batch(claims, [sorted(members) for members in clusters.values()], near, sources, documents)


def _told(batch: _Batch) -> Iterator[tuple[Event, tuple[Disagreement, ...]]]:
    """The events of *batch*, each with what its claims disagree about."""
    for members in batch.clusters:
        event = event_from(members, batch.claims, batch.nearest, lambda one: batch.sources[one.claim.claim_id])
        yield with_disputes(event, batch.claims, batch.documents) if len(members) > 1 else (event, ())
