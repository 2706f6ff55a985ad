"""Step 7: room for what was worked out once and would take seconds to work out again.

Nothing in it is the only copy: who keeps something there says what it was made from, and makes it anew where that has
changed.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, LargeBinary, MetaData, String, Table

metadata = MetaData()

Table(
    "kept",
    metadata,
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


def upgrade(connection: Connection) -> None:
    """Make the table."""
    metadata.create_all(connection, checkfirst=False)
