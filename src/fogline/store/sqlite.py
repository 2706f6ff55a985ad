"""A ledger in a file, by SQLite: how it is opened and locked, and what its errors mean.

What SQLite says in its own way within a transaction stands in :mod:`fogline.store.sqlite_rows`.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from fogline.errors import LedgerError, LedgerUnwritable, NotALedger
from fogline.store.database import LOCK_WAIT_SECONDS

APPLICATION_ID = 0x466F674C
"""Marks our files in SQLite's header ("FogL"; https://www.sqlite.org/pragma.html#pragma_application_id)."""


WRITING = "fogline_writing"
"""The execution option that makes a connection's transactions take the write lock when they begin."""

CACHE_KIB = 65_536
"""KiB of pages that a connection keeps at most, taken as they are asked for. SQLite's own 2,000 are too few for the
indexes of a large ledger, whose keys come in no order."""

LOG_PAGES = 16_000
"""Pages of 4 KiB in the write-ahead log from which on it is put into the file: a page that is written in one
transaction after the other goes there once. With both, deriving 2,508 articles reads 0.7 GB where it read 1.6, and
writes 0.30 where it wrote 0.44."""

_NO_SPACE = "there is no space left on the disk; free some and run it again, what was committed is safe"
_NO_PERMISSION = "it may not be written here; check the permissions of the file and its folder"
_DAMAGED = "the file is damaged; restore a copy, or build it anew"


class SqliteDatabase:
    """A ledger file, as a :class:`~fogline.store.database.Database`."""

    def __init__(self, path: Path, *, lock_wait: float = LOCK_WAIT_SECONDS) -> None:
        self._path = path
        self._watch = Watch(path)
        self.name = str(path)
        self.engine = engine_for(path, lock_wait=lock_wait)

    def holds_ledger(self, *, create: bool) -> bool:
        """See :class:`~fogline.store.database.Database`, as for all methods here."""
        _check_path(self._path, create=create)
        return is_ledger(self._path)

    def prepare(self) -> None:
        use_write_ahead_log(self._path)

    def made(self, connection: Connection, *, new: bool) -> None:
        if new:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def errors(self) -> AbstractContextManager[None]:
        return plain_errors(self._path)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            yield connection

    def alone(self, wait: float | None) -> AbstractContextManager[bool]:
        return alone(self._path, wait)

    def revision(self) -> int:
        return self._watch.revision()

    def size(self) -> int:
        return self._path.stat().st_size

    def shrink(self) -> None:
        with bare(self._path) as connection:
            connection.execute("INSERT INTO document_index(document_index) VALUES ('optimize')")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._watch.close()
        self.engine.dispose()


def _check_path(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotALedger(f"{path}: is a folder, not a ledger; give a file name")
    if create and not path.parent.is_dir():
        raise LedgerUnwritable(f"{path}: there is no folder {path.parent}; make it first")
    if not create and not path.exists():
        raise NotALedger(f"{path}: there is no such file; `build` makes one")


def engine_for(path: Path, *, lock_wait: float = LOCK_WAIT_SECONDS) -> Engine:
    """An engine on the file at *path*; nothing is opened yet."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path, lock_wait), poolclass=QueuePool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, lock_wait: float = LOCK_WAIT_SECONDS) -> sqlite3.Connection:
    """A connection that leaves transactions to its user."""
    return sqlite3.connect(_address(path), timeout=lock_wait, isolation_level=None, check_same_thread=False, uri=True)


def _address(path: Path) -> str:
    """Where to open the file at *path* (https://www.sqlite.org/uri.html).

    Reading in WAL mode wants to write beside the file. Where that is not allowed and nobody has left a log there, the
    file cannot change either, and is read as it is.
    """
    address = f"file:{quote(os.fsencode(os.path.abspath(path)))}"  # noqa: PTH100 - symbolic links stay as they are
    may_write = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    log = path.with_name(f"{path.name}-wal")
    return address if may_write or not path.exists() or log.exists() else f"{address}?mode=ro&immutable=1"


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    """Make a commit outlive a power cut (in WAL mode only FULL does), and give the connection room."""
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once: one that reads first could find its snapshot stale when it comes to write."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def is_ledger(path: Path) -> bool:
    """Whether the file at *path* is marked as ours; ``False`` for an empty database.

    Raises:
        NotALedger: it holds something else.
    """
    with bare(path) as connection:
        marked = connection.execute("PRAGMA application_id").fetchone()[0]
        holds_something = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    if marked == APPLICATION_ID and holds_something:
        return True
    if holds_something or marked not in (0, APPLICATION_ID):
        raise NotALedger(f"{path}: is a database of another program, not a ledger; give another file name")
    return False


def use_write_ahead_log(path: Path) -> None:
    """Let readers read while a writer writes. The mode stays with the file.

    SQLite does not wait for locks here, so that this does: another process may be making the same file.
    """
    deadline = time.monotonic() + LOCK_WAIT_SECONDS
    with bare(path) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


@contextmanager
def bare(path: Path) -> Iterator[sqlite3.Connection]:
    """A bare connection: the pragmas here must run outside any transaction."""
    connection = _connect(path)
    try:
        yield connection
    finally:
        connection.close()


class Watch:
    """Sees that the file at *path* was changed, by this process or another; opened when first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._connection: sqlite3.Connection | None = None

    def revision(self) -> int:
        """Another number after every commit (https://www.sqlite.org/pragma.html#pragma_data_version)."""
        with plain_errors(self._path), self._lock:
            if self._connection is None:
                self._connection = _connect(self._path)
            found: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return found

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
            self._connection = None


@contextmanager
def alone(path: Path, wait: float | None) -> Iterator[bool]:
    """Hold the one lock that there is on deriving the ledger at *path*; whether it was to be had in *wait* seconds.

    It is no lock of the database: others write while somebody derives. It stands beside the ledger, because the file's
    own locks are SQLite's, and ends with the process that holds it.
    """
    lock = FileLock(f"{os.path.realpath(path)}-lock", timeout=-1 if wait is None else wait)
    try:
        lock.acquire()
    except Timeout:
        yield False
        return
    except OSError as error:
        raise LedgerUnwritable(f"{path}: {_NO_PERMISSION}") from error
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Tell what SQLite reports about the file at *path* as an error of ours, with what to do about it."""
    try:
        yield
    except DBAPIError as error:
        told = _told(path, error.orig)
        if told is None:
            raise
        raise told from error
    except sqlite3.Error as error:
        told = _told(path, error)
        if told is None:
            raise
        raise told from error


def _told(path: Path, error: Any) -> LedgerError | None:
    """Our error for SQLite's (https://www.sqlite.org/rescode.html); ``None`` for a fault of the program."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_NOTADB:
        return NotALedger(f"{path}: is not a ledger; give another file name")
    if code == sqlite3.SQLITE_CORRUPT:
        return LedgerError(f"{path}: {_DAMAGED}")
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _disk_is_full(path)):
        return LedgerUnwritable(f"{path}: {_NO_SPACE}")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerUnwritable(f"{path}: another process has kept it locked for too long; let it end and run it again")
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return LedgerUnwritable(f"{path}: {_NO_PERMISSION}")
    if code == sqlite3.SQLITE_IOERR:
        return LedgerUnwritable(f"{path}: the disk reports an error ({error.sqlite_errorname}); check it")
    return None


def _disk_is_full(path: Path) -> bool:
    try:
        return os.statvfs(path.parent).f_bavail == 0
    except OSError:
        return False
