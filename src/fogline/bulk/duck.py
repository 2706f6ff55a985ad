"""DuckDB over the tables of a bulk folder: one view a table, nothing loaded from anywhere."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from glob import escape
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fogline.bulk.layout import DERIVED, READ, Layout
from fogline.bulk.storage import as_fsspec_writes, filesystem_of
from fogline.bulk.tables import schema_of

if TYPE_CHECKING:
    import duckdb


@contextmanager
def connect(
    layout: Layout, *, threads: int | None = None, memory: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that can open the files of *layout*, and spills to a temporary folder of its own.

    *threads* and *memory* (as DuckDB writes it: ``1GB``) bound what it takes; ``None`` leaves that to DuckDB.
    """
    import duckdb

    _let_go_at_the_end()
    with TemporaryDirectory(prefix="fogline-") as scratch:
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,  # a table's name is never one of our own variables
            "temp_directory": scratch,
        }
        if threads is not None:
            config["threads"] = threads
        if memory is not None:
            config["memory_limit"] = memory
        connection = duckdb.connect(":memory:", config=config)
        try:
            if layout.storage.local is None:
                connection.register_filesystem(filesystem_of(layout.root))
            yield connection
        finally:
            connection.close()


@cache
def _let_go_at_the_end() -> None:
    """DuckDB's module complains as the process ends if objects of its own are frozen, as the toolbox freezes all."""
    atexit.register(gc.unfreeze)


def scan(urls: Sequence[str]) -> str:
    """The SQL that reads the Parquet files at *urls*, whatever characters are in them."""
    listed = ", ".join(_quoted(escape(url)) for url in urls)
    return f"read_parquet([{listed}], union_by_name = true)"


def make_views(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """A view for each table: what reading wrote, of partitions that are whole, and what has been derived so far.

    The views leave out ``record`` and ``data``, which are for programs.
    """
    for table in (*READ, *DERIVED):
        urls = layout.urls(table)
        if urls:
            source = scan(urls)
        elif table in READ:
            connection.register(f"no_{table}", schema_of(table).empty_table())
            source = f"no_{table}"
        else:
            continue
        hidden = "COLUMNS(lambda name: name NOT IN ('record', 'data'))"
        connection.execute(f"CREATE VIEW {table} AS SELECT {hidden} FROM {source}")


def only_views(connection: duckdb.DuckDBPyConnection, layout: Layout) -> None:
    """From now on *connection* opens no file outside *layout*, loads nothing, and can be told nothing else."""
    # Where a link within the folder leads is looked at, too: DuckDB compares the places that paths come to.
    folders = [layout.storage.url("")]
    if layout.storage.local is None:
        # As fsspec itself writes the address: DuckDB asks for files by the names that it lists.
        folders.append(f"{as_fsspec_writes(layout.root)}/")
    connection.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
