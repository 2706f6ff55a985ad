"""The ledger on a server: what it survives, what it refuses, and how it says so, without a password."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from fogline.errors import LedgerError, LedgerUnreachable, LedgerUnwritable, NewerLedger, NotALedger, UsageError
from fogline.model.mention import Mentions
from fogline.model.review import Review
from fogline.store import migrations, rows, schema
from fogline.store.base import ClaimFilter
from fogline.store.migrations import m0001_ledger
from fogline.store.sql import open_store
from tests import postgres_server
from tests.conftest import Call
from tests.factories import a_claim, a_document
from tests.postgres_server import PASSWORD, Server
from tests.running import PATIENCE
from tests.store.nouns import MENTIONS, an_extraction, story
from tests.store.test_sql import building

pytestmark = pytest.mark.postgres


@pytest.fixture
def address(server: Server) -> str:
    """The address of an empty schema."""
    return server.address("shared", schema=server.schema())


@pytest.fixture
def database(server: Server) -> str:
    """The name of an empty database."""
    return server.database()


def made(address: str) -> str:
    """A ledger with one document in it."""
    with open_store(address, create=True) as store:
        store.add([an_extraction()])
    return address


# What it survives


def test_it_is_there_when_opened_again(address: str) -> None:
    with open_store(made(address)) as store:
        assert store.document(a_document().document_id) == a_document()
        assert [claim.event_type for claim in store.claims()] == ["capture"]


def test_ledgers_in_two_schemas_of_one_database_are_two(server: Server) -> None:
    one, other = (server.address("shared", schema=server.schema()) for _ in range(2))
    made(one)
    with open_store(other, create=True) as store:
        assert store.counts().documents == 0
        with store.derived.alone() as alone, open_store(one) as first, first.derived.alone(0) as too:
            assert (alone, too) == (True, True)


@pytest.mark.parametrize("patience", [0.0, 0.05])
def test_a_build_killed_in_the_middle_keeps_every_batch_it_committed(address: str, patience: float) -> None:
    with building(address, 0, 10_000) as build:
        assert build.stdout is not None
        for _ in range(3):
            build.stdout.readline()
        time.sleep(patience)
        os.kill(build.pid, signal.SIGKILL)
        committed = 3 + len(build.stdout.read().splitlines())
    with open_store(address) as store:
        counts = store.counts()
        assert counts.documents in (10 * committed, 10 * committed + 10), "whole batches; one may not have been told"
        assert counts.claims == counts.extracted == counts.documents
        store.add([an_extraction(story(-1))])
        assert store.faults() == []


def test_two_builds_at_once_make_one_sound_ledger_without_twins(address: str) -> None:
    with building(address, 0, 12, "a") as first, building(address, 6, 18, "b") as second:
        errors = first.communicate(timeout=PATIENCE)[1], second.communicate(timeout=PATIENCE)[1]
    assert errors == ("", "")
    with open_store(address) as store:
        counts = store.counts()
        assert (counts.documents, counts.claims, counts.extracted) == (180, 180, 180)
        assert counts.sources == 240, "the sixty that both read have two sources each"
        assert store.faults() == []


def test_a_reader_reads_while_a_build_writes(address: str) -> None:
    made(address)
    with building(address, 0, 30) as build, open_store(address) as store:
        seen = [store.counts().documents]
        while build.poll() is None:
            documents = sum(1 for _ in store.documents())
            assert (documents - 1) % 10 == 0, "never half a batch"
            seen.append(documents)
        assert build.communicate()[1] == ""
        seen.append(store.counts().documents)
    assert seen == sorted(seen)
    assert seen[-1] == 301


@pytest.fixture
def frail() -> Iterator[Server]:
    """A server that a test may stop."""
    with postgres_server.running() as started:
        yield started


def test_a_server_that_goes_is_said_and_what_was_committed_stays(frail: Server) -> None:
    address = made(frail.address("shared"))
    with open_store(address) as store:
        frail.stop("immediate")
        for _ in range(2):
            with pytest.raises(LedgerUnreachable) as told:
                store.add([an_extraction(story(1))])
            one_line(told.value, "no server answers")
        with pytest.raises(LedgerUnreachable):
            list(store.claims())
        with pytest.raises(LedgerUnreachable), store.derived.alone():
            pass
        frail.start()
        assert store.counts().documents == 1, "the same process goes on"
        store.add([an_extraction(story(1))])
    with open_store(address) as store:
        assert store.counts().documents == 2


def test_a_server_that_goes_in_the_middle_of_a_batch_keeps_nothing_of_it(frail: Server) -> None:
    address = made(frail.address("shared"))
    with open_store(address) as store:
        with pytest.raises(LedgerUnreachable, match="run it again") as told, store._changing() as connection:
            connection.execute(insert(schema.meta).values(key="half", value="x"))
            frail.stop("immediate")
            connection.execute(insert(schema.meta).values(key="whole", value="x"))
        one_line(told.value)
        frail.start()
        assert "half" not in store.about()


def test_a_connection_that_the_server_ends_is_said(server: Server, address: str) -> None:
    with open_store(made(address)) as store:
        with pytest.raises(LedgerUnreachable, match="run it again"), store._changing() as connection:
            number = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
            server.run(f"SELECT pg_terminate_backend({number})")
            connection.exec_driver_sql("SELECT 1")
        assert store.counts().documents == 1


# What it refuses


def one_line(error: Exception, *words: str) -> None:
    message = str(error)
    assert "\n" not in message
    assert PASSWORD not in message
    assert message.startswith("postgresql://")
    for word in words:
        assert word in message


def check_refused(address: str, kind: type[LedgerError], *words: str, create: bool = True) -> None:
    with pytest.raises(kind) as told:
        open_store(address, create=create)
    assert type(told.value) is kind
    one_line(told.value, *words)


def test_no_such_database_user_password_or_server(server: Server) -> None:
    check_refused(server.address("nowhere"), NotALedger, "no such database", "createdb")
    check_refused(server.address("shared", user="nobody"), LedgerUnreachable, "does not let this user in", "nobody")
    check_refused(server.address("shared", password="wrong-" + PASSWORD), LedgerUnreachable, "password")
    check_refused(server.address("nowhere", password=PASSWORD), NotALedger, "no such database")
    port = postgres_server._free_port()
    check_refused(f"postgresql://owner:{PASSWORD}@127.0.0.1:{port}/shared", LedgerUnreachable, "no server answers")
    check_refused(f"postgresql://owner:{PASSWORD}@no.such.host.invalid/x", LedgerUnreachable, "no server answers")
    check_refused("postgresql:///x?host=/nowhere", LedgerUnreachable, "no server answers")
    with pytest.raises(UsageError, match="hots") as told:
        open_store("postgresql:///x?hots=/nowhere&password=" + PASSWORD)
    one_line(told.value)


def test_a_schema_that_is_not_there_is_said(server: Server) -> None:
    check_refused(server.address("shared", schema="nowhere"), NotALedger, "no schema")


def test_an_empty_database_becomes_a_ledger_only_if_one_is_to_be_made(server: Server, database: str) -> None:
    check_refused(server.address(database), NotALedger, "empty", create=False)
    assert server.run("SELECT count(*) FROM pg_class WHERE relname = 'claims'", database=database) == [(0,)]
    made(server.address(database))


def test_another_programs_tables_are_refused_and_left_as_they_are(server: Server, database: str) -> None:
    server.run("CREATE TABLE migrations (id int)", database=database)
    for create in (True, False):
        check_refused(server.address(database), NotALedger, "another program", create=create)
    tables = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert server.run(tables, database=database) == [("migrations",)]


def test_a_ledger_of_a_later_version_is_refused(server: Server, database: str) -> None:
    made(server.address(database))
    server.run("INSERT INTO migrations VALUES (9999, 'later', '99.0', '2031-05-02')", database=database)
    check_refused(server.address(database), NewerLedger, "later version", "9999")
    check_refused(server.address(database), NewerLedger, create=False)


def test_who_may_only_read_reads_and_is_told_so_when_writing(server: Server, database: str) -> None:
    made(server.address(database))
    server.run(
        "CREATE ROLE reader LOGIN",
        "GRANT USAGE ON SCHEMA public TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        database=database,
    )
    with open_store(server.address(database, user="reader")) as store:
        assert store.counts().documents == 1
        assert len(list(store.claims())) == 1
        assert list(store.search("Northford"))
        store.overview.revision()
        with pytest.raises(LedgerUnwritable) as told:
            store.add([an_extraction(story(1))])
        one_line(told.value, "may not", "docs/teams.md")
    empty = server.database()
    check_refused(server.address(empty, user="reader"), LedgerUnwritable, "may not")


def test_a_full_disk_is_said_and_what_was_committed_stays(server: Server, database: str) -> None:
    """The server is made to say so; to fill its disk is not ours."""
    address = made(server.address(database))
    server.run(
        """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM claims) >= 100 THEN
        RAISE EXCEPTION 'could not extend file "base/1": No space left on device' USING ERRCODE = '53100'; END IF;
        RETURN NULL; END $$""",
        "CREATE TRIGGER full_disk AFTER INSERT ON claims EXECUTE FUNCTION full_disk()",
        database=database,
    )
    with open_store(address) as store:
        with pytest.raises(LedgerUnwritable) as told:
            store.add([an_extraction(story(number), mentions=MENTIONS) for number in range(500)])
        one_line(told.value, "no space left", "run it again")
        assert store.counts().documents == 1
        assert store.mentions(a_document().document_id) == Mentions()
        server.run("DROP TRIGGER full_disk ON claims", database=database)
        store.add([an_extraction(story(number)) for number in range(500)])
        assert store.counts().claims == 501


def test_a_lock_that_does_not_end_is_said(address: str) -> None:
    with open_store(made(address)) as other, other._changing(), open_store(address, lock_wait=0.1) as store:
        assert store.counts().documents == 1, "reading is not kept waiting"
        with pytest.raises(LedgerUnwritable, match="locked") as told:
            store.add([an_extraction(story(1))])
        one_line(told.value)
    with open_store(address) as store:
        store.add([an_extraction(story(1))])


def test_only_one_derives_at_a_time_and_whoever_ends_lets_go(address: str) -> None:
    with open_store(made(address)) as one, open_store(address) as other:
        with one.derived.alone() as first, other.derived.alone(0.1) as second:
            assert (first, second) == (True, False)
            other.add([an_extraction(story(1))])
        with other.derived.alone(0) as second:
            assert second


# How it grows


def test_the_migrations_lead_to_the_tables_that_the_store_uses(address: str) -> None:
    with open_store(made(address)) as store:
        found = inspect(store.database.engine)
        for table in schema.metadata.tables.values():
            columns = {column["name"]: bool(column["nullable"]) for column in found.get_columns(table.name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}, table.name
            indexes = {index["name"] for index in found.get_indexes(table.name)}
            assert indexes >= {index.name for index in table.indexes}, table.name


def first_form(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger as the first migration made it, with a document, its claim and a decision."""
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:1])
        with open_store(address, create=True) as store, Session(store.database.engine) as session:
            old = m0001_ledger.metadata.tables
            values = {
                "documents": rows.document_row(a_document()),
                "claims": rows.claim_row(a_claim()),
                "extractions": {
                    "document_id": a_document().document_id,
                    "extractor": "test@1",
                    "profile": "generic@1",
                    "at": datetime(2031, 5, 3),
                },
                "reviews": rows.review_row(
                    Review("r1", a_claim().claim_id, "reject", "ada", datetime(2031, 5, 3, tzinfo=UTC))
                ),
            }
            for name, row in values.items():
                known = {key: value for key, value in row.items() if key in old[name].columns}
                session.execute(insert(old[name]).values(**known))
            session.commit()
    return address


