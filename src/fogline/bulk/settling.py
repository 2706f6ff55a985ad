"""Texts that came more than once: the first place keeps the document, with what the others add to it.

What one ledger does as it meets a text again is done here for all partitions at once, before any is read for claims:
the copies of a text are merged in the order of the inputs (:func:`fogline.store.merge.merged`), and the partition that
had it first keeps it. Nothing is extracted twice, and no partition depends on when another is done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from fogline.bulk import reading, tables
from fogline.bulk.duck import connect, scan
from fogline.bulk.layout import MARKS, WORK, Layout
from fogline.bulk.rows import document_of, document_row
from fogline.model.document import Document
from fogline.store.merge import merged

if TYPE_CHECKING:
    import duckdb

SETTLED = f"{MARKS}/settled.json"
"""Written when it is known which partition keeps what: how many documents there are in all."""

COPIES = f"{WORK}/copies.parquet"

MEMORY = "1GB"

_ROWS = 2_000

_Copy = tuple[int, int, str | None]
"""Partition and number of a document, and its record, where this is the place that keeps it."""

_TWICE = """
    SELECT document_id, part, "row", record FROM {found}
    WHERE document_id IN (SELECT document_id FROM {found} GROUP BY document_id HAVING count(*) > 1)
    ORDER BY document_id, part, "row"
"""


def settle(layout: Layout, count: int) -> int:
    """Say for each text that came more than once which of *count* partitions keeps it, and as what; gives the number
    of documents there are in all.

    Raises:
        BulkError: it cannot be written.
    """
    if layout.storage.exists(SETTLED):
        return int(layout.read_json(SETTLED)["documents"])
    read = sum(reading.noted_in(layout, number).read for number in range(count))
    with connect(layout, memory=MEMORY) as connection:
        connection.execute('CREATE TABLE copies (part INTEGER, "row" INTEGER, record VARCHAR)')
        left_out = sum(_keep(connection, some) for some in _grouped(_copies(connection, layout, count)))
        with tables.written(layout, COPIES, _form()) as out:
            for some in _fetched(connection, 'SELECT part, "row", record FROM copies ORDER BY part, "row"'):
                out.add([dict(zip(("part", "row", "record"), row, strict=True)) for row in some])
    layout.write_json(SETTLED, {"documents": read - left_out})
    return read - left_out


def copies_of(layout: Layout, number: int) -> Mapping[int, str | None]:
    """Of the documents of a partition those that came more than once, by their numbers: the record that each has now,
    ``None`` where it is kept elsewhere."""
    from pyarrow import parquet

    with layout.storage.open(COPIES) as file:
        found = parquet.read_table(file, filters=[("part", "=", number)]).to_pylist()
    return {row["row"]: row["record"] for row in found}


def as_settled(document: Document, record: str) -> Document:
    """*document* as it is with what its copies add, of which *record* tells."""
    return document_of({"record": record, "text": document.text})


def _copies(connection: duckdb.DuckDBPyConnection, layout: Layout, count: int) -> Iterator[_Copy]:
    """Each copy by its place, with the merged record at the first."""
    if not count:
        return
    found = scan([layout.storage.url(layout.path(reading.DOCUMENTS, number)) for number in range(count)])
    rows = (row for some in _fetched(connection, _TWICE.format(found=found)) for row in some)
    for _, same in groupby(rows, key=lambda row: row[0]):
        copies = list(same)
        known = reduce(merged, (document_of({"record": record, "text": ""}) for *_, record in copies))
        (_, part, row, _), *others = copies
        yield part, row, document_row(known, 0)["record"]
        yield from ((part, row, None) for _, part, row, _ in others)


def _keep(connection: duckdb.DuckDBPyConnection, copies: Sequence[_Copy]) -> int:
    """Put *copies* where they can be sorted; gives how many of them are kept elsewhere."""
    import pyarrow

    rows = [dict(zip(("part", "row", "record"), copy, strict=True)) for copy in copies]
    cursor = connection.cursor()
    cursor.register("batch", pyarrow.Table.from_pylist(rows, schema=_form()))
    cursor.execute("INSERT INTO copies SELECT * FROM batch")
    return sum(record is None for *_, record in copies)


def _fetched(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of *query*, some at a time."""
    cursor = connection.cursor().execute(query)
    while some := cursor.fetchmany(_ROWS):
        yield some


def _grouped(copies: Iterator[_Copy]) -> Iterator[list[_Copy]]:
    while some := list(islice(copies, _ROWS)):
        yield some


@cache
def _form() -> Any:
    return tables.schema({"part": "int32", "row": "int32", "record": "string"})
