"""The chain of custody in the ledger: what was received, and the bytes themselves, compressed, once each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, tuple_, update

from fogline.errors import LedgerError
from fogline.model.custody import Received
from fogline.store import schema

ZSTANDARD_LEVEL = 3
"""News pages shrink to a fifth at 300 MB/s; level 19 would save a tenth more and take fifty times as long."""

_AS_THEY_ARE = ("source", "sha256", "size", "tool", "reader", "media_type", "document_id", "why")


def add(connection: Connection, received: Sequence[Received]) -> None:
    """Keep *received*, in place of what was kept of the same bytes from the same source; bodies come once each."""
    newest = {(one.source, one.sha256): one for one in received}
    known = seen(connection, list(newest))
    table = schema.received
    for key, one in newest.items():
        if key in known:
            same = (table.c.source == one.source, table.c.sha256 == one.sha256)
            made = {"reader": one.reader, "document_id": one.document_id, "why": one.why}
            connection.execute(update(table).where(*same).values(**made))
    new = [_row(one) for key, one in newest.items() if key not in known]
    if new:
        connection.execute(insert(table), new)
    _add_bodies(connection, newest.values())


def seen(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Received]:
    """What is kept of these (source, SHA-256), without the bytes."""
    table = schema.received
    query = select(table).where(tuple_(table.c.source, table.c.sha256).in_(keys))
    return {(row["source"], row["sha256"]): _received(row) for row in connection.execute(query).mappings()}


def fetched(connection: Connection, sources: Sequence[str]) -> set[str]:
    """Those of *sources* from which something was received before."""
    column = schema.received.c.source
    return set(connection.execute(select(column).where(column.in_(list(sources)))).scalars())


def received(connection: Connection, document_id: str | None) -> Iterator[Received]:
    """The custody of a document, or all, in the order in which it came here, without the bytes."""
    table = schema.received
    query = select(table).order_by(table.c.number)
    chosen = query if document_id is None else query.where(table.c.document_id == document_id)
    return map(_received, connection.execute(chosen).mappings())


def body(connection: Connection, sha256: str) -> bytes | None:
    """The bytes with this SHA-256, as they were received; ``None`` if they were not kept.

    Raises:
        LedgerError: they are kept, but cannot be unpacked.
    """
    table, documents = schema.bodies, schema.documents
    packed = connection.execute(select(table.c.data).where(table.c.sha256 == sha256)).scalar()
    if packed is not None:
        import zstandard

        try:
            return bytes(zstandard.ZstdDecompressor().decompress(packed))
        except zstandard.ZstdError as error:
            raise LedgerError(
                f"the bytes kept under the SHA-256 {sha256} cannot be unpacked: they are damaged"
            ) from error
    text = connection.execute(select(documents.c.text).where(documents.c.sha256 == sha256)).scalar()
    return None if text is None else text.encode("utf-8", "surrogatepass")


def totals(connection: Connection) -> dict[str, int]:
    """How much is kept: receipts, those that made a document, bodies, and their bytes as they stand in the file."""
    table, bodies = schema.received, schema.bodies
    receipts, made = connection.execute(select(func.count(), func.count(table.c.document_id)).select_from(table)).one()
    held, packed = connection.execute(
        select(func.count(), func.coalesce(func.sum(func.length(bodies.c.data)), 0)).select_from(bodies)
    ).one()
    distinct = select(table.c.sha256, func.max(table.c.size).label("size")).group_by(table.c.sha256).subquery()
    there = distinct.c.sha256.in_(select(bodies.c.sha256)) | distinct.c.sha256.in_(select(schema.documents.c.sha256))
    kept, size = connection.execute(
        select(func.count(), func.coalesce(func.sum(distinct.c.size), 0)).where(there)
    ).one()
    return {
        "received": receipts,
        "received_with_a_document": made,
        "originals_kept": kept,
        "originals_bytes": size,
        "originals_packed": held,
        "originals_packed_bytes": packed,
    }


def _add_bodies(connection: Connection, received: Iterable[Received]) -> None:
    """Keep the bytes that are at hand, unless they are kept already, or are but the text of a document in UTF-8."""
    bodies = {one.sha256: one.data for one in received if one.data is not None and one.document_id is not None}
    for table in (schema.bodies, schema.documents):
        held = set(connection.execute(select(table.c.sha256).where(table.c.sha256.in_(list(bodies)))).scalars())
        bodies = {sha256: data for sha256, data in bodies.items() if sha256 not in held}
    if bodies:
        import zstandard

        packer = zstandard.ZstdCompressor(level=ZSTANDARD_LEVEL)
        rows = [
            {"sha256": sha256, "data": packer.compress(data)} for sha256, data in bodies.items() if data is not None
        ]
        connection.execute(insert(schema.bodies), rows)


def _row(one: Received) -> dict[str, Any]:
    return {
        "source": one.source,
        "sha256": one.sha256,
        "size": one.size,
        "retrieved": one.retrieved.astimezone(UTC).replace(tzinfo=None),
        "tool": one.tool,
        "reader": one.reader,
        "media_type": one.media_type,
        "context": json.dumps(one.context, ensure_ascii=False),
        "document_id": one.document_id,
        "why": one.why,
    }


def _received(row: RowMapping | Mapping[str, Any]) -> Received:
    retrieved: datetime = row["retrieved"]
    values = {
        key: row[key] for key in ("source", "sha256", "size", "tool", "reader", "media_type", "document_id", "why")
    }
    context = tuple((str(key), str(value)) for key, value in json.loads(row["context"]))
    return Received(**values, retrieved=retrieved.replace(tzinfo=UTC), context=context)
