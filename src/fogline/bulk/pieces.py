"""Inputs cut into partitions: the bytes of so many articles each, put where every worker can fetch them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC
from functools import cache
from typing import Any

from fogline.bulk import tables
from fogline.bulk.layout import MARKS, WORK, Layout
from fogline.bulk.noted import Noted
from fogline.errors import SkipDocument
from fogline.ingest.articles import Metadata
from fogline.ingest.base import Elsewhere, Notice, Piece
from fogline.ingest.intake import Input, Intake, Visits, split_all
from fogline.ingest.raw import Raw
from fogline.store import codec

PIECES = f"{WORK}/pieces"

SPLIT = f"{MARKS}/split.json"
"""Written when all inputs are cut: how many partitions there are, and which kinds of files were passed over."""

PARTITION_BYTES = 64_000_000
"""A partition is closed at so many bytes even if it has not got its number of articles: this is what is in memory."""

_PLAIN = ("data", "source", "name", "reader", "media_type", "alone")


def partitions(layout: Layout, inputs: Sequence[Input], intake: Intake, size: int) -> Iterator[int]:
    """The numbers of the partitions of *inputs*, each given when its pieces are there, or were read before.

    Articles are cut apart in their order, *size* to a partition; the same inputs are always cut alike.

    Raises:
        BulkError: the folder cannot be written.
    """
    if layout.storage.exists(SPLIT):
        yield from range(how_many(layout))
        return
    kinds: Counter[str] = Counter()
    number = -1
    for number, pieces in enumerate(_cut(_pieces(inputs, intake, lambda kind: kinds.update([kind])), size)):
        if not layout.storage.exists(_mark(number)):
            _write(layout, number, pieces)
        yield number
    layout.write_json(SPLIT, {"partitions": number + 1, "other_kinds": kinds})


def how_many(layout: Layout) -> int:
    """How many partitions there are, once all inputs are cut.

    Raises:
        OSError: they are not.
    """
    return int(layout.read_json(SPLIT)["partitions"])


def raws(layout: Layout, number: int, size: int) -> Iterator[list[Raw]]:
    """The pieces of a partition, *size* at a time."""
    for rows in tables.read(layout, layout.path(PIECES, number), size=size):
        yield [_raw(row) for row in rows]


def size(layout: Layout, number: int) -> int:
    """How many pieces a partition has."""
    return tables.count(layout, layout.path(PIECES, number))


def noted(layout: Layout, number: int) -> Noted:
    """What was noted in cutting a partition."""
    return Noted.from_plain(layout.read_json(_mark(number)))


def forget(layout: Layout, number: int) -> None:
    """Remove the pieces of a partition that has been read; its mark stays."""
    layout.storage.remove(layout.path(PIECES, number))


def _mark(number: int) -> str:
    return f"{PIECES}/part-{number:05d}.json"


def _pieces(inputs: Sequence[Input], intake: Intake, passed_over: Callable[[str], None]) -> Iterator[Piece]:
    with closing(Visits(intake)) as visits:
        yield from split_all(inputs, intake, visits=visits, passed_over=passed_over)


def _cut(pieces: Iterator[Piece], size: int) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    count = held = 0
    for piece in pieces:
        group.append(piece)
        count += not isinstance(piece, Notice)
        held += len(piece.data) if isinstance(piece, Raw) else 0
        if count >= size or held >= PARTITION_BYTES:
            yield group
            group, count, held = [], 0, 0
    if group:
        yield group


def _write(layout: Layout, number: int, pieces: Sequence[Piece]) -> None:
    noted = Noted()
    with tables.written(layout, layout.path(PIECES, number), _form()) as out:
        for piece in pieces:
            if isinstance(piece, Raw):
                out.add([_row(piece)])
            elif isinstance(piece, Notice):
                noted.notices.append((piece.where, piece.what))
            elif isinstance(piece, Elsewhere):
                noted.refuse(unfetched(piece))
            else:
                noted.refuse(piece)
    layout.write_json(_mark(number), noted.plain())


def unfetched(link: Elsewhere) -> SkipDocument:
    """That what *link* leads to is not had."""
    from fogline.errors import UnreadableInput

    return UnreadableInput(link.where, f"only links to {link.url}, and bulk mode fetches nothing")


def _row(raw: Raw) -> dict[str, Any]:
    return {
        **{name: getattr(raw, name) for name in _PLAIN},
        "retrieved": raw.retrieved.astimezone(UTC),
        "beside": codec.dumps(raw.beside),
        "context": json.dumps(dict(raw.context), ensure_ascii=False),
    }


def _raw(row: dict[str, Any]) -> Raw:
    return Raw(
        **{name: row[name] for name in _PLAIN},
        retrieved=row["retrieved"].replace(tzinfo=UTC),
        beside=codec.loads(Metadata, row["beside"]),
        context=json.loads(row["context"]),
    )


@cache
def _form() -> Any:
    return tables.schema(
        {
            "data": "binary",
            **dict.fromkeys(("source", "name", "reader", "media_type"), "string"),
            "alone": "bool",
            "retrieved": "timestamp",
            **dict.fromkeys(("beside", "context"), "string"),
        }
    )
