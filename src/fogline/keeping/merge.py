"""Two ledgers in one: what building the inputs of both in one would give, with everybody's decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from fogline.building import build
from fogline.config import Settings
from fogline.errors import ExtractionFailed, SkipDocument, UsageError
from fogline.keeping.copy import copy
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.pipeline import extract
from fogline.store.address import Where
from fogline.store.base import Counts
from fogline.store.sql import SqlStore, open_store

DOCUMENTS = 64
"""Documents written together."""

RECEIPTS = 16
"""Receipts written together, with their bytes: a page has at most 10 MB of them, and mostly a tenth of one."""

T = TypeVar("T")


@dataclass(slots=True)
class Merged:
    """What a merge came to. ``twice`` counts documents that both held; ``read_again`` those that had another day in one
    than they have now; ``refused`` what could not be read again."""

    counts: Counts
    twice: int = 0
    read_again: int = 0
    refused: Sequence[SkipDocument] = ()


def merge(first: Where, second: Where, to: Where, *, settings: Settings) -> Merged:
    """Make the ledger *to* of the ledgers *first* and *second*, which stay as they are.

    A document that both hold is kept once, with the sources of both, as *first* knows it, and with the custody of both:
    every receipt, and the bytes where either has them. Reviews of both are kept in the order of their times. What
    follows is derived anew, undated documents dated from all others.

    Args:
        settings: how to read documents that must be read again.

    Raises:
        UsageError: there is something at *to* already (but for an empty database on a server), or all are not different
            files.
        NotALedger, NewerLedger, LedgerUnwritable: a file cannot serve as one.
    """
    if isinstance(to, Path) and to.exists():
        raise UsageError(f"{to}: is there already; give another name")
    if _same(first, second):
        raise UsageError(f"{first}: is given twice")
    if not isinstance(to, Path):
        with TemporaryDirectory(prefix="fogline-") as folder:
            done = merge(first, second, made := Path(folder) / "merged.fog", settings=settings)
            copy(made, to)
            return done
    with open_store(first) as one, open_store(second) as other:
        made = to.with_name(f".{to.name}.part")
        try:
            with open_store(made, create=True) as store:
                done = _fill(store, (one, other), settings)
            made.replace(to)
        finally:
            for left in made.parent.glob(f"{made.name}*"):
                left.unlink()
    return done


def _same(first: Where, second: Where) -> bool:
    if isinstance(first, Path) and isinstance(second, Path):
        return first.resolve() == second.resolve()
    return first == second


def _fill(store: SqlStore, sources: Sequence[SqlStore], settings: Settings) -> Merged:
    again: list[Document] = []
    held = sum(source.counts().documents for source in sources)
    for source in sources:
        for documents in _batches(source.documents()):
            store.add_documents(documents)
    for source in sources:
        for documents in _batches(source.documents()):
            found = [source.extraction(document) for document in documents]
            kept = [_anchored(store, extraction, again) for extraction in found if extraction is not None]
            store.add(extraction for extraction in kept if extraction is not None)
        for some in _batches(source.received(), RECEIPTS):
            store.add_received(_with_bytes(some, source, store))
    refused = _read_again(store, again, settings)
    reviews = [review for source in sources for review in source.reviews()]
    for review in sorted(reviews, key=lambda one: one.at):
        store.add_review(review)
    report = build(store, [], settings)
    counts = store.counts()
    return Merged(counts, held - counts.documents, len(again), [*refused, *report.refused])


def _anchored(store: SqlStore, extraction: Extraction, again: list[Document]) -> Extraction | None:
    """*extraction* with the document as it is now kept; ``None`` where it is there already, or its day has changed."""
    now = store.document(extraction.document.document_id)
    if now is None or store.extraction(now) is not None:
        return None
    if now.published != extraction.document.published:
        again.append(now)
        return None
    return replace(extraction, document=now)


def _read_again(store: SqlStore, documents: Sequence[Document], settings: Settings) -> list[SkipDocument]:
    refused: list[SkipDocument] = []
    for result in extract({document.document_id: document for document in documents}.values(), settings):
        if isinstance(result, ExtractionFailed):
            refused.append(result)
        elif store.extraction(result.document) is None:
            store.add([result])
    return refused


def _with_bytes(received: Sequence[Received], source: SqlStore, store: SqlStore) -> list[Received]:
    """*received* with the bytes that *source* has of them; what *store* says was made of the same ones stays so."""
    known = store.seen([(one.source, one.sha256) for one in received])
    whole = []
    for one in received:
        had = known.get((one.source, one.sha256))
        if had is not None and had.document_id is not None:
            one = replace(one, reader=had.reader, document_id=had.document_id, why=had.why)
        whole.append(replace(one, data=source.body(one.sha256)))
    return whole


def _batches(items: Iterator[T], size: int = DOCUMENTS) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch
