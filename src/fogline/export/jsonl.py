"""JSON Lines: one whole claim record a line, UTF-8, keys in the schema's order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from fogline.export.record import Record


class JsonLines:
    """``--format jsonl``: loses nothing."""

    name = "jsonl"

    def write(self, records: Iterable[Record], out: BinaryIO) -> int:
        """Write each record as a line of JSON; gives their number."""
        count = 0
        for count, record in enumerate(records, start=1):  # noqa: B007 - the count outlives the loop
            out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n")
        return count
