"""Identifiers: hashes of the fields that identify, so that they outlive a better extractor."""

from __future__ import annotations

import hashlib

ID_LENGTH = 16
"""Hexadecimal digits of an identifier: 64 bits, so that a hundred million rows collide with a chance under 1/1000."""


def sha256_of(text: str) -> str:
    """The SHA-256 of *text* in UTF-8, as 64 hexadecimal digits (lone surrogates are kept as they are)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def stable_id(kind: str, *key: object) -> str:
    """An identifier for the row of *kind* that *key* singles out: the same key, the same identifier, everywhere."""
    joined = "\x1f".join([kind, *("" if part is None else str(part) for part in key)])
    return sha256_of(joined)[:ID_LENGTH]


def document_id(text: str) -> str:
    """A document's identifier: that of its text, so that the same text read twice is one document."""
    return stable_id("document", sha256_of(text))


def claim_id(document: str, start: int, end: int, event_type: str, twin: str) -> str:
    """A claim's identifier: document, trigger offsets, event type, and what tells it from its twins.

    *twin* is the empty string for the first claim of a trigger and type, else the place (and speaker) that sets
    it apart. Scores, versions and corrections never enter it: reviews survive re-extraction.
    """
    return stable_id("claim", document, start, end, event_type, twin)
