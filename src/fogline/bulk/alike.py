"""Which documents of a whole corpus share text, and the origins that this adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from fogline.bulk import results, tables
from fogline.bulk.columns import Array, read_where, readable
from fogline.bulk.components import labels_of
from fogline.bulk.rows import Row, document_of
from fogline.bulk.work import Counts, Work
from fogline.model.origin import Link
from fogline.origins.group import SHARED_PRINTS, TOO_COMMON, origins_of
from fogline.origins.links import Candidate, candidate_of, link_of
from fogline.origins.screen import may_be_linked
from fogline.store import codec

# The same rule as that of `origins.group.worth_comparing`, for all documents at once.
SHARING = f"""
    WITH found AS (
        SELECT parts.first_document + document AS document, print FROM {{prints}} JOIN parts USING (partition)
    ), rare AS (
        SELECT print FROM found GROUP BY print HAVING count(*) BETWEEN 2 AND {TOO_COMMON}
    ), shingles AS (
        SELECT found.document, print FROM found JOIN rare USING (print)
    ), counted AS (
        SELECT one.document AS one, other.document AS other, count(*) AS shared
        FROM shingles AS one JOIN shingles AS other ON one.print = other.print AND one.document < other.document
        GROUP BY ALL
    ), short AS (
        SELECT document FROM found GROUP BY document HAVING count(*) < {SHARED_PRINTS}
    )
    SELECT one, other, shared FROM counted
    WHERE shared >= {SHARED_PRINTS} OR one IN (FROM short) OR other IN (FROM short)
"""
"""The pairs of documents (by their numbers, smaller first) that share prints enough to be compared, with how many."""

TEXTS = """
    SELECT grp, members.document, documents.document_id, documents.text, documents.record
    FROM {documents} AS documents JOIN parts USING (partition)
    JOIN members ON members.document = parts.first_document + documents.file_row_number
    ORDER BY grp
"""
"""The documents that share text with others, each group's together."""

JOINED = """
    SELECT grp, links.record FROM {links} AS links JOIN members ON members.document = links.first
    WHERE links.joins ORDER BY grp
"""
"""The links that make origins, each group's together."""

NAMES = """
    SELECT grp, members.document, documents.document_id FROM {documents} AS documents JOIN parts USING (partition)
    JOIN members ON members.document = parts.first_document + documents.file_row_number
    ORDER BY grp
"""
"""The documents that these tie."""

LINKS = {**dict.fromkeys(("first", "second"), "int32"), "joins": "bool", "record": "string"}
ORIGIN_OF = {"document": "int32", "origin_id": "string"}


SHARED_IN_FAMILY = (3, 4, 6, 8, 12)
"""So many shared prints tie documents to families, within these to closer ones, and so on."""


def by_family(size: int, one: Array, other: Array, shared: Array) -> Array:
    """The place of each of *size* documents in an order in which those stand together that share much, so that few have
    to be read for the pairs *one* and *other*, which have so many prints *shared*."""
    labels = [np.arange(size), labels_of(size, one, other)]
    for least in SHARED_IN_FAMILY:
        labels.insert(1, labels_of(size, one[shared >= least], other[shared >= least]))
    place = np.empty(size, np.int64)
    place[np.lexsort(labels)] = np.arange(size)
    return place


def link(group: int, *, work: Work) -> Counts:
    """Compare the pairs of documents of one *group*, and write their links.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    name = work.tie("links", group)
    if not work.layout.storage.exists(name):
        with readable(work.layout, work.name("alike")):
            rows = read_where(work.layout, work.name("alike"), "grp", group).to_pylist()
            texts = {row["document"]: candidate_of(document_of(row)) for row in rows}
            pairs = read_where(work.layout, work.name("sharing"), "grp", group)
        with tables.written(work.layout, name, tables.schema(LINKS)) as out:
            out.add(list(_links(texts, pairs["one"].to_pylist(), pairs["other"].to_pylist())))
    return {}


def _links(texts: Mapping[int, Candidate], one: Sequence[int], other: Sequence[int]) -> Iterator[Row]:
    """The rows of the links that *texts* have, of those numbered *one* with those numbered *other*."""
    numbers = {text.document_id: number for number, text in texts.items()}
    ids = sorted(numbers)
    place = {numbers[key]: at for at, key in enumerate(ids)}
    ends = np.array([sorted((place[a], place[b])) for a, b in zip(one, other, strict=True)], np.int64).reshape(-1, 2)
    may = may_be_linked([texts[numbers[key]].prints for key in ids], ends[:, 0], ends[:, 1])
    for first, second in ends[may].tolist():
        found = link_of(texts[numbers[ids[first]]], texts[numbers[ids[second]]], screened=True)
        if found is not None:
            yield _row(found, numbers)


def _row(one: Link, numbers: Mapping[str, int]) -> Row:
    ends = {"first": numbers[one.first], "second": numbers[one.second]}
    return {**ends, "joins": one.joins, "record": codec.dumps(one)}


def make_origins(group: int, *, work: Work) -> Counts:
    """Write the origins that the documents of one *group*, which no link joins with others, descend from.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    return work.once("made", group, lambda: _made(group, work))


def _made(group: int, work: Work) -> Counts:
    with readable(work.layout, work.name("joined")):
        records = read_where(work.layout, work.name("joined"), "grp", group)["record"].to_pylist()
        links = [codec.loads(Link, record) for record in records]
        rows = read_where(work.layout, work.name("names"), "grp", group).to_pylist()
    numbers = {row["document_id"]: row["document"] for row in rows}
    origins = origins_of(sorted(numbers), sorted(links, key=lambda one: (one.first, one.second)))
    with tables.written(work.layout, work.name("origin_of", group), tables.schema(ORIGIN_OF)) as out:
        told = sorted((numbers[key], one.origin_id) for one in origins for key in one.documents)
        out.add([{"document": number, "origin_id": origin} for number, origin in told])
    with tables.written(work.layout, work.layout.path("origins", group), results.schema_of("origins")) as out:
        out.add([results.origin_row(one) for one in origins])
    return {"origins": len(origins)}


def origins_by_document(work: Work, low: int, high: int) -> dict[int, str]:
    """The origin of each document numbered from *low* to below *high* that is not an origin by itself.

    Raises:
        BulkError: the file is damaged.
    """
    found = read_where(work.layout, work.name("origin_of"), "document", low, high)
    return dict(zip(found["document"].to_pylist(), found["origin_id"].to_pylist(), strict=True))
