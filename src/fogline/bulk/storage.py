"""Where a bulk folder lies: on a disk, or on anything that fsspec knows. The one place that touches its files.

A name is a path below the folder with ``/`` between its parts. A file is written whole or not at all on a disk (beside
its place, flushed, then put there); elsewhere it appears when it is closed. What must be known to be whole is therefore
marked by a second, small file, written last.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from fogline.errors import BulkError, UsageError

UNFINISHED = ".part"
"""The ending of files that are being written; their names begin with a dot."""


class Storage(Protocol):
    """The files of one bulk folder: what cannot be written raises :class:`BulkError`, to be read ``OSError``."""

    @property
    def local(self) -> Path | None:
        """The folder, where it is on a disk."""

    def url(self, name: str) -> str:
        """What DuckDB opens the file *name* by (:func:`fogline.bulk.duck.connect` lets it)."""

    def exists(self, name: str) -> bool:
        """Whether there is a file or a folder called *name*."""

    def names(self, folder: str = "") -> list[str]:
        """The names of the files right in *folder*, in order, without hidden ones; none where there is no folder."""

    def open(self, name: str) -> BinaryIO:
        """The file *name*, to be read."""

    def write(self, name: str) -> Any:
        """A context manager that gives the file *name* to be written; whatever is raised in it leaves none."""

    def remove(self, name: str) -> None:
        """Remove the file or the folder *name*; none is no error."""

    def tidy(self) -> None:
        """Remove what runs that were stopped left half-written."""


def storage_at(where: str | Path) -> Storage:
    """The folder at *where*: a path, or a URL of a kind that fsspec knows.

    Raises:
        UsageError: it is a URL and fsspec, or what it needs for this kind, is not installed.
    """
    text = str(where)
    return RemoteFolder(text.rstrip("/")) if "://" in text else LocalFolder(text)


@dataclass(frozen=True)
class LocalFolder:
    """A folder on a disk."""

    root: str

    @property
    def local(self) -> Path:
        """See :class:`Storage`."""
        return Path(self.root)

    def url(self, name: str) -> str:
        """See :class:`Storage`."""
        return str(self.local.absolute() / name)

    def exists(self, name: str) -> bool:
        """See :class:`Storage`."""
        return (self.local / name).exists()

    def names(self, folder: str = "") -> list[str]:
        """See :class:`Storage`."""
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.local / folder) as entries:
            return sorted(e.name for e in entries if e.is_file() and not e.name.startswith("."))
        return []

    def open(self, name: str) -> BinaryIO:
        """See :class:`Storage`."""
        return (self.local / name).open("rb")

    @contextmanager
    def write(self, name: str) -> Iterator[BinaryIO]:
        """See :class:`Storage`."""
        target = self.local / name
        made = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}{UNFINISHED}")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with made.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            made.replace(target)
            _flush_folder(target.parent)
        except BaseException as error:
            with suppress(OSError):
                made.unlink()
            if isinstance(error, OSError):
                raise unwritable(self.root, error) from error
            raise

    def remove(self, name: str) -> None:
        """See :class:`Storage`."""
        import shutil

        target = self.local / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def tidy(self) -> None:
        """See :class:`Storage`."""
        for left in self.local.rglob(f".*{UNFINISHED}"):
            left.unlink(missing_ok=True)


@dataclass(frozen=True)
class RemoteFolder:
    """A folder behind a URL, by fsspec."""

    root: str

    @property
    def local(self) -> None:
        """See :class:`Storage`."""
        return

    @cached_property
    def _files(self) -> Any:
        return filesystem_of(self.root)

    def url(self, name: str) -> str:
        """See :class:`Storage`."""
        return f"{self.root}/{name}"

    def exists(self, name: str) -> bool:
        """See :class:`Storage`."""
        return bool(self._files.exists(self.url(name)))

    def names(self, folder: str = "") -> list[str]:
        """See :class:`Storage`."""
        with suppress(FileNotFoundError):
            self._files.invalidate_cache()
            found = self._files.ls(self.url(folder).rstrip("/"), detail=True)
            names = (str(one["name"]).rsplit("/", 1)[-1] for one in found if one["type"] == "file")
            return sorted(name for name in names if not name.startswith("."))
        return []

    def open(self, name: str) -> BinaryIO:
        """See :class:`Storage`."""
        return cast("BinaryIO", self._files.open(self.url(name), "rb"))

    @contextmanager
    def write(self, name: str) -> Iterator[BinaryIO]:
        """See :class:`Storage`."""
        target = self.url(name)
        try:
            self._files.makedirs(target.rsplit("/", 1)[0], exist_ok=True)
            with self._files.open(target, "wb") as out:
                yield out
        except BaseException as error:
            with suppress(OSError):
                self._files.rm(target)
            if isinstance(error, OSError):
                raise unwritable(self.root, error) from error
            raise

    def remove(self, name: str) -> None:
        """See :class:`Storage`."""
        with suppress(FileNotFoundError):
            self._files.rm(self.url(name), recursive=True)

    def tidy(self) -> None:
        """See :class:`Storage`: nothing is half-written here."""


def filesystem_of(url: str) -> Any:
    """What fsspec has for the kind of *url*.

    Raises:
        UsageError: it, or what it needs, is not installed.
    """
    try:
        import fsspec

        return fsspec.filesystem(url.partition("://")[0])
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}; `pip install 'fogline[remote]'`, and what fsspec needs there") from error


def as_fsspec_writes(url: str) -> str:
    """*url* in the form in which fsspec gives the names of files below it."""
    files = filesystem_of(url)
    return str(files.unstrip_protocol(files._strip_protocol(url)))


def unwritable(where: str, error: OSError) -> BulkError:
    """What the system's *error* on writing means to the user."""
    return BulkError(
        f"{where}: cannot be written ({error.strerror or error}); what is whole stays: mend that, and run it again"
    )


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
