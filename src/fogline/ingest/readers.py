"""Every reader there is, in a visible list."""

from __future__ import annotations

from fogline.errors import UsageError
from fogline.ingest.base import Reader
from fogline.ingest.feeds import FeedReader, OpmlReader
from fogline.ingest.html import HtmlReader
from fogline.ingest.jsonfile import JsonReader
from fogline.ingest.jsonl import JsonLinesReader
from fogline.ingest.papers import DocxReader, EpubReader, PdfReader
from fogline.ingest.tables import TableReader
from fogline.ingest.telegram import TelegramReader
from fogline.ingest.text import MarkdownReader, TextReader
from fogline.ingest.warc import WaczReader, WarcReader

READERS: tuple[Reader, ...] = (
    TextReader(),
    MarkdownReader(),
    HtmlReader(),
    JsonLinesReader(),
    TelegramReader(),
    JsonReader(),
    TableReader(),
    FeedReader(),
    OpmlReader(),
    WarcReader(),
    WaczReader(),
    PdfReader(),
    DocxReader(),
    EpubReader(),
)

KINDS = tuple(reader.name for reader in READERS)
"""The names that ``--format`` knows."""


def reader_named(name: str) -> Reader:
    """The reader of the kind called *name*.

    Raises:
        UsageError: there is none.
    """
    for reader in READERS:
        if reader.name == name:
            return reader
    raise UsageError(f"no format is called {name!r}; there are {', '.join(KINDS)}")
