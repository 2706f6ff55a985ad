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
from fogline.connected import connected
from fogline.derivation.ties import Ties
from fogline.disagreements.find import with_disputes
from fogline.events.build import event_from
from fogline.events.cluster import clusters, neighbours, pair
from fogline.matching.compare import compare
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.ids import stable_id
from fogline.model.origin import Link, Origin
from fogline.store import codec

Pair = tuple[str, str]


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
    groups = read_array(layout, work.name("groups", ending="npy"))
    alone = groups[share.first_claim : share.first_claim + share.claims] < 0
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


# What may hang together ---------------------------------------------------------------------------------------

CLAIMS = """
    SELECT grp, groups.claim, claims.record
    FROM {claims} AS claims JOIN parts USING (partition)
    JOIN groups ON groups.claim = parts.first_claim + claims.file_row_number
    ORDER BY grp
"""
"""The claims that stand in groups, each group's together."""

TEXTS = """
    SELECT grp, documents.document_id, documents.text, documents.record, origins.origin_id
    FROM {documents} AS documents JOIN parts USING (partition)
    JOIN members ON members.document = parts.first_document + documents.file_row_number
    LEFT JOIN {origin_of} AS origins ON origins.document = members.document
    ORDER BY grp
"""
"""The documents that the claims of each group stand in, each with its origin if it shares that with another."""

TIES = """
    SELECT first.grp, links.record FROM {links} AS links
    JOIN members AS first ON first.document = links.first
    JOIN members AS second ON second.document = links.second AND second.grp = first.grp
    ORDER BY first.grp
"""
"""The links among the documents of each group."""


MATCHES = {"one": "int64", "other": "int64", "score": "float64"}
"""The pairs of claims, by their numbers among all, that match."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Claims of which some may match, with their numbers among all, the pairs that may, and what of their documents is
    asked."""

    claims: Mapping[str, Told]
    numbers: Mapping[str, int]
    pairs: Sequence[Pair]
    documents: Mapping[str, Document]
    ties: Ties


def tell(group: int, *, work: Work) -> Counts:
    """Write the events that one *group* of claims adds up to, and what these disagree about.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("told", group, lambda: _together(group, work))


def _together(group: int, work: Work) -> Counts:
    with readable(work.layout, work.name("claims")):
        here = _group(group, work)
    events, disputed = 0, 0
    layout = work.layout
    scores = _matches(here)
    numbered = [(here.numbers[one], here.numbers[other], score) for (one, other), score in scores.items()]
    with tables.written(layout, work.tie("matches", group), tables.schema(MATCHES)) as out:
        out.add([dict(zip(MATCHES, row, strict=True)) for row in numbered])
    with (
        tables.written(layout, layout.path("events", group), results.schema_of("events")) as out,
        tables.written(layout, layout.path("disagreements", group), results.schema_of("disagreements")) as disputes,
    ):
        for event, found in _told(here, scores):
            of = {key: here.claims[key].claim.document_id for key in event.claims}
            out.add([results.event_row(event, of)])
            disputes.add([results.disagreement_row(f"event:{event.event_id}", one) for one in found])
            events, disputed = events + 1, disputed + len(found)
    return {"events": events, "disagreements": disputed}


def _group(group: int, work: Work) -> _Group:
    layout = work.layout
    texts: list[Row] = read_where(layout, work.name("texts"), "grp", group).to_pylist()
    documents = {row["document_id"]: document_of(row) for row in texts}
    claims: dict[str, Told] = {}
    ids: dict[int, str] = {}
    for row in read_where(layout, work.name("claims"), "grp", group).to_pylist():
        claim = codec.loads(Claim, codec.cut(row["record"], "reasons"))
        claims[claim.claim_id] = told(claim, documents[claim.document_id].published)
        ids[row["claim"]] = claim.claim_id
    met = read_where(layout, work.name("met"), "grp", group)
    both = zip(met["one"].to_pylist(), met["other"].to_pylist(), strict=True)
    pairs = sorted(pair(ids[one], ids[other]) for one, other in both)
    records = read_where(layout, work.name("ties"), "grp", group)["record"].to_pylist()
    links = [codec.loads(Link, record) for record in records]
    origins = {row["document_id"]: row["origin_id"] or stable_id("origin", row["document_id"]) for row in texts}
    numbers = {key: number for number, key in ids.items()}
    return _Group(claims, numbers, pairs, documents, Ties(origins, links))


def _matches(group: _Group) -> Mapping[Pair, float]:
    """The pairs of *group* that match, with their scores."""
    found = ((both, compare(*map(group.claims.__getitem__, both))) for both in group.pairs)
    return {both: match.score for both, match in found if match.same}


def _told(group: _Group, scores: Mapping[Pair, float]) -> Iterator[tuple[Event, tuple[Disagreement, ...]]]:
    """The events of *group*, of which these pairs match, each with what its claims disagree about."""
    components = connected(group.claims, scores)
    of = {key: members[0] for members in components for key in members}
    own: defaultdict[str, dict[Pair, float]] = defaultdict(dict)
    for both, score in scores.items():
        own[of[both[0]]][both] = score
    for members in components:
        here, matches = [group.claims[key] for key in members], own[members[0]]
        origin_of, near = group.ties.among(here), neighbours(matches)
        for cluster in clusters(here, matches):
            event = event_from(cluster, group.claims, near, origin_of)
            yield with_disputes(event, group.claims, group.documents) if len(cluster) > 1 else (event, ())
