"""JSON Lines: one whole record a line, UTF-8, keys in the schema's order."""

from __future__ import annotations

from typing import BinaryIO

from fogline.export.base import Material, What
from fogline.export.stream import write_lines


class JsonLines:
    """``--format jsonl``: loses nothing."""

    name = "jsonl"
    means = "one claim record a line, the whole schema; loses nothing"
    offers: tuple[What, ...] = ("claims", "events", "control")
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write each record as a line of JSON; gives their number."""
        if material.what == "events":
            return write_lines(out, (told.event for told in material.events()))
        if material.what == "control":
            return write_lines(out, material.control())
        return write_lines(out, material.claims())
