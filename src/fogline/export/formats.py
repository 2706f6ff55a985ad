"""The formats there are, in one visible list."""

from __future__ import annotations

from fogline.errors import UsageError
from fogline.export.base import Exporter
from fogline.export.csv import Csv
from fogline.export.jsonl import JsonLines

FORMATS: tuple[Exporter, ...] = (JsonLines(), Csv())


def get_format(name: str) -> Exporter:
    """The exporter that ``--format`` *name* means.

    Raises:
        UsageError: there is no such format.
    """
    for exporter in FORMATS:
        if exporter.name == name:
            return exporter
    known = ", ".join(exporter.name for exporter in FORMATS)
    raise UsageError(f"no such format: {name} (there are {known})")
