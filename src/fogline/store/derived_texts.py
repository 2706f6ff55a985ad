"""The prints of texts in a SQL database, within the caller's transaction.

A print is looked for by itself, and most are new: where there are millions, each row of one falls on a page of its own.
So rows are small (two numbers), those of many texts are written together and in order, and what a text has is kept
beside it rather than under a second index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Text, cast, delete, func, select

from fogline.store import derived_schema as schema
from fogline.store.dialect import among, insert_rows

ROWS_AT_ONCE = 50_000

Numbers = NDArray[np.int64]


def enter(connection: Connection, prints: Mapping[str, Sequence[int]]) -> None:
    """Keep the *prints* of texts in place of those they had; one that has these already stays as it is."""
    table = schema.texts
    given = {key: np.sort(np.array(found, np.uint64)).view(np.int64) for key, found in prints.items()}
    query = select(table).where(among(table.c.document_id, given))
    before = {row.document_id: (row.number, np.frombuffer(row.prints, "<i8")) for row in connection.execute(query)}
    numbers = {key: number for key, (number, _) in before.items()}
    changed = {key for key, (_, had) in before.items() if not np.array_equal(had, given[key])}
    _remove(connection, [before[key] for key in sorted(changed)])
    for key in sorted(changed):
        values = {"prints": given[key].astype("<i8").tobytes()}
        connection.execute(table.update().where(table.c.document_id == key).values(**values))
    fresh = sorted(given.keys() - before.keys())
    last: int = connection.execute(select(func.coalesce(func.max(table.c.number), 0))).scalar_one()
    numbers |= {key: number for number, key in enumerate(fresh, start=last + 1)}
    insert_rows(connection, table, [(numbers[key], key, given[key].astype("<i8").tobytes()) for key in fresh])
    for rows in _rows({numbers[key]: given[key] for key in (*fresh, *changed)}):
        insert_rows(connection, schema.prints, rows)


def of(connection: Connection, document_ids: Collection[str]) -> dict[str, Sequence[int]]:
    """The prints of these texts, as far as they are entered."""
    table = schema.texts
    query = select(table.c.document_id, table.c.prints).where(among(table.c.document_id, document_ids))
    found = {row.document_id: np.frombuffer(row.prints, "<i8") for row in connection.execute(query)}
    return {key: prints.astype(np.int64).view(np.uint64).tolist() for key, prints in found.items()}


def sharing(connection: Connection, prints: Collection[int], most: int) -> dict[int, Sequence[str]]:
    """The texts that share each of *prints*: of those that two have at least and *most* at most."""
    if not prints:
        return {}
    table, wanted = schema.prints, np.array(list(prints), np.uint64).view(np.int64).tolist()
    query = (
        select(table.c.print, func.aggregate_strings(cast(table.c.number, Text), ","))
        .where(among(table.c.print, wanted))
        .group_by(table.c.print)
        .having(func.count().between(2, most))
    )
    found = {one: [*map(int, numbers.split(","))] for one, numbers in connection.execute(query)}
    texts = select(schema.texts.c.number, schema.texts.c.document_id)
    numbers = sorted({number for group in found.values() for number in group})
    if not numbers:
        return {}
    ids = {row[0]: row[1] for row in connection.execute(texts.where(among(schema.texts.c.number, numbers)))}
    return {one + (1 << 64) if one < 0 else one: sorted(ids[each] for each in group) for one, group in found.items()}


def _remove(connection: Connection, texts: Sequence[tuple[int, Numbers]]) -> None:
    table = schema.prints
    for number, prints in texts:
        connection.execute(delete(table).where(among(table.c.print, prints.tolist()), table.c.number == number))


def _rows(prints: Mapping[int, Numbers]) -> Iterator[list[tuple[int, int]]]:
    """A row for each print with the number of its text, in the order of prints, so many at a time."""
    if not prints:
        return
    every = np.concatenate(list(prints.values()))
    numbers = np.repeat(np.array(list(prints), np.int64), [len(found) for found in prints.values()])
    order = np.lexsort((numbers, every))
    for start in range(0, len(order), ROWS_AT_ONCE):
        part = order[start : start + ROWS_AT_ONCE]
        yield list(zip(every[part].tolist(), numbers[part].tolist(), strict=True))


__all__ = ["enter", "of", "sharing"]
