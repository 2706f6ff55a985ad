"""The ledger file: what it survives, what it refuses, and how it says so."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from fogline.errors import LedgerError, LedgerUnwritable, NewerLedger, NotALedger
from fogline.model.mention import Mentions
from fogline.store import migrations, queries, schema, sqlite
from fogline.store.base import ClaimFilter
from fogline.store.sql import open_store
from tests.factories import a_document
from tests.nobody import as_nobody
from tests.running import PATIENCE
from tests.store.nouns import MENTIONS, an_extraction, story

ROOT = Path(__file__).parents[2]

BUILD = """
import sys
from pathlib import Path
from fogline.store.sql import open_store
from tests.store.nouns import an_extraction, story, MENTIONS
with open_store(sys.argv[1], create=True) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        batch = [story(10 * number + each, sources=(f"{sys.argv[4]}.txt",)) for each in range(10)]
        store.add([an_extraction(document, mentions=MENTIONS) for document in batch])
        print(number, flush=True)
        sys.stdin.readline()
"""


def building(
    path: Path | str, first: int, last: int, source: str = "a", *, waits: bool = False
) -> subprocess.Popen[str]:
    """Another process that adds batches *first* to *last* of ten stories, and prints each number once committed.

    It *waits* for a line before each further one, until its input is closed.
    """
    arguments = [sys.executable, "-c", BUILD, str(path), str(first), str(last), source]
    told = subprocess.PIPE if waits else subprocess.DEVNULL
    return subprocess.Popen(arguments, cwd=ROOT, stdin=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def assert_sound(path: Path) -> None:
    """The file passes SQLite's own checks, and its index agrees with its documents."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO document_index(document_index) VALUES ('integrity-check')")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "war.fog"


def made(path: Path) -> Path:
    """A ledger with one document in it."""
    with open_store(path, create=True) as store:
        store.add([an_extraction()])
    return path


# What it survives


def test_it_is_there_when_opened_again(path: Path) -> None:
    with open_store(made(path)) as store:
        assert store.document(a_document().document_id) == a_document()
        assert [claim.event_type for claim in store.claims()] == ["capture"]
    assert sorted(each.name for each in path.parent.iterdir()) == ["war.fog"], "one file when nobody has it open"


@pytest.mark.parametrize("patience", [0.0, 0.02, 0.05])
def test_a_build_killed_in_the_middle_keeps_every_batch_it_committed(path: Path, patience: float) -> None:
    with building(path, 0, 10_000) as build:
        assert build.stdout is not None
        for _ in range(3):
            build.stdout.readline()
        time.sleep(patience)
        os.kill(build.pid, signal.SIGKILL)
        committed = 3 + len(build.stdout.read().splitlines())
    with open_store(path) as store:
        counts = store.counts()
        assert counts.documents in (10 * committed, 10 * committed + 10), "whole batches; one may not have been told"
        assert counts.claims == counts.extracted == counts.documents
        store.add([an_extraction(story(-1))])
    assert_sound(path)


def test_two_builds_at_once_make_one_sound_ledger_without_twins(path: Path) -> None:
    with building(path, 0, 12, "a") as first, building(path, 6, 18, "b") as second:
        errors = first.communicate(timeout=PATIENCE)[1], second.communicate(timeout=PATIENCE)[1]
    assert errors == ("", "")
    with open_store(path) as store:
        counts = store.counts()
        assert (counts.documents, counts.claims, counts.extracted) == (180, 180, 180)
        assert counts.sources == 240, "the sixty that both read have two sources each"
    assert_sound(path)


def test_a_reader_reads_while_a_build_writes(path: Path) -> None:
    made(path)
    with building(path, 0, 30, waits=True) as build, open_store(path) as store:
        seen = [store.counts().documents]
        assert build.stdin is not None and build.stdout is not None and build.stderr is not None
        build.stdout.readline()
        seen.append(store.counts().documents)
        build.stdin.close()
        while build.poll() is None:
            documents = sum(1 for _ in store.documents())
            assert (documents - 1) % 10 == 0, "never half a batch"
            seen.append(documents)
        assert build.stderr.read() == ""
        seen.append(store.counts().documents)
    assert seen == sorted(seen)
    assert seen[-1] == 301
    assert seen[:2] == [1, 11]


# What it refuses


def check_refused(path: Path, kind: type[LedgerError], *words: str, create: bool = True) -> None:
    with pytest.raises(kind) as told:
        open_store(path, create=create)
    message = str(told.value)
    assert "\n" not in message
    assert message.startswith(f"{path}: ")
    assert type(told.value) is kind
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Dear all,\n" * 500, "a letter"),
        (b"hi", "shorter than any header"),
        (bytes(5000), "nothing but nulls"),
        (b"SQLite format 3\x00" + b"\xff" * 3000, "begins like a database"),
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    path: Path, content: bytes, why: str, create: bool
) -> None:
    path.write_bytes(content)
    check_refused(path, NotALedger, "not a ledger", create=create)
    assert path.read_bytes() == content, why


def test_another_programs_database_is_refused_and_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    before = path.read_bytes()
    check_refused(path, NotALedger, "another program")
    assert path.read_bytes() == before


def test_a_folder_is_refused(path: Path) -> None:
    path.mkdir()
    check_refused(path, NotALedger, "folder")


