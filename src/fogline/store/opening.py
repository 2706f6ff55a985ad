"""Which database a ledger's address means."""

from __future__ import annotations

from pathlib import Path

from fogline.store.address import Where
from fogline.store.database import LOCK_WAIT_SECONDS, Database
from fogline.store.sqlite import SqliteDatabase


def database_at(where: Where, *, lock_wait: float = LOCK_WAIT_SECONDS) -> Database:
    """The database at *where*; nothing is opened yet.

    Raises:
        UsageError: it is on a server, and what speaks to one is not installed.
    """
    if isinstance(where, Path):
        return SqliteDatabase(where, lock_wait=lock_wait)
    from fogline.store.postgres import PostgresDatabase

    return PostgresDatabase(where, lock_wait=lock_wait)
