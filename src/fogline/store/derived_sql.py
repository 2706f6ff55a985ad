"""Derived rows in a SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, MetaData, String, Table, delete, insert, or_, select

from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Link
from fogline.store import codec
from fogline.store import derived_schema as schema
from fogline.store.derived import DisagreementFilter, EventFilter, Pair
from fogline.store.schema import extractions

T = TypeVar("T")

Opening = Callable[[], AbstractContextManager[Connection]]

_AT_A_TIME = 500

_ASKED = Table("asked_homes", MetaData(), Column("claim_id", String), Column("home", String), prefixes=["TEMPORARY"])
"""Homes that are asked for, many at once: joined, that is a hundred times quicker than asking one by one."""
_SIGN = 1 << 63


class SqlDerived:
    """A :class:`~fogline.store.derived.DerivedStore` on the connections of a ledger."""

    def __init__(self, reading: Opening, changing: Opening) -> None:
        self._reading, self._changing = reading, changing

    def stale(self) -> list[str]:
        """See :class:`~fogline.store.derived.DerivedStore`, as for all methods here."""
        with self._reading() as connection:
            column = schema.stale.c.document_id
            return list(connection.execute(select(column).order_by(column)).scalars())

    def settle(self, document_ids: Iterable[str]) -> None:
        with self._changing() as connection:
            _delete(connection, schema.stale, schema.stale.c.document_id, list(document_ids))

    def forget(self) -> None:
        with self._changing() as connection:
            for table in _DERIVED:
                connection.execute(delete(table))
            all_read = select(extractions.c.document_id)
            connection.execute(insert(schema.stale).from_select(["document_id"], all_read))

    def enter(self, prints: Mapping[str, Collection[int]], homes: Mapping[str, Mapping[str, Collection[str]]]) -> None:
        documents = sorted({*prints, *homes})
        rows = [{"print": _signed(one), "document_id": key} for key, found in prints.items() for one in found]
        entered = [
            {"home": home, "claim_id": claim, "document_id": key}
            for key, claims in homes.items()
            for claim, found in claims.items()
            for home in sorted(found)
        ]
        with self._changing() as connection:
            table = schema.claim_homes
            before = set(_chosen(connection, table.c.claim_id, table.c.document_id, documents))
            for column in (schema.matches.c.one, schema.matches.c.other):
                _delete(connection, schema.matches, column, sorted(before))
            _delete(connection, schema.prints, schema.prints.c.document_id, documents)
            _delete(connection, table, table.c.document_id, documents)
            _insert(connection, schema.prints, rows)
            _insert(connection, table, entered)

    def sharing(self, prints: Collection[int], *, most: int) -> Mapping[int, list[str]]:
        table = schema.prints
        found: defaultdict[int, list[str]] = defaultdict(list)
        with self._reading() as connection:
            for part in _slices(sorted(map(_signed, prints))):
                query = select(table.c.print, table.c.document_id).where(table.c.print.in_(part))
                for row in connection.execute(query):
                    found[_unsigned(row.print)].append(row.document_id)
        return {key: sorted(documents) for key, documents in found.items() if len(documents) <= most}

    def living(self, reach: Mapping[str, Collection[str]]) -> Iterator[Pair]:
        homes, asked = schema.claim_homes, _ASKED
        rows = [{"claim_id": claim, "home": home} for claim, found in reach.items() for home in found]
        query = select(asked.c.claim_id, homes.c.claim_id).where(asked.c.home == homes.c.home).distinct()
        with self._reading() as connection:
            asked.create(connection, checkfirst=False)
            try:
                _insert(connection, asked, rows)
                found = [(min(pair), max(pair)) for pair in connection.execute(query)]
            finally:
                asked.drop(connection, checkfirst=False)
        return (pair for pair in found if pair[0] != pair[1])

    def put_links(self, document_ids: Collection[str], links: Iterable[Link]) -> None:
        table = schema.links
        rows = [
            {"first": one.first, "second": one.second, "kind": one.kind, "record": codec.dumps(one)} for one in links
        ]
        with self._changing() as connection:
            for column in (table.c.first, table.c.second):
                _delete(connection, table, column, sorted(document_ids))
            _insert(connection, table, rows)

    def links(self, document_ids: Collection[str]) -> Iterator[Link]:
        table, found = schema.links, dict[Pair, str]()
        with self._reading() as connection:
            for part in _slices(sorted(document_ids)):
                touching = or_(table.c.first.in_(part), table.c.second.in_(part))
                for row in connection.execute(select(table).where(touching)):
                    found[row.first, row.second] = row.record
        return (codec.loads(Link, found[key]) for key in sorted(found))

    def origins(self, document_ids: Collection[str] | None = None) -> Mapping[str, str]:
        table, found = schema.document_origins, dict[str, str]()
        with self._reading() as connection:
            if document_ids is None:
                return {row.document_id: row.origin_id for row in connection.execute(select(table))}
            for part in _slices(sorted(document_ids)):
                for row in connection.execute(select(table).where(table.c.document_id.in_(part))):
                    found[row.document_id] = row.origin_id
        return found

    def put_origins(self, origins: Mapping[str, str]) -> None:
        table = schema.document_origins
        rows = [{"document_id": key, "origin_id": origin} for key, origin in sorted(origins.items())]
        with self._changing() as connection:
            _delete(connection, table, table.c.document_id, sorted(origins))
            _insert(connection, table, rows)

    def put_matches(self, matches: Mapping[Pair, float]) -> None:
        rows = [{"one": one, "other": other, "score": score} for (one, other), score in sorted(matches.items())]
        with self._changing() as connection:
            _insert(connection, schema.matches, rows)

    def matches(self, claim_ids: Collection[str]) -> Mapping[Pair, float]:
        table, found = schema.matches, dict[Pair, float]()
        with self._reading() as connection:
            for part in _slices(sorted(claim_ids)):
                touching = or_(table.c.one.in_(part), table.c.other.in_(part))
                for row in connection.execute(select(table).where(touching)):
                    found[row.one, row.other] = row.score
        return found

    def events_of(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        table, found = schema.event_claims, dict[str, str]()
        with self._reading() as connection:
            for part in _slices(sorted(claim_ids)):
                for row in connection.execute(select(table).where(table.c.claim_id.in_(part))):
                    found[row.claim_id] = row.event_id
        return found

    def claims_of(self, event_ids: Collection[str]) -> set[str]:
        table = schema.event_claims
        with self._reading() as connection:
            return set(_chosen(connection, table.c.claim_id, table.c.event_id, sorted(event_ids)))

    def claims_from(self, document_ids: Collection[str]) -> set[str]:
        table = schema.event_claims
        with self._reading() as connection:
            return set(_chosen(connection, table.c.claim_id, table.c.document_id, sorted(document_ids)))

    def put_events(self, gone: Collection[str], events: Iterable[tuple[Event, Mapping[str, str]]]) -> None:
        made = list(events)
        rows = [_event_row(event) for event, _ in made]
        members = [
            {"claim_id": claim, "event_id": event.event_id, "document_id": documents[claim]}
            for event, documents in made
            for claim in event.claims
        ]
        dropped = sorted({*gone, *(event.event_id for event, _ in made)})
        with self._changing() as connection:
            for table in (schema.events, schema.event_claims):
                _delete(connection, table, table.c.event_id, dropped)
            _insert(connection, schema.events, rows)
            _insert(connection, schema.event_claims, members)

    def event(self, event_id: str) -> Event | None:
        members, table = schema.event_claims, schema.events
        with self._reading() as connection:
            of_claim = select(members.c.event_id).where(members.c.claim_id == event_id).scalar_subquery()
            wanted = or_(table.c.event_id == event_id, table.c.event_id == of_claim)
            record = connection.execute(select(table.c.record).where(wanted)).scalar()
        return None if record is None else codec.loads(Event, record)

    def events(self, where: EventFilter = EventFilter()) -> Iterator[Event]:  # noqa: B008 - frozen
        table = schema.events
        conditions = _at(table, where.place, where.geonameids)
        if where.event_type is not None:
            conditions.append(table.c.event_type == where.event_type.casefold())
        if where.status is not None:
            conditions.append(table.c.status == where.status)
        order = (table.c.start.is_(None), table.c.start, table.c.event_id)
        with self._reading() as connection:
            for record in connection.execute(select(table.c.record).where(*conditions).order_by(*order)).scalars():
                yield codec.loads(Event, record)

    def put_disagreements(self, scopes: Mapping[str, Collection[Disagreement]]) -> None:
        told = [(scope, one) for scope, found in sorted(scopes.items()) for one in found]
        members = [
            {"claim_id": claim, "disagreement_id": one.disagreement_id, "scope": scope}
            for scope, one in told
            for claim in sorted(set(one.claims))
        ]
        with self._changing() as connection:
            for table in (schema.disagreements, schema.disagreement_claims):
                _delete(connection, table, table.c.scope, sorted(scopes))
                _delete(connection, table, table.c.disagreement_id, sorted(one.disagreement_id for _, one in told))
            _insert(connection, schema.disagreements, [_disagreement_row(scope, one) for scope, one in told])
            _insert(connection, schema.disagreement_claims, members)

    def scopes_of(self, claim_ids: Collection[str]) -> set[str]:
        table = schema.disagreement_claims
        with self._reading() as connection:
            return set(_chosen(connection, table.c.scope, table.c.claim_id, sorted(claim_ids)))

    def disagreements(self, where: DisagreementFilter = DisagreementFilter()) -> Iterator[Disagreement]:  # noqa: B008
        table = schema.disagreements
        conditions = _at(table, where.place, where.geonameids)
        if where.kind is not None:
            conditions.append(table.c.kind == where.kind)
        query = select(table.c.record).where(*conditions).order_by(table.c.kind, table.c.disagreement_id)
        with self._reading() as connection:
            for record in connection.execute(query).scalars():
                yield codec.loads(Disagreement, record)


_DERIVED: tuple[Table, ...] = (
    *(schema.prints, schema.links, schema.document_origins, schema.claim_homes, schema.matches),
    *(schema.events, schema.event_claims, schema.disagreements, schema.disagreement_claims, schema.stale),
)


def mark_stale(connection: Connection, document_ids: Iterable[str]) -> None:
    """Say, within the caller's transaction, that what is derived is behind with these documents."""
    ids = sorted(set(document_ids))
    _delete(connection, schema.stale, schema.stale.c.document_id, ids)
    _insert(connection, schema.stale, [{"document_id": key} for key in ids])


