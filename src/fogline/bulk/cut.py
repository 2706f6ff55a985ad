"""A ledger cut out of a bulk folder: some documents with all that was read in them, derived among each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from fogline.building import BuildReport, build
from fogline.bulk import rows
from fogline.bulk.carry import carry, whole
from fogline.bulk.duck import connect, scan
from fogline.bulk.layout import Layout
from fogline.bulk.manifest import read_manifest
from fogline.bulk.query import ask
from fogline.config import Settings
from fogline.derivation.derive import Step
from fogline.errors import UsageError
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.store.base import Counts, Store
from fogline.store.sql import open_store
from fogline.views.keeping import keep_columns

if TYPE_CHECKING:
    import duckdb

T = TypeVar("T")

DOCUMENTS = 64
"""Documents written together."""

_CHOSEN = """
    SELECT DISTINCT document_id, name, partition FROM (
        SELECT * FROM documents LEFT JOIN
            (SELECT * EXCLUDE (partition, published, outlet, extractor) FROM claims)
        USING (document_id))
    WHERE ({where}
    )
    ORDER BY name, document_id {limit}
"""
"""A document's columns and a claim's side by side: *where* may speak of any; the names both have are the document's."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What a ledger cut out holds, and what was done to it in the end; ``carried`` says that what is derived came from
    the folder, but for what ``report`` tells."""

    counts: Counts
    report: BuildReport
    carried: bool = False


def cut(
    layout: Layout,
    where: str,
    to: Path,
    *,
    limit: int | None = None,
    step: Step = lambda what, done, total: None,
) -> Cut:
    """Make the ledger *to* of the documents that *where*, an SQL condition, is true of, or of one of their claims.

    They come with all their mentions, claims and custody, exactly as they were read. What follows is as if they had
    been built into a ledger: undated documents are dated from the others, and all is derived. Where they are all that
    the folder holds, what is derived of it is taken from there, and only what a new day changes is derived again.

    Args:
        where: a condition on columns of ``documents`` and ``claims``.
        limit: so many documents at most, the first by their names.

    Raises:
        NotABulkFolder: there is none.
        UsageError: *where* cannot be asked, nothing is as it says, or something is at *to* already.
        LedgerError: the ledger cannot be written.
    """
    if to.exists():
        raise UsageError(f"{to}: is there already; give another name")
    settings = Settings(profile=read_manifest(layout)["profile_setting"])
    chosen = _chosen(layout, where, limit)
    made = to.with_name(f".{to.name}.part")
    try:
        with open_store(made, create=True) as store:
            _fill(store, layout, chosen, step)
            everything = whole(layout, chosen.num_rows)
            if everything is not None:
                carry(store, everything, step)
            report = build(store, [], settings, step=step)
            keep_columns(store)
            counts = store.counts()
        made.replace(to)
    finally:
        for left in made.parent.glob(f"{made.name}*"):
            left.unlink()
    return Cut(counts, report, everything is not None)


def _chosen(layout: Layout, where: str, limit: int | None) -> Any:
    """The documents meant, as an Arrow table of ``document_id`` and ``partition``."""
    with ask(layout, _CHOSEN.format(where=where, limit="" if limit is None else f"LIMIT {limit}")) as answer:
        found = answer.read_all()
    if not found.num_rows:
        raise UsageError(f"{layout.root}: no document, and none of their claims, is as --where says")
    return found.select(["document_id", "partition"])


def _fill(store: Store, layout: Layout, chosen: Any, step: Step) -> None:
    done = 0
    with connect(layout) as connection:
        connection.register("chosen", chosen)
        for number in sorted(set(chosen["partition"].to_pylist())):
            for some in _grouped(_extractions(connection, layout, number)):
                store.add_documents([document for document, _ in some])
                store.add(extraction for _, extraction in some if extraction is not None)
                done += len(some)
                step("taking documents", done, chosen.num_rows)
        for received in _grouped(_received(connection, layout)):
            store.add_received(received)


def _extractions(
    connection: duckdb.DuckDBPyConnection, layout: Layout, number: int
) -> Iterator[tuple[Document, Extraction | None]]:
    """The documents chosen from a partition, each with what was found in it, if it could be read."""

    def of(table: str, columns: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        source = scan([layout.storage.url(layout.path(table, number))])
        query = f"SELECT {columns} FROM {source} SEMI JOIN chosen USING (document_id) ORDER BY document_id"
        return _by_document(connection, query)

    mentions = dict(of("mentions", "document_id, kind, position, record"))
    claims = dict(of("claims", "document_id, record"))
    for key, (row,) in of("documents", "document_id, text, record, extractor, profile"):
        document = rows.document_of(row)
        if row["extractor"] is None:
            yield document, None
            continue
        found = rows.mentions_of(mentions.get(key, ()))
        told = tuple(rows.claim_of(one) for one in claims.get(key, ()))
        yield document, Extraction(document, found, told, extractor=row["extractor"], profile=row["profile"])


def _received(connection: duckdb.DuckDBPyConnection, layout: Layout) -> Iterator[Received]:
    import zstandard

    unpack = zstandard.ZstdDecompressor().decompress
    query = f"SELECT * FROM {scan(layout.urls('received'))} SEMI JOIN chosen USING (document_id) ORDER BY partition"
    for row in _rows(connection, query):
        yield rows.received_of(row, None if row["data"] is None else unpack(row["data"]))


def _by_document(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for key, found in groupby(_rows(connection, query), key=lambda row: str(row["document_id"])):
        yield key, list(found)


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[dict[str, Any]]:
    for batch in connection.sql(query).to_arrow_reader(1_000):
        yield from batch.to_pylist()


def _grouped(items: Iterator[T]) -> Iterator[Sequence[T]]:
    while some := list(islice(items, DOCUMENTS)):
        yield some
