"""Writing what leaves the ledger: whole files or none, and pipes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from fogline.errors import UsageError


@contextmanager
def output(path: Path | None, *, binary: bool = False) -> Iterator[BinaryIO]:
    """The file at *path*, or standard output where there is none.

    The file is written beside its place and put there when it is whole; what stood there before stays until then.
    A *binary* format is not poured into a terminal.

    Raises:
        UsageError: it cannot be written there.
    """
    if path is None:
        if binary and sys.stdout.isatty():
            raise UsageError("this format is no text: say -o FILE, or pipe it")
        yield sys.stdout.buffer
        return
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():  # a pipe or device takes bytes as they come
        with target.open("wb") as out:
            yield out
        return
    with _beside(target, path) as out:
        yield out


@contextmanager
def _beside(target: Path, named: Path) -> Iterator[BinaryIO]:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise UsageError(f"{named}: cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield cast("BinaryIO", out)
        _set_mode(Path(name), target)
        Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _set_mode(made: Path, target: Path) -> None:
    """Give *made* the mode that *target* has, or that a new file gets."""
    if target.exists():
        made.chmod(target.stat().st_mode & 0o777)
        return
    mask = os.umask(0)
    os.umask(mask)
    made.chmod(0o666 & ~mask)
