"""Decisions in a SQL database, and the claims that they change: statements within a caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from fogline.correcting.apply import as_it_stands
from fogline.model.claim import Claim
from fogline.model.extraction import Extraction
from fogline.model.review import Review
from fogline.store import codec, rows, schema

_AT_A_TIME = 500


def reviews_about(connection: Connection, ids: Collection[str]) -> list[Review]:
    """The reviews about any of *ids* (of claims or events), in the order they were made."""
    table, abouts, found = schema.reviews, schema.review_abouts, dict[int, str]()
    for part in _slices(sorted(ids)):
        query = select(table.c.number, table.c.record).join(abouts, abouts.c.number == table.c.number)
        for row in connection.execute(query.where(abouts.c.about.in_(part))):
            found[row.number] = row.record
    return [codec.loads(Review, found[number]) for number in sorted(found)]


def about(connection: Connection, review: Review) -> frozenset[str]:
    """The ids of all that *review* is about: who takes back a decision decides about all that this was about."""
    if review.revokes is None:
        return review.about
    table, abouts = schema.reviews, schema.review_abouts
    query = select(abouts.c.about).join(table, table.c.number == abouts.c.number)
    taken_back = connection.execute(query.where(table.c.review_id == review.revokes)).scalars()
    return review.about.union(taken_back)


def append(connection: Connection, review: Review, ids: Collection[str]) -> list[str]:
    """Keep *review*, about *ids*, and what it makes of claims; gives the ids of the documents of these claims."""
    result = connection.execute(insert(schema.reviews).values(**rows.review_row(review)))
    assert result.inserted_primary_key is not None
    number: int = result.inserted_primary_key[0]
    connection.execute(insert(schema.review_abouts), [{"about": key, "number": number} for key in sorted(ids)])
    return _refresh(connection, sorted(ids))


def _refresh(connection: Connection, claim_ids: Sequence[str]) -> list[str]:
    """Bring these claims to what their reviews make of them; gives the ids of their documents."""
    table = schema.claims
    made, documents = _by_target(connection, claim_ids), []
    for part in _slices(claim_ids):
        query = select(func.coalesce(table.c.as_read, table.c.record)).where(table.c.claim_id.in_(part))
        for record in connection.execute(query).scalars().all():
            claim = codec.loads(Claim, record)
            now, state = as_it_stands(claim, made.get(claim.claim_id, ()))
            values = rows.claim_row(now, read=claim, state=state)
            connection.execute(update(table).where(table.c.claim_id == claim.claim_id).values(**values))
            documents.append(claim.document_id)
    return documents


def claim_rows(connection: Connection, extractions: Sequence[Extraction]) -> Iterator[dict[str, Any]]:
    """The rows of the claims of *extractions*, with what was decided on them."""
    made: dict[str, list[Review]] = {}
    if connection.execute(select(func.count()).select_from(schema.reviews)).scalar():
        made = _by_target(connection, [claim.claim_id for each in extractions for claim in each.claims])
    for each in extractions:
        for claim in each.claims:
            now, state = as_it_stands(claim, made.get(claim.claim_id, ()))
            yield rows.claim_row(now, read=claim, state=state)


def _by_target(connection: Connection, claim_ids: Sequence[str]) -> dict[str, list[Review]]:
    found: defaultdict[str, list[Review]] = defaultdict(list)
    for review in reviews_about(connection, claim_ids):
        found[review.target].append(review)
    return found


def _slices(items: Sequence[str]) -> Iterator[Sequence[str]]:
    return (items[start : start + _AT_A_TIME] for start in range(0, len(items), _AT_A_TIME))
