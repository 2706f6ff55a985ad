"""Documents that are marked until something is done about them, in a table of a database: who, and with which change.

A table of marks has the columns ``document_id`` and ``change``. All functions work within the caller's transaction.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, Table, delete, func, select

from fogline.store.derived import Marks
from fogline.store.dialect import among, insert_rows


def marks_in(connection: Connection, table: Table) -> Marks:
    """All marks, in the order of the documents."""
    found = connection.execute(select(table.c.document_id, table.c.change).order_by(table.c.document_id))
    return {row.document_id: row.change for row in found}


def mark(connection: Connection, table: Table, document_ids: Iterable[str], change: int | None = None) -> int:
    """Mark these documents anew, with the number *change*, or one larger than any before; gives it.

    A later change has a larger number, even where nothing is marked any longer to tell: it is of the clock.
    """
    ids = sorted(set(document_ids))
    if change is None:
        last: int = connection.execute(select(func.coalesce(func.max(table.c.change), 0))).scalar_one()
        change = max(last + 1, time.time_ns())
    connection.execute(delete(table).where(among(table.c.document_id, ids)))
    insert_rows(connection, table, [(key, change) for key in ids])
    return change


def mark_others(connection: Connection, table: Table, document_ids: Iterable[str]) -> Marks:
    """Mark those of these documents that are not; gives their marks."""
    wanted = set(document_ids)
    there = select(table.c.document_id).where(among(table.c.document_id, wanted))
    fresh = wanted.difference(connection.execute(there).scalars())
    if not fresh:
        return {}
    return dict.fromkeys(sorted(fresh), mark(connection, table, fresh))


def settle(connection: Connection, table: Table, marks: Marks) -> None:
    """Take *marks* off; who has been marked anew meanwhile stays marked."""
    by_change: defaultdict[int, list[str]] = defaultdict(list)
    for key, change in marks.items():
        by_change[change].append(key)
    for change, keys in by_change.items():
        done = (table.c.change == change, among(table.c.document_id, keys))
        connection.execute(delete(table).where(*done))
