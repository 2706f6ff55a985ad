"""DuckDB between the stages of a derivation: brings together what a task reads, out of the files of all partitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fogline.bulk.columns import failed
from fogline.bulk.duck import connect, scan
from fogline.bulk.tables import schema
from fogline.errors import BulkError

if TYPE_CHECKING:
    import duckdb

    from fogline.bulk.happenings import Share
    from fogline.bulk.work import Work

MEMORY = "512MB"
"""What DuckDB takes at most; it spills to the disk beyond."""

ROWS = 2_000
"""Rows of texts and claims in a row group: what a task passes over or reads at a time."""


class Database:
    """The files of a derivation in SQL; the table ``parts`` has the numbers of each partition's first document and
    first claim among all."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, work: Work, shares: Sequence[Share]) -> None:
        self._connection, self._work, self._shares = connection, work, shares
        self.register(
            "parts",
            {
                "partition": [one.part.number for one in shares],
                "first_document": [one.first_document for one in shares],
                "first_claim": [one.first_claim for one in shares],
            },
            {"partition": "int32", "first_document": "int64", "first_claim": "int64"},
        )

    def register(self, name: str, columns: Mapping[str, Any], form: Mapping[str, str] | None = None) -> None:
        """Make a table called *name* of *columns*."""
        import pyarrow

        self._connection.register(name, pyarrow.table(columns, None if form is None else schema(form)))

    def store(self, query: str, name: str, *, rows: int = ROWS, **sources: str) -> None:
        """Write what *query* gives, with *sources* filled in, as the work file *name*, unless it is there.

        Raises:
            BulkError: something cannot be read or written.
        """
        import duckdb
        from pyarrow import parquet

        layout, file = self._work.layout, self._work.name(name)
        if layout.storage.exists(file):
            return
        try:
            reader: Any = self._connection.sql(query.format(**sources)).to_arrow_reader(rows)
            with (
                layout.storage.write(file) as out,
                parquet.ParquetWriter(out, reader.schema, compression="zstd") as writer,
            ):
                for batch in reader:
                    writer.write_batch(batch, row_group_size=rows)
        except duckdb.Error as error:
            raise failed(layout, error) from error

    def indexed(self, what: str) -> str:
        """The SQL that reads this file of every partition's index."""
        return self.parts_of([one.part.name(what) for one in self._shares])

    def numbered(self, table: str) -> str:
        """The SQL that reads a table of all partitions, with ``file_row_number``."""
        layout = self._work.layout
        urls = [layout.storage.url(layout.path(table, one.part.number)) for one in self._shares]
        return scan(urls).removesuffix(")") + ", file_row_number = true)"

    def file(self, name: str) -> str:
        """The SQL that reads one file."""
        return scan([self._work.layout.storage.url(name)])

    def parts_of(self, names: Sequence[str], form: Mapping[str, Any] | None = None) -> str:
        """The SQL that reads the files *names*, of which each has the columns *form*; there may be none."""
        urls = [self._work.layout.storage.url(name) for name in names]
        if urls:
            return scan(urls)
        if form is None:
            raise BulkError(f"{self._work.layout.root}: holds no partition that is whole")
        listed = ", ".join(f"CAST(NULL AS {_SQL[kind]}) AS {name}" for name, kind in form.items())
        return f"(SELECT {listed} WHERE false)"


_SQL = {"bool": "BOOLEAN", "float64": "DOUBLE", "int32": "INTEGER", "int64": "BIGINT", "string": "VARCHAR"}


@contextmanager
def database_of(work: Work, shares: Sequence[Share], *, threads: int | None) -> Iterator[Database]:
    """A database over the files of *work*, with so many *threads*."""
    with connect(work.layout, threads=threads, memory=MEMORY) as connection:
        yield Database(connection, work, shares)
