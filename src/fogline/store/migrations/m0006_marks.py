"""Step 6: what of a claim is compared stands in the ledger, and a change has a number.

What was derived before is dropped: the next build derives it all again.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, LargeBinary, MetaData, String, Table

metadata = MetaData()

Table(
    "claim_homes",
    metadata,
    Column("home", BigInteger, primary_key=True, autoincrement=False),
    Column("claim_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    sqlite_with_rowid=False,
)

Table(
    "claim_marks",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("mark", LargeBinary, nullable=False),
)

Table(
    "stale",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("change", BigInteger, nullable=False),
)

EMPTIED = (
    *("prints", "links", "document_origins", "matches"),
    *("events", "event_claims", "disagreements", "disagreement_claims"),
)


def upgrade(connection: Connection) -> None:
    """Make the tables that changed anew, and empty those that hang on them."""
    for name in ("claim_homes", "stale"):
        connection.exec_driver_sql(f"DROP TABLE {name}")
    for name in EMPTIED:
        connection.exec_driver_sql(f"DELETE FROM {name}")
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "INSERT INTO stale SELECT document_id, 1 FROM (SELECT document_id FROM extractions UNION"
        " SELECT document_id FROM claims) AS read"
    )
