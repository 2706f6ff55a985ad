"""Decisions kept in a file: JSON lines, gzipped where the name ends in ``.gz``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, cast

from benchmarks.decisions import Decision

_SETS = ("wanted", "found", "right")
_PLAIN = ("corpus", "document", "index", "start", "end", "words", "item", "kind", "value")


def save(decisions: Iterable[Decision], path: Path) -> None:
    """Write *decisions* to *path*, one a line."""
    with _open(path, "wt") as out:
        for one in decisions:
            out.write(json.dumps(_row(one), ensure_ascii=False, separators=(",", ":")) + "\n")


def load(path: Path) -> Iterator[Decision]:
    """The decisions in *path*, in its order."""
    with _open(path, "rt") as lines:
        for line in lines:
            row = json.loads(line)
            yield Decision(**{**row, **{name: frozenset(row[name]) for name in _SETS}})


def _row(one: Decision) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in _PLAIN}
    return plain | {name: sorted(getattr(one, name)) for name in _SETS}


def _open(path: Path, mode: str) -> TextIO:
    opener = gzip.open if path.suffix == ".gz" else open
    return cast(TextIO, opener(path, mode, encoding="utf-8"))
