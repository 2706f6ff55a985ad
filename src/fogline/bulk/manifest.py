"""What a bulk folder was made with, so that it is only ever gone on with in the same way."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fogline.bulk.layout import LOCK, MANIFEST, Layout
from fogline.bulk.storage import UNFINISHED
from fogline.errors import NotABulkFolder, OtherRun, UsageError
from fogline.ingest.addresses import is_address
from fogline.version import __version__

FORMAT = "fogline bulk"
FORMAT_VERSION = 1

Manifest = Mapping[str, Any]
"""``format``, ``format_version``, and :data:`TOLD`."""

TOLD = {
    "fogline": "Fogline",
    "extractor": "the extractor",
    "profile": "the conflict profile",
    "published": "--date",
    "inputs": "the inputs",
    "fingerprint": "the inputs' files (number, bytes, digest of names, sizes and times)",
    "format_of_inputs": "--format",
    "columns": "--columns",
    "partition_size": "--partition-size",
    "keep_bytes": "--keep-bytes",
}
"""What must be the same for a run to be gone on with, in the order in which a difference is told."""


def manifest_of(inputs: Sequence[Path | str], **told: Any) -> Manifest:
    """The manifest of a run over *inputs*; *told* are those of :data:`TOLD` that do not follow from these.

    Raises:
        UsageError: an input is an address; nothing is fetched here.
    """
    for one in inputs:
        if isinstance(one, str) and is_address(one):
            raise UsageError(f"{one}: bulk mode fetches nothing; save it first, or use `fogline build`")
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "fogline": __version__,
        "inputs": [str(one) for one in inputs],
        "fingerprint": fingerprint([Path(one) for one in inputs]),
        **told,
    }


def fingerprint(inputs: Sequence[Path]) -> str:
    """The number of files in *inputs*, their bytes, and a digest of their names, sizes and times."""
    digest, count, size = hashlib.sha256(), 0, 0
    for path in inputs:
        for file in _files(path):
            status = file.stat()
            digest.update(f"{file}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogatepass"))
            count, size = count + 1, size + status.st_size
    return f"{count} files, {size} bytes, {digest.hexdigest()[:16]}"


def begin(layout: Layout, wanted: Manifest) -> bool:
    """Make the folder what *wanted* says; gives whether it is begun anew, rather than gone on with.

    Raises:
        NotABulkFolder: something else is there.
        OtherRun: it was begun with something else than *wanted*.
        BulkError: it cannot be written.
    """
    if layout.storage.exists(MANIFEST):
        _compare(layout, read_manifest(layout), wanted)
        return False
    layout.write_json(MANIFEST, wanted)
    return True


def read_manifest(layout: Layout) -> Manifest:
    """The manifest of the folder.

    Raises:
        NotABulkFolder: it has none, or one of a later version of the form.
    """
    try:
        found = layout.read_json(MANIFEST)
    except (OSError, ValueError) as error:
        raise NotABulkFolder(
            f"{layout.root}: is no bulk folder: `fogline bulk INPUT... --out DIR` makes one"
        ) from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NotABulkFolder(f"{layout.root}: is no bulk folder: its {MANIFEST} is somebody else's")
    if found.get("format_version", 0) > FORMAT_VERSION:
        raise NotABulkFolder(f"{layout.root}: was made by a later version of Fogline ({found.get('fogline')}); update")
    return found


@contextmanager
def alone(layout: Layout) -> Iterator[None]:
    """Nobody else writes the folder meanwhile. On a disk only: elsewhere there is no lock, and nobody is kept out.

    Raises:
        NotABulkFolder: something else is there.
        OtherRun: another run is at it.
        BulkError: it cannot be written.
    """
    from filelock import FileLock, Timeout

    _check_free(layout)
    folder = layout.storage.local
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK, timeout=0)
        lock.acquire()
    except Timeout as error:
        raise OtherRun(f"{layout.root}: another run is writing it; wait for its end, or give another --out") from error
    except OSError as error:
        raise NotABulkFolder(f"{layout.root}: cannot be written ({error.strerror})") from error
    try:
        yield
    finally:
        lock.release()


def _check_free(layout: Layout) -> None:
    """That nothing of anybody else's is there."""
    folder = layout.storage.local
    if layout.storage.exists(MANIFEST):
        return
    try:
        held = layout.storage.names() if folder is None else _held(folder)
    except NotADirectoryError as error:
        raise NotABulkFolder(f"{layout.root}: is a file; give a folder that is empty or not there yet") from error
    if any(name != LOCK and not (name.startswith(".") and name.endswith(UNFINISHED)) for name in held):
        raise NotABulkFolder(
            f"{layout.root}: holds other things ({held[0]} …); give a folder that is empty, or a new one"
        )


def _held(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except FileNotFoundError:
        return []


def _compare(layout: Layout, had: Manifest, wanted: Manifest) -> None:
    for key, name in TOLD.items():
        if had.get(key) != wanted.get(key):
            raise OtherRun(
                f"{layout.root}: was begun with another state of {name} ({_shown(had.get(key))}; now "
                f"{_shown(wanted.get(key))}); run it as it was begun, or give another --out"
            )


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else "none" if value is None else str(value)


def _files(path: Path) -> Iterator[Path]:
    """The files at and under *path* that might be read, in the order of their names."""
    if path.is_file():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith(".") and file.is_file():
                yield file
