"""Which documents of a whole corpus share text, and the origins that this adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fogline.bulk import results, tables
from fogline.bulk.columns import read_where, readable
from fogline.bulk.rows import document_of
from fogline.bulk.work import Work
from fogline.model.origin import Link, Origin
from fogline.origins.group import SHARED_PRINTS, TOO_COMMON, origins_of
from fogline.origins.links import candidate_of, link_of
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
    SELECT one, other FROM counted
    WHERE shared >= {SHARED_PRINTS} OR one IN (FROM short) OR other IN (FROM short)
"""
"""The pairs of documents (by their numbers, the smaller first) that share prints enough to be compared."""

TEXTS = """
    SELECT grp, members.document, documents.document_id, documents.text, documents.record
    FROM {documents} AS documents JOIN parts USING (partition)
    JOIN members ON members.document = parts.first_document + documents.file_row_number
    ORDER BY grp
"""
"""The documents that share text with others, each group's together."""

LINKS = {**dict.fromkeys(("first", "second"), "int32"), "record": "string"}
ORIGIN_OF = {"document": "int32", "origin_id": "string"}


def link(group: int, *, work: Work) -> Mapping[str, int]:
    """Compare the documents of one *group*, which share text with no other; write their links and their origins.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    done = work.name("linked", group, "json")
    if not work.layout.storage.exists(done):
        with readable(work.layout, work.name("alike")):
            links, origins, numbers = _linked(group, work)
        work.layout.write_json(done, _written(group, work, links, origins, numbers))
    counts: dict[str, int] = work.layout.read_json(done)
    return counts


def _linked(group: int, work: Work) -> tuple[list[Link], list[Origin], Mapping[str, int]]:
    rows = read_where(work.layout, work.name("alike"), "grp", group).to_pylist()
    numbers = {row["document_id"]: row["document"] for row in rows}
    candidates = {row["document"]: candidate_of(document_of(row)) for row in rows}
    pairs = read_where(work.layout, work.name("sharing"), "grp", group).select(["one", "other"]).to_pylist()
    found = (link_of(candidates[pair["one"]], candidates[pair["other"]]) for pair in pairs)
    links = sorted((one for one in found if one is not None), key=lambda one: (one.first, one.second))
    return links, origins_of(sorted(numbers), links), numbers


def _written(
    group: int, work: Work, links: Sequence[Link], origins: Sequence[Origin], numbers: Mapping[str, int]
) -> dict[str, int]:
    with tables.written(work.layout, work.name("links", group), tables.schema(LINKS)) as out:
        out.add(
            [{"first": numbers[one.first], "second": numbers[one.second], "record": codec.dumps(one)} for one in links]
        )
    with tables.written(work.layout, work.name("origin_of", group), tables.schema(ORIGIN_OF)) as out:
        told = ((numbers[key], one.origin_id) for one in origins for key in one.documents)
        out.add([{"document": number, "origin_id": origin} for number, origin in sorted(told)])
    with tables.written(work.layout, work.layout.path("origins", group), results.schema_of("origins")) as out:
        out.add([results.origin_row(one) for one in origins])
    return {"links": len(links), "origins": len(origins)}


def origins_by_document(work: Work, low: int, high: int) -> dict[int, str]:
    """The origin of each document numbered from *low* to below *high* that shares text with another.

    Raises:
        BulkError: the file is damaged.
    """
    found = read_where(work.layout, work.name("origin_of"), "document", low, high)
    return dict(zip(found["document"].to_pylist(), found["origin_id"].to_pylist(), strict=True))
