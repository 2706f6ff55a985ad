"""The index of a partition that has none: a run was stopped before it was written, or other rules wrote the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from fogline.bulk import tables
from fogline.bulk.columns import readable
from fogline.bulk.indexed import Index
from fogline.bulk.layout import Layout
from fogline.bulk.part import Part
from fogline.bulk.rows import Row, document_of, mentions_of
from fogline.control.histories import Source
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.store import codec

DOCUMENTS_AT_ONCE = 200
"""Documents in memory together, with all their claims."""


def index(one: Part, *, layout: Layout) -> Mapping[str, int]:
    """Read the partition *one*, unless that is done; gives nothing that counts.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    if layout.storage.exists(one.done):
        return {}
    made = Index()
    reading = _Partition(layout, one.number)
    for document, claims in reading.documents():
        made.enter(document, claims, partial(reading.source_of, document))
    made.write(layout, one)
    return {}


class _Partition:
    """The rows of one partition, a document's together."""

    def __init__(self, layout: Layout, number: int) -> None:
        self._layout, self._number = layout, number
        self.claims_count = 0
        self._claims: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._mentions: Any = None
        self._where: dict[str, list[int]] = {}
        self._source: tuple[str, Source] | None = None
        self._read_claims()

    def _read_claims(self) -> None:
        name = self._layout.path("claims", self._number)
        with readable(self._layout, name):
            for some in tables.read(self._layout, name, columns=("document_id", "record")):
                for number, row in enumerate(some, self.claims_count):
                    self._claims[row["document_id"]].append((number, codec.cut(row["record"], "reasons")))
                self.claims_count += len(some)

    def documents(self) -> Iterator[tuple[Document, list[tuple[int, Claim]]]]:
        """Each document with its claims, and these with the numbers of their rows."""
        name = self._layout.path("documents", self._number)
        with readable(self._layout, name):
            for some in tables.read(
                self._layout, name, columns=("document_id", "text", "record"), size=DOCUMENTS_AT_ONCE
            ):
                for row in some:
                    own = self._claims.pop(row["document_id"], [])
                    yield document_of(row), [(number, codec.loads(Claim, record)) for number, record in own]

    def source_of(self, document: Document, document_id: str) -> Source:
        """The words of *document*, with its sentences and places."""
        if self._source is None or self._source[0] != document_id:
            mentions = mentions_of(self._mentioned(document_id))
            source = Source(document.text, document.published, mentions.sentences, mentions.places)
            self._source = document_id, source
        return self._source[1]

    def _mentioned(self, document_id: str) -> list[Row]:
        name = self._layout.path("mentions", self._number)
        if self._mentions is None:
            with readable(self._layout, name):
                self._mentions, self._where = _mentions_by_document(self._layout, name)
        wanted = np.array(self._where.get(document_id, ()), np.int64)
        rows: list[Row] = self._mentions.take(wanted).to_pylist()
        return rows


def _mentions_by_document(layout: Layout, name: str) -> tuple[Any, dict[str, list[int]]]:
    """The sentences and places of a partition, and the rows that each document has among them."""
    from pyarrow import parquet

    with layout.storage.open(name) as file:
        columns = ["document_id", "kind", "position", "record"]
        found = parquet.read_table(file, columns=columns, filters=[("kind", "in", ["sentences", "places"])])
    where: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(found["document_id"].to_pylist()):
        where[key].append(row)
    return found.combine_chunks(), where
