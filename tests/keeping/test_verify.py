"""A sound ledger has no faults; whatever is changed in the file behind its back is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.conftest import Call
from tests.export.conftest import war_file

__all__ = ["war_file"]


@pytest.fixture
def ledger(war_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(war_file, tmp_path / "war.fog"))


def change(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql)
    connection.close()


def test_a_sound_ledger_has_no_faults(fogline: Call, ledger: Path) -> None:
    done = fogline("ledger", "verify", ledger)
    assert done.code == 0
    assert "no faults" in done.out


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE documents SET text = text || '!' WHERE name = 'army.txt'", "its text does not have the SHA-256"),
        ("UPDATE claims SET record = json_set(record, '$.evidence[1]', 99999)", "lies outside of the text"),
        ("UPDATE claims SET record = json_set(record, '$.place.text', 'Atlantis')", "not 'Atlantis'"),
        ("UPDATE claims SET record = json_set(record, '$.polarity', 'maybe')", "polarity: 'maybe' is not one of"),
        ("DELETE FROM documents WHERE name = 'plans.txt'", "has no documents"),
    ],
)
def test_what_was_changed_is_named(fogline: Call, ledger: Path, sql: str, told: str) -> None:
    change(ledger, sql)
    done = fogline("ledger", "verify", ledger)
    assert done.code == 1
    assert told in done.out


def test_info_counts(fogline: Call, ledger: Path) -> None:
    found = json.loads(fogline("ledger", "info", ledger, "--json").out)
    assert (found["documents"], found["reviews"], found["not_derived_yet"]) == (5, 1, 1)
    assert found["published_from"] == "2022-07-03"
    assert "documents" in fogline("ledger", "info", ledger).out


def test_vacuum_makes_it_small_and_loses_nothing(fogline: Call, ledger: Path) -> None:
    before = fogline("claims", ledger, "--json").out
    change(ledger, "CREATE TABLE filler AS SELECT randomblob(400000) AS x")
    change(ledger, "DROP TABLE filler")
    size = ledger.stat().st_size
    assert fogline("ledger", "vacuum", ledger).code == 0
    assert ledger.stat().st_size < size
    assert fogline("claims", ledger, "--json").out == before
    assert fogline("ledger", "verify", ledger).code == 0


def test_merge_on_the_command_line(fogline: Call, ledger: Path, war_file: Path, tmp_path: Path) -> None:
    done = fogline("ledger", "merge", ledger, war_file, "-o", tmp_path / "both.fog", "--profile", "ukraine")
    assert done.code == 0
    assert "5 documents were in both" in done.out
    assert fogline("ledger", "verify", tmp_path / "both.fog").code == 0