def _at(table: Table, place: str | None, geonameids: frozenset[int] | None) -> list[ColumnElement[bool]]:
    if place is None and geonameids is None:
        return []
    ways: list[ColumnElement[bool]] = [table.c.geonameid.in_(sorted(geonameids or ()))]
    if place is not None:
        ways.append(table.c.place_key == place.casefold())
    return [or_(*ways)]


def _event_row(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "status": event.status,
        "place_key": event.place.name.casefold() if event.place else None,
        "geonameid": event.place.geonameid if event.place else None,
        "start": event.start,
        "end": event.end,
        "claims": len(event.members),
        "independent": event.independent,
        "record": codec.dumps(event),
    }


def _disagreement_row(scope: str, one: Disagreement) -> dict[str, Any]:
    return {
        "disagreement_id": one.disagreement_id,
        "kind": one.kind,
        "scope": scope,
        "place_key": one.place.name.casefold() if one.place else None,
        "geonameid": one.place.geonameid if one.place else None,
        "record": codec.dumps(one),
    }


def _chosen(connection: Connection, wanted: Any, by: Any, values: Sequence[str]) -> Iterator[str]:
    for part in _slices(values):
        yield from connection.execute(select(wanted).where(by.in_(part))).scalars()


def _insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _delete(connection: Connection, table: Table, column: Any, values: Sequence[str]) -> None:
    for part in _slices(values):
        connection.execute(delete(table).where(column.in_(part)))


def _slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + _AT_A_TIME] for start in range(0, len(items), _AT_A_TIME))


def _signed(number: int) -> int:
    """A 64-bit hash as databases keep it, with a sign."""
    return number - 2 * _SIGN if number >= _SIGN else number


def _unsigned(number: int) -> int:
    return number + 2 * _SIGN if number < 0 else number


__all__ = ["SqlDerived", "mark_stale"]
