"""The documents that one partition keeps to mentions and claims, and to what these are looked for by, wherever a worker
runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import islice

from fogline.bulk import reading, tables
from fogline.bulk.careful import Job, Lost, but_for
from fogline.bulk.indexed import Index
from fogline.bulk.layout import Layout
from fogline.bulk.noted import Noted
from fogline.bulk.part import part_of
from fogline.bulk.rows import claim_rows, document_row, mention_rows
from fogline.bulk.settling import as_settled, copies_of
from fogline.bulk.tables import Rows
from fogline.config import Settings
from fogline.control.histories import Source
from fogline.errors import ExtractionFailed
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.pipeline import batched, extract_batch

TABLES = ("documents", "mentions", "claims")


def is_whole(layout: Layout, number: int) -> bool:
    """Whether partition *number* is done."""
    return layout.storage.exists(layout.mark(number))


def extracting(layout: Layout, settings: Settings) -> Job[Noted]:
    """The job of reading partitions for claims; it gives the counts of each."""
    return Job(
        do=partial(extract_partition, layout=layout, settings=settings),
        probe=partial(_probe, layout=layout, settings=settings),
        size=partial(_size, layout),
    )


def extract_partition(number: int, lost: Lost, *, layout: Layout, settings: Settings) -> Noted:
    """Read the documents of a partition for claims, and write its tables, whole, with its mark; gives the counts.

    A document that cannot be read for claims, or is *lost*, is kept without any, and named.

    Raises:
        BulkError: they cannot be written.
    """
    noted = reading.noted_in(layout, number)
    index = Index()
    with ExitStack() as files:
        out = {
            table: files.enter_context(tables.written(layout, layout.path(table, number), tables.schema_of(table)))
            for table in TABLES
        }
        for document, result in _results(_kept(layout, number), lost, settings):
            noted.note(document)
            if isinstance(result, ExtractionFailed):
                noted.refuse(result)
                out["documents"].add([document_row(document, number)])
                index.enter(document, (), partial(_source, document, Mentions()))
            else:
                _index(index, result, out["claims"].count)
                _add(out, result, number)
        noted.mentions, noted.claims = out["mentions"].count, out["claims"].count
    layout.write_json(layout.mark(number), noted.plain())
    index.write(layout, part_of(layout, number))  # the name of an index tells the mark
    return Noted(documents=noted.documents, claims=noted.claims, mentions=noted.mentions)


def _add(out: dict[str, Rows], extraction: Extraction, number: int) -> None:
    document = extraction.document
    out["documents"].add([document_row(document, number, extraction)])
    out["mentions"].put(mention_rows(document.document_id, extraction.mentions, number))
    out["claims"].put(claim_rows(document, extraction.claims, number))


def _index(index: Index, extraction: Extraction, row: int) -> None:
    """Enter what was found in a document, whose claims have rows from the number *row* on."""
    source = partial(_source, extraction.document, extraction.mentions)
    index.enter(extraction.document, list(enumerate(extraction.claims, row)), source)


def _source(document: Document, mentions: Mentions, document_id: str) -> Source:
    return Source(document.text, document.published, mentions.sentences, mentions.places)


def _results(
    documents: Iterator[Document], lost: Lost, settings: Settings
) -> Iterator[tuple[Document, Extraction | ExtractionFailed]]:
    """The *documents*, each with what was found in it, or why nothing is."""
    begin = 0
    for batch in batched(documents, settings.batch_characters):
        yield from zip(batch, but_for(lost, batch, begin, partial(_extract, settings=settings), _lost), strict=True)
        begin += len(batch)


def _lost(document: Document, how: str) -> ExtractionFailed:
    return ExtractionFailed(document.name, f"{how} each time it was read; kept without claims, please report it")


def _extract(documents: list[Document], settings: Settings) -> list[Extraction | ExtractionFailed]:
    return extract_batch(documents, profile=settings.profile, seconds=settings.document_seconds, with_trees=False)


def _probe(number: int, begin: int, end: int, *, layout: Layout, settings: Settings) -> None:
    for batch in batched(islice(_kept(layout, number), begin, end), settings.batch_characters):
        _extract(batch, settings)


def _size(layout: Layout, number: int) -> int:
    return sum(1 for _ in _kept(layout, number))


def _kept(layout: Layout, number: int) -> Iterator[Document]:
    """The documents that the partition keeps, each with what its copies elsewhere add."""
    copies = copies_of(layout, number)
    for row, document in reading.documents_of(layout, number):
        if row not in copies:
            yield document
        elif (record := copies[row]) is not None:
            yield as_settled(document, record)
