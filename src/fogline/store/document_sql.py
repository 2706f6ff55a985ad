"""Documents in a SQL database, added and merged: statements within a caller's transaction, and what others share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, delete, insert, select, update

from fogline.model.document import Document
from fogline.store import derived_sql, dialect, queries, rows, schema
from fogline.store.dialect import among, insert_all
from fogline.store.merge import inferred, merged, redated

ROWS_AT_A_TIME = 500
"""Rows fetched, and identifiers asked for, in one go; well under SQLite's 32,766 parameters a statement."""


def add_documents(connection: Connection, documents: Sequence[Document]) -> list[Document]:
    """Add or merge *documents* in turn, and give each back as it then stands."""
    kept = kept_documents(connection, [document.document_id for document in documents])
    new: dict[str, Document] = {}
    out: list[Document] = []
    for document in documents:
        number, before = kept.get(document.document_id, (None, document))
        now = merged(before, document)
        if number is None:
            new[document.document_id] = now
        elif now != before:
            _update_document(connection, number, before, now)
        kept[document.document_id] = number, now
        out.append(now)
    _insert_documents(connection, list(new.values()))
    return out


def redate(connection: Connection, documents: Sequence[Document]) -> list[Document]:
    """Give *documents* the inferred days they have, as far as they are here, and each back as it then stands."""
    kept = kept_documents(connection, [document.document_id for document in documents])
    out: list[Document] = []
    for document in (one for one in documents if one.document_id in kept):
        number, before = kept[document.document_id]
        now = inferred(before, document)
        if number is not None and now != before:
            _update_document(connection, number, before, now)
        out.append(now)
    return out


def kept_documents(connection: Connection, document_ids: Sequence[str]) -> dict[str, tuple[int | None, Document]]:
    """Those of the documents that are in the ledger, each with its number."""
    found: dict[str, tuple[int | None, Document]] = {}
    for ids in slices(document_ids):
        sources = sources_of(connection, ids)
        for each in connection.execute(queries.documents(ids)).mappings():
            key = each["document_id"]
            found[key] = each["number"], rows.document_of(each, tuple(sources[key]))
    return found


def sources_of(connection: Connection, document_ids: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Where each of these documents was read from, in order; a few hundred at most."""
    table, found = schema.document_sources, defaultdict[str, list[str]](list)
    query = select(table.c.document_id, table.c.source).where(table.c.document_id.in_(document_ids))
    for row in connection.execute(query.order_by(table.c.document_id, table.c.position)):
        found[row.document_id].append(row.source)
    return found


def _insert_documents(connection: Connection, documents: Sequence[Document]) -> None:
    if not documents:
        return
    table = schema.documents
    numbered = insert(table).returning(table.c.number, sort_by_parameter_order=True)
    numbers = connection.execute(numbered, [rows.document_row(document) for document in documents]).scalars().all()
    entries = [(number, one.title, one.text) for number, one in zip(numbers, documents, strict=True)]
    dialect.of(connection).index_documents(connection, entries)
    _add_sources(connection, [(one, 0) for one in documents])


def _update_document(connection: Connection, number: int, before: Document, now: Document) -> None:
    table = schema.documents
    connection.execute(update(table).where(table.c.number == number).values(**rows.document_row(now)))
    if now.title != before.title:
        dialect.of(connection).unindex_document(connection, (number, before.title, before.text))
        dialect.of(connection).index_documents(connection, [(number, now.title, now.text)])
    _add_sources(connection, [(now, len(before.sources))])
    derived_sql.mark_stale(connection, [now.document_id])
    if redated(before, now):
        delete_of(connection, schema.extractions, [now.document_id])


def _add_sources(connection: Connection, documents: Iterable[tuple[Document, int]]) -> None:
    """Keep the sources of each document from the number given on; the ones before are kept already."""
    new = [
        {"document_id": document.document_id, "position": at, "source": source}
        for document, first in documents
        for at, source in enumerate(document.sources[first:], start=first)
    ]
    insert_all(connection, schema.document_sources, new)


def delete_of(connection: Connection, table: Table, document_ids: Sequence[str]) -> None:
    connection.execute(delete(table).where(among(table.c.document_id, document_ids)))


def slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + ROWS_AT_A_TIME] for start in range(0, len(items), ROWS_AT_A_TIME))
