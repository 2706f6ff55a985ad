"""What a ledger says of itself. Beside the store: only who keeps ledgers asks."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.store import codec, migrations, schema
from fogline.store.base import Counts


def about(connection: Connection) -> Mapping[str, str]:
    """What the ledger says of itself: ``ledger_id``, ``created_by``, ``created_at``; ``form``, its last migration."""
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


def counts(connection: Connection) -> Counts:
    """How many rows of each noun there are."""
    tables = {
        "documents": schema.documents,
        "sources": schema.document_sources,
        "extracted": schema.extractions,
        "claims": schema.claims,
        "reviews": schema.reviews,
    }
    count = {name: select(func.count()).select_from(table) for name, table in tables.items()}
    return Counts(**{name: connection.execute(query).scalar_one() for name, query in count.items()})