def test_a_ledger_of_the_first_form_is_brought_up_to_date_and_loses_nothing(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(first_form(address, monkeypatch)) as store:
        assert store.document(a_document().document_id) == a_document()
        assert list(store.claims()) == [], "the decision of then counts"
        assert list(store.claims(ClaimFilter(reviewed="any"))) == [a_claim()]
        assert list(store.derived.stale()) == [a_document().document_id]
        assert store.about()["form"] == str(len(migrations.STEPS))


OPENING = """
import sys
from fogline.store.sql import open_store
print("ready", flush=True)
sys.stdin.readline()
with open_store(sys.argv[1], create=True) as store:
    print(store.counts().documents)
"""


@pytest.mark.parametrize("old", [True, False])
def test_several_that_open_at_once_bring_it_up_to_date_once(
    server: Server, database: str, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    address = server.address(database)
    if old:
        first_form(address, monkeypatch)
    command = [sys.executable, "-c", OPENING, address]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    several = [subprocess.Popen(command, text=True, **pipes) for _ in range(4)]  # type: ignore[call-overload]
    for one in several:
        assert one.stdout.readline() == "ready\n"
    told = []
    for one in several:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in several:
        told.append(one.communicate(timeout=PATIENCE))
    assert told == [("1\n" if old else "0\n", "")] * 4
    steps = server.run("SELECT number FROM migrations ORDER BY number", database=database)
    assert steps == [(step.number,) for step in migrations.STEPS]
    assert server.run("SELECT count(*) FROM meta WHERE key = 'ledger_id'", database=database) == [(1,)]


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: object) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x TEXT)")  # type: ignore[attr-defined]
        raise RuntimeError("no")

    made(address)
    with monkeypatch.context() as patch:
        step = migrations.Step(len(migrations.STEPS) + 1, "half", fail)
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
        with pytest.raises(RuntimeError, match="no"):
            open_store(address)
    with open_store(address) as store:
        assert store.counts().claims == 1
        assert not inspect(store.database.engine).has_table("half")


