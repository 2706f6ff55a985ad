"""What PostgreSQL says in its own way (see :class:`fogline.store.speech.Speech`): COPY, and a search for words.

Search. PostgreSQL's own text search has stems, stop words and limits on positions, which a search here must not have:
it gives what SQLite's does. So the words of each document stand, folded and in order, in a table beside it, with an
index over which words occur (GIN), and phrases are looked for among the documents that have all their words. Each word
stands between two spaces of its own, so that a phrase is a plain stretch of that text and can be counted.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, text

from fogline.store import schema
from fogline.store.speech import Entry
from fogline.store.words import asked, words_of

_APART = " \n "
"""Stands between title and text: no phrase reaches over it."""


def insert_rows(connection: Connection, table: Table, rows: Collection[Sequence[object]]) -> None:
    """Insert *rows* by COPY."""
    if rows:
        _copy(connection, table.name, [column.name for column in table.columns], rows)


def insert_named(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert *rows* by COPY, streamed."""
    streaming = iter(rows)
    first = next(streaming, None)
    if first is not None:
        names = list(first)
        _copy(connection, table.name, names, ([row[name] for name in names] for row in chain((first,), streaming)))


def _copy(connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    columns = ", ".join(f'"{name}"' for name in names)
    cursor = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copying:  # type: ignore[attr-defined]
        for row in rows:
            copying.write_row(row)


_MATCHED = """
    WITH RECURSIVE found(claim) AS (
        SELECT unnest(CAST(:claims AS text[])) COLLATE "C"
        UNION SELECT near.claim FROM found, LATERAL (
            SELECT other AS claim FROM matches WHERE one = found.claim
            UNION ALL SELECT one FROM matches WHERE other = found.claim
        ) AS near
    )
    SELECT claim FROM found
"""


def matched_with(connection: Connection, claims: Collection[str]) -> set[str]:
    """Both ways at once: PostgreSQL lets a recursion name itself once alone."""
    return set(connection.execute(text(_MATCHED), {"claims": list(claims)}).scalars())


def index_documents(connection: Connection, entries: Sequence[Entry]) -> None:
    """Enter documents in the index."""
    rows = []
    for number, title, content in entries:
        before, after = words_of(title or ""), words_of(content)
        rows.append((number, len(before) + len(after), f"{_spaced(before)}{_APART}{_spaced(after)}"))
    if rows:
        _copy(connection, "document_words", ("number", "size", "words"), rows)


def unindex_document(connection: Connection, entry: Entry) -> None:
    """Take a document out of the index."""
    connection.execute(text("DELETE FROM document_words WHERE number = :number"), {"number": entry[0]})


def search(connection: Connection, query: str) -> Iterator[str]:
    """Ids of the documents that match *query*, the best match first: by BM25 with SQLite's parameters
    (https://www.sqlite.org/fts5.html#the_bm25_function)."""
    wanted = asked(query)
    if not wanted:
        return iter(())
    total, average = connection.execute(text("SELECT count(*), coalesce(avg(size), 1) FROM document_words")).one()
    connection.exec_driver_sql(_BY_INDEX)
    names = [f"phrase{i}" for i in range(len(wanted))]
    counts = ", ".join(f"array_length(string_to_array(words, :{name}), 1) - 1" for name in names)
    found = connection.execute(
        text(f"SELECT document_id, size, {counts} FROM document_words JOIN documents USING (number) {_where(names)}"),
        _parameters(wanted),
    ).all()
    alone = len(wanted) == 1
    weights = [_weight(total, len(found) if alone else _holding(connection, phrase)) for phrase in wanted]
    scored = [
        (-sum(map(_scored, weights, row[2:], [row.size / float(average)] * len(wanted))), row.document_id)
        for row in found
    ]
    return (document_id for _, document_id in sorted(scored))


_BY_INDEX = "SET LOCAL enable_seqscan = off"
"""To go through all texts is a hundred times as slow as the server thinks."""

_K1, _B = 1.2, 0.75


def _where(names: Iterable[str]) -> str:
    phrases = " AND ".join(f"strpos(words, :{name}) > 0" for name in names)
    return f"WHERE array_remove(string_to_array(words, ' '), '') @> CAST(:words AS text[]) AND {phrases}"


def _parameters(wanted: Sequence[Sequence[str]]) -> dict[str, Any]:
    words = sorted({word for phrase in wanted for word in phrase})
    return {"words": words} | {f"phrase{i}": _spaced(phrase) for i, phrase in enumerate(wanted)}


def _holding(connection: Connection, phrase: Sequence[str]) -> int:
    """How many documents have *phrase*."""
    query = text(f"SELECT count(*) FROM document_words {_where(['phrase0'])}")
    return int(connection.execute(query, _parameters([phrase])).scalar_one())


def _weight(total: int, holding: int) -> float:
    found = math.log((total - holding + 0.5) / (holding + 0.5))
    return found if found > 0 else 1e-6


def _scored(weight: float, count: int, length: float) -> float:
    return weight * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length))


def _spaced(words: Iterable[str]) -> str:
    return "".join(f" {word} " for word in words)


def number_on(connection: Connection) -> None:
    """Set the sequences, and have the server count what came: until it has, it guesses how to search."""
    for table in ("documents", "received", "reviews"):
        last = f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), max(number)) FROM {table}"
        connection.exec_driver_sql(f"{last} HAVING count(*) > 0")
    connection.exec_driver_sql(f"ANALYZE {', '.join(schema.metadata.tables)}")


def faults(connection: Connection) -> Iterator[str]:
    """Documents that no search can find. Rows without their parents cannot be: the server holds foreign keys."""
    missing = text("SELECT document_id FROM documents LEFT JOIN document_words USING (number) WHERE size IS NULL")
    for document_id in connection.execute(missing).scalars():
        yield f"the database: document {document_id} is not in the index of words"
