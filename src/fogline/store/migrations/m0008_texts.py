"""Step 8: texts have numbers, and what a text or a claim is looked for by stands beside it.

What was derived before is dropped: the next build derives it all again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

Table(
    "texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document_id", String, nullable=False, unique=True),
    Column("prints", LargeBinary, nullable=False),
)

Table(
    "prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

Table(
    "claim_homes",
    metadata,
    Column("home", BigInteger, primary_key=True, autoincrement=False),
    Column("claim_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

Table(
    "claim_marks",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("mark", LargeBinary, nullable=False),
    Column("homes", LargeBinary, nullable=False),
)

EMPTIED = (
    *("links", "document_origins", "matches"),
    *("events", "event_claims", "disagreements", "disagreement_claims", "stale"),
)


def upgrade(connection: Connection) -> None:
    """Make the tables that changed anew, and empty those that hang on them."""
    for name in ("prints", "claim_homes", "claim_marks"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for name in EMPTIED:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "INSERT INTO stale SELECT document_id, 1 FROM (SELECT document_id FROM extractions UNION"
        " SELECT document_id FROM claims) AS read"
    )
