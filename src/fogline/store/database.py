"""The seam between the ledger's statements and where it lives: a file, or a database on a server."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine

LOCK_WAIT_SECONDS = 30
"""How long a writer waits for another one; a batch is written in well under a second."""


class Database(Protocol):
    """One ledger's database: opened, locked, watched.

    Attributes:
        name: what messages call it; holds no password.
        engine: gives connections to it.
    """

    name: str
    engine: Engine

    def holds_ledger(self, *, create: bool) -> bool:
        """Whether a ledger is there; ``False`` where nothing is, and one may be made.

        Raises:
            NotALedger: there is something else, or, without *create*, no such place.
            LedgerUnwritable: with *create*, there can be none.
            LedgerUnreachable: no server answers.
        """

    def prepare(self) -> None:
        """Set up what cannot be within a transaction, before the tables are made."""

    def made(self, connection: Connection, *, new: bool) -> None:
        """Finish what migrations made, in the same transaction; *new* where there was no ledger before."""

    def errors(self) -> AbstractContextManager[None]:
        """Tells what the database reports as an error of ours, with what to do about it."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection whose statements all see the ledger as it was at the first."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that no other writes beside, from its beginning; kept at its end, or dropped with an error."""

    def alone(self, wait: float | None) -> AbstractContextManager[bool]:
        """Hold the one lock that there is on deriving; whether it was to be had in *wait* seconds (``None``: waits).

        It does not keep others from writing, and ends with the process that holds it.
        """

    def revision(self) -> int:
        """Another number after every change, whoever made it."""

    def size(self) -> int:
        """How many bytes the ledger takes."""

    def shrink(self) -> None:
        """Give back what is no longer used."""

    def close(self) -> None:
        """Let go of it; twice is no error."""
