"""Rows of an answer, whatever its columns are, as a table, CSV, JSON lines or Parquet; streamed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from fogline.export.stream import cell, table

LONGEST = 100
"""Characters of a value shown in a table."""


def write(answer: Any, form: str, out: BinaryIO) -> None:
    """Write *answer*, an Arrow reader, in the *form*, one of :data:`FORMATS`, to *out*."""
    FORMATS[form](answer, out)


def _table(answer: Any, out: BinaryIO) -> None:
    """Columns as wide as the first rows need; of numbers, to the right."""
    widths: list[int] = []
    for batch in answer:
        rows = [[_cell(value) for value in row.values()] for row in batch.to_pylist()]
        if not widths:
            names = list(answer.schema.names)
            widths = [max(map(len, column)) for column in zip(names, *rows, strict=True)]
            right = [_is_number(kind) for kind in answer.schema.types]
            out.write(_line(names, widths, right))
            out.write(_line(["-" * width for width in widths], widths, right))
        for row in rows:
            out.write(_line(row, widths, right))
    if not widths:
        out.write(("  ".join(answer.schema.names) + "\n(no rows)\n").encode())


def _line(cells: Iterable[str], widths: list[int], right: list[bool]) -> bytes:
    placed = (cell.rjust(w) if r else cell.ljust(w) for cell, w, r in zip(cells, widths, right, strict=True))
    return f"{'  '.join(placed).rstrip()}\n".encode("utf-8", "replace")


def _cell(value: Any) -> str:
    text = " ".join(_text(value).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _is_number(kind: Any) -> bool:
    from pyarrow import types

    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def _csv(answer: Any, out: BinaryIO) -> None:
    """With a line of names; null is empty, a value with parts JSON, and no cell a formula."""
    with table(out) as to:
        to.writerow(answer.schema.names)
        for batch in answer:
            for row in batch.to_pylist():
                to.writerow([cell(value if isinstance(value, int | float) else _text(value)) for value in row.values()])


def _jsonl(answer: Any, out: BinaryIO) -> None:
    for batch in answer:
        for row in batch.to_pylist():
            out.write(f"{json.dumps(row, ensure_ascii=False, default=_plain)}\n".encode("utf-8", "replace"))


def _parquet(answer: Any, out: BinaryIO) -> None:
    import pyarrow
    from pyarrow import parquet

    with parquet.ParquetWriter(pyarrow.PythonFile(out, mode="w"), answer.schema, compression="zstd") as writer:
        for batch in answer:
            writer.write_batch(batch)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(_plain(value))


def _plain(value: Any) -> Any:
    """What JSON has no form for."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value if isinstance(value, int | float | str) else str(value)


FORMATS: dict[str, Callable[[Any, BinaryIO], None]] = {
    "table": _table,
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}
"""The forms there are."""
