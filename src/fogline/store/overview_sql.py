"""Narrow rows from a SQL database."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Select, String, cast, delete, insert, select

from fogline.model.event import Event
from fogline.store import codec, schema
from fogline.store import derived_schema as derived
from fogline.store.overview import ClaimLine, EventLine, Head

Opening = Callable[[], AbstractContextManager[Connection]]

_AT_A_TIME = 10_000
_IDS_AT_A_TIME = 500


class SqlOverview:
    """An :class:`~fogline.store.overview.OverviewStore` on the connections of a ledger.

    *revision* gives the number that changes when the file does.
    """

    def __init__(self, reading: Opening, changing: Opening, revision: Callable[[], int]) -> None:
        self._reading, self._changing = reading, changing
        self.revision = revision

    def heads(self) -> Iterator[Head]:
        """See :class:`~fogline.store.overview.OverviewStore`, as for all methods here."""
        table, read = schema.documents, schema.extractions
        joined = table.outerjoin(read, read.c.document_id == table.c.document_id)
        columns = (table.c.document_id, table.c.name, table.c.title, table.c.outlet, _plain(table.c.published))
        query = select(*columns, _plain(read.c.at)).select_from(joined).order_by(table.c.name, table.c.document_id)
        return (Head(*row) for row in self._rows(query))

    def claims(self, document_ids: Collection[str] | None = None) -> Iterator[ClaimLine]:
        table = schema.claims
        days = {"time_start", "time_end"}
        query = select(*(_plain(table.c[name]) if name in days else table.c[name] for name in ClaimLine._fields))
        if document_ids is None:
            yield from map(ClaimLine._make, self._rows(query))
            return
        for part in _slices(sorted(document_ids)):
            yield from map(ClaimLine._make, self._rows(query.where(table.c.document_id.in_(part))))

    def memberships(self) -> Iterator[tuple[str, str]]:
        table = derived.event_claims
        return ((row[0], row[1]) for row in self._rows(select(table.c.claim_id, table.c.event_id)))

    def events(self) -> Iterator[EventLine]:
        table = derived.events
        days = {"start", "end"}
        columns = (_plain(table.c[name]) if name in days else table.c[name] for name in EventLine._fields)
        order = (table.c.start.is_(None), table.c.start, table.c.event_id)
        return map(EventLine._make, self._rows(select(*columns).order_by(*order)))

    def events_with(self, event_ids: Collection[str]) -> Iterator[Event]:
        table = derived.events
        for part in _slices(sorted(set(event_ids))):
            for row in self._rows(select(table.c.record).where(table.c.event_id.in_(part))):
                yield codec.loads(Event, row[0])

    def disputes(self) -> Iterator[tuple[str, str]]:
        table = derived.disagreement_claims
        return ((row[0], row[1]) for row in self._rows(select(table.c.claim_id, table.c.disagreement_id)))

    def kept(self, name: str) -> bytes | None:
        table = derived.kept
        with self._reading() as connection:
            found: bytes | None = connection.execute(select(table.c.content).where(table.c.name == name)).scalar()
        return found

    def keep(self, name: str, content: bytes) -> None:
        table = derived.kept
        with self._changing() as connection:
            connection.execute(delete(table).where(table.c.name == name))
            connection.execute(insert(table).values(name=name, content=content))

    def _rows(self, query: Select[Any]) -> Iterator[Sequence[Any]]:
        with self._reading() as connection:
            streaming = connection.execution_options(yield_per=_AT_A_TIME)
            yield from streaming.execute(query)


def _plain(column: Any) -> Any:
    """A day or moment as the database writes it: making an object of each takes longer than reading it."""
    return cast(column, String)


def _slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _IDS_AT_A_TIME] for start in range(0, len(items), _IDS_AT_A_TIME))
