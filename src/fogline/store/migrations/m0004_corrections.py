"""Step 4: claims are kept as people corrected them, beside what was read; reviews are found by all they are about."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    insert,
    select,
    update,
)

metadata = MetaData()

_claims = Table(
    "claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("record", Text),
    Column("toll", Float),
    Column("review", String),
)
_by_review = Index("claims_by_review", _claims.c.review)

_reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("review_id", String),
    Column("target", String),
    Column("decision", String),
    Column("revokes", String),
    Column("record", Text),
)

_abouts = Table(
    "review_abouts",
    metadata,
    Column("about", String, primary_key=True),
    Column("number", ForeignKey("reviews.number"), primary_key=True, autoincrement=False),
)

_HARM = ("killed", "wounded", "casualties", "missing")
_STATES = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}


def upgrade(connection: Connection) -> None:
    """Add the columns and the table, and fill them from what is there.

    No version before this could write a correction down but through the library; such a one takes hold when its
    document is read again or its claim decided on.
    """
    for column in ("toll FLOAT", "review VARCHAR", "as_read TEXT"):
        connection.exec_driver_sql(f"ALTER TABLE claims ADD COLUMN {column}")
    _by_review.create(connection)
    _abouts.create(connection)
    _fill_tolls(connection)
    _fill_reviews(connection)


def _fill_tolls(connection: Connection) -> None:
    rows = connection.execute(
        select(_claims.c.claim_id, _claims.c.record).where(_claims.c.record.like('%"quantities"%'))
    )
    found = [{"key": row.claim_id, "most": most} for row in rows if (most := _toll(json.loads(row.record))) is not None]
    if found:
        one = update(_claims).where(_claims.c.claim_id == bindparam("key")).values(toll=bindparam("most"))
        connection.execute(one, found)


def _toll(claim: dict[str, Any]) -> float | None:
    told = [
        figure.get(bound)
        for figure in claim.get("quantities", ())
        if figure["measure"] in _HARM
        for bound in ("low", "best", "high")
    ]
    return max((bound for bound in told if bound is not None), default=None)


def _fill_reviews(connection: Connection) -> None:
    made = connection.execute(select(_reviews).order_by(_reviews.c.number)).all()
    revoked = {row.revokes for row in made}
    for row in made:
        changes = json.loads(row.record).get("changes", {})
        lists = [changes[key] for key in ("claims", "apart") if isinstance(changes.get(key), list)]
        about = {row.target, *(str(claim) for found in lists for claim in found)}
        connection.execute(insert(_abouts), [{"about": key, "number": row.number} for key in sorted(about)])
        if row.review_id not in revoked and row.decision in _STATES:
            decided = update(_claims).where(_claims.c.claim_id == row.target)
            connection.execute(decided.values(review=_STATES[row.decision]))
