"""From the ledger to what exports are made of: records, streamed, and redacted where that was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from fogline.export.base import Material, ToldClaim, ToldEvent, What
from fogline.export.derived import disagreement_record, event_record, spell_record, state_record
from fogline.export.record import Record, place_record, record_of
from fogline.export.redaction import NOTHING_REDACTED, Redaction
from fogline.model.claim import Claim, Role
from fogline.model.control import History
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.review import Review, in_force
from fogline.store.base import ClaimFilter, Store
from fogline.views.control import histories, histories_told_by

T = TypeVar("T")

EVENTS_AT_A_TIME = 200
"""Events whose claims are looked up together: so many that look-ups cost little, so few that memory stays small."""

DOCUMENTS_KEPT = 256
"""Documents kept at hand; events ask for claims of many documents in turn."""


def material(
    store: Store,
    where: ClaimFilter = ClaimFilter(),  # noqa: B008 - frozen
    *,
    what: What | None = None,
    on: date | None = None,
    redaction: Redaction = NOTHING_REDACTED,
) -> Material:
    """What *store* gives an export: the claims of *where*, the events they tell of, the control of their places.

    *on* asks for who is said to have held places on that day, instead of the whole histories.
    """
    source = _Source(store, where, on, redaction)
    return Material(
        claims=source.claims,
        events=source.events,
        control=source.control,
        disagreements=source.disagreements,
        claims_with=source.claims_with,
        reviews=source.reviews,
        text=source.text,
        what=what,
        redacted=redaction.notes,
    )


@dataclass(slots=True)
class _Source:
    store: Store
    where: ClaimFilter
    on: date | None
    redaction: Redaction
    _origins: Mapping[str, str] | None = None
    _document: Callable[[str], Document | None] = field(init=False)

    def __post_init__(self) -> None:
        self._document = lru_cache(maxsize=DOCUMENTS_KEPT)(self.store.document)

    def claims(self) -> Iterator[Record]:
        """The records of the claims asked for."""
        for claim in self.store.claims(self.where):
            found = self._told(claim)
            if found is not None:
                yield found.record

    def events(self) -> Iterator[ToldEvent]:
        """The events that one of the claims asked for tells of, each with all its claims."""
        asked = self._asked()
        found = (event for event in self.store.derived.events() if asked is None or not asked.isdisjoint(event.claims))
        for events in _batches(found, EVENTS_AT_A_TIME):
            ids = [key for event in events for key in event.claims]
            told = {claim.claim_id: self._told(claim) for claim in self.store.claims_with(ids)}
            yield from (self._event(event, told) for event in events)

    def control(self) -> Iterator[Record]:
        """The spells of the histories that rest on one of the claims asked for, or those of the one day."""
        asked = self._asked()
        for history in histories(self.store) if asked is None else histories_told_by(self.store, asked):
            for spell in _spells(history, self.on):
                if asked is None or not asked.isdisjoint(spell["claims"]):
                    yield self.redaction.control(spell)

    def disagreements(self) -> Iterator[Record]:
        """The disagreements that one of the claims asked for is in, with the words of both sides."""
        asked = self._asked()
        for one in self.store.derived.disagreements():
            if asked is None or not asked.isdisjoint(one.claims):
                told = list(self.claims_with(one.claims))
                words = {record["claim_id"]: record["evidence"]["text"] for record in told}
                documents = sorted({record["document"]["document_id"] for record in told})
                yield self.redaction.disagreement(disagreement_record(one, words), documents)

    def claims_with(self, claim_ids: Iterable[str]) -> Iterator[Record]:
        """The records of any claims, in the order of their ids."""
        for claim in self.store.claims_with(claim_ids):
            found = self._told(claim)
            if found is not None:
                yield found.record

    def reviews(self) -> Mapping[str, Sequence[Review]]:
        """The decisions that stand, by the id they are about."""
        found: defaultdict[str, list[Review]] = defaultdict(list)
        for review in in_force(list(self.store.reviews())):
            hidden = replace(review, author="a reviewer", reason=None) if self.redaction.hides_names else review
            found[review.target].append(hidden)
        return found

    def text(self, document_id: str) -> str | None:
        """The stored text of a document, unless names in it are to be hidden."""
        document = None if self.redaction.hides_names else self._document(document_id)
        return None if document is None else document.text

    def _asked(self) -> set[str] | None:
        """The ids of the claims asked for; ``None`` where all are."""
        if self.where == ClaimFilter():
            return None
        return {claim.claim_id for claim in self.store.claims(self.where)}

    def _told(self, claim: Claim) -> ToldClaim | None:
        document = self._document(claim.document_id)
        if document is None:
            return None
        if self._origins is None:
            self._origins = self.store.derived.origins()
        record = record_of(document, claim, origin_id=self._origins.get(document.document_id))
        return ToldClaim(self.redaction.claim(record), _kind(claim.agent), _kind(claim.patient))

    def _event(self, event: Event, told: Mapping[str, ToldClaim | None]) -> ToldEvent:
        claims = [found for key in event.claims if (found := told.get(key)) is not None]
        claims.sort(key=lambda one: (one.record["document"]["name"], one.record["trigger"]["start"] or 0))
        documents = {one.record["document"]["document_id"] for one in claims}
        return ToldEvent(self.redaction.event(event_record(event), sorted(documents)), tuple(claims))


def _kind(role: Role | None) -> str | None:
    return None if role is None else role.actor.kind


def _spells(history: History, on: date | None) -> Iterator[Record]:
    if on is not None:
        spell = history.on(on)
        if spell is not None:
            yield {**state_record(history, spell), "until": None if spell.until is None else spell.until.isoformat()}
        return
    for each in history.spells:
        yield {"place": place_record(history.place), **spell_record(each)}


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    ahead = iter(items)
    while batch := list(islice(ahead, size)):
        yield batch
