"""Where one derivation of a bulk folder keeps what it works with, so that it goes on where it was stopped."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.bulk.layout import WORK, Layout, part

DERIVING = f"{WORK}/derive"


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
