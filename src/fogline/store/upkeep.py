"""A ledger as a file: what it is, whether it is whole, and making it small. Beside the store: only files need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, func, select

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.store import codec, migrations, schema, sqlite


def about(connection: Connection) -> Mapping[str, str]:
    """What the file says of itself: ``ledger_id``, ``created_by``, ``created_at``, ``form`` (its latest migration)."""
    rows = connection.execute(select(schema.meta.c.key, schema.meta.c.value))
    return {**{row.key: row.value for row in rows}, "form": str(migrations.level(connection))}


def readers(connection: Connection) -> Mapping[tuple[str, str], int]:
    """How many documents each extractor has read with each profile."""
    table = schema.extractions
    columns = (table.c.extractor, table.c.profile)
    query = select(*columns, func.count().label("documents")).group_by(*columns).order_by(*columns)
    return {(row.extractor, row.profile): row.documents for row in connection.execute(query)}


def extraction(connection: Connection, document: Document, mentions: Mentions) -> Extraction | None:
    """What was found in *document*, as it was read; ``None`` where it has not been."""
    table, claims = schema.extractions, schema.claims
    row = connection.execute(select(table).where(table.c.document_id == document.document_id)).first()
    if row is None:
        return None
    as_read = func.coalesce(claims.c.as_read, claims.c.record)
    query = select(as_read).where(claims.c.document_id == document.document_id).order_by(claims.c.claim_id)
    found = tuple(codec.loads(Claim, record) for record in connection.execute(query).scalars())
    return Extraction(document, mentions, found, row.extractor, row.profile)


def faults(connection: Connection) -> Iterator[str]:
    """What SQLite itself finds wrong with the file: damaged pages, indexes out of step, rows without their parents."""
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
        if found != "ok":
            yield f"the file: {found}"
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"the file: row {row} of {table} has no {parent}"


def vacuum(path: Path) -> tuple[int, int]:
    """Give back what is no longer used; gives the file's size in bytes before and after."""
    before = path.stat().st_size
    with sqlite.plain_errors(path), sqlite.bare(path) as connection:
        connection.execute("INSERT INTO document_index(document_index) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return before, path.stat().st_size
