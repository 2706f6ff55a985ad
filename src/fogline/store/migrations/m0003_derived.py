"""Step 3: what is derived from claims and reviews, and which documents it is behind with.

The tables are written out, as in every step, because a step must not change when the schema does.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Date, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

Table(
    "prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", String, primary_key=True),
    Index("prints_by_document", "document_id"),
    sqlite_with_rowid=False,
)

Table(
    "links",
    metadata,
    Column("first", String, primary_key=True),
    Column("second", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record", Text, nullable=False),
    Index("links_by_second", "second"),
)

Table(
    "document_origins",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("origin_id", String, nullable=False, index=True),
)

Table(
    "claim_homes",
    metadata,
    Column("home", String, primary_key=True),
    Column("claim_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    sqlite_with_rowid=False,
)

Table(
    "matches",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("score", Float, nullable=False),
    Index("matches_by_other", "other"),
    sqlite_with_rowid=False,
)

Table(
    "events",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("event_type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("place_key", Text),
    Column("geonameid", Integer),
    Column("start", Date),
    Column("end", Date),
    Column("claims", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

Table(
    "event_claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("event_id", String, nullable=False, index=True),
    Column("document_id", String, nullable=False, index=True),
)

Table(
    "disagreements",
    metadata,
    Column("disagreement_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("scope", String, nullable=False, index=True),
    Column("place_key", Text),
    Column("geonameid", Integer),
    Column("record", Text, nullable=False),
)

Table(
    "disagreement_claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("disagreement_id", String, primary_key=True),
    Column("scope", String, nullable=False, index=True),
)

Table("stale", metadata, Column("document_id", String, primary_key=True))


def upgrade(connection: Connection) -> None:
    """Make the tables; every document there is has to be derived from."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql("INSERT INTO stale SELECT document_id FROM extractions")
