"""SQL over a bulk folder: one question, answered as a stream, that can read nothing else and write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fogline.bulk.duck import connect, make_views, only_views
from fogline.bulk.layout import DERIVED, Layout
from fogline.bulk.manifest import read_manifest
from fogline.errors import UsageError

if TYPE_CHECKING:
    import duckdb

ROWS = 2_000
"""Rows of an answer that are in memory together."""


@contextmanager
def ask(layout: Layout, sql: str) -> Iterator[Any]:
    """The answer to *sql*, one SELECT over the views of :func:`~fogline.bulk.duck.make_views`.

    It is an Arrow reader, which gives some rows at a time. No other file can be read, nothing written, no setting
    changed: neither by statements (only a SELECT is taken) nor by functions.

    Raises:
        NotABulkFolder: there is none.
        UsageError: *sql* is no SELECT, or cannot be answered; what DuckDB says of it, in one line.
    """
    import duckdb

    read_manifest(layout)
    with connect(layout) as connection:
        make_views(connection, layout)
        only_views(connection, layout)
        try:
            _check(connection, sql)
            yield connection.sql(sql).to_arrow_reader(ROWS)
        except duckdb.Error as error:
            raise UsageError(_in_one_line(error, layout)) from error


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """That *sql* is one statement that only reads."""
    import duckdb

    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise UsageError(f"the SQL must be one SELECT, not {len(statements)} statements")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise UsageError(f"a bulk folder is only read: the SQL must be a SELECT, not {statements[0].type.name}")


def _in_one_line(error: duckdb.Error, layout: Layout) -> str:
    said = " ".join(str(error).partition("\n\nLINE ")[0].split())
    missing = [table for table in DERIVED if f"name {table} does not exist" in said and not layout.urls(table)]
    return f"{said}; nothing has been derived yet: run `fogline bulk` again" if missing else said
