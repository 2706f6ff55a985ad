"""The database that a ledger's address means, opened, brought up to date, and made a ledger where it is to be."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from fogline.errors import NewerLedger, NotALedger
from fogline.store import migrations, schema
from fogline.store.address import Where
from fogline.store.database import LOCK_WAIT_SECONDS, Database
from fogline.store.sqlite import SqliteDatabase
from fogline.version import __version__


def database_at(where: Where, *, lock_wait: float = LOCK_WAIT_SECONDS) -> Database:
    """The database at *where*; nothing is opened yet.

    Raises:
        UsageError: it is on a server, and what speaks to one is not installed.
    """
    if isinstance(where, Path):
        return SqliteDatabase(where, lock_wait=lock_wait)
    from fogline.store.postgres import PostgresDatabase

    return PostgresDatabase(where, lock_wait=lock_wait)


def opened(where: Where, *, create: bool, lock_wait: float) -> Database:
    """The database at *where*, brought up to date; with *create*, an absent or empty one becomes a new ledger.

    Raises:
        LedgerError, UsageError: as :func:`fogline.store.sql.open_store` tells.
    """
    database = database_at(where, lock_wait=lock_wait)
    try:
        with database.errors():
            if not database.holds_ledger(create=create):
                if not create:
                    raise NotALedger(f"{database.name}: is empty, not a ledger; `build` makes one")
                database.prepare()
            _bring_up_to_date(database)
    except BaseException:
        database.close()
        raise
    return database


def _bring_up_to_date(database: Database) -> None:
    latest = migrations.STEPS[-1].number
    with database.engine.begin() as connection:
        level = migrations.level(connection)
    if level > latest:
        raise NewerLedger(
            f"{database.name}: a later version of Fogline wrote it (form {level}, this one reads {latest}); update"
        )
    if level == latest:
        return
    with database.writing() as connection:
        new = migrations.level(connection) == 0
        migrations.upgrade(connection)
        database.made(connection, new=new)
        if new:
            about = {"ledger_id": uuid.uuid4().hex, "created_by": __version__, "created_at": now().isoformat()}
            connection.execute(insert(schema.meta), [{"key": key, "value": value} for key, value in about.items()])


def now() -> datetime:
    """The moment in UTC, without the zone: a column of moments has none."""
    return datetime.now(UTC).replace(tzinfo=None)
