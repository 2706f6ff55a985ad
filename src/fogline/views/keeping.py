"""Columns as bytes, so that a large ledger need not be read whole each time its page is opened."""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from dataclasses import fields
from typing import Any

import numpy as np

from fogline.errors import LedgerError
from fogline.store.base import Store
from fogline.views.columns import Columns, Vocabulary
from fogline.views.index import Index, Made, index_of

FORM = "columns-2"
"""What the bytes are; those of another form are passed over. Changes with the columns and their vocabulary."""

NAME = "columns"
"""What they are kept under."""

LARGE = 5_000
"""Claims from which a ledger is worth keeping columns for: fewer are read in a tenth of a second."""

BEHIND = 0.05
"""Share of a ledger's documents that may have been read since its columns were kept, before they are kept anew. Who
opens its page reads the claims of those, each as quickly as any; to keep all columns anew for one article takes as long
as to read all of them, seconds in a ledger of 10⁵."""

_BEHIND = "columns-behind"
"""What the number of documents read since then is kept under."""

_SUM = 4
"""Bytes of the checksum in front. They are not compressed: that would double the time to read them again."""


def kept_columns(store: Store) -> Made | None:
    """The columns that were kept last, of the ledger as it was then; ``None`` where there are none of use."""
    content = store.overview.kept(NAME)
    return None if content is None else unpacked(content)


def keep_columns(store: Store, index: Index | None = None, *, read: int | None = None) -> None:
    """Keep the columns of a large ledger in it, as they stand (in *index*, where they are read already).

    What is kept of it already and still holds is not read anew. With *read*, so many documents that were read for
    claims since the last call, only once :data:`BEHIND` of all have been. A ledger that may not be written is as good,
    only slower to open.
    """
    if index is None:
        counts = store.counts()
        if counts.claims < LARGE or (read is not None and not _far_behind(store, read, counts.documents)):
            return
    kept = kept_columns(store)
    made = (index or index_of(store, kept)).made
    if len(made.columns) < LARGE or (kept is not None and (kept.read, kept.decided) == (made.read, made.decided)):
        return
    with suppress(LedgerError):
        store.overview.keep(NAME, packed(made))
        store.overview.keep(_BEHIND, b"0")


def _far_behind(store: Store, read: int, documents: int) -> bool:
    """Whether so many documents have been read since columns were kept, with *read* more, that it is time again."""
    before = store.overview.kept(_BEHIND)
    if before is None:  # none were kept, or by a Fogline that kept them after each build
        return True
    behind = int(before) + read
    if read:
        with suppress(LedgerError):
            store.overview.keep(_BEHIND, str(behind).encode())
    return behind > BEHIND * documents


def packed(made: Made) -> bytes:
    """*made* as bytes."""
    columns = made.columns
    header = {
        "form": FORM,
        "size": len(columns),
        "codes": {name: getattr(made.known, name).values for name in _codes()},
        "samples": [list(made.known.samples), list(made.known.samples.values())],
        "read": [list(made.read), list(made.read.values())],
        "decided": sorted(made.decided),
    }
    head = json.dumps(header, ensure_ascii=True).encode()
    arrays = b"".join(getattr(columns, name).astype(kind).tobytes() for name, kind in _arrays())
    whole = len(head).to_bytes(8, "little") + head + arrays
    return zlib.crc32(whole).to_bytes(_SUM, "little") + whole


def unpacked(content: bytes) -> Made | None:
    """What :func:`packed` made *content* of; ``None`` where it is of another form, or damaged."""
    try:
        whole = memoryview(content)[_SUM:]
        if zlib.crc32(whole) != int.from_bytes(content[:_SUM], "little"):
            return None
        start = 8 + int.from_bytes(whole[:8], "little")
        header = json.loads(bytes(whole[8:start]))
        return _made(header, whole, start) if header["form"] == FORM else None
    except (ValueError, KeyError, TypeError):
        return None


def _made(header: dict[str, Any], whole: memoryview, at: int) -> Made:
    found = {}
    for name, kind in _arrays():
        found[name] = np.frombuffer(whole, kind, header["size"], at)
        at += header["size"] * np.dtype(kind).itemsize
    known = Vocabulary()
    for name in _codes():
        getattr(known, name).extend(header["codes"][name])
    numbers, claims = header["samples"]
    known.samples.update(zip(numbers, claims, strict=True))
    return Made(known, Columns(**found), dict(zip(*header["read"], strict=True)), frozenset(header["decided"]))


def _codes() -> list[str]:
    return [one.name for one in fields(Vocabulary) if one.name != "samples"]


def _arrays() -> list[tuple[str, str]]:
    """The columns, with what their bytes are."""
    return [(one.name, "<f4" if one.name == "confidence" else "<i4") for one in fields(Columns)]
