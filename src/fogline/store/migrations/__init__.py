"""The numbered steps that bring a ledger file to its present form, one module a step, in the order they are listed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module

from sqlalchemy import Connection, func, insert, inspect, select

from fogline.store.schema import migrations
from fogline.version import __version__


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its number, its name, and what it does."""

    number: int
    name: str
    upgrade: Callable[[Connection], None]


def _of(module: str) -> Callable[[Connection], None]:
    """What the step in *module* does, which is loaded then: most ledgers that are opened are of the last form."""

    def upgrade(connection: Connection) -> None:
        import_module(f"{__name__}.{module}").upgrade(connection)

    return upgrade


STEPS: tuple[Step, ...] = (
    Step(1, "ledger", _of("m0001_ledger")),
    Step(2, "towns", _of("m0002_towns")),
    Step(3, "derived", _of("m0003_derived")),
    Step(4, "corrections", _of("m0004_corrections")),
    Step(5, "custody", _of("m0005_custody")),
    Step(6, "marks", _of("m0006_marks")),
    Step(7, "kept", _of("m0007_kept")),
    Step(8, "texts", _of("m0008_texts")),
    Step(9, "dossiers", _of("m0009_dossiers")),
    Step(10, "days", _of("m0010_days")),
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
