"""What SQLite says in its own way (see :class:`fogline.store.speech.Speech`): quick inserts, full text, its checks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from fogline.store.conditions import phrases
from fogline.store.speech import Entry


def insert_rows(connection: Connection, table: Table, rows: Collection[Sequence[object]]) -> None:
    """*rows* are values as SQLite keeps them."""
    if rows:
        places = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({places})", list(rows))


def insert_named(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Values are SQLAlchemy's to turn into what SQLite keeps."""
    if values := list(rows):
        connection.execute(insert(table), values)


_MATCHED = """
    WITH RECURSIVE found(claim) AS (
        SELECT value FROM json_each(?)
        UNION SELECT other FROM found JOIN matches ON one = claim
        UNION SELECT one FROM found JOIN matches ON other = claim
    )
    SELECT claim FROM found
"""


def matched_with(connection: Connection, claims: Collection[str]) -> set[str]:
    """Both ways, each by its index: SQLite would write out a table of both together first."""
    return set(connection.exec_driver_sql(_MATCHED, (json.dumps(list(claims)),)).scalars())


# Full text: an index over the documents' own columns (FTS5 "external content"), which keeps no second copy of the
# text. It is kept in step by hand, because only the store writes.

_COLUMNS = "rowid, title, text"


def index_documents(connection: Connection, entries: Sequence[Entry]) -> None:
    """Enter documents in the index."""
    if entries:
        sql = f"INSERT INTO document_index({_COLUMNS}) VALUES (?, ?, ?)"
        connection.exec_driver_sql(sql, list(entries))


def unindex_document(connection: Connection, entry: Entry) -> None:
    """Take a document out of the index; title and text must be those it was entered with."""
    sql = f"INSERT INTO document_index(document_index, {_COLUMNS}) VALUES ('delete', ?, ?, ?)"
    connection.exec_driver_sql(sql, entry)


def search(connection: Connection, query: str) -> Iterator[str]:
    """Ids of the documents that match *query*, the best match first."""
    words = [phrase for phrase in phrases(query) if any(character.isalnum() for character in phrase)]
    if not words:
        return iter(())
    match = " ".join('"' + word.replace('"', '""') + '"' for word in words)
    found = connection.execute(
        text(
            "SELECT documents.document_id FROM document_index JOIN documents ON documents.number = document_index.rowid"
            " WHERE document_index MATCH :match ORDER BY document_index.rank, documents.document_id"
        ),
        {"match": match},
    )
    return iter(found.scalars())


def number_on(connection: Connection) -> None:
    """Nothing: SQLite goes on from the greatest number there is."""


def faults(connection: Connection) -> Iterator[str]:
    """Damaged pages, indexes out of step, rows without their parents."""
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
        if found != "ok":
            yield f"the file: {found}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"the file: row {row} of {table} has no {parent}"
