"""The tables of derived rows as they stand after the latest migration: dropped and rebuilt at will."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Index, Integer, LargeBinary, String, Table, Text

from fogline.store.schema import metadata

texts = Table(
    "texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document_id", String, nullable=False, unique=True),
    Column("prints", LargeBinary, nullable=False),
)

prints = Table(
    "prints",
    metadata,
    Column("print", BigInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    Column("first", String, primary_key=True),
    Column("second", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record", Text, nullable=False),
    Index("links_by_second", "second"),
)

document_origins = Table(
    "document_origins",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("origin_id", String, nullable=False, index=True),
)

claim_homes = Table(
    "claim_homes",
    metadata,
    Column("home", BigInteger, primary_key=True, autoincrement=False),
    Column("claim_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

claim_marks = Table(
    "claim_marks",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("mark", LargeBinary, nullable=False),
    Column("homes", LargeBinary, nullable=False),
)

matches = Table(
    "matches",
    metadata,
    Column("one", String, primary_key=True),
    Column("other", String, primary_key=True),
    Column("score", Float, nullable=False),
    Index("matches_by_other", "other"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("event_id", String, primary_key=True),
    Column("event_type", String, nullable=False),
    Column("status", String, nullable=False),
    Column("place_key", Text),
    Column("geonameid", BigInteger),
    Column("start", Date),
    Column("end", Date),
    Column("claims", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("event_id", String, nullable=False, index=True),
    Column("document_id", String, nullable=False, index=True),
)

disagreements = Table(
    "disagreements",
    metadata,
    Column("disagreement_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("scope", String, nullable=False, index=True),
    Column("place_key", Text),
    Column("geonameid", BigInteger),
    Column("record", Text, nullable=False),
)

disagreement_claims = Table(
    "disagreement_claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("disagreement_id", String, primary_key=True, index=True),
    Column("scope", String, nullable=False, index=True),
)

stale = Table(
    "stale",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("change", BigInteger, nullable=False),
)

dossiers = Table(
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

dossier_keys = Table(
    "dossier_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("document_id", String, primary_key=True),
    sqlite_with_rowid=False,
)

unweighed = Table(
    "unweighed",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("change", BigInteger, nullable=False),
)

kept = Table(
    "kept",
    metadata,
    Column("name", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
