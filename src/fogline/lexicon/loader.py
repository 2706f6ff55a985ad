"""Reads the word lists that ship with the package."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from fogline.model.remembered import Remembered
from fogline.tables import read_table


def table(name: str) -> dict[str, Any]:
    """The list *name* (``table("times")`` reads ``times.toml``), parsed once and shared: treat it as read-only.

    Raises:
        FileNotFoundError: no such list ships.
        tomllib.TOMLDecodeError: the list is not TOML.
    """
    return _TABLES[name]


def _read(name: str) -> dict[str, Any]:
    return read_table(files(__package__), f"{name}.toml")


_TABLES = Remembered(_read)


@cache
def folder(name: str) -> tuple[dict[str, Any], ...]:
    """The lists of the folder *name*, parsed once, in the order of their file names: treat them as read-only.

    Raises:
        tomllib.TOMLDecodeError: a list is not TOML.
    """
    return tuple(read_table(files(__package__) / name, file) for file in names_in(name))


@cache
def names_in(name: str) -> tuple[str, ...]:
    """The file names of the lists of the folder *name*, sorted."""
    return tuple(sorted(f.name for f in (files(__package__) / name).iterdir() if f.name.endswith(".toml")))


def words(name: str, key: str) -> frozenset[str]:
    """The strings under *key* of list *name*, as a set."""
    return _WORDS[name][key]


def _words_of(name: str) -> Remembered[str, frozenset[str]]:
    return Remembered(lambda key: frozenset(str(word) for word in table(name)[key]))


_WORDS = Remembered(_words_of)
