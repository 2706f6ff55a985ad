"""The chain of custody: what was received, and its bytes.

The tables are written out, as in every step, because a step must not change when the schema does.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, DateTime, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

Table(
    "received",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("retrieved", DateTime, nullable=False),
    Column("tool", String, nullable=False),
    Column("reader", String, nullable=False),
    Column("media_type", Text),
    Column("context", Text, nullable=False),
    Column("document_id", String, index=True),
    Column("why", Text),
    Index("received_once", "source", "sha256", unique=True),
)

Table(
    "bodies",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

_documents = Table("documents", MetaData(), Column("sha256", String))
_by_sha256 = Index("documents_by_sha256", _documents.c.sha256)


def upgrade(connection: Connection) -> None:
    """Make the tables, empty, and the index that tells whether bytes are but a document's text."""
    metadata.create_all(connection, checkfirst=False)
    _by_sha256.create(connection)
