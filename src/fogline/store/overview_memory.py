"""Narrow rows from memory."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping

from fogline.model.claim import Claim
from fogline.model.event import Event
from fogline.store import conditions
from fogline.store.base import ClaimFilter, Store
from fogline.store.overview import ClaimLine, EventLine, Head


class MemoryOverview:
    """An :class:`~fogline.store.overview.OverviewStore` over a ledger in memory.

    *read* gives, by document, what reading it for claims gave; *state* all there is; *kept* holds what is kept.
    """

    def __init__(
        self,
        store: Store,
        read: Mapping[str, object],
        state: Callable[[], object],
        kept: MutableMapping[str, bytes],
    ) -> None:
        self._store, self._read, self._state, self._kept = store, read, state, kept

    def revision(self) -> int:
        """See :class:`~fogline.store.overview.OverviewStore`, as for all methods here."""
        return _print(self._state())

    def heads(self) -> Iterator[Head]:
        for one in self._store.documents():
            day = one.published.isoformat() if one.published else None
            read = str(_print(self._read[one.document_id])) if one.document_id in self._read else None
            yield Head(one.document_id, one.name, one.title, one.outlet, day, read)

    def claims(self, document_ids: Collection[str] | None = None) -> Iterator[ClaimLine]:
        found = self._store.claims(ClaimFilter(reviewed="any"))
        return (_line(one) for one in found if document_ids is None or one.document_id in document_ids)

    def memberships(self) -> Iterator[tuple[str, str]]:
        return ((claim, event.event_id) for event in self._store.derived.events() for claim in event.claims)

    def events(self) -> Iterator[EventLine]:
        return map(_event, self._store.derived.events())

    def events_with(self, event_ids: Collection[str]) -> Iterator[Event]:
        return (event for event in self._store.derived.events() if event.event_id in event_ids)

    def disputes(self) -> Iterator[tuple[str, str]]:
        found = self._store.derived.disagreements()
        return ((claim, one.disagreement_id) for one in found for claim in sorted(set(one.claims)))

    def kept(self, name: str) -> bytes | None:
        return self._kept.get(name)

    def keep(self, name: str, content: bytes) -> None:
        self._kept[name] = content


def _line(claim: Claim) -> ClaimLine:
    place_key, words_key = conditions.place_keys(claim)
    start, end = conditions.days(claim)
    place = claim.place.place if claim.place else None
    return ClaimLine(
        claim_id=claim.claim_id,
        document_id=claim.document_id,
        event_type=claim.event_type,
        speaker_key=conditions.speaker_key(claim),
        speaker_party=claim.speaker.party if claim.speaker else None,
        place_key=place_key,
        place_words_key=words_key,
        geonameid=place.geonameid if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        time_start=start.isoformat() if start else None,
        time_end=end.isoformat() if end else None,
        polarity=claim.polarity,
        modality=claim.modality,
        certainty=claim.certainty,
        confidence=claim.confidence,
    )


def _event(event: Event) -> EventLine:
    return EventLine(
        event_id=event.event_id,
        event_type=event.event_type,
        status=event.status,
        place_key=event.place.name.casefold() if event.place else None,
        geonameid=event.place.geonameid if event.place else None,
        start=event.start.isoformat() if event.start else None,
        end=event.end.isoformat() if event.end else None,
        claims=len(event.members),
        independent=event.independent,
    )


def _print(value: object) -> int:
    """A number that tells one state from another: a ledger in memory is small."""
    return zlib.crc32(repr(value).encode("utf-8", "surrogatepass"))
