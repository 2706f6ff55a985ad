"""Every store that there is, for tests that all of them must pass; that on PostgreSQL by ``make postgres-test``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests import postgres_server


def _on_a_server(path: Path) -> Store:
    """A ledger for *path* alone, though it is not there."""
    server = postgres_server.shared()
    return open_store(server.address("shared", schema=server.schema()), create=True)


OPENERS: Mapping[str, Callable[[Path], Store]] = {
    "memory": lambda path: MemoryStore(),
    "postgres": _on_a_server,
    "sqlite": lambda path: open_store(path, create=True),
}

KINDS = ["memory", pytest.param("postgres", marks=pytest.mark.postgres), "sqlite"]
