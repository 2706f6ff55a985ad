"""Step 10: the claims of a town are found by their day, and those of a disagreement, without going through all."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Date, Index, MetaData, String, Table

_metadata = MetaData()

_claims = Table(
    "claims",
    _metadata,
    Column("document_id", String),
    Column("event_type", String),
    Column("geonameid", BigInteger),
    Column("time_start", Date),
    Column("time_end", Date),
    Column("review", String),
)
_documents = Table("documents", _metadata, Column("document_id", String), Column("published", Date))
_disputing = Table("disagreement_claims", _metadata, Column("disagreement_id", String, index=True))

_INDEXES = (
    Index(
        "claims_by_town_and_day",
        *(_claims.c[name] for name in ("geonameid", "event_type", "time_end", "time_start", "document_id", "review")),
    ),
    Index("documents_with_day", _documents.c.document_id, _documents.c.published),
    *_disputing.indexes,
)


def upgrade(connection: Connection) -> None:
    """Make the indexes."""
    for index in _INDEXES:
        index.create(connection)
