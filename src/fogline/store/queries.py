"""Statements that ask more than one table or weigh a filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, func, or_, select, true, union_all

from fogline.store.base import NARRATOR, ClaimFilter
from fogline.store.derived_schema import disagreement_claims, disagreements, event_claims, events
from fogline.store.dialect import among
from fogline.store.schema import claims as claim
from fogline.store.schema import documents as document_table


def document(document_id: str) -> Select[Any]:
    """The row of one document."""
    return select(document_table).where(document_table.c.document_id == document_id)


def documents(document_ids: Sequence[str]) -> Select[Any]:
    """The rows of these documents, in no order."""
    return select(document_table).where(document_table.c.document_id.in_(document_ids))


def claims(where: ClaimFilter) -> Select[Any]:
    """The records of the claims that *where* asks for, by document (name, id), then trigger.

    Asked for as they were read, claims that read otherwise than they stand are all among them, marked as ``other``: no
    column tells what those say.
    """
    if not where.as_read:
        return _of_claims(where, claim.c.record)
    return _of_claims(where, func.coalesce(claim.c.as_read, claim.c.record), claim.c.as_read.is_not(None))


def claim_documents(where: ClaimFilter) -> Select[Any]:
    """The document's id of each of these claims, in the same order."""
    return _of_claims(where, claim.c.document_id)


def claims_from(document_ids: Iterable[str]) -> Select[Any]:
    """The records of the claims of these documents, rejected ones left out, by document's id, then trigger."""
    mine = (among(claim.c.document_id, document_ids), *_decided(ClaimFilter()))
    order = (claim.c.document_id, claim.c.trigger_start, claim.c.trigger_end, claim.c.claim_id)
    return select(claim.c.record).where(*mine).order_by(*order)


def claims_at(geonameid: int, types: Collection[str], first: date, last: date) -> Select[Any]:
    """The records of the claims of some *types* at a place whose day is from *first* to *last*, by id.

    A claim's day is the end of its time, else its beginning, else its document's: a statement for each, so that an
    index leads to the days asked for. A large town has a hundred thousand claims.
    """
    there = (claim.c.geonameid == geonameid, claim.c.event_type.in_(sorted(types)), *_decided(ClaimFilter()))
    ended, begun = claim.c.time_end, claim.c.time_start
    told = select(claim.c.claim_id, claim.c.record).where(*there)
    in_document = document_table.c.document_id == claim.c.document_id
    parts = union_all(
        told.where(ended.between(first, last)),
        told.where(ended.is_(None), begun.between(first, last)),
        told.join(document_table, in_document).where(
            ended.is_(None), begun.is_(None), document_table.c.published.between(first, last)
        ),
    ).subquery()
    return select(parts.c.record).order_by(parts.c.claim_id)


def to_review(where: ClaimFilter) -> Select[Any]:
    """Id, document, confidence and toll of each claim that *where* asks for, in no order."""
    told = (claim.c.claim_id, claim.c.document_id, claim.c.confidence, claim.c.toll)
    return select(*told).where(*_conditions(where))


def contested() -> Select[Any]:
    """The ids of all claims whose event is contested."""
    inside = event_claims.join(events, events.c.event_id == event_claims.c.event_id)
    return select(event_claims.c.claim_id).select_from(inside).where(events.c.status == "contested")


def disputed() -> Select[Any]:
    """Claim and kind of each disagreement that a claim stands in, in the order of kinds."""
    by = disagreements.c.disagreement_id == disagreement_claims.c.disagreement_id
    told = (disagreement_claims.c.claim_id, disagreements.c.kind)
    return select(*told).select_from(disagreement_claims.join(disagreements, by)).order_by(disagreements.c.kind)


def _of_claims(where: ClaimFilter, *columns: Column[Any] | ColumnElement[Any]) -> Select[Any]:
    joined = claim.join(document_table, document_table.c.document_id == claim.c.document_id)
    by_document = (document_table.c.name, document_table.c.document_id)
    by_trigger = (claim.c.trigger_start, claim.c.trigger_end, claim.c.claim_id)
    chosen = select(*columns).select_from(joined).where(*_conditions(where))
    return chosen.order_by(*by_document, *by_trigger)


def _conditions(where: ClaimFilter) -> list[ColumnElement[bool]]:
    """*where* as SQL: :mod:`fogline.store.conditions` says the same of a claim in memory."""
    if where.as_read:
        return [or_(and_(true(), *_said(where)), claim.c.as_read.is_not(None))]
    return [*_decided(where), *_said(where)]


def _decided(where: ClaimFilter) -> list[ColumnElement[bool]]:
    state = claim.c.review
    if where.reviewed is None:
        return [or_(state.is_(None), state != "rejected")]
    if where.reviewed == "open":
        return [state.is_(None)]
    return [] if where.reviewed == "any" else [state == where.reviewed]


def _said(where: ClaimFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if where.document is not None:
        found.append(claim.c.document_id == where.document)
    if where.claim_id is not None:
        found.append(claim.c.claim_id.startswith(where.claim_id.casefold(), autoescape=True))
    if where.event_type is not None:
        found.append(claim.c.event_type == where.event_type.casefold())
    if where.min_confidence is not None:
        found.append(claim.c.confidence >= where.min_confidence)
    if where.party is not None:
        found.append(func.lower(claim.c.speaker_party) == where.party.casefold())
    if where.country is not None:
        found.append(claim.c.country == where.country.upper())
    if where.place is not None or where.geonameids is not None:
        found.append(_place(where))
    if where.speaker is not None:
        found.append(_speaker(where.speaker.casefold()))
    if where.since is not None or where.until is not None:
        found.append(_range(where))
    return found


def _place(where: ClaimFilter) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = [claim.c.geonameid.in_(sorted(where.geonameids or ()))]
    if where.place is not None:
        place = where.place.casefold()
        ways += [claim.c.place_key == place, claim.c.place_words_key == place]
    return or_(*ways)


def _speaker(wanted: str) -> ColumnElement[bool]:
    named = claim.c.speaker_key.contains(wanted, autoescape=True)
    return or_(named, claim.c.speaker_key.is_(None)) if wanted == NARRATOR else named


def _range(where: ClaimFilter) -> ColumnElement[bool]:
    start, end = claim.c.time_start, claim.c.time_end
    limits = [or_(start.is_not(None), end.is_not(None))]
    if where.since is not None:
        limits.append(or_(end.is_(None), end >= where.since))
    if where.until is not None:
        limits.append(or_(start.is_(None), start <= where.until))
    return and_(*limits)
