"""The seam of reading: a file in, its documents out."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from fogline.errors import SkipDocument, UnreadableInput
from fogline.model.document import Document

Item = Document | SkipDocument
"""What reading gives, one after another: a document, or why there is none here."""


class Reader(Protocol):
    """Reads files of one kind.

    ``suffixes`` are the kind's file name endings, in lower case with their dot. :meth:`read` gives what cannot be
    read as an error in its place, so that the rest is read; it raises nothing about the file.
    """

    suffixes: tuple[str, ...]

    def read(self, path: Path) -> Iterator[Item]:
        """The documents of the file at *path*, in its order."""


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
