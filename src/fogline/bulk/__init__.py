"""Corpora that no single ledger should hold: read by partitions into Parquet, derived across them, asked with SQL."""
