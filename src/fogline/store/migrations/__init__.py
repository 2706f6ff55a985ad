"""The numbered steps that bring a ledger file to its present form, one module a step, in the order they are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, inspect, select

from fogline.store.migrations import (
    m0001_ledger,
    m0002_towns,
    m0003_derived,
    m0004_corrections,
    m0005_custody,
    m0006_marks,
    m0007_kept,
    m0008_texts,
    m0009_dossiers,
    m0010_days,
)
from fogline.store.schema import migrations
from fogline.version import __version__


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its number, its name, and what it does."""

    number: int
    name: str
    upgrade: Callable[[Connection], None]


STEPS: tuple[Step, ...] = (
    Step(1, "ledger", m0001_ledger.upgrade),
    Step(2, "towns", m0002_towns.upgrade),
    Step(3, "derived", m0003_derived.upgrade),
    Step(4, "corrections", m0004_corrections.upgrade),
    Step(5, "custody", m0005_custody.upgrade),
    Step(6, "marks", m0006_marks.upgrade),
    Step(7, "kept", m0007_kept.upgrade),
    Step(8, "texts", m0008_texts.upgrade),
    Step(9, "dossiers", m0009_dossiers.upgrade),
    Step(10, "days", m0010_days.upgrade),
)


def level(connection: Connection) -> int:
    """The number of the last step that was taken on the database; 0 for none."""
    if not inspect(connection).has_table(migrations.name):
        return 0
    return connection.execute(select(func.max(migrations.c.number))).scalar() or 0


def upgrade(connection: Connection) -> None:
    """Take the steps that the database lacks, in order, inside the caller's transaction, and record each."""
    done = level(connection)
    for step in STEPS:
        if step.number > done:
            step.upgrade(connection)
            taken = {"number": step.number, "name": step.name, "version": __version__}
            connection.execute(insert(migrations).values(**taken, at=datetime.now(UTC).replace(tzinfo=None)))
