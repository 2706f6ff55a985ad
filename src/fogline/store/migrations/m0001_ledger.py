"""The first form of the ledger: documents, what was found in them, reviews.

A migration is never altered once released; it holds its own picture of the tables, which later ones change.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
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
)

document_sources = Table(
    "document_sources",
    metadata,
    Column("document_id", ForeignKey("documents.document_id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
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
    Column("geonameid", Integer),
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
    Index("claims_in_order", "document_id", "trigger_start", "trigger_end", "claim_id"),
    Index("claims_by_place", "place_key"),
    Index("claims_by_time", "time_start", "time_end"),
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


INDEX = """
CREATE VIRTUAL TABLE document_index
USING fts5(title, text, content='documents', content_rowid='number', tokenize='unicode61 remove_diacritics 2')
"""


WORDS = """
CREATE TABLE document_words (
  number bigint PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE, size bigint NOT NULL, words text NOT NULL
);
CREATE INDEX document_words_that_occur ON document_words
USING gin (array_remove(string_to_array(words, ' '), '')) WITH (fastupdate = off)
"""
"""PostgreSQL's counterpart of it (see :mod:`fogline.store.postgres_rows`)."""


def upgrade(connection: Connection) -> None:
    """Make the tables, and the database's own index of words, in an empty database."""
    metadata.create_all(connection, checkfirst=False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(INDEX)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(WORDS)
