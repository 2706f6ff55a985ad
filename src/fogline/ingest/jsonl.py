"""JSON lines: one article a line, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fogline.errors import UnreadableInput, UnreadableRecord
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import Damaged, opened
from fogline.ingest.encoding import NotText, decode_as_is
from fogline.ingest.raw import Raw, now
from fogline.ingest.records import document_of, renamed, taken_for, told

MAX_RECORD_MB = 10
"""A longer line is no article; the file is never held in memory, a line is."""

_TOO_LONG = f"is longer than {MAX_RECORD_MB} MB, too long for one article"


class JsonLinesReader(Reader):
    """Reads ``.jsonl`` and ``.ndjson``: objects with ``text`` and any of ``name``, ``title``, ``outlet``, ``author``,
    ``published``, ``url`` and ``language``, or with what scrapers call these (:mod:`fogline.ingest.records`).

    A title that the text does not begin with is put before it, a blank line between.
    """

    name = "jsonl"
    version = "jsonl@2"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines")
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The lines of the file at *path*, one at a time."""
        retrieved, empty = now(), True
        context = {"columns": json.dumps(dict(hints.columns))} if hints.columns else {}
        try:
            with opened(path) as file:
                for number, line in _lines(file):
                    empty = False
                    if line is None:
                        yield UnreadableRecord(f"{path} line {number}", _TOO_LONG)
                        continue
                    if number == 1 and (notice := _notice(line, hints)):
                        yield Notice(str(path), notice)
                    yield Raw(
                        data=line,
                        source=f"{path}:{number}",
                        name=f"{path.name}:{number}",
                        reader=self.name,
                        retrieved=retrieved,
                        context=context,
                    )
        except Damaged as error:
            yield UnreadableInput(str(path), f"{error}; what came before it was read")
            return
        except OSError as error:
            yield refused(path, error)
            return
        except NotText as error:
            yield UnreadableInput(str(path), str(error))
            return
        if empty:
            yield UnreadableInput(str(path), "is empty")

    def parse(self, raw: Raw) -> Item:
        """The document of one line."""
        return parse_record(raw, where=" line ".join(raw.source.rsplit(":", 1)))


def parse_record(raw: Raw, *, where: str) -> Item:
    """The document of a record of JSON, or what is wrong with it, said of *where*."""
    try:
        decoded = decode_as_is(raw.data)
        record = json.loads(decoded.text)
    except NotText as error:
        return UnreadableRecord(where, str(error))
    except json.JSONDecodeError as error:
        return UnreadableRecord(where, f"is not JSON ({error.msg}, column {error.colno})")
    except (ValueError, RecursionError):
        return UnreadableRecord(where, "is not JSON that can be read")
    columns = json.loads(raw.context.get("columns", "{}"))
    return document_of(record, raw, where=where, line=decoded, names=renamed(columns))


def _notice(line: bytes, hints: Hints) -> str | None:
    """What is taken for what, if the first line's keys are not all our own; ``None`` if they are."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    taken = taken_for(record, renamed(hints.columns)) if isinstance(record, dict) else {}
    return told(taken, list(record)) if any(field != key for field, key in taken.items()) else None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; ``None`` in place of one that is too long.

    Raises:
        NotText: the file is binary; JSON text holds no null byte in UTF-8, and no other encoding has lines of bytes.
    """
    limit = MAX_RECORD_MB * 1_000_000
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if number == 1 and b"\0" in line[:4096]:
            raise NotText("is not UTF-8 text; save it as UTF-8")
        if len(line) > limit:
            _skip_line(file, line)
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _skip_line(file: BinaryIO, part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = file.readline(1_000_000)
