"""The pieces of one partition to documents with their custody, wherever a worker runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from typing import Any

from fogline.bulk import pieces, tables
from fogline.bulk.careful import Job, Lost, but_for
from fogline.bulk.layout import WORK, Layout, part
from fogline.bulk.noted import Noted
from fogline.bulk.rows import Row, document_of, document_row, received_row
from fogline.config import Settings
from fogline.errors import ExtractionFailed, NoArticle, SkipDocument
from fogline.ingest.base import Item
from fogline.ingest.raw import Raw, receipt
from fogline.ingest.readers import reader_named
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.pipeline import dated
from fogline.reading import read_batch

DOCUMENTS = f"{WORK}/documents"

PIECES_AT_ONCE = 64
"""Pieces in memory together, beside the documents they gave that are not written yet."""


def mark(number: int) -> str:
    """The name of the file that says that partition *number* has been read."""
    return f"{DOCUMENTS}/{part(number)}.json"


def is_there(layout: Layout, number: int) -> bool:
    """Whether partition *number* has been read."""
    return layout.storage.exists(mark(number))


def reading(layout: Layout, settings: Settings, *, keep_bytes: bool) -> Job[int]:
    """The job of reading partitions; it gives the number of documents of each."""
    return Job(
        do=partial(read_partition, layout=layout, settings=settings, keep_bytes=keep_bytes),
        probe=partial(_probe, layout=layout, settings=settings),
        size=partial(pieces.size, layout),
    )


def read_partition(number: int, lost: Lost, *, layout: Layout, settings: Settings, keep_bytes: bool) -> int:
    """Read the pieces of a partition, but for those *lost*, into ``work/documents`` and ``received``; gives the number
    of documents.

    Raises:
        BulkError: they cannot be written.
    """
    noted = pieces.noted(layout, number)
    with (
        tables.written(layout, layout.path(DOCUMENTS, number), _form()) as documents,
        tables.written(layout, layout.path("received", number), tables.schema_of("received")) as received,
    ):
        for raw, item in _items(layout, number, lost, settings.document_seconds):
            if isinstance(item, Document):
                documents.add([{**_kept(dated(item, settings)), "part": number, "row": noted.read}])
                noted.read += 1
            elif isinstance(item, SkipDocument):
                noted.refuse(item)
            else:
                noted.refuse(pieces.unfetched(item))
            if isinstance(item, Document | NoArticle):
                received.add([_receipt(raw, item, number, keep_bytes)])
    layout.write_json(mark(number), noted.plain())
    pieces.forget(layout, number)
    return noted.read


def documents_of(layout: Layout, number: int) -> Iterator[tuple[int, Document]]:
    """The documents that a partition's pieces gave, numbered."""
    for some in tables.read(layout, layout.path(DOCUMENTS, number), size=PIECES_AT_ONCE):
        for row in some:
            yield row["row"], document_of(row)


def noted_in(layout: Layout, number: int) -> Noted:
    """What was noted in reading a partition."""
    return Noted.from_plain(layout.read_json(mark(number)))


def _items(layout: Layout, number: int, lost: Lost, seconds: float) -> Iterator[tuple[Raw, Item]]:
    """The pieces, each with what was read from it, or why it is given up."""
    begin = 0
    for some in pieces.raws(layout, number, PIECES_AT_ONCE):
        yield from zip(some, but_for(lost, some, begin, partial(read_batch, seconds=seconds), _lost), strict=True)
        begin += len(some)


def _lost(raw: Raw, how: str) -> Item:
    return ExtractionFailed(raw.source, f"{how} each time it was read; please report it")


def _probe(number: int, begin: int, end: int, *, layout: Layout, settings: Settings) -> None:
    every = (raw for some in pieces.raws(layout, number, PIECES_AT_ONCE) for raw in some)
    for item in read_batch(list(islice(every, begin, end)), seconds=settings.document_seconds):
        if isinstance(item, Document):
            dated(item, settings)


def _kept(document: Document) -> Row:
    row = document_row(document, 0)
    return {key: row[key] for key in ("document_id", "text", "record")}


def _receipt(raw: Raw, item: Document | NoArticle, number: int, keep_bytes: bool) -> Row:
    document_id, why = (item.document_id, None) if isinstance(item, Document) else (None, item.why)
    version = reader_named(raw.reader).version
    found = receipt(raw, version, sha256=raw.sha256, document_id=document_id, why=why)
    return received_row(replace(found, data=None), number, _packed(found, item) if keep_bytes else None)


def _packed(received: Received, item: Document | NoArticle) -> bytes | None:
    """The bytes of an article, compressed, unless they are but its text, or there is no article."""
    import zstandard

    if received.data is None or not isinstance(item, Document) or item.sha256 == received.sha256:
        return None
    return zstandard.ZstdCompressor().compress(received.data)


@cache
def _form() -> Any:
    return tables.schema(
        {"part": "int32", "row": "int32", **dict.fromkeys(("document_id", "text", "record"), "string")}
    )
