"""Custody: what was received, from where, when, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fogline.model.quick import sent_by_arguments


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Received:
    """At ``retrieved`` these bytes came from ``source``, and ``tool`` read document ``document_id`` from them.

    What the Berkeley Protocol on Digital Open Source Investigations (2022, VI.C) asks to be kept of what is collected:
    the source, the time of retrieval (in UTC), the SHA-256 of the bytes, their size, and the tool with its version.
    ``reader`` names what read them, with the versions of it and its library, so that reading can be repeated.
    ``media_type`` is what the source declared, with its character set; ``context`` what else came with the bytes
    (status, final address, validators, a record's id). ``document_id`` is ``None`` where the bytes hold no article;
    ``why`` then says so. ``data`` are the bytes themselves; ``None`` where they are not at hand.
    """

    source: str
    sha256: str
    size: int
    retrieved: datetime
    tool: str
    reader: str
    media_type: str | None = None
    context: tuple[tuple[str, str], ...] = ()
    document_id: str | None = None
    why: str | None = None
    data: bytes | None = None
