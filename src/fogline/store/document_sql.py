"""Documents in a SQL database, added and merged: statements within a caller's transaction, and what others share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from fogline.model.document import Document
from fogline.store import derived_sql, queries, rows, schema, sqlite
from fogline.store.merge import merged, redated

ROWS_AT_A_TIME = 500
"""Rows fetched, and identifiers asked for, in one go; well under SQLite's 32,766 parameters a statement."""


def add_documents(connection: Connection, documents: Sequence[Document]) -> list[Document]:
    """Add or merge *documents* in turn, and give each back as it then stands."""
    kept = kept_documents(connection, [document.document_id for document in documents])
    out: list[Document] = []
    for document in documents:
        number, before = kept.get(document.document_id, (None, document))
        now = merged(before, document)
        if number is None:
            number = _insert_document(connection, document)
        elif now != before:
            _update_document(connection, number, before, now)
        kept[document.document_id] = number, now
        out.append(now)
    return out


def kept_documents(connection: Connection, document_ids: Sequence[str]) -> dict[str, tuple[int | None, Document]]:
    """Those of the documents that are in the ledger, each with its number."""
    table, found = schema.document_sources, dict[str, tuple[int | None, Document]]()
    for ids in slices(document_ids):
        sources: dict[str, list[str]] = defaultdict(list)
        query = select(table.c.document_id, table.c.source).where(table.c.document_id.in_(ids))
        for row in connection.execute(query.order_by(table.c.document_id, table.c.position)):
            sources[row.document_id].append(row.source)
        for each in connection.execute(queries.documents(ids)).mappings():
            key = each["document_id"]
            found[key] = each["number"], rows.document_of(each, tuple(sources[key]))
    return found


def _insert_document(connection: Connection, document: Document) -> int:
    result = connection.execute(insert(schema.documents).values(**rows.document_row(document)))
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    sqlite.index_document(connection, number, document.title, document.text)
    _add_sources(connection, document.document_id, document.sources, 0)
    return number


def _update_document(connection: Connection, number: int, before: Document, now: Document) -> None:
    table = schema.documents
    connection.execute(update(table).where(table.c.number == number).values(**rows.document_row(now)))
    if now.title != before.title:
        sqlite.unindex_document(connection, number, before.title, before.text)
        sqlite.index_document(connection, number, now.title, now.text)
    _add_sources(connection, now.document_id, now.sources, len(before.sources))
    derived_sql.mark_stale(connection, [now.document_id])
    if redated(before, now):
        delete_of(connection, schema.extractions, [now.document_id])


def sources_of(connection: Connection, document_id: str) -> tuple[str, ...]:
    table = schema.document_sources
    query = select(table.c.source).where(table.c.document_id == document_id).order_by(table.c.position)
    return tuple(connection.execute(query).scalars())


def _add_sources(connection: Connection, document_id: str, sources: Sequence[str], first: int) -> None:
    """Keep *sources* from number *first* on; the ones before are kept already."""
    places = enumerate(sources[first:], start=first)
    row = {"document_id": document_id}
    insert_all(connection, schema.document_sources, (row | {"position": at, "source": each} for at, each in places))


def insert_all(connection: Connection, table: Table, new: Iterable[Mapping[str, Any]]) -> None:
    if values := list(new):
        connection.execute(insert(table), values)


def delete_of(connection: Connection, table: Table, document_ids: Sequence[str]) -> None:
    connection.execute(delete(table).where(sqlite.among(table.c.document_id, document_ids)))


def slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + ROWS_AT_A_TIME] for start in range(0, len(items), ROWS_AT_A_TIME))
