"""The documents that one partition keeps to mentions and claims, wherever a worker runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

from fogline.bulk import reading, tables
from fogline.bulk.layout import Layout
from fogline.bulk.noted import Noted
from fogline.bulk.rows import claim_row, document_row, mention_rows
from fogline.bulk.settling import as_settled, copies_of
from fogline.bulk.tables import Rows
from fogline.config import Settings
from fogline.errors import ExtractionFailed
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.pipeline import extract_batch

TABLES = ("documents", "mentions", "claims")


def is_whole(layout: Layout, number: int) -> bool:
    """Whether partition *number* is done."""
    return layout.storage.exists(layout.mark(number))


def extract_partition(number: int, *, layout: Layout, settings: Settings) -> Noted:
    """Read the documents of a partition for claims, and write its tables, whole, with its mark; gives the counts.

    A document that cannot be read for claims is kept without any, and named.

    Raises:
        BulkError: they cannot be written.
    """
    noted = reading.noted_in(layout, number)
    extract = partial(extract_batch, profile=settings.profile, seconds=settings.document_seconds, with_trees=False)
    with ExitStack() as files:
        out = {
            table: files.enter_context(tables.written(layout, layout.path(table, number), tables.schema_of(table)))
            for table in TABLES
        }
        for documents in _batches(_kept(layout, number), settings.batch_characters):
            for document, result in zip(documents, extract(documents), strict=True):
                noted.note(document)
                if isinstance(result, ExtractionFailed):
                    noted.refuse(result)
                    out["documents"].add([document_row(document, number)])
                else:
                    _add(out, result, number)
        noted.mentions, noted.claims = out["mentions"].count, out["claims"].count
    layout.write_json(layout.mark(number), noted.plain())
    return Noted(documents=noted.documents, claims=noted.claims, mentions=noted.mentions)


def _add(out: dict[str, Rows], extraction: Extraction, number: int) -> None:
    document = extraction.document
    out["documents"].add([document_row(document, number, extraction)])
    out["mentions"].add(mention_rows(document.document_id, extraction.mentions, number))
    out["claims"].add([claim_row(document, claim, number) for claim in extraction.claims])


def _kept(layout: Layout, number: int) -> Iterator[Document]:
    """The documents that the partition keeps, each with what its copies elsewhere add."""
    copies = copies_of(layout, number)
    for row, document in reading.documents_of(layout, number):
        if row not in copies:
            yield document
        elif (record := copies[row]) is not None:
            yield as_settled(document, record)


def _batches(documents: Iterator[Document], characters: int) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
