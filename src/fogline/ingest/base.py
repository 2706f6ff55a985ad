"""The seam of reading: a file is split into the bytes of its articles, and each is read into a document."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from fogline.errors import SkipDocument, UnreadableInput
from fogline.ingest.raw import Raw
from fogline.model.document import Document

Item = Document | SkipDocument
"""What reading gives, one after another: a document, or why there is none here."""


class Reader(Protocol):
    """Reads files of one kind, in two steps: the first is quick and streams, the second may run anywhere.

    ``name`` is what ``--format`` calls the kind; ``version`` changes when the same bytes would be read otherwise, so
    that they are read again. ``suffixes`` are its file name endings, in lower case with their dot. ``heavy`` says that
    :meth:`parse` takes so long that it is worth a process of its own. Both methods give what cannot be read as an error
    in its place, so that the rest is read; they raise nothing about the file.
    """

    name: str
    version: str
    suffixes: tuple[str, ...]
    heavy: bool

    def split(self, path: Path) -> Iterator[Raw | SkipDocument]:
        """The bytes of each article in the file at *path*, in its order."""
        ...

    def parse(self, raw: Raw) -> Item:
        """The document of *raw*."""
        ...

    def read(self, path: Path) -> Iterator[Item]:
        """The documents of the file at *path*, in its order."""
        for raw in self.split(path):
            yield raw if isinstance(raw, SkipDocument) else self.parse(raw)


def refused(path: Path, error: OSError) -> UnreadableInput:
    """What the system's *error* on opening or reading *path* means to the user."""
    reasons = {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "no permission to read it",
        errno.EPERM: "no permission to read it",
        errno.ELOOP: "is a symbolic link that leads back to itself",
        errno.EISDIR: "is a folder",
        errno.ENOTDIR: "a part of its path is no folder",
        errno.ENAMETOOLONG: "the path is too long",
    }
    return UnreadableInput(str(path), reasons.get(error.errno or 0, f"cannot be read ({error.strerror or error})"))
