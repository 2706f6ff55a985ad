"""Step 9: what documents are dated by others with is kept, and each that changes is marked.

Every document that was read is marked: the next build weighs all undated ones once.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Connection, Date, Index, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

Table(
    "dossiers",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("day", Date),
    Column("asks", Boolean, nullable=False),
    Column("found", Text),
    Column("under", LargeBinary, nullable=False),
    Column("record", Text, nullable=False),
    Index("dossiers_asking", "asks", "document_id"),
)

Table(
    "dossier_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

Table(
    "unweighed",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("change", BigInteger, nullable=False),
)


def upgrade(connection: Connection) -> None:
    """Make the tables, and mark what was read."""
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "INSERT INTO unweighed SELECT document_id, 1 FROM (SELECT document_id FROM extractions UNION"
        " SELECT document_id FROM claims) AS read"
    )
