"""Writing text and JSON to a stream of bytes, piece by piece."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Protocol

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell must not begin with, else a spreadsheet may run it (OWASP, "CSV Injection")."""


class Rows(Protocol):
    """What a table is written with."""

    def writerow(self, row: Iterable[object], /) -> object:
        """Write one row."""
        ...


@contextmanager
def table(out: BinaryIO) -> Iterator[Rows]:
    """Rows of CSV (RFC 4180, UTF-8) into *out*, which stays open."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    try:
        yield csv.writer(text)
    finally:
        text.detach()


def cell(value: object) -> object:
    """*value* as a cell: ``None`` empty, lists as JSON, and no text that a spreadsheet would take for a formula.

    Such text gets an apostrophe before it, as spreadsheets themselves mark text; numbers stay numbers.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def write_rows(out: BinaryIO, headers: Iterable[Sequence[str]], rows: Iterable[Sequence[object]]) -> int:
    """Write *headers*, then *rows*, each value a :func:`cell`; gives the number of rows."""
    count = 0
    with table(out) as to:
        for header in headers:
            to.writerow(header)
        for count, row in enumerate(rows, start=1):  # noqa: B007 - the count outlives the loop
            to.writerow([cell(value) for value in row])
    return count


def compact(value: object) -> bytes:
    """*value* as compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def write_lines(out: BinaryIO, values: Iterable[object]) -> int:
    """Write each value as a line of JSON; gives their number."""
    count = 0
    for count, value in enumerate(values, start=1):  # noqa: B007 - the count outlives the loop
        out.write(compact(value) + b"\n")
    return count


def write_object(out: BinaryIO, head: dict[str, object], key: str, items: Iterable[object]) -> int:
    """Write one JSON object: the keys of *head*, then *key* with *items*, a line each; gives their number."""
    out.write(compact(head)[:-1] + (b"," if head else b"") + compact(key) + b":[")
    count = 0
    for count, item in enumerate(items, start=1):
        out.write((b",\n" if count > 1 else b"\n") + compact(item))
    out.write(b"\n]}\n")
    return count
