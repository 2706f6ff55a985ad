"""The chain of custody of a document: what it was made from, its bytes back, and whether they give it again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from fogline.errors import LedgerError, UsageError
from fogline.ingest.articles import Metadata
from fogline.ingest.raw import Raw, library_of
from fogline.ingest.readers import READERS
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.store.base import Store

SHOWN = 4
"""Documents named where a name fits several."""


@dataclass(slots=True)
class Checked:
    """What a check of the custody came to: receipts, those whose bytes are kept, and those that were read again."""

    receipts: int = 0
    kept: int = 0
    read_again: int = 0


def find_document(store: Store, asked: str) -> Document:
    """The document whose id begins with *asked*, or whose name, address or source it is.

    Raises:
        UsageError: there is none, or several.
    """
    if (exact := store.document(asked)) is not None:
        return exact
    found = list(islice((one for one in store.documents() if _is(one, asked)), SHOWN + 1))
    if not found:
        raise UsageError(f"no document's id begins with {asked!r}, and none has that name, address or source")
    if len(found) > 1:
        named = ", ".join(one.document_id for one in found[:SHOWN])
        raise UsageError(f"several documents are {asked!r}: {named}{' …' * (len(found) > SHOWN)}")
    return found[0]


def _is(document: Document, asked: str) -> bool:
    named = asked in (document.name, document.url, *document.sources)
    return named or (bool(asked) and document.document_id.startswith(asked))


def custody_record(received: Received, *, kept: bool) -> dict[str, Any]:
    """What is known of one receipt, JSON-ready; ``kept`` says whether its bytes are in the ledger."""
    return {
        "source": received.source,
        "retrieved": received.retrieved.isoformat(),
        "sha256": received.sha256,
        "size": received.size,
        "kept": kept,
        "media_type": received.media_type,
        "tool": received.tool,
        "reader": received.reader,
        "context": dict(received.context),
    }


def custody_of(store: Store, document: Document) -> list[dict[str, Any]]:
    """The receipts of *document*, in the order in which they came here, as :func:`custody_record` gives them."""
    return [
        custody_record(one, kept=store.body(one.sha256) is not None) for one in store.received(document.document_id)
    ]


def bytes_of(store: Store, document: Document, *, sha256: str | None = None) -> bytes:
    """The bytes that *document* was read from, as they were received.

    Args:
        sha256: the beginning of their SHA-256, where it was read from several.

    Raises:
        UsageError: they were not kept, or it is not said which are meant.
        LedgerError: they cannot be unpacked any more.
    """
    there = dict.fromkeys(one.sha256 for one in store.received(document.document_id))
    chosen = [key for key in there if key.startswith(sha256 or "")]
    if not chosen:
        what = f"from bytes with a SHA-256 that begins with {sha256!r}" if sha256 else "by a version that kept custody"
        raise UsageError(f"document {document.document_id} was not read {what}")
    if len(chosen) > 1:
        named = ", ".join(key[:16] for key in chosen[:SHOWN])
        raise UsageError(f"document {document.document_id} was read from several: say --sha256, one of {named}")
    data = store.body(chosen[0])
    if data is None:
        raise UsageError(f"the bytes of document {document.document_id} were not kept (--no-keep-bytes)")
    return data


def custody_faults(store: Store, checked: Checked, *, read_again: bool = True) -> Iterator[str]:
    """Every fault in the custody, a line each: bytes that are not what was received, or give another text.

    Args:
        checked: counts on what was looked at.
        read_again: whether kept bytes are read again, where the reader and its library are those of then.
    """
    for received in store.received():
        checked.receipts += 1
        who = f"what was received from {received.source}"
        document = None if received.document_id is None else store.document(received.document_id)
        if received.document_id is not None and document is None:
            yield f"{who}: its document {received.document_id} is not there"
        try:
            data = store.body(received.sha256)
        except LedgerError as error:
            yield f"{who}: {error}"
            continue
        if data is None:
            continue
        checked.kept += 1
        if hashlib.sha256(data).hexdigest() != received.sha256:
            yield f"{who}: the bytes kept do not have the SHA-256 {received.sha256}"
        elif len(data) != received.size:
            yield f"{who}: the bytes kept are {len(data):,}, not {received.size:,}"
        elif read_again and document is not None and _is_as_then(received):
            checked.read_again += 1
            if (why := _differs(received, data, document)) is not None:
                yield f"{who}: read again by {received.reader}, {why}"


def _is_as_then(received: Received) -> bool:
    """Whether what read these bytes is here in the same version, its library too."""
    name = received.reader.split("@")[0]
    library = dict(received.context).get("library")
    return any(reader.version == received.reader for reader in READERS) and library == library_of(name)


def _differs(received: Received, data: bytes, document: Document) -> str | None:
    """How what is read from *data* differs from *document*; ``None`` where the text is the same.

    What the container said beside the bytes is not kept; of that only the title stands in a text.
    """
    name = received.reader.split("@")[0]
    raw = Raw(
        data=data,
        source=received.source,
        name=document.name,
        reader=name,
        retrieved=received.retrieved,
        media_type=received.media_type,
        context=dict(received.context),
    )
    reader = next(one for one in READERS if one.name == name)
    why = ""
    for title in dict.fromkeys((document.title, None)):
        item = reader.parse(replace(raw, beside=Metadata(title=title)))
        if isinstance(item, Document) and item.sha256 == document.sha256:
            return None
        why = (
            f"they give another text than document {document.document_id}"
            if isinstance(item, Document)
            else f"they give no text ({getattr(item, 'why', 'only a link')})"
        )
    return why