# The command line


def test_no_verb_prints_the_password(server: Server, database: str, tmp_path: Path, fogline: Call) -> None:
    server.run(f"ALTER ROLE owner PASSWORD '{PASSWORD}'")
    address = server.address(database, password=PASSWORD)
    text = "Troops captured Lyman on Monday, the ministry said. Shells hit Kramatorsk, the mayor said."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    calls = [
        ("build", tmp_path / "a.txt", "--ledger", address),
        *(("ledger", verb, address) for verb in ("info", "verify", "vacuum")),
        ("claims", address),
        ("claims", address, "--json"),
        ("place", address, "Lyman"),
        *((verb, address) for verb in ("events", "sources", "disagreements")),
        ("review", "queue", address),
        ("control", address, "--on", "2031-01-01"),
        ("export", address, "--format", "jsonl"),
        ("brief", address, "-o", tmp_path / "brief.html"),
        ("watch", tmp_path, "--ledger", address, "--rounds", "1"),
        ("ledger", "copy", address, tmp_path / "copy.fog"),
        ("ledger", "merge", address, tmp_path / "copy.fog", "-o", tmp_path / "both.fog"),
        ("ledger", "source", address, "a.txt"),
    ]
    for call in calls:
        done = fogline(*call)
        assert done.code == 0, (call, done.err)
        assert PASSWORD not in done.out + done.err, call
    assert PASSWORD not in (tmp_path / "brief.html").read_text(encoding="utf-8")
    wrong = fogline("claims", address.replace(PASSWORD, PASSWORD + "x"))
    assert wrong.code == 2
    assert wrong.err.count("\n") == 1
    assert PASSWORD not in wrong.err
