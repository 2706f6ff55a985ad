"""The ledger in a SQL database, through SQLAlchemy Core: an SQLite file, or a PostgreSQL database.

The statements here are any database's. How one is opened, locked and watched stands in :mod:`fogline.store.database`
and its two kinds, what it says in words of its own in :mod:`fogline.store.dialect`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Select, Table, func, or_, select

from fogline.model.claim import Claim
from fogline.model.custody import Received
from fogline.model.disagreement import DisagreementKind
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.model.review import Review, ReviewState
from fogline.store import (
    codec,
    conditions,
    custody,
    derived_sql,
    dialect,
    dossiers_sql,
    queries,
    review_sql,
    rows,
    schema,
    upkeep,
)
from fogline.store.address import Where, where_of
from fogline.store.base import Check, ClaimFilter, Counts, ToReview
from fogline.store.database import LOCK_WAIT_SECONDS, Database
from fogline.store.dialect import among, insert_all
from fogline.store.document_sql import ROWS_AT_A_TIME, add_documents, delete_of, kept_documents, redate, sources_of
from fogline.store.opening import now, opened
from fogline.store.overview_sql import SqlOverview


def open_store(where: str | Where, *, create: bool = False, lock_wait: float = LOCK_WAIT_SECONDS) -> SqlStore:
    """The ledger at *where*, brought up to date; with *create*, an absent or empty one becomes a new ledger.

    *where* is a file's path, or the address of a PostgreSQL database. *lock_wait* is how many seconds a writer waits
    for another one.

    Raises:
        UsageError: the address is none, or what reads it is not installed.
        NotALedger: there is no such file or database, or it is something else.
        NewerLedger: a later Fogline wrote it.
        LedgerUnreachable: no server answers, or it lets nobody in by that name.
        LedgerUnwritable: it, or its folder, cannot be written.
        LedgerError: the file is damaged.
    """
    return SqlStore(opened(where_of(where), create=create, lock_wait=lock_wait))


class SqlStore:
    """A :class:`~fogline.store.base.Store` in a database; open one with :func:`open_store`.

    It may be used from several threads; a process forked from this one opens its own.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def derived(self) -> derived_sql.SqlDerived:
        """See :attr:`Store.derived <fogline.store.base.Store.derived>`."""
        return derived_sql.SqlDerived(self._reading, self._streaming, self._changing, self.database.alone)

    @property
    def dossiers(self) -> dossiers_sql.SqlDossiers:
        """See :attr:`Store.dossiers <fogline.store.base.Store.dossiers>`."""
        return dossiers_sql.SqlDossiers(self._reading, self._changing)

    @property
    def overview(self) -> SqlOverview:
        """See :attr:`Store.overview <fogline.store.base.Store.overview>`."""
        return SqlOverview(self._reading, self._changing, self._revision)

    def close(self) -> None:
        """See :meth:`Store.close <fogline.store.base.Store.close>`."""
        with self.database.errors():
            self.database.close()

    def _revision(self) -> int:
        with self.database.errors():
            return self.database.revision()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """For statements with few rows, which come all at once."""
        with self.database.errors(), self.database.reading() as connection:
            yield connection

    @contextmanager
    def _streaming(self) -> Iterator[Connection]:
        """For statements with any number of rows."""
        with self._reading() as connection:
            yield connection.execution_options(yield_per=ROWS_AT_A_TIME)

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self.database.errors(), self.database.writing() as connection:
            yield connection

    def add_documents(self, documents: Iterable[Document]) -> list[Document]:
        """See :meth:`Store.add_documents <fogline.store.base.Store.add_documents>`."""
        batch = list(documents)
        with self._changing() as connection:
            return add_documents(connection, batch)

    def redate(self, documents: Iterable[Document]) -> list[Document]:
        """See :meth:`Store.redate <fogline.store.base.Store.redate>`."""
        batch = list(documents)
        with self._changing() as connection:
            return redate(connection, batch)

    def add_received(self, received: Iterable[Received]) -> None:
        """See :meth:`Store.add_received <fogline.store.base.Store.add_received>`."""
        batch = list(received)
        with self._changing() as connection:
            custody.add(connection, batch)

    def seen(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Received]:
        """See :meth:`Store.seen <fogline.store.base.Store.seen>`."""
        with self._reading() as connection:
            return custody.seen(connection, keys)

    def fetched(self, sources: Sequence[str]) -> Collection[str]:
        """See :meth:`Store.fetched <fogline.store.base.Store.fetched>`."""
        with self._reading() as connection:
            return custody.fetched(connection, sources)

    def received(self, document_id: str | None = None) -> Iterator[Received]:
        """See :meth:`Store.received <fogline.store.base.Store.received>`."""
        with self._streaming() as connection:
            yield from custody.received(connection, document_id)

    def body(self, sha256: str) -> bytes | None:
        """See :meth:`Store.body <fogline.store.base.Store.body>`."""
        with self._reading() as connection:
            return custody.body(connection, sha256)

    def custody_totals(self) -> Mapping[str, int]:
        """See :func:`fogline.store.custody.totals`."""
        with self._reading() as connection:
            return custody.totals(connection)

    def about(self) -> Mapping[str, str]:
        """See :func:`fogline.store.upkeep.about`."""
        with self._reading() as connection:
            return upkeep.about(connection)

    def readers(self) -> Mapping[tuple[str, str], int]:
        """See :func:`fogline.store.upkeep.readers`."""
        with self._reading() as connection:
            return upkeep.readers(connection)

    def extraction(self, document: Document) -> Extraction | None:
        """See :func:`fogline.store.upkeep.extraction`."""
        mentions = self.mentions(document.document_id)
        with self._reading() as connection:
            return upkeep.extraction(connection, document, mentions)

    def faults(self) -> list[str]:
        """What the database itself finds wrong, a line each."""
        with self._reading() as connection:
            return list(dialect.of(connection).faults(connection))

    def size(self) -> int:
        """How many bytes the ledger takes."""
        with self.database.errors():
            return self.database.size()

    def shrink(self) -> None:
        """Give back what is no longer used."""
        with self.database.errors():
            self.database.shrink()

    def known(self, document_ids: Iterable[str], *, extractor: str, profile: str) -> set[str]:
        """See :meth:`Store.known <fogline.store.base.Store.known>`."""
        table = schema.extractions
        mine = (table.c.extractor == extractor, table.c.profile == profile)
        query = select(table.c.document_id).where(among(table.c.document_id, document_ids), *mine)
        with self._reading() as connection:
            return set(connection.execute(query).scalars())

    def add(self, extractions: Iterable[Extraction]) -> None:
        """See :meth:`Store.add <fogline.store.base.Store.add>`."""
        batch = {extraction.document.document_id: extraction for extraction in extractions}
        with self._changing() as connection:
            add_documents(connection, [extraction.document for extraction in batch.values()])
            for table in (schema.claims, schema.mentions, schema.extractions):
                delete_of(connection, table, list(batch))
            insert_all(
                connection,
                schema.mentions,
                (row for each in batch.values() for row in rows.mention_rows(each.document.document_id, each.mentions)),
            )
            insert_all(connection, schema.claims, review_sql.claim_rows(connection, list(batch.values())))
            insert_all(connection, schema.extractions, (_extraction_row(each) for each in batch.values()))
            derived_sql.mark_stale(connection, batch)

    def documents(self) -> Iterator[Document]:
        """See :meth:`Store.documents <fogline.store.base.Store.documents>`."""
        return self._documents()

    def undated(self) -> Iterator[Document]:
        """See :meth:`Store.undated <fogline.store.base.Store.undated>`."""
        table = schema.documents
        return self._documents(or_(table.c.published.is_(None), table.c.published_basis == "inferred"))

    def _documents(self, *conditions_: ColumnElement[bool]) -> Iterator[Document]:
        table = schema.documents
        query = select(table).where(*conditions_).order_by(table.c.name, table.c.document_id)
        with self._streaming() as connection:
            for part in connection.execute(query).mappings().partitions():
                sources = sources_of(connection, [row["document_id"] for row in part])
                for row in part:
                    yield rows.document_of(row, tuple(sources[row["document_id"]]))

    def document(self, document_id: str) -> Document | None:
        """See :meth:`Store.document <fogline.store.base.Store.document>`."""
        with self._reading() as connection:
            row = connection.execute(queries.document(document_id)).mappings().first()
            if row is None:
                return None
            return rows.document_of(row, tuple(sources_of(connection, [document_id])[document_id]))

    def documents_with(self, document_ids: Iterable[str]) -> Iterator[Document]:
        """See :meth:`Store.documents_with <fogline.store.base.Store.documents_with>`."""
        with self._reading() as connection:
            found = kept_documents(connection, list(document_ids))
        return (document for _, document in found.values())

    def mentions(self, document_id: str, *, kinds: Collection[str] | None = None) -> Mentions:
        """See :meth:`Store.mentions <fogline.store.base.Store.mentions>`."""
        table = schema.mentions
        query = select(table.c.kind, table.c.record).where(table.c.document_id == document_id)
        if kinds is not None:
            query = query.where(table.c.kind.in_(sorted(kinds)))
        with self._reading() as connection:
            return rows.mentions_of({row.kind: row.record for row in connection.execute(query)})

    def claims(self, where: ClaimFilter = ClaimFilter(), *, reasons: bool = True) -> Iterator[Claim]:  # noqa: B008
        """See :meth:`Store.claims <fogline.store.base.Store.claims>`."""
        with self._streaming() as connection:
            for record, *other in connection.execute(queries.claims(where)):
                claim = codec.loads(Claim, record if reasons else codec.cut(record, "reasons"))
                if not any(other) or conditions.holds(where, claim):
                    yield claim

    def claims_from(self, document_ids: Collection[str], *, reasons: bool = True) -> Iterator[Claim]:
        """See :meth:`Store.claims_from <fogline.store.base.Store.claims_from>`."""
        return self._loaded(queries.claims_from(document_ids), reasons)

    def claims_at(self, geonameid: int, types: Collection[str], first: date, last: date) -> Iterator[Claim]:
        """See :meth:`Store.claims_at <fogline.store.base.Store.claims_at>`."""
        return self._loaded(queries.claims_at(geonameid, types, first, last), reasons=False)

    def claim_documents(self, where: ClaimFilter = ClaimFilter()) -> Iterator[str]:  # noqa: B008 - frozen
        """See :meth:`Store.claim_documents <fogline.store.base.Store.claim_documents>`."""
        if where.as_read:
            yield from (claim.document_id for claim in self.claims(where))
            return
        with self._streaming() as connection:
            yield from connection.execute(queries.claim_documents(where)).scalars()

    def claim(self, claim_id: str) -> Claim | None:
        """See :meth:`Store.claim <fogline.store.base.Store.claim>`."""
        query = select(schema.claims.c.record).where(schema.claims.c.claim_id == claim_id)
        with self._reading() as connection:
            record = connection.execute(query).scalar()
        return None if record is None else codec.loads(Claim, record)

    def claims_with(self, claim_ids: Iterable[str], *, reasons: bool = True) -> Iterator[Claim]:
        """See :meth:`Store.claims_with <fogline.store.base.Store.claims_with>`."""
        return self._claims_with(claim_ids, schema.claims.c.record, reasons=reasons)

    def claims_as_read(self, claim_ids: Iterable[str]) -> Iterator[Claim]:
        """See :meth:`Store.claims_as_read <fogline.store.base.Store.claims_as_read>`."""
        return self._claims_with(claim_ids, func.coalesce(schema.claims.c.as_read, schema.claims.c.record))

    def _claims_with(
        self, claim_ids: Iterable[str], column: ColumnElement[Any], *, reasons: bool = True
    ) -> Iterator[Claim]:
        key = schema.claims.c.claim_id
        return self._loaded(select(column).where(among(key, claim_ids)).order_by(key), reasons)

    def _loaded(self, query: Select[Any], reasons: bool) -> Iterator[Claim]:
        with self._streaming() as connection:
            for record in connection.execute(query).scalars():
                yield codec.loads(Claim, record if reasons else codec.cut(record, "reasons"))

    def states(self, claim_ids: Iterable[str]) -> dict[str, ReviewState]:
        """See :meth:`Store.states <fogline.store.base.Store.states>`."""
        table = schema.claims
        decided = (among(table.c.claim_id, claim_ids), table.c.review.is_not(None))
        query = select(table.c.claim_id, table.c.review).where(*decided)
        with self._reading() as connection:
            return {row.claim_id: row.review for row in connection.execute(query)}

    def to_review(self, where: ClaimFilter = ClaimFilter()) -> Iterator[ToReview]:  # noqa: B008 - frozen
        """See :meth:`Store.to_review <fogline.store.base.Store.to_review>`."""
        kinds: defaultdict[str, list[DisagreementKind]] = defaultdict(list)
        with self._streaming() as connection:
            contested = frozenset(connection.execute(queries.contested()).scalars())
            for claim_id, kind in connection.execute(queries.disputed()):
                kinds[claim_id].append(kind)
            for key, document, confidence, toll in connection.execute(queries.to_review(where)):
                disputes = tuple(kinds[key]) if key in kinds else ()
                yield ToReview(key, document, confidence, toll, key in contested, disputes)

    def parties(self) -> list[str]:
        """See :meth:`Store.parties <fogline.store.base.Store.parties>`."""
        table = schema.claims.c
        with self._reading() as connection:
            columns = (table.speaker_party, table.agent_party, table.patient_party)
            found = {party for column in columns for party in connection.execute(select(column).distinct()).scalars()}
        return sorted(found - {None})

    def add_review(self, review: Review, *, check: Check = lambda made: None) -> None:
        """See :meth:`Store.add_review <fogline.store.base.Store.add_review>`."""
        review = conditions.checked(review)
        table = schema.reviews
        with self._changing() as connection:
            if connection.execute(_count(table, table.c.review_id == review.review_id)).scalar():
                return
            about = review_sql.about(connection, review)
            check(review_sql.reviews_about(connection, about))
            derived_sql.mark_stale(connection, review_sql.append(connection, review, about))

    def reviews(self, target: str | Collection[str] | None = None) -> Iterator[Review]:
        """See :meth:`Store.reviews <fogline.store.base.Store.reviews>`."""
        if target is not None:
            with self._streaming() as connection:
                yield from review_sql.reviews_about(connection, [target] if isinstance(target, str) else target)
            return
        table = schema.reviews
        with self._streaming() as connection:
            for record in connection.execute(select(table.c.record).order_by(table.c.number)).scalars():
                yield codec.loads(Review, record)

    def search(self, text: str) -> Iterator[str]:
        """See :meth:`Store.search <fogline.store.base.Store.search>`."""
        with self._reading() as connection:
            yield from dialect.of(connection).search(connection, text)

    def counts(self) -> Counts:
        """See :func:`fogline.store.upkeep.counts`."""
        with self._reading() as connection:
            return upkeep.counts(connection)


def _extraction_row(extraction: Extraction) -> dict[str, Any]:
    ids = {"document_id": extraction.document.document_id}
    return ids | {"extractor": extraction.extractor, "profile": extraction.profile, "at": now()}


def _count(table: Table, *conditions_: Any) -> Select[Any]:
    return select(func.count()).select_from(table).where(*conditions_)
