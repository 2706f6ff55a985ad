"""The part of the façade that answers what a ledger holds. Views of it are imported where they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from fogline.errors import UsageError
from fogline.export.derived import disagreement_record
from fogline.export.record import Record, record_of
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.mention import Mentions
from fogline.store.base import ClaimFilter, Counts, Store
from fogline.store.derived import DisagreementFilter, EventFilter
from fogline.toolbox import place_ids

if TYPE_CHECKING:
    from fogline.views.sources import Sources

T = TypeVar("T")
F = TypeVar("F", ClaimFilter, EventFilter, DisagreementFilter)

SHOWN_IDS = 4
"""Ids named where the beginning of one fits several."""


class Asking:
    """What a ledger holds; :class:`fogline.ledger.Ledger` is one."""

    _store: Store

    def claims(self, where: ClaimFilter = ClaimFilter()) -> Iterator[tuple[Document, Claim]]:  # noqa: B008 - frozen
        """The claims that *where* asks for, each with its document, in the order of documents and texts.

        A place is asked for by any name that the gazetteer or a shipped profile knows it by.
        """
        where = by_any_name(where)
        document: Document | None = None
        for claim in self._store.claims(where):
            if document is None or document.document_id != claim.document_id:
                document = self._store.document(claim.document_id)
            if document is not None:
                yield document, claim

    def records(self, where: ClaimFilter = ClaimFilter()) -> Iterator[Record]:  # noqa: B008 - frozen
        """The same as public records."""
        origins = self._store.derived.origins()
        for document, claim in self.claims(where):
            yield record_of(document, claim, origin_id=origins.get(document.document_id))

    def events(
        self,
        where: EventFilter = EventFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Event]:
        """The events asked for, by their first day (those without one last).

        With *min_confidence* (0 to 1) only those that a claim so likely right tells of.
        """
        least = where.min_confidence if min_confidence is None else min_confidence
        return self._store.derived.events(replace(by_any_name(where), min_confidence=least))

    def event(self, event_id: str) -> Event:
        """The event with this id, or that the claim with this id is in; the beginning of an id will do.

        Raises:
            UsageError: there is none, or several ids begin so.
        """
        found = self._store.derived.event(event_id)
        if found is not None:
            return found
        begin = islice(self._store.derived.events(EventFilter(begins=event_id)), SHOWN_IDS + 1) if event_id else ()
        return _only({one.event_id: one for one in begin}, "event", event_id)

    def events_with(self, event_ids: Iterable[str]) -> list[Event]:
        """The events with these ids, in this order, as far as they are here."""
        wanted = list(event_ids)
        found = {event.event_id: event for event in self._store.overview.events_with(wanted)}
        return [found[key] for key in wanted if key in found]

    def disagreements_with(self, disagreement_ids: Iterable[str]) -> list[Disagreement]:
        """The disagreements with these ids, by kind, as far as they are here."""
        wanted = frozenset(disagreement_ids)
        return [one for one in self._store.derived.disagreements() if one.disagreement_id in wanted] if wanted else []

    def claim(self, claim_id: str) -> tuple[Document, Claim]:
        """The claim whose id is, or begins with, *claim_id*, with its document.

        Raises:
            UsageError: there is none, or several ids begin so.
        """
        return self._claim(claim_id)

    def claims_with(self, claim_ids: Iterable[str], *, reasons: bool = True) -> list[tuple[Document, Claim]]:
        """The claims with these ids, each with its document, in the order of documents and texts.

        Without *reasons* these may be left out, which is three times as quick.
        """
        claims = list(self._store.claims_with(claim_ids, reasons=reasons))
        ids = {claim.document_id for claim in claims}
        documents = {document.document_id: document for document in self._store.documents_with(ids)}
        found = [(documents[claim.document_id], claim) for claim in claims if claim.document_id in documents]
        return sorted(found, key=lambda one: (one[0].name, one[1].trigger, one[1].claim_id))

    def disagreements(
        self,
        where: DisagreementFilter = DisagreementFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Disagreement]:
        """The disagreements asked for, by kind.

        With *min_confidence* (0 to 1) only those in which each side has a claim so likely right.
        """
        least = where.min_confidence if min_confidence is None else min_confidence
        return self._store.derived.disagreements(replace(by_any_name(where), min_confidence=least))

    def disagreement_records(
        self,
        where: DisagreementFilter = DisagreementFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Record]:
        """The same as JSON-ready objects, with the words that each side stands on."""
        for one in self.disagreements(where, min_confidence=min_confidence):
            told = self.claims_with(one.claims)
            yield disagreement_record(one, {claim.claim_id: claim.evidence.of(d.text) for d, claim in told})

    def histories(self, place: str | None = None) -> list[History]:
        """The control history of every place that somebody is said to hold or leave, or of those called *place*."""
        from fogline.views import control

        if place is None:
            return control.histories(self._store)
        return control.histories(self._store, geonameids=place_ids(place), name=place)

    def sources(self) -> Sources:
        """What each outlet and named speaker has told, in counts."""
        from fogline.views.sources import sources

        return sources(self._store)

    def documents(self) -> Iterator[Document]:
        """Every document, by name."""
        return self._store.documents()

    def mentions(self, document_id: str) -> Mentions:
        """What was found in a document beneath its claims."""
        return self._store.mentions(document_id)

    def counts(self) -> Counts:
        """How much there is."""
        return self._store.counts()

    def _claim(self, claim_id: str) -> tuple[Document, Claim]:
        """The one claim whose id begins with *claim_id*, with its document."""
        asked = ClaimFilter(claim_id=claim_id, reviewed="any")
        found = islice(self.claims(asked), SHOWN_IDS + 1) if claim_id else ()
        return _only({claim.claim_id: (document, claim) for document, claim in found}, "claim", claim_id)


def by_any_name(where: F) -> F:
    """*where*, its place asked for by any name that the gazetteer or a shipped profile knows it by."""
    if where.place is None:
        return where
    return replace(where, geonameids=(where.geonameids or frozenset()) | place_ids(where.place))


def _only(found: Mapping[str, T], noun: str, begin: str) -> T:
    """The one thing of *found* (by id); its ids begin with *begin*.

    Raises:
        UsageError: there is none, or there are several.
    """
    if not found:
        raise UsageError(f"no {noun}'s id begins with {begin!r}; `fogline {noun}s` shows them")
    if len(found) > 1:
        named = ", ".join(list(found)[:SHOWN_IDS])
        raise UsageError(f"several {noun}s' ids begin with {begin!r}: {named}{' …' * (len(found) > SHOWN_IDS)}")
    return next(iter(found.values()))
