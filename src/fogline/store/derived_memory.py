"""Derived rows in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from threading import RLock

from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Link
from fogline.model.values import Place
from fogline.store.derived import DisagreementFilter, Entry, EventFilter, Marks, Pair
from fogline.store.dossiers_memory import MemoryDossiers
from fogline.store.marked_memory import Marked


class MemoryDerived:
    """A :class:`~fogline.store.derived.DerivedStore` that is gone when the process ends.

    *read* gives the ids of all documents that have claims, or were read; *sure* those of claims that are at least so
    likely right.
    """

    def __init__(
        self,
        read: Callable[[], Iterable[str]],
        sure: Callable[[float], Collection[str]],
        dossiers: MemoryDossiers,
    ) -> None:
        self._read, self._sure, self._dossiers = read, sure, dossiers
        self._lock = RLock()
        self._stale = Marked()
        self._rules: str | None = None
        self._clear()

    def _clear(self) -> None:
        self._prints: dict[str, frozenset[int]] = {}
        self._entries: dict[str, Mapping[str, Entry]] = {}
        self._links: dict[Pair, Link] = {}
        self._origins: dict[str, str] = {}
        self._matches: dict[Pair, float] = {}
        self._events: dict[str, tuple[Event, dict[str, str]]] = {}
        self._scopes: dict[str, tuple[Disagreement, ...]] = {}

    def state(self) -> object:
        """All of it that a reader sees."""
        return self._origins, self._events, self._scopes

    def mark_stale(self, document_ids: Iterable[str]) -> None:
        """Say that something about these documents changed."""
        ids = list(document_ids)
        self._dossiers.mark_changed(ids)
        self._stale.mark(ids)

    def rules(self) -> str | None:
        """See :class:`~fogline.store.derived.DerivedStore`, as for all methods here."""
        return self._rules

    def forget(self, rules: str | None = None) -> None:
        self._clear()
        self._dossiers.forget()
        self._rules = rules
        self._stale.clear()
        self.mark_stale(self._read())

    @contextmanager
    def alone(self, wait: float | None = None) -> Iterator[bool]:
        got = self._lock.acquire(timeout=-1 if wait is None else wait)
        try:
            yield got
        finally:
            if got:
                self._lock.release()

    def stale(self) -> Marks:
        return self._stale.all()

    def mark(self, document_ids: Iterable[str]) -> Marks:
        return self._stale.mark_others(document_ids)

    def settle(self, marks: Marks) -> None:
        self._stale.settle(marks)

    def enter_texts(self, prints: Mapping[str, Sequence[int]]) -> None:
        self._prints.update({key: frozenset(found) for key, found in prints.items()})

    def prints(self, document_ids: Collection[str]) -> Mapping[str, Sequence[int]]:
        return {key: sorted(self._prints[key]) for key in document_ids if key in self._prints}

    def enter_claims(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        gone = frozenset(claim for key in entries for claim in self._entries.get(key, {}))
        self._matches = {key: score for key, score in self._matches.items() if not gone.intersection(key)}
        self._entries.update(entries)

    def sharing(self, prints: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        wanted = frozenset(prints)
        found: defaultdict[int, list[str]] = defaultdict(list)
        for key in sorted(self._prints):
            for one in self._prints[key] & wanted:
                found[one].append(key)
        return {one: documents for one, documents in found.items() if 2 <= len(documents) <= most}

    def living(self, homes: Collection[int]) -> Mapping[int, Sequence[str]]:
        wanted = frozenset(homes)
        found: defaultdict[int, list[str]] = defaultdict(list)
        for claims in self._entries.values():
            for claim, entry in claims.items():
                for home in entry.homes & wanted:
                    found[home].append(claim)
        return found

    def marks(self, claim_ids: Collection[str]) -> Mapping[str, bytes]:
        wanted = frozenset(claim_ids)
        return {key: one.mark for claims in self._entries.values() for key, one in claims.items() if key in wanted}

    def entered(self, document_ids: Collection[str]) -> set[str]:
        return {claim for key in document_ids for claim in self._entries.get(key, {})}

    def documents_of(self, claim_ids: Collection[str]) -> set[str]:
        wanted = frozenset(claim_ids)
        return {key for key, claims in self._entries.items() if not wanted.isdisjoint(claims)}

    def put_links(self, document_ids: Collection[str], links: Iterable[Link]) -> None:
        touched = frozenset(document_ids)
        self._links = {key: link for key, link in self._links.items() if not touched.intersection(key)}
        self._links.update({(link.first, link.second): link for link in links})

    def links(self, document_ids: Collection[str]) -> Iterator[Link]:
        touched = frozenset(document_ids)
        return (self._links[key] for key in sorted(self._links) if touched.intersection(key))

    def origins(self, document_ids: Collection[str] | None = None) -> Mapping[str, str]:
        if document_ids is None:
            return dict(self._origins)
        return {key: self._origins[key] for key in document_ids if key in self._origins}

    def put_origins(self, origins: Mapping[str, str]) -> None:
        self._origins.update(origins)

    def put_matches(self, matches: Mapping[Pair, float]) -> None:
        self._matches.update(matches)

    def matches(self, claim_ids: Collection[str]) -> Mapping[Pair, float]:
        touched = frozenset(claim_ids)
        return {key: score for key, score in self._matches.items() if touched.intersection(key)}

    def matched_with(self, claim_ids: Collection[str]) -> set[str]:
        found, ahead = set[str](), set(claim_ids)
        while ahead:
            found |= ahead
            ahead = {key for both in self.matches(ahead) for key in both} - found
        return found

    def events_of(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        wanted = frozenset(claim_ids)
        return {claim: key for key, (_, of) in self._events.items() for claim in of if claim in wanted}

    def claims_of(self, event_ids: Collection[str]) -> Mapping[str, set[str]]:
        return {key: set(self._events[key][1]) for key in event_ids if key in self._events}

    def claims_from(self, document_ids: Collection[str]) -> set[str]:
        wanted = frozenset(document_ids)
        return {claim for _, of in self._events.values() for claim, document in of.items() if document in wanted}

    def put_events(self, gone: Collection[str], events: Iterable[tuple[Event, Mapping[str, str]]]) -> None:
        for key in gone:
            self._events.pop(key, None)
        self._events.update({event.event_id: (event, dict(of)) for event, of in events})

    def event(self, event_id: str) -> Event | None:
        found = self._events.get(event_id)
        if found is None:
            found = next((kept for kept in self._events.values() if event_id in kept[1]), None)
        return None if found is None else found[0]

    def events(self, where: EventFilter = EventFilter()) -> Iterator[Event]:  # noqa: B008 - frozen
        found = [event for event, _ in self._events.values() if _event_asked(event, where)]
        if where.min_confidence is not None:
            sure = self._sure(where.min_confidence)
            found = [event for event in found if any(key in sure for key in event.claims)]
        return iter(sorted(found, key=lambda e: (e.start is None, e.start or date.max, e.event_id)))

    def put_disagreements(self, scopes: Mapping[str, Collection[Disagreement]]) -> None:
        self._scopes.update({scope: tuple(found) for scope, found in scopes.items()})

    def scopes_of(self, claim_ids: Collection[str]) -> set[str]:
        wanted = frozenset(claim_ids)
        return {scope for scope, found in self._scopes.items() if any(wanted.intersection(one.claims) for one in found)}

    def disagreements(self, where: DisagreementFilter = DisagreementFilter()) -> Iterator[Disagreement]:  # noqa: B008
        found = {one.disagreement_id: one for scope in self._scopes.values() for one in scope}.values()
        asked = [one for one in found if where.kind in (None, one.kind) and _at(one.place, where)]
        if where.min_confidence is not None:
            sure = self._sure(where.min_confidence)
            asked = [one for one in asked if one.is_told_by(sure)]
        return iter(sorted(asked, key=lambda one: (one.kind, one.disagreement_id)))


def _event_asked(event: Event, where: EventFilter) -> bool:
    if where.event_type is not None and event.event_type != where.event_type.casefold():
        return False
    if where.begins is not None and not event.event_id.startswith(where.begins.casefold()):
        return False
    return where.status in (None, event.status) and _at(event.place, where)


def _at(place: Place | None, where: EventFilter | DisagreementFilter) -> bool:
    if where.place is None and where.geonameids is None:
        return True
    if place is None:
        return False
    named = where.place is not None and place.name.casefold() == where.place.casefold()
    return named or place.geonameid in (where.geonameids or ())
