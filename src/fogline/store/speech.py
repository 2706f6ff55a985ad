"""The seam between the ledger's rows and what each database has its own words for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Connection, Table

Entry = tuple[int, str | None, str]
"""A document's number, its title and its text."""


class Speech(Protocol):
    """What every database can do in its own way, within the caller's transaction."""

    def insert_rows(self, connection: Connection, table: Table, rows: Collection[Sequence[object]]) -> None:
        """Insert *rows* (values in the order of the columns) as they are, several times as quickly as by name."""

    def insert_named(self, connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Insert *rows*, all with the same columns."""

    def matched_with(self, connection: Connection, claims: Collection[str]) -> set[str]:
        """*claims*, with all that matches lead to from one to the next."""

    def index_documents(self, connection: Connection, entries: Sequence[Entry]) -> None:
        """Enter documents in the index of words."""

    def unindex_document(self, connection: Connection, entry: Entry) -> None:
        """Take a document out of the index; title and text must be those it was entered with."""

    def search(self, connection: Connection, query: str) -> Iterator[str]:
        """Ids of the documents that match *query* (see :meth:`Store.search <fogline.store.base.Store.search>`)."""

    def number_on(self, connection: Connection) -> None:
        """Have the next rows numbered on from those that were inserted with numbers."""

    def faults(self, connection: Connection) -> Iterator[str]:
        """What the database itself finds wrong, a line each."""
