"""The public corpora: documents with what is to be found in them, and what we find there."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.cli.mentions import mentions_record
from fogline.config import Settings
from fogline.ledger import BuildReport, read_documents

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """One document of a corpus: its number there, its annotation, what we find."""

    index: int
    gold: Row
    found: Row

    @property
    def name(self) -> str:
        """The document's name."""
        return str(self.gold["name"])

    @property
    def text(self) -> str:
        """The text that offsets count in."""
        return str(self.gold["text"])


def judged(path: Path, *, limit: int | None = None) -> Iterator[Judged]:
    """The documents of the JSON lines file *path* (``name``, ``text``, lists of mentions), the first *limit*.

    Mentions are found with the profile ``generic``, as ``fogline mentions --profile generic`` does. A name that occurs
    twice stands for the last document of that name, as in the corpora's scorer.
    """
    with path.open(encoding="utf-8") as lines:
        rows = {row["name"]: row for row in map(json.loads, itertools.islice(lines, limit))}
    found = _found(list(rows.values()))
    for index, (name, gold) in enumerate(rows.items()):
        yield Judged(index, gold, found.get(name, {}))


def _found(rows: list[Row]) -> dict[str, Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        bare = ({key: row[key] for key in ("name", "text", "published") if key in row} for row in rows)
        path.write_text("".join(json.dumps(row) + "\n" for row in bare), encoding="utf-8")
        settings, report = Settings(profile="generic"), BuildReport()
        return {e.document.name: mentions_record(e) for e in read_documents([path], settings=settings, report=report)}
