"""The cases of this folder, and the ledgers built of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fogline.ledger import Ledger
from fogline.model.document import Document
from fogline.store.memory import MemoryStore

HERE = Path(__file__).parent

Row = Mapping[str, Any]
"""One line of a case file."""


def rows(name: str) -> list[Row]:
    """The rows of the case file *name* of this folder."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines() if line]


@contextmanager
def ledger_of(reports: Sequence[Row]) -> Iterator[Ledger]:
    """A ledger in memory of *reports* alone, named by their number from 0."""
    with tempfile.TemporaryDirectory() as folder, Ledger(MemoryStore()) as ledger:
        path = Path(folder) / "reports.jsonl"
        lines = (json.dumps({**report, "name": str(number)}) for number, report in enumerate(reports))
        path.write_text("\n".join(lines), "utf-8")
        ledger.add([path])
        yield ledger


def claims_on(ledger: Ledger, words: str, number: int | None = None) -> frozenset[str]:
    """The ids of the claims whose trigger lies in *words*, in the report with *number* or in any."""
    found = set()
    for document, claim in ledger.claims():
        if number is None or document.name == str(number):
            start = _start(document, words)
            if start is not None and start <= claim.trigger.start < start + len(words):
                found.add(claim.claim_id)
    return frozenset(found)


def _start(document: Document, words: str) -> int | None:
    start = document.text.find(words)
    return start if start >= 0 else None
