"""Where one derivation of a bulk folder keeps what it works with, so that it goes on where it was stopped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fogline.bulk.layout import WORK, Layout, part

DERIVING = f"{WORK}/derive"

TIES = f"{WORK}/ties"
"""What a derivation leaves beside its tables, for a ledger of the whole folder (:mod:`~fogline.bulk.carry`)."""

Counts = Mapping[str, int]
"""How many of what a task has written."""


@dataclass(frozen=True)
class Work:
    """The work on the bulk folder *layout* as ``state`` tells its partitions; it pickles."""

    layout: Layout
    state: str

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return f"{DERIVING}/{self.state}"

    def name(self, what: str, number: int | None = None, ending: str = "parquet") -> str:
        """The name of the file *what*, or of a part of it."""
        return f"{self.folder}/{what}.{ending}" if number is None else f"{self.folder}/{what}/{part(number)}.{ending}"

    def tie(self, what: str, number: int) -> str:
        """The name of a part of the file *what* that stays when all is derived."""
        return f"{TIES}/{what}/{part(number)}.parquet"

    def once(self, what: str, number: int, task: Callable[[], Counts]) -> Counts:
        """What *task*, number *number* of its kind *what*, came to: in this run, or in one that was stopped after it.

        What *task* raises goes through, and nothing is noted of it.
        """
        done = self.name(what, number, "json")
        if not self.layout.storage.exists(done):
            self.layout.write_json(done, task())
        counts: Counts = self.layout.read_json(done)
        return counts
