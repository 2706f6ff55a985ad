"""One article more asks a ledger for what is near it: no statement goes through a table that grows with articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event

from fogline.building import build
from fogline.config import Settings
from fogline.store.sql import SqlStore, open_store

OF_DECISIONS_AND_WORK = {"reviews", "stale", "unweighed", "meta", "migrations"}
"""Tables that hold what people decided, or what is under way: they do not grow with the articles."""

FIRST = "Rebels shelled Kyiv on 3 May 2031, killing 12 people, the mayor said. The army captured Kyiv on 4 May 2031."
ANOTHER = "The army denied that rebels captured Kyiv on 4 May 2031. Shelling in Kyiv killed 15 people on 3 May 2031."


def test_nothing_is_gone_through_for_one_article(tmp_path: Path) -> None:
    path = tmp_path / "war.fog"
    first, another = tmp_path / "first.txt", tmp_path / "another.txt"
    first.write_text(FIRST, encoding="utf-8")
    another.write_text(ANOTHER, encoding="utf-8")
    with open_store(path, create=True) as store:
        build(store, [first], Settings())
        with asked_of(store) as statements:
            report = build(store, [another], Settings())
    assert report.claims
    assert statements
    assert sorted(gone_through(path, statements)) == []


@contextmanager
def asked_of(store: SqlStore) -> Iterator[dict[str, Any]]:
    """The statements that *store* is asked meanwhile, each with parameters that it had."""
    asked: dict[str, Any] = {}

    def note(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        asked[statement] = parameters[0] if many and parameters else parameters

    event.listen(store.database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.database.engine, "before_cursor_execute", note)


def gone_through(path: Path, statements: dict[str, Any]) -> Iterator[str]:
    """The tables that SQLite would go through from end to end, with the statement that has it do so."""
    with sqlite3.connect(path) as connection:
        for statement, parameters in statements.items():
            if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
                for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters):
                    words = row[3].split()
                    if words[0] == "SCAN" and words[1] in _tables(connection) - OF_DECISIONS_AND_WORK:
                        yield f"{words[1]}: {statement}"


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
