"""The ledger's tables as they stand after the latest migration.

Evidence: ``documents``, ``document_sources``, ``received``, ``bodies``, ``extractions``, ``mentions``, ``claims``.
Decisions: ``reviews``.
``meta`` and ``migrations`` say what the file is. A claim's columns are what it can be looked for by; ``record`` is
the claim itself (:mod:`fogline.store.codec`): as people have corrected it, with what was read in ``as_read`` where
that differs, and in ``review`` what they decided. ``review_abouts`` says what each review is about. Columns ending in
``_key`` are folded for comparison.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

migrations = Table(
    "migrations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("version", String, nullable=False),
    Column("at", DateTime, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document_id", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("title", Text),
    Column("title_end", Integer, nullable=False),
    Column("outlet", String),
    Column("author", String),
    Column("wire_credit", String),
    Column("url", Text),
    Column("published", Date),
    Column("published_basis", String),
    Column("published_evidence", Text),
    Column("language", String),
    Column("text_is_source", Boolean, nullable=False),
    Column("notes", Text, nullable=False),
    Index("documents_by_name", "name", "document_id"),
    Index("documents_by_sha256", "sha256"),
    Index("documents_with_day", "document_id", "published"),
)

document_sources = Table(
    "document_sources",
    metadata,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
)

received = Table(
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

bodies = Table(
    "bodies",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

extractions = Table(
    "extractions",
    metadata,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("extractor", String, nullable=False),
    Column("profile", String, nullable=False),
    Column("at", DateTime, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("kind", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("record", Text, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("claim_id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.document_id"), nullable=False),
    Column("event_type", String, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("speaker_key", Text),
    Column("speaker_party", String),
    Column("agent_party", String),
    Column("patient_party", String),
    Column("place_key", Text),
    Column("place_words_key", Text),
    Column("geonameid", BigInteger),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country", String),
    Column("time_start", Date),
    Column("time_end", Date),
    Column("polarity", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("certainty", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("extractor", String, nullable=False),
    Column("record", Text, nullable=False),
    Column("toll", Float),
    Column("review", String),
    Column("as_read", Text),
    Index("claims_in_order", "document_id", "trigger_start", "trigger_end", "claim_id"),
    Index("claims_by_place", "place_key"),
    Index("claims_by_time", "time_start", "time_end"),
    Index("claims_by_geonameid", "geonameid", "document_id"),
    Index("claims_by_town_and_day", "geonameid", "event_type", "time_end", "time_start", "document_id", "review"),
    Index("claims_by_review", "review"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("review_id", String, nullable=False, unique=True),
    Column("target", String, nullable=False, index=True),
    Column("decision", String, nullable=False),
    Column("author", String, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("revokes", String),
    Column("record", Text, nullable=False),
)

review_abouts = Table(
    "review_abouts",
    metadata,
    Column("about", String, primary_key=True),
    Column("number", ForeignKey("reviews.number"), primary_key=True, autoincrement=False),
)
