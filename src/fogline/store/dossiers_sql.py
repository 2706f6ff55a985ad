"""Dossiers in a SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, func, select

from fogline.store import marked_sql
from fogline.store.derived import Marks
from fogline.store.derived_schema import dossier_keys, dossiers, unweighed
from fogline.store.dialect import among, insert_rows
from fogline.store.dossiers import Bearing, Entered

Opening = Callable[[], AbstractContextManager[Connection]]


class SqlDossiers:
    """A :class:`~fogline.store.dossiers.DossierStore` on the connections of a ledger."""

    def __init__(self, reading: Opening, changing: Opening) -> None:
        self._reading, self._changing = reading, changing

    def unweighed(self) -> Marks:
        """See :class:`~fogline.store.dossiers.DossierStore`, as for all methods here."""
        with self._reading() as connection:
            return marked_sql.marks_in(connection, unweighed)

    def mark(self, document_ids: Collection[str]) -> Marks:
        with self._changing() as connection:
            return marked_sql.mark_others(connection, unweighed, document_ids)

    def settle(self, marks: Marks) -> None:
        with self._changing() as connection:
            marked_sql.settle(connection, unweighed, marks)

    def enter(self, entries: Mapping[str, Entered]) -> None:
        with self._changing() as connection:
            query = select(dossiers.c.document_id, dossiers.c.under).where(among(dossiers.c.document_id, entries))
            before = {row.document_id: _keys_from(row.under) for row in connection.execute(query)}
            for document, had in sorted(before.items()):
                gone = (among(dossier_keys.c.key, had), dossier_keys.c.document_id == document)
                connection.execute(delete(dossier_keys).where(*gone))
            connection.execute(delete(dossiers).where(among(dossiers.c.document_id, entries)))
            insert_rows(connection, dossiers, [_row(key, entry) for key, entry in sorted(entries.items())])
            rows = sorted((key, document) for document, entry in entries.items() for key in entry.keys)
            insert_rows(connection, dossier_keys, rows)

    def put_found(self, found: Mapping[str, str | None]) -> None:
        if not found:
            return
        with self._changing() as connection:
            for document, what in sorted(found.items()):
                connection.execute(dossiers.update().where(dossiers.c.document_id == document).values(found=what))

    def entered(self, document_ids: Collection[str]) -> Mapping[str, Entered]:
        query = select(dossiers).where(among(dossiers.c.document_id, document_ids))
        with self._reading() as connection:
            return {
                row.document_id: Entered(_bearing(row), _keys_from(row.under), row.record)
                for row in connection.execute(query)
            }

    def bearings(self, document_ids: Collection[str]) -> Mapping[str, Bearing]:
        if not document_ids:
            return {}
        columns = (dossiers.c.document_id, dossiers.c.day, dossiers.c.asks, dossiers.c.found)
        query = select(*columns).where(among(dossiers.c.document_id, document_ids))
        with self._reading() as connection:
            return {row.document_id: _bearing(row) for row in connection.execute(query)}

    def asking(self) -> set[str]:
        with self._reading() as connection:
            return set(connection.execute(select(dossiers.c.document_id).where(dossiers.c.asks)).scalars())

    def under(self, keys: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        if not keys:
            return {}
        table = dossier_keys
        few = select(table.c.key).where(among(table.c.key, keys)).group_by(table.c.key).having(func.count() <= most)
        found: defaultdict[int, list[str]] = defaultdict(list)
        with self._reading() as connection:
            wanted = connection.execute(few).scalars().all()
            query = select(table).where(among(table.c.key, wanted)).order_by(table.c.key, table.c.document_id)
            for key, document in connection.execute(query).all():
                found[key].append(document)
        return found


def forget(connection: Connection) -> None:
    """Drop all entries, within the caller's transaction."""
    for table in (dossiers, dossier_keys):
        connection.execute(delete(table))


def _row(document: str, entry: Entered) -> tuple[object, ...]:
    bearing = entry.bearing
    return document, bearing.day, bearing.asks, bearing.found, _keys_to(entry.keys), entry.record


def _bearing(row: Any) -> Bearing:
    return Bearing(row.day, row.asks, row.found)


def _keys_to(keys: Collection[int]) -> bytes:
    return np.array(sorted(keys), "<i8").tobytes()


def _keys_from(kept: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(kept, "<i8").tolist())
