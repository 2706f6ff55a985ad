"""Tables: one article a row, under a header that says what the columns hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from fogline.errors import UnreadableInput, UnreadableRecord
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import Damaged, opened
from fogline.ingest.detect import SUFFIXES, stem
from fogline.ingest.encoding import Decoded, NotText, encoding_of
from fogline.ingest.raw import Raw, now
from fogline.ingest.records import document_of, renamed, taken_for, told

MAX_FIELD_CHARACTERS = 10_000_000
"""A longer cell is no article; a row is held in memory, the file never is."""

_DELIMITERS = (",", "\t", ";", "|")


class TableReader(Reader):
    """Reads ``.csv`` and ``.tsv`` with a header, whatever its columns are called (``fields.toml``); the delimiter is
    the one of comma, tab, semicolon and bar that the header has most of."""

    name = "csv"
    version = "csv@1"
    suffixes: tuple[str, ...] = SUFFIXES["csv"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The rows of the table at *path*, after a notice of which column is taken for what."""
        try:
            with opened(path) as stream, _text(stream) as (lines, encoding):
                yield from self._rows(path, lines, encoding, hints)
        except Damaged as error:
            yield UnreadableInput(str(path), f"{error}; what came before it was read")
        except OSError as error:
            yield refused(path, error)
        except NotText as error:
            yield UnreadableInput(str(path), str(error))
        except csv.Error as error:
            yield UnreadableInput(str(path), f"is no table that can be read on ({error}); what came before was read")

    def _rows(self, path: Path, lines: Iterator[str], encoding: str, hints: Hints) -> Iterator[Piece]:
        head = next((line for line in lines if line.strip()), "")
        if not head:
            yield UnreadableInput(str(path), "is empty")
            return
        delimiter = "\t" if stem(path.name).endswith((".tsv", ".tab")) else max(_DELIMITERS, key=head.count)
        columns = [cell.strip() for cell in next(csv.reader([head], delimiter=delimiter))]
        taken = taken_for(columns, renamed(hints.columns))
        if "text" not in taken and "url" not in taken:
            named = ", ".join(columns)[:200]
            yield UnreadableInput(str(path), f"no column is known to hold the text; say which with --columns: {named}")
            return
        yield Notice(str(path), told(taken, columns))
        context = {"columns": json.dumps(columns), "delimiter": delimiter, "taken": json.dumps(taken)}
        retrieved = now()
        for number, row in _records(lines, delimiter):
            source, name = f"{path}:{number}", f"{path.name}:{number}"
            data = row.encode(encoding, "replace")
            context = context | {"encoding": encoding}
            yield Raw(data=data, source=source, name=name, reader=self.name, retrieved=retrieved, context=context)

    def parse(self, raw: Raw) -> Item:
        """The document of one row."""
        where = " line ".join(raw.source.rsplit(":", 1))
        columns: list[str] = json.loads(raw.context["columns"])
        text = raw.data.decode(raw.context["encoding"], "replace")
        try:
            (cells,) = csv.reader(io.StringIO(text, newline=""), delimiter=raw.context["delimiter"])
        except (csv.Error, ValueError) as error:
            return UnreadableRecord(where, f"is no row that can be read ({error})")
        if len(cells) > len(columns):
            return UnreadableRecord(where, f"has {len(cells)} cells, the header {len(columns)}")
        record = {column: cell for column, cell in zip(columns, cells, strict=False) if cell.strip()}
        names = {field: (column,) for field, column in json.loads(raw.context["taken"]).items()}
        return document_of(record, raw, where=where, line=Decoded(""), names=names)


@contextmanager
def _text(stream: BinaryIO) -> Iterator[tuple[Iterator[str], str]]:
    """The lines of *stream*, their ends as they are, and their encoding."""
    buffered = io.BufferedReader(stream, 65536)  # type: ignore[type-var]
    encoding = encoding_of(buffered.peek(65536)[:65536])
    text = io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="")
    try:
        yield text, encoding.removesuffix("-sig")
    finally:
        text.detach()
        buffered.detach()


def _records(lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, str]]:
    """Each row that is not blank as it is written, with the number of its first line; it may run over several."""
    csv.field_size_limit(MAX_FIELD_CHARACTERS)
    used: list[str] = []
    number = 1

    def noted() -> Iterator[str]:
        for line in lines:
            used.append(line)
            yield line

    for cells in csv.reader(noted(), delimiter=delimiter):
        first, number = number + 1, number + len(used)
        row = "".join(used)
        used.clear()
        if any(cell.strip() for cell in cells):
            yield first, row
