"""Derived rows in a SQL database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, delete, exists, insert, or_, select, union

from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Link
from fogline.store import codec, derived_texts, dossiers_sql, marked_sql
from fogline.store import derived_schema as schema
from fogline.store.derived import DisagreementFilter, Entry, EventFilter, Marks, Pair
from fogline.store.dialect import among, insert_all, insert_rows, of
from fogline.store.schema import claims, extractions, meta

Opening = Callable[[], AbstractContextManager[Connection]]


class SqlDerived:
    """A :class:`~fogline.store.derived.DerivedStore` on the connections of a ledger."""

    def __init__(
        self,
        reading: Opening,
        streaming: Opening,
        changing: Opening,
        alone: Callable[..., AbstractContextManager[bool]],
    ) -> None:
        self._reading, self._streaming, self._changing, self._alone = reading, streaming, changing, alone

    def alone(self, wait: float | None = None) -> AbstractContextManager[bool]:
        return self._alone(wait)

    def rules(self) -> str | None:
        """See :class:`~fogline.store.derived.DerivedStore`, as for all methods here."""
        with self._reading() as connection:
            return connection.execute(select(meta.c.value).where(meta.c.key == RULES)).scalar()

    def forget(self, rules: str | None = None) -> None:
        read = union(select(extractions.c.document_id), select(claims.c.document_id))
        with self._changing() as connection:
            for table in _DERIVED:
                connection.execute(delete(table))
            dossiers_sql.forget(connection)
            connection.execute(delete(meta).where(meta.c.key == RULES))
            if rules is not None:
                connection.execute(insert(meta).values(key=RULES, value=rules))
            mark_stale(connection, connection.execute(read).scalars())

    def stale(self) -> Marks:
        with self._reading() as connection:
            return marked_sql.marks_in(connection, schema.stale)

    def mark(self, document_ids: Iterable[str]) -> Marks:
        with self._changing() as connection:
            return marked_sql.mark_others(connection, schema.stale, document_ids)

    def settle(self, marks: Marks) -> None:
        with self._changing() as connection:
            marked_sql.settle(connection, schema.stale, marks)

    def enter_texts(self, prints: Mapping[str, Sequence[int]]) -> None:
        with self._changing() as connection:
            derived_texts.enter(connection, prints)

    def prints(self, document_ids: Collection[str]) -> Mapping[str, Sequence[int]]:
        with self._reading() as connection:
            return derived_texts.of(connection, document_ids)

    def _gathered(
        self, key: ColumnElement[Any], value: ColumnElement[Any], keys: Collection[object]
    ) -> defaultdict[Any, list[Any]]:
        """What stands in column *value* under each of *keys* in column *key*."""
        found: defaultdict[Any, list[Any]] = defaultdict(list)
        if not keys:
            return found
        with self._reading() as connection:
            for one, other in connection.execute(select(key, value).where(among(key, keys))).all():
                found[one].append(other)
        return found

    def enter_claims(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        homes, marks = schema.claim_homes, schema.claim_marks
        told = [(key, claim, entry) for key, claims in entries.items() for claim, entry in claims.items()]
        with self._changing() as connection:
            query = select(marks.c.claim_id, marks.c.homes).where(among(marks.c.document_id, entries))
            before = {row.claim_id: _homes_from(row.homes) for row in connection.execute(query)}
            now = {claim: entry.homes for _, claim, entry in told}
            for column in (schema.matches.c.one, schema.matches.c.other):
                _delete(connection, schema.matches, column, before)
            _delete(connection, marks, marks.c.document_id, entries)
            _take_out(connection, {claim: left for claim, had in before.items() if (left := had - now.get(claim, _NO))})
            living = sorted((home, claim) for claim, own in now.items() for home in own - before.get(claim, _NO))
            insert_rows(connection, homes, living)
            rows = [(claim, key, entry.mark, _homes_to(entry.homes)) for key, claim, entry in told]
            insert_rows(connection, marks, rows)

    def sharing(self, prints: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        with self._reading() as connection:
            return derived_texts.sharing(connection, prints, most)

    def living(self, homes: Collection[int]) -> Mapping[int, Sequence[str]]:
        table = schema.claim_homes
        return self._gathered(table.c.home, table.c.claim_id, homes)

    def marks(self, claim_ids: Collection[str]) -> Mapping[str, bytes]:
        table = schema.claim_marks
        query = select(table.c.claim_id, table.c.mark).where(among(table.c.claim_id, claim_ids))
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query).all()}

    def entered(self, document_ids: Collection[str]) -> set[str]:
        table = schema.claim_marks
        with self._reading() as connection:
            return set(_chosen(connection, table.c.claim_id, table.c.document_id, document_ids))

    def documents_of(self, claim_ids: Collection[str]) -> set[str]:
        table = schema.claim_marks
        with self._reading() as connection:
            return set(_chosen(connection, table.c.document_id, table.c.claim_id, claim_ids))

    def put_links(self, document_ids: Collection[str], links: Iterable[Link]) -> None:
        table = schema.links
        rows = [
            {"first": one.first, "second": one.second, "kind": one.kind, "record": codec.dumps(one)} for one in links
        ]
        with self._changing() as connection:
            for column in (table.c.first, table.c.second):
                _delete(connection, table, column, sorted(document_ids))
            insert_all(connection, table, rows)

    def links(self, document_ids: Collection[str]) -> Iterator[Link]:
        table, found = schema.links, dict[Pair, str]()
        with self._reading() as connection:
            for column in (table.c.first, table.c.second):
                for row in connection.execute(select(table).where(among(column, document_ids))):
                    found[row.first, row.second] = row.record
        return (codec.loads(Link, found[key]) for key in sorted(found))

    def origins(self, document_ids: Collection[str] | None = None) -> Mapping[str, str]:
        table = schema.document_origins
        query = select(table.c.document_id, table.c.origin_id)
        if document_ids is not None:
            query = query.where(among(table.c.document_id, document_ids))
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query).all()}

    def put_origins(self, origins: Mapping[str, str]) -> None:
        table = schema.document_origins
        rows = [{"document_id": key, "origin_id": origin} for key, origin in sorted(origins.items())]
        with self._changing() as connection:
            _delete(connection, table, table.c.document_id, sorted(origins))
            insert_all(connection, table, rows)

    def put_matches(self, matches: Mapping[Pair, float]) -> None:
        rows = [(one, other, score) for (one, other), score in sorted(matches.items())]
        if not rows:
            return
        with self._changing() as connection:
            insert_rows(connection, schema.matches, rows)

    def matches(self, claim_ids: Collection[str]) -> Mapping[Pair, float]:
        table, found = schema.matches, dict[Pair, float]()
        with self._reading() as connection:
            for column in (table.c.one, table.c.other):
                for one, other, score in connection.execute(select(table).where(among(column, claim_ids))).all():
                    found[one, other] = score
        return found

    def matched_with(self, claim_ids: Collection[str]) -> set[str]:
        with self._reading() as connection:
            return of(connection).matched_with(connection, claim_ids)

    def events_of(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        table = schema.event_claims
        query = select(table.c.claim_id, table.c.event_id).where(among(table.c.claim_id, claim_ids))
        with self._reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query).all()}

    def claims_of(self, event_ids: Collection[str]) -> Mapping[str, set[str]]:
        table = schema.event_claims
        found = self._gathered(table.c.event_id, table.c.claim_id, event_ids)
        return {event: set(claims) for event, claims in found.items()}

    def claims_from(self, document_ids: Collection[str]) -> set[str]:
        table = schema.event_claims
        with self._reading() as connection:
            return set(_chosen(connection, table.c.claim_id, table.c.document_id, sorted(document_ids)))

    def put_events(self, gone: Collection[str], events: Iterable[tuple[Event, Mapping[str, str]]]) -> None:
        made = list(events)
        rows = [_event_row(event) for event, _ in made]
        members = [(claim, event.event_id, documents[claim]) for event, documents in made for claim in event.claims]
        dropped = sorted({*gone, *(event.event_id for event, _ in made)})
        with self._changing() as connection:
            for table in (schema.events, schema.event_claims):
                _delete(connection, table, table.c.event_id, dropped)
            insert_all(connection, schema.events, rows)
            insert_rows(connection, schema.event_claims, members)

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
        if where.begins is not None:
            conditions.append(table.c.event_id.startswith(where.begins.casefold(), autoescape=True))
        if where.min_confidence is not None:
            members = schema.event_claims
            sure = (members.c.claim_id == claims.c.claim_id, claims.c.confidence >= where.min_confidence)
            conditions.append(exists().where(members.c.event_id == table.c.event_id, *sure))
        order = (table.c.start.is_(None), table.c.start, table.c.event_id)
        with self._streaming() as connection:
            for record in connection.execute(select(table.c.record).where(*conditions).order_by(*order)).scalars():
                yield codec.loads(Event, record)

    def put_disagreements(self, scopes: Mapping[str, Collection[Disagreement]]) -> None:
        if not scopes:
            return
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
            insert_all(connection, schema.disagreements, [_disagreement_row(scope, one) for scope, one in told])
            insert_all(connection, schema.disagreement_claims, members)

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
        with self._streaming() as connection:
            sure = None if where.min_confidence is None else _sure(connection, where.min_confidence)
            for record in connection.execute(query).scalars():
                one = codec.loads(Disagreement, record)
                if sure is None or one.is_told_by(sure):
                    yield one


_DERIVED: tuple[Table, ...] = (
    *(
        schema.texts,
        schema.prints,
        schema.links,
        schema.document_origins,
        schema.claim_homes,
        schema.claim_marks,
        schema.matches,
    ),
    *(schema.events, schema.event_claims, schema.disagreements, schema.disagreement_claims, schema.stale),
)

RULES = "derived_by"
"""The key in the ledger's ``meta`` of the version of the rules that what is derived was derived by."""


