"""The tree of a bulk folder: which file holds what, and which partitions are whole.

::

    bulk.json                            what made it (manifest.py)
    documents/part-00000.parquet …       one row a document, one file a partition
    mentions/part-00000.parquet …        one row a mention
    claims/part-00000.parquet …          one row a claim
    received/part-00000.parquet …        custody: one row a thing received
    origins/ events/ disagreements/ control/   what is derived across partitions
    marks/part-00000.json …              written last: partition 0 is whole, with its counts and what was refused in it
    work/                                what may be thrown away when all is done

A partition counts only if its mark is there: files without one are of a run that was stopped, and are written again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fogline.bulk.storage import Storage, storage_at

READ = ("documents", "mentions", "claims", "received")
"""The tables that reading writes, one file a partition."""

DERIVED = ("origins", "events", "disagreements", "control")
"""The tables that are derived across partitions; any number of ``part-*.parquet`` files each."""

MANIFEST = "bulk.json"
MARKS = "marks"
WORK = "work"
LOCK = ".lock"


def part(number: int) -> str:
    """The name of partition *number*, without an ending."""
    return f"part-{number:05d}"


@dataclass(frozen=True)
class Layout:
    """The bulk folder at *root*, a path or a URL. It pickles: tasks are given it and open their files themselves."""

    root: str

    @cached_property
    def storage(self) -> Storage:
        """Its files."""
        return storage_at(self.root)

    def path(self, table: str, number: int) -> str:
        """The name of partition *number* of *table* (of :data:`READ`, or any folder of the kind)."""
        return f"{table}/{part(number)}.parquet"

    def mark(self, number: int) -> str:
        """The name of the mark of partition *number*."""
        return f"{MARKS}/{part(number)}.json"

    def whole(self) -> list[int]:
        """The numbers of the partitions that are whole, in order."""
        return numbers(self.storage.names(MARKS), ".json")

    def urls(self, table: str) -> list[str]:
        """What DuckDB opens the files of *table* by: those of whole partitions, or all that are derived."""
        if table in DERIVED:
            return [self.storage.url(f"{table}/{name}") for name in self.storage.names(table) if is_parquet(name)]
        return [self.storage.url(self.path(table, number)) for number in self.whole()]

    def read_json(self, name: str) -> Any:
        """The content of the JSON file *name*.

        Raises:
            OSError, ValueError: there is none, or it is no JSON.
        """
        with self.storage.open(name) as file:
            return json.loads(file.read())

    def write_json(self, name: str, content: Mapping[str, Any] | Sequence[Any]) -> None:
        """Write *content* as the JSON file *name*, whole or not at all."""
        with self.storage.write(name) as out:
            out.write(json.dumps(content, ensure_ascii=False, indent=1).encode())


def numbers(names: Sequence[str], ending: str) -> list[int]:
    """The numbers of the partitions that *names* with this *ending* stand for, in order."""
    stems = (name.removesuffix(ending) for name in names if name.startswith("part-") and name.endswith(ending))
    return sorted(int(stem[5:]) for stem in stems if stem[5:].isdigit())


def is_parquet(name: str) -> bool:
    """Whether the file *name* is one of a table's."""
    return name.startswith("part-") and name.endswith(".parquet")
