"""The seam of reading: a file is split into the bytes of its articles, and each is read into a document."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from fogline.errors import SkipDocument, UnreadableInput
from fogline.ingest.articles import Metadata
from fogline.ingest.raw import Raw
from fogline.model.document import Document


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What an input only links to: the page or feed at ``url``, of which the input ``where`` says ``beside``."""

    where: str
    url: str
    beside: Metadata = Metadata()  # noqa: RUF009 - frozen


Item = Document | SkipDocument | Elsewhere
"""What reading gives, one after another: a document, where it is, or why there is none here."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know of the input ``where``, that is no error: ``what``, in one clause."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


Piece = Raw | SkipDocument | Notice | Elsewhere
"""What splitting gives, one after another."""


@dataclass(frozen=True, slots=True)
class Hints:
    """The user's word on a file: ``columns`` says which column or key holds which of our fields."""

    columns: Mapping[str, str] = field(default_factory=dict)


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

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:
        """The bytes of each article in the file at *path*, in its order."""
        ...

    def parse(self, raw: Raw) -> Item:
        """The document of *raw*."""
        ...

    def read(self, path: Path) -> Iterator[Item]:
        """The documents of the file at *path*, in its order."""
        for piece in self.split(path):
            if not isinstance(piece, Notice):
                yield self.parse(piece) if isinstance(piece, Raw) else piece


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