def test_an_absent_file_is_refused_unless_it_is_to_be_made(path: Path) -> None:
    check_refused(path, NotALedger, "no such file", create=False)
    assert not path.exists()
    check_refused(path / "deep" / "war.fog", LedgerUnwritable, "no folder")


def test_an_empty_file_becomes_a_ledger_only_if_one_is_to_be_made(path: Path) -> None:
    path.touch()
    check_refused(path, NotALedger, "empty", create=False)
    made(path)
    assert_sound(path)


def test_a_ledger_of_a_later_version_is_refused_and_left_as_it_is(path: Path) -> None:
    with closing(sqlite3.connect(made(path))) as connection, connection:
        connection.execute("INSERT INTO migrations VALUES (9999, 'later', '99.0', '2031-05-02 00:00:00.000000')")
    before = path.read_bytes()
    check_refused(path, NewerLedger, "later version", "9999")
    check_refused(path, NewerLedger, create=False)
    assert path.read_bytes() == before


def test_a_damaged_ledger_is_said_to_be(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.add([an_extraction(story(number)) for number in range(200)])
    content = bytearray(path.read_bytes())
    content[8192:] = b"\x5a" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="damaged"), open_store(path) as store:
        list(store.claims())


@pytest.fixture
def locked_folder(public_folder: Path) -> Path:
    """A folder that everybody may look into and nobody but its owner, who has stepped down, may change."""
    folder = public_folder / "locked"
    folder.mkdir()
    return folder


def test_a_folder_without_permission_is_said_to_be(locked_folder: Path) -> None:
    locked_folder.chmod(0o555)
    path = locked_folder / "war.fog"
    assert as_nobody(lambda: check_refused(path, LedgerUnwritable, "may not be written", "permissions")) == 0
    assert not path.exists()


def test_a_ledger_without_permission_can_be_read_but_not_added_to(locked_folder: Path) -> None:
    path = made(locked_folder / "war.fog")
    path.chmod(0o444)
    locked_folder.chmod(0o555)

    def read_then_write() -> None:
        with open_store(path) as store:
            assert store.counts().documents == 1
            assert len(list(store.claims())) == 1
            with pytest.raises(LedgerUnwritable, match="may not be written"):
                store.add([an_extraction(story(1))])

    assert as_nobody(read_then_write) == 0


def test_a_full_disk_is_said_and_what_was_committed_stays(path: Path) -> None:
    with open_store(path, create=True) as store:
        store.add([an_extraction()])
        with store.database.engine.connect() as connection:  # the one way to fill a disk that works everywhere
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerUnwritable) as told:
            store.add([an_extraction(story(number), mentions=MENTIONS) for number in range(500)])
        assert str(told.value).startswith(f"{path}: there is no space left")
        assert store.counts().documents == 1
        assert store.mentions(a_document().document_id) == Mentions()
    assert_sound(path)


def test_a_lock_that_does_not_end_is_said(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with open_store(path, lock_wait=0.1) as store:
            assert store.counts().documents == 1, "reading is not kept waiting"
            with pytest.raises(LedgerUnwritable, match="locked"):
                store.add([an_extraction(story(1))])
        other.execute("ROLLBACK")
    with open_store(path) as store:
        store.add([an_extraction(story(1))])


# How it grows


def test_the_migrations_lead_to_the_tables_that_the_store_uses(path: Path) -> None:
    engine = sqlite.engine_for(made(path))
    found = inspect(engine)
    for table in schema.metadata.tables.values():
        columns = {column["name"]: bool(column["nullable"]) for column in found.get_columns(table.name)}
        assert columns == {column.name: bool(column.nullable) for column in table.columns}, table.name
        indexes = {index["name"] for index in found.get_indexes(table.name)}
        assert indexes >= {index.name for index in table.indexes}, table.name
    engine.dispose()


NEXT = len(migrations.STEPS) + 1


def test_the_steps_are_numbered_in_order() -> None:
    assert [step.number for step in migrations.STEPS] == list(range(1, len(migrations.STEPS) + 1))


def test_an_older_ledger_is_brought_up_to_date_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def add_colour(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE colour (x TEXT)")

    made(path)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, migrations.Step(NEXT, "colour", add_colour)))
    for _ in range(2):
        with open_store(path) as store:
            assert store.counts().claims == 1
    with closing(sqlite3.connect(path)) as connection:
        taken = [(step.number, step.name) for step in migrations.STEPS]
        assert connection.execute("SELECT number, name FROM migrations").fetchall() == taken
        assert connection.execute("SELECT count(*) FROM colour").fetchall() == [(0,)]


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x TEXT)")
        raise RuntimeError("no")

    made(path)
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, migrations.Step(NEXT, "half", fail)))
        with pytest.raises(RuntimeError, match="no"):
            open_store(path)
    with open_store(path) as store:
        assert store.counts().claims == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'half'").fetchall() == []


def test_the_tables_and_the_filters_are_any_databases() -> None:
    everything = ClaimFilter("p", frozenset({1}), "s", "t", "x", date(2031, 5, 1), date(2031, 5, 2), 0.5, "d")
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in schema.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
    assert "SELECT claims.record" in str(queries.claims(everything).compile(dialect=dialect))
