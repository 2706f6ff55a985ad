"""All rows of one ledger into another, whatever keeps them: streamed, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select

from fogline.errors import UsageError
from fogline.store import dialect, schema
from fogline.store.derived_schema import kept
from fogline.store.sql import SqlStore

Step = Callable[[str, int, int], None]
"""Told what is being copied, how many rows are done, and of how many."""

ROWS = 500
"""Rows read and written together."""

LARGE_ROWS = 20
"""The same where a row may have megabytes."""

_TABLES = tuple(table for table in schema.metadata.sorted_tables if table not in (schema.meta, schema.migrations))


def copy_rows(source: SqlStore, target: SqlStore, *, step: Step = lambda what, done, total: None) -> None:
    """Copy everything in *source*, as it is when this begins, into *target*, which must be empty.

    Ids, times, numbers, reviews, custody and what was derived are copied as they are. It is one transaction: *target*
    has all of it at the end, or stays empty.

    Raises:
        UsageError: *target* is not empty.
        LedgerError: one of them cannot be read or written.
    """
    with (
        source.database.errors(),
        source.database.reading() as reading,
        target.database.errors(),
        target.database.writing() as writing,
    ):
        if any(_count(writing, table) for table in _TABLES if table is not kept):
            raise UsageError(f"{target.database.name}: is not empty; give a new one")
        counts = {table: _count(reading, table) for table in _TABLES}
        done, total = 0, sum(counts.values())
        for table, many in counts.items():
            if many:
                done = _copy_table(table, reading, writing, partial(step, table.name), done, total)
        writing.execute(delete(schema.meta))
        writing.execute(insert(schema.meta), [dict(row) for row in reading.execute(select(schema.meta)).mappings()])
        dialect.of(writing).number_on(writing)


def _copy_table(
    table: Table, reading: Connection, writing: Connection, so_far: Callable[[int, int], None], done: int, total: int
) -> int:
    """Copy one table; gives how many rows are done then."""
    large = any(isinstance(column.type, LargeBinary) for column in table.columns)
    streaming = reading.execution_options(yield_per=LARGE_ROWS if large else ROWS)
    for part in streaming.execute(select(table)).mappings().partitions():
        rows: Sequence[Mapping[str, Any]] = [dict(row) for row in part]
        dialect.insert_all(writing, table, rows)
        if table is schema.documents:
            entries = [(row["number"], row["title"], row["text"]) for row in rows]
            dialect.of(writing).index_documents(writing, entries)
        done += len(rows)
        so_far(done, total)
    return done


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
