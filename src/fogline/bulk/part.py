"""One partition as it is now: the names of what is kept of it beside its tables."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from fogline.bulk.columns import readable
from fogline.bulk.layout import WORK, Layout, part
from fogline.derivation.rules import rules
from fogline.version import __version__


@dataclass(frozen=True, slots=True)
class Part:
    """A partition by its ``number``; ``stem`` begins the names of what is kept of it, and tells its content."""

    number: int
    stem: str

    def name(self, what: str, ending: str = "parquet") -> str:
        """The name of one of these files."""
        return f"{self.stem}.{what}.{ending}"

    @property
    def done(self) -> str:
        """The name of the file that is written last."""
        return self.name("done", "json")


def part_of(layout: Layout, number: int) -> Part:
    """Partition *number* as it is now, by its mark and the rules."""
    with readable(layout, layout.mark(number)), layout.storage.open(layout.mark(number)) as file:
        digest = hashlib.sha256(f"{__version__} {rules()} ".encode() + file.read()).hexdigest()
    return Part(number, f"{WORK}/index/{part(number)}-{digest[:12]}")
