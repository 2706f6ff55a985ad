"""The seam for export formats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from fogline.export.record import Record


class Exporter(Protocol):
    """Writes claim records in one format."""

    name: str
    """What ``--format`` calls it."""

    def write(self, records: Iterable[Record], out: BinaryIO) -> int:
        """Write *records*, streamed, to *out*; gives how many there were. Raises ``OSError`` as *out* does."""
        ...
