"""Files and folders to what is in them: which files are read, in which order, by which reader."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from fogline.errors import UnreadableInput
from fogline.ingest.base import Hints, Item, Notice, Piece, Reader, refused
from fogline.ingest.compressed import Damaged, head_of
from fogline.ingest.detect import SUFFIXES, kind_of, stem
from fogline.ingest.raw import Raw
from fogline.ingest.readers import KINDS, READERS, reader_named
from fogline.ingest.text import MAX_TEXT_MB

PassedOver = Callable[[Path], None]


SITE_FILES = frozenset({"robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt"})
"""What sites say to machines, as mirrors of them hold it; in folders it is passed over, being nobody's article."""


def read_inputs(inputs: Iterable[Path], *, passed_over: PassedOver = lambda path: None) -> Iterator[Item]:
    """The documents of *inputs*, files or folders, and an error in the place of each that cannot be read.

    Folders are read with their sub-folders, in the order of names; hidden files in them are left, and files of other
    kinds are passed over: *passed_over* is told of each. A file that is named by itself must be of a kind that is read.
    """
    for piece in split_inputs(inputs, passed_over=passed_over):
        if not isinstance(piece, Notice):
            yield parse(piece) if isinstance(piece, Raw) else piece


def parse(raw: Raw) -> Item:
    """The document of *raw*, by the reader that it names."""
    return reader_named(raw.reader).parse(raw)


def split_inputs(
    inputs: Iterable[Path],
    *,
    kind: str | None = None,
    hints: Hints = Hints(),  # noqa: B008 - frozen
    passed_over: PassedOver = lambda path: None,
) -> Iterator[Piece]:
    """The bytes of every article in *inputs*, as :func:`read_inputs` finds them; all are of *kind*, if it is given."""
    for path in inputs:
        if _is_folder(path):
            yield from _split_folder(path, kind, hints, passed_over)
        else:
            yield from _split_file(path, kind, hints)


def _split_folder(folder: Path, kind: str | None, hints: Hints, passed_over: PassedOver) -> Iterator[Piece]:
    for found in _walk(folder, frozenset()):
        if isinstance(found, UnreadableInput):
            yield found
            continue
        problem = _problem(found)
        if problem is not None:
            if _named_like_ours(found):
                yield problem
            else:
                passed_over(found)
            continue
        told = None if found.name.lower() in SITE_FILES else _reader_of(found, kind)
        if told is None:
            passed_over(found)
        elif isinstance(told, UnreadableInput):
            yield told
        else:
            yield from _sized(found, told, hints)


def _split_file(path: Path, kind: str | None, hints: Hints) -> Iterator[Piece]:
    problem = _problem(path)
    reader = None if problem is not None else _reader_of(path, kind)
    if reader is None or isinstance(reader, UnreadableInput):
        yield problem or reader or UnreadableInput(str(path), f"is of a kind that is not read; these are: {_kinds()}")
        return
    for raw in _sized(path, reader, hints):
        yield replace(raw, alone=raw.source == str(path)) if isinstance(raw, Raw) else raw


def _sized(path: Path, reader: Reader, hints: Hints) -> Iterator[Piece]:
    size = path.stat().st_size // 1_000_000
    if reader.name in ("text", "markdown") and size > MAX_TEXT_MB:
        yield UnreadableInput(str(path), f"is too large for one article ({size} MB; the limit is {MAX_TEXT_MB} MB)")
        return
    yield from reader.split(path, hints)


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


def _problem(path: Path) -> UnreadableInput | None:
    """Why the file cannot be read, as far as it shows before opening it (opening a pipe would wait for ever)."""
    try:
        status = path.stat()
    except OSError as error:
        return refused(path, error)
    if not stat.S_ISREG(status.st_mode):
        return UnreadableInput(str(path), "is no regular file (a pipe, a socket or a device)")
    return UnreadableInput(str(path), "is empty") if status.st_size == 0 else None


def _reader_of(path: Path, kind: str | None) -> Reader | UnreadableInput | None:
    """The reader of the file: of the *kind* that is given, or that its beginning or its name tells."""
    if kind is not None:
        return reader_named(kind)
    try:
        told = kind_of(head_of(path), path.name)
    except Damaged as error:
        return UnreadableInput(str(path), str(error)) if _named_like_ours(path) else None
    except OSError as error:
        return refused(path, error) if _named_like_ours(path) else None
    return reader_named(told) if told in KINDS else None


def _named_like_ours(path: Path) -> bool:
    return stem(path.name).endswith(tuple(ending for endings in SUFFIXES.values() for ending in endings))


def _kinds() -> str:
    return ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
