"""JSON lines: one article a line, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from fogline.errors import UnreadableInput, UnreadableRecord
from fogline.ingest.articles import METADATA_KEYS, Metadata, document_from, has_words, with_title
from fogline.ingest.base import Item, refused
from fogline.ingest.encoding import Decoded, NotText, decode_as_is, repaired

MAX_RECORD_MB = 10
"""A longer line is no article; the file is never held in memory, a line is."""

_TOO_LONG = f"is longer than {MAX_RECORD_MB} MB, too long for one article"


class JsonLinesReader:
    """Reads ``.jsonl`` and ``.ndjson``: objects with ``text`` and any of ``name``, ``title``, ``outlet``, ``author``,
    ``published``, ``url`` and ``language``; other keys are passed over.

    A title that the text does not begin with is put before it, a blank line between.
    """

    suffixes: tuple[str, ...] = (".jsonl", ".ndjson")

    def read(self, path: Path) -> Iterator[Item]:
        """The documents of the file at *path*, in its order."""
        empty = True
        try:
            with path.open("rb") as file:
                for number, line in _lines(file):
                    empty = False
                    yield _item(path, number, line)
        except OSError as error:
            yield refused(path, error)
            return
        except NotText as error:
            yield UnreadableInput(str(path), str(error))
            return
        if empty:
            yield UnreadableInput(str(path), "is empty")


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


def _item(path: Path, number: int, line: bytes | None) -> Item:
    where = f"{path} line {number}"
    if line is None:
        return UnreadableRecord(where, _TOO_LONG)
    try:
        decoded = decode_as_is(line)
        record = json.loads(decoded.text)
    except NotText as error:
        return UnreadableRecord(where, str(error))
    except json.JSONDecodeError as error:
        return UnreadableRecord(where, f"is not JSON ({error.msg}, column {error.colno})")
    except (ValueError, RecursionError):
        return UnreadableRecord(where, "is not JSON that can be read")
    return _document(path, number, record, decoded)


def _document(path: Path, number: int, record: object, line: Decoded) -> Item:
    where = f"{path} line {number}"
    if not isinstance(record, dict):
        return UnreadableRecord(where, "is not an object")
    text = record.get("text")
    if not isinstance(text, str):
        return UnreadableRecord(where, "has no `text`" if text is None else "its `text` is not text")
    if not has_words(text):
        return UnreadableRecord(where, "its `text` is empty" if not text.strip() else "its `text` holds no words")
    body = repaired(Decoded(text, line.is_source, line.notes))
    metadata, notes = _metadata(record)
    stored, title_end = with_title(Decoded(body.text, body.is_source, body.notes + notes), metadata.title)
    name = _string(record, "name") or f"{path.name}:{number}"
    return document_from(stored, metadata, name=name, source=f"{path}:{number}", title_end=title_end)


def _metadata(record: Mapping[str, Any]) -> tuple[Metadata, tuple[str, ...]]:
    """The record's metadata, and notes on the keys whose values are not text."""
    notes = tuple(
        f"`{key}` is not text and was passed over"
        for key in METADATA_KEYS
        if record.get(key) is not None and not isinstance(record[key], str)
    )
    return Metadata(**{key: _string(record, key) for key in METADATA_KEYS}), notes


def _string(record: Mapping[str, Any], key: str) -> str | None:
    """The text under *key*, as it can be kept; ``None`` where there is none."""
    value = record.get(key)
    return repaired(Decoded(value.strip())).text or None if isinstance(value, str) else None
