"""What was received, before anybody has read it: one article's bytes and what came with them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from fogline.ingest.articles import Metadata
from fogline.model.custody import Received
from fogline.version import __version__

TOOL = f"fogline {__version__}"

LIBRARIES = {"html": "trafilatura", "feed": "feedparser", "pdf": "pypdf", "docx": "python-docx"}
"""The library that finds the words, by the name of the reader: another version of it may find others."""


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one article as they came out of a file, an archive, a feed or the network.

    ``source`` is where they came from, as the user would look for it; ``name`` what the document is to be called;
    ``reader`` the name of the reader that is to read them. ``retrieved`` is when they came here, in UTC, or what an
    archive says of that. ``media_type`` is what the source declared, with its character set. ``beside`` holds what
    the container says of the article. ``context`` is kept
    with the bytes. ``alone`` says that the user named this very thing, so that its holding no article is an error.
    """

    data: bytes
    source: str
    name: str
    reader: str
    retrieved: datetime
    media_type: str | None = None
    beside: Metadata = Metadata()  # noqa: RUF009 - frozen
    context: Mapping[str, str] = field(default_factory=dict)
    alone: bool = False

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, as 64 hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def now() -> datetime:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@cache
def library_of(reader: str) -> str | None:
    """The library behind the *reader* of this name, with its version; ``None`` where it is the standard library."""
    if reader not in LIBRARIES:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{LIBRARIES[reader]} {version(LIBRARIES[reader])}"
    except PackageNotFoundError:
        return None


def receipt(raw: Raw, reader: str, *, sha256: str, document_id: str | None, why: str | None = None) -> Received:
    """The custody of *raw*, from which *reader* (with its version) made the document, or none because of *why*."""
    library = library_of(raw.reader)
    context = {**raw.context, "library": library} if library else raw.context
    return Received(
        source=raw.source,
        sha256=sha256,
        size=len(raw.data),
        retrieved=raw.retrieved,
        tool=TOOL,
        reader=reader,
        media_type=raw.media_type,
        context=tuple(sorted(context.items())),
        document_id=document_id,
        why=why,
        data=raw.data,
    )