def mark_stale(connection: Connection, document_ids: Iterable[str]) -> int:
    """Say, within the caller's transaction, that something about these documents changed; gives the change's number.

    What is derived is behind with them, and they are to be weighed anew.
    """
    ids = sorted(set(document_ids))
    change = marked_sql.mark(connection, schema.stale, ids)
    marked_sql.mark(connection, schema.unweighed, ids, change)
    return change


def _sure(connection: Connection, least: float) -> frozenset[str]:
    """The ids of the claims in disagreements that are at least so likely right."""
    members = schema.disagreement_claims
    both = (members.c.claim_id == claims.c.claim_id, claims.c.confidence >= least)
    return frozenset(connection.execute(select(members.c.claim_id).where(*both)).scalars())


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


def _chosen(connection: Connection, wanted: Any, by: Any, values: Collection[str]) -> Iterator[str]:
    if not values:
        return iter(())
    return iter(connection.execute(select(wanted).where(among(by, values))).scalars().all())


def _delete(connection: Connection, table: Table, column: Any, values: Collection[str]) -> None:
    if values:
        connection.execute(delete(table).where(among(column, values)))


_NO: frozenset[int] = frozenset()


def _homes_to(homes: Collection[int]) -> bytes:
    return np.array(sorted(homes), "<i8").tobytes()


def _homes_from(kept: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(kept, "<i8").tolist())


def _take_out(connection: Connection, homes: Mapping[str, Collection[int]]) -> None:
    table = schema.claim_homes
    for claim, left in sorted(homes.items()):
        connection.execute(delete(table).where(among(table.c.home, left), table.c.claim_id == claim))


__all__ = ["SqlDerived", "mark_stale"]
