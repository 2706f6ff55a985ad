"""Files and folders to documents: which files are read, in which order, by which reader."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fogline.errors import UnreadableInput
from fogline.ingest.base import Item, Reader, refused
from fogline.ingest.jsonl import JsonLinesReader
from fogline.ingest.text import MAX_TEXT_MB, MarkdownReader, TextReader

READERS: tuple[Reader, ...] = (TextReader(), MarkdownReader(), JsonLinesReader())


def read_inputs(inputs: Iterable[Path], *, passed_over: Callable[[Path], None] = lambda path: None) -> Iterator[Item]:
    """The documents of *inputs*, files or folders, and an error in the place of each that cannot be read.

    Folders are read with their sub-folders, in the order of names; hidden files in them are left, and files of other
    kinds are passed over: *passed_over* is told of each. A file that is named by itself must be of a kind that is read.
    """
    for path in inputs:
        if _is_folder(path):
            yield from _read_folder(path, passed_over)
        else:
            yield from _read_file(path)


def _read_folder(folder: Path, passed_over: Callable[[Path], None]) -> Iterator[Item]:
    for found in _walk(folder, frozenset()):
        if isinstance(found, UnreadableInput):
            yield found
        elif _reader_of(found) is None:
            passed_over(found)
        else:
            yield from _read_file(found)


def _walk(folder: Path, above: frozenset[tuple[int, int]]) -> Iterator[Path | UnreadableInput]:
    """The files under *folder*, in the order of their names; a folder that links back to one *above* it is left."""
    try:
        status = folder.stat()
        here = (status.st_dev, status.st_ino)
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names only
    except OSError as error:
        yield refused(folder, error)
        return
    if here in above:
        return
    for name in names:
        path = folder / name
        if _is_folder(path):
            yield from _walk(path, above | {here})
        else:
            yield path


def _is_folder(path: Path) -> bool:
    """Whether *path* is a folder; unlike ``Path.is_dir`` this raises nothing where it may not be looked at."""
    return os.path.isdir(path)  # noqa: PTH112


def _read_file(path: Path) -> Iterator[Item]:
    problem = _problem(path)
    reader = _reader_of(path)
    if problem is not None or reader is None:
        yield problem or UnreadableInput(str(path), f"is of a kind that is not read; these are: {_kinds()}")
        return
    yield from reader.read(path)


def _problem(path: Path) -> UnreadableInput | None:
    """Why the file cannot be read, as far as it shows before opening it (opening a pipe would wait for ever)."""
    try:
        status = path.stat()
    except OSError as error:
        return refused(path, error)
    if not stat.S_ISREG(status.st_mode):
        return UnreadableInput(str(path), "is no regular file (a pipe, a socket or a device)")
    if status.st_size == 0:
        return UnreadableInput(str(path), "is empty")
    if status.st_size > MAX_TEXT_MB * 1_000_000 and not isinstance(_reader_of(path), JsonLinesReader):
        size = status.st_size // 1_000_000
        return UnreadableInput(str(path), f"is too large for one article ({size} MB; the limit is {MAX_TEXT_MB} MB)")
    return None


def _reader_of(path: Path) -> Reader | None:
    suffix = path.suffix.lower()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def _kinds() -> str:
    return ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
