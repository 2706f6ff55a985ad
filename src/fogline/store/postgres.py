"""A ledger in a PostgreSQL database: how it is reached and locked, and what the server's errors mean.

One ledger is one schema, the first of the search path: mostly ``public`` of a database of its own. What PostgreSQL says
in its own way within a transaction stands in :mod:`fogline.store.postgres_rows`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError

from fogline.errors import NotALedger, UsageError
from fogline.store import schema
from fogline.store.address import ServerAddress
from fogline.store.database import LOCK_WAIT_SECONDS
from fogline.store.postgres_errors import told

CONNECT_SECONDS = 10
"""How long to wait for a server to answer, where the address does not say (``connect_timeout``)."""

WRITING, DERIVING = 0x466F6757, 0x466F6744
"""Two locks of a ledger's ("FogW", "FogD"), beside a number made of its schema's name
(https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS)."""

_KEYS = "{lock}, hashtext(current_schema())"

POLLING_SECONDS = (0.05, 0.5)
"""How often a lock is tried that another process holds, at first and at last: a server that waits for us would keep
old rows alive all the while."""

_NO_MATTER = "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET bytea_output = 'hex'; SET lock_timeout = {wait}"
"""Whatever the server is set to, rows come in one form; milliseconds."""

_COLUMNS = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = ANY (%(tables)s)
AND (data_type = 'integer' OR data_type IN ('character varying', 'text') AND collation_name IS DISTINCT FROM 'C')
ORDER BY table_name, ordinal_position
"""

_REVISION = """
CREATE TABLE IF NOT EXISTS ledger_revision (number bigint NOT NULL);
INSERT INTO ledger_revision SELECT 0 WHERE NOT EXISTS (SELECT FROM ledger_revision)
"""
"""One row, with a number that every change raises in its own transaction."""

_HELD = """
SELECT current_schema(), to_regclass('migrations') IS NOT NULL AND to_regclass('ledger_revision') IS NOT NULL,
EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'v')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
"""
"""The schema, whether it holds a ledger, and whether it holds anything but what extensions made."""


def driver() -> Any:
    """The library that speaks to a server; loaded when first needed.

    Raises:
        UsageError: it is not installed.
    """
    try:
        import psycopg
    except ImportError as error:
        raise UsageError("a ledger on PostgreSQL needs psycopg: pip install 'fogline[postgres]'") from error
    return psycopg


class PostgresDatabase:
    """A ledger on a server, as a :class:`~fogline.store.database.Database`."""

    def __init__(self, where: ServerAddress, *, lock_wait: float = LOCK_WAIT_SECONDS) -> None:
        self._driver = driver()
        self._where = where
        self._given = self._parsed()
        self._wait = max(1, round(1000 * lock_wait))
        self.name = str(where)
        self.engine = create_engine("postgresql+psycopg://", creator=self._connect, pool_pre_ping=True)
        event.listen(self.engine, "connect", self._prepare)

    def _parsed(self) -> dict[str, Any]:
        try:
            given = self._driver.conninfo.conninfo_to_dict(self._where.address)
        except self._driver.ProgrammingError as error:
            words = self._where.without_secrets(str(error)).strip()
            raise UsageError(f"{self._where}: this is no address of a database: {words}") from error
        return {"connect_timeout": CONNECT_SECONDS, "application_name": "fogline", **given}

    def _connect(self, **options: Any) -> Any:
        return self._driver.connect(**self._given, **options)

    def _prepare(self, connection: Any, _record: object) -> None:
        connection.autocommit = True
        connection.execute(_NO_MATTER.format(wait=self._wait))
        connection.autocommit = False

    def holds_ledger(self, *, create: bool) -> bool:
        """See :class:`~fogline.store.database.Database`, as for all methods here."""
        with self.engine.connect() as connection:
            space, ours, anything = connection.exec_driver_sql(_HELD).one()
        if space is None:
            raise NotALedger(f"{self.name}: its search path names no schema that is there; make it, or name another")
        if anything and not ours:
            raise NotALedger(f"{self.name}: holds tables of another program, not a ledger; give a database of its own")
        return bool(ours)

    def prepare(self) -> None:
        """Nothing: all that a ledger needs is made within one transaction."""

    def made(self, connection: Connection, *, new: bool) -> None:
        """Have columns keep what SQLite's do: text in the order of code points, whole numbers of 64 bits."""
        connection.exec_driver_sql(_REVISION)
        changes: dict[str, list[str]] = {}
        tables = {"tables": list(schema.metadata.tables)}
        for table, column, kind in connection.exec_driver_sql(_COLUMNS, tables):
            now = "bigint" if kind == "integer" else 'text COLLATE "C"'
            changes.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE {now}')
        for table, all_of_it in changes.items():
            connection.exec_driver_sql(f"ALTER TABLE {table} {', '.join(all_of_it)}")

    @contextmanager
    def errors(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self._driver.Error) as error:
            ours = told(self._where, getattr(error, "orig", error))
            if ours is None:
                raise
            raise ours from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        one_by_one = self.engine.connect().execution_options(isolation_level="READ COMMITTED")
        with one_by_one as connection, connection.begin():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_KEYS.format(lock=WRITING)})")
            yield connection
            connection.exec_driver_sql("UPDATE ledger_revision SET number = number + 1")

    @contextmanager
    def alone(self, wait: float | None) -> Iterator[bool]:
        with self.errors():
            connection = self._connect(autocommit=True)
        try:
            with self.errors():
                held = self._hold(connection, wait)
            yield held
        finally:
            connection.close()

    def _hold(self, connection: Any, wait: float | None) -> bool:
        deadline, pause = time.monotonic() + (wait or 0), POLLING_SECONDS[0]
        while True:
            asked = connection.execute(f"SELECT pg_try_advisory_lock({_KEYS.format(lock=DERIVING)})")
            if asked.fetchone()[0]:
                return True
            if wait is not None and time.monotonic() + pause > deadline:
                return False
            time.sleep(pause)
            pause = min(2 * pause, POLLING_SECONDS[1])

    def revision(self) -> int:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            return int(connection.exec_driver_sql("SELECT number FROM ledger_revision").scalar_one())

    def size(self) -> int:
        sizes = "SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0) FROM pg_class c"
        ours = "c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'"
        with self.engine.connect() as connection:
            return int(connection.exec_driver_sql(f"{sizes} WHERE {ours}").scalar_one())

    def shrink(self) -> None:
        """Nobody reads or writes a table while it is written anew."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in (*schema.metadata.tables, "document_words", "ledger_revision"):
                connection.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")

    def close(self) -> None:
        self.engine.dispose()
