"""Where a ledger is: files, and addresses of databases, whose passwords are never shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fogline.errors import UsageError
from fogline.store.address import ServerAddress, where_of
from fogline.store.sql import open_store
from tests.conftest import Call


@pytest.mark.parametrize(
    ("text", "shown", "name"),
    [
        ("postgresql://ada@db.example/war", "postgresql://ada@db.example/war", "war"),
        ("postgresql://ada:h%40x@db.example:5433/war", "postgresql://ada@db.example:5433/war", "war"),
        ("postgres://db.example/war", "postgresql://db.example/war", "war"),
        ("POSTGRESQL+psycopg://ada:hush@[::1]/war", "postgresql://ada@[::1]/war", "war"),
        ("postgresql:///war", "postgresql:///war", "war"),
        ("postgresql:///war?host=/run/pg&password=hush", "postgresql:///war?host=/run/pg", "war"),
        ("postgresql://ada@a.example,b.example/war?sslmode=require", None, "war"),
        ("postgresql://ada:hush@db.example", "postgresql://ada@db.example", "ada"),
    ],
)
def test_an_address_is_shown_without_its_password(text: str, shown: str | None, name: str) -> None:
    where = where_of(text)
    assert isinstance(where, ServerAddress)
    assert (str(where), where.name) == (shown or text, name)
    for told in (str(where), repr(where), f"{where}"):
        assert "hush" not in told
        assert "h%40x" not in told


def test_no_secret_stands_in_what_a_server_says() -> None:
    where = where_of("postgresql://ada:h%40x@db.example/war?sslpassword=key")
    assert isinstance(where, ServerAddress)
    assert where.without_secrets("FATAL: h@x or key") == "FATAL: *** or ***"


@pytest.mark.parametrize("text", ["war.fog", "postgres", "postgresql.fog", "folder/postgres:x", "postgresql:war"])
def test_anything_else_is_a_file(text: str) -> None:
    assert where_of(text) == Path(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("postgresql://ada:hush@x@db.example/war", "an @ in the password"),
        ("postgresql://ada:hush/x@db.example/war", "a slash in it"),
        ("postgresql://ada:hush?x@db.example/war", "a question mark in it"),
        ("postgresql://ada:hush#x@db.example/war", "a number sign in it"),
        ("postgresql://ada:hush@db.example:war/war", "no number for a port"),
        ("postgresql://ada:hush@[db.example/war", "half a bracket"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(text: str, why: str) -> None:
    with pytest.raises(UsageError, match="postgresql://user@host/database") as told:
        where_of(text)
    assert "hush" not in str(told.value), why
    assert "\n" not in str(told.value)


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, fogline: Call) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(UsageError, match=r"pip install 'fogline\[postgres\]'"):
        open_store("postgresql://ada:hush@db.example/war", create=True)
    done = fogline("ledger", "info", "postgresql://ada:hush@db.example/war")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "fogline[postgres]" in done.err
    assert "hush" not in done.err
