"""The ledger in memory: for reading without a file, and for tests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Self

from fogline.correcting.apply import as_it_stands, state_of
from fogline.model.claim import Claim
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.model.review import Review, ReviewState
from fogline.store import codec, conditions
from fogline.store.base import Check, ClaimFilter, Counts, ToReview
from fogline.store.derived_memory import MemoryDerived
from fogline.store.dossiers_memory import MemoryDossiers
from fogline.store.merge import inferred, merged, redated
from fogline.store.overview_memory import MemoryOverview
from fogline.store.words import asked, words_of


class MemoryStore:
    """A :class:`~fogline.store.base.Store` that is gone when the process ends."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._received: dict[tuple[str, str], Received] = {}
        self._bodies: dict[str, bytes] = {}
        self._extractions: dict[str, tuple[str, str]] = {}
        self._mentions: dict[str, Mentions] = {}
        self._claims: dict[str, tuple[Claim, ...]] = {}
        self._reviews: dict[str, Review] = {}
        self._kept: dict[str, bytes] = {}
        self._dossiers = MemoryDossiers()
        self._derived = MemoryDerived(lambda: {*self._extractions, *self._claims}, self._sure, self._dossiers)

    def _sure(self, least: float) -> frozenset[str]:
        return frozenset(claim.claim_id for claim in self.claims(ClaimFilter(min_confidence=least)))

    @property
    def derived(self) -> MemoryDerived:
        """See :attr:`Store.derived <fogline.store.base.Store.derived>`."""
        return self._derived

    @property
    def dossiers(self) -> MemoryDossiers:
        """See :attr:`Store.dossiers <fogline.store.base.Store.dossiers>`."""
        return self._dossiers

    @property
    def overview(self) -> MemoryOverview:
        """See :attr:`Store.overview <fogline.store.base.Store.overview>`."""
        read = {key: (label, self._claims.get(key)) for key, label in self._extractions.items()}
        state = (self._documents, read, self._reviews)
        return MemoryOverview(self, read, lambda: (state, self._derived.state()), self._kept)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Nothing to let go of."""

    def add_documents(self, documents: Iterable[Document]) -> list[Document]:
        """See :meth:`Store.add_documents <fogline.store.base.Store.add_documents>`."""
        return [self._add_document(document) for document in list(documents)]

    def redate(self, documents: Iterable[Document]) -> list[Document]:
        """See :meth:`Store.redate <fogline.store.base.Store.redate>`."""
        return [self._add_document(one, inferred) for one in list(documents) if one.document_id in self._documents]

    def _add_document(self, document: Document, made: Callable[[Document, Document], Document] = merged) -> Document:
        before = self._documents.get(document.document_id, document)
        now = made(before, document)
        if redated(before, now):
            self._extractions.pop(now.document_id, None)
        self._documents[now.document_id] = now
        if now != before and now.document_id in self._extractions:
            self._derived.mark_stale([now.document_id])
        return now

    def add_received(self, received: Iterable[Received]) -> None:
        """See :meth:`Store.add_received <fogline.store.base.Store.add_received>`."""
        for one in list(received):
            key = one.source, one.sha256
            made = {"reader": one.reader, "document_id": one.document_id, "why": one.why}
            self._received[key] = replace(self._received.get(key, one), **made, data=None)  # type: ignore[arg-type]
            if one.data is not None and one.document_id is not None:
                self._bodies[one.sha256] = one.data

    def seen(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Received]:
        """See :meth:`Store.seen <fogline.store.base.Store.seen>`."""
        return {key: self._received[key] for key in keys if key in self._received}

    def fetched(self, sources: Sequence[str]) -> Collection[str]:
        """See :meth:`Store.fetched <fogline.store.base.Store.fetched>`."""
        return {source for source, _ in self._received} & set(sources)

    def received(self, document_id: str | None = None) -> Iterator[Received]:
        """See :meth:`Store.received <fogline.store.base.Store.received>`."""
        return iter([one for one in self._received.values() if document_id in (None, one.document_id)])

    def body(self, sha256: str) -> bytes | None:
        """See :meth:`Store.body <fogline.store.base.Store.body>`."""
        text = next((each.text for each in self._documents.values() if each.sha256 == sha256), None)
        return self._bodies.get(sha256) or (None if text is None else text.encode("utf-8", "surrogatepass"))

    def known(self, document_ids: Iterable[str], *, extractor: str, profile: str) -> set[str]:
        """See :meth:`Store.known <fogline.store.base.Store.known>`."""
        return {each for each in document_ids if self._extractions.get(each) == (extractor, profile)}

    def add(self, extractions: Iterable[Extraction]) -> None:
        """See :meth:`Store.add <fogline.store.base.Store.add>`."""
        for extraction in list(extractions):
            document_id = self._add_document(extraction.document).document_id
            self._extractions[document_id] = (extraction.extractor, extraction.profile)
            self._mentions[document_id] = codec.loads(Mentions, codec.dumps(extraction.mentions))
            self._claims[document_id] = tuple(sorted(extraction.claims, key=conditions.claim_order))
            self._derived.mark_stale([document_id])

    def documents(self) -> Iterator[Document]:
        """See :meth:`Store.documents <fogline.store.base.Store.documents>`."""
        return iter(sorted(self._documents.values(), key=lambda document: (document.name, document.document_id)))

    def undated(self) -> Iterator[Document]:
        """See :meth:`Store.undated <fogline.store.base.Store.undated>`."""
        return (each for each in self.documents() if each.published is None or each.published_basis == "inferred")

    def document(self, document_id: str) -> Document | None:
        """See :meth:`Store.document <fogline.store.base.Store.document>`."""
        return self._documents.get(document_id)

    def documents_with(self, document_ids: Iterable[str]) -> Iterator[Document]:
        """See :meth:`Store.documents_with <fogline.store.base.Store.documents_with>`."""
        return (self._documents[key] for key in set(document_ids) if key in self._documents)

    def mentions(self, document_id: str, *, kinds: Collection[str] | None = None) -> Mentions:
        """See :meth:`Store.mentions <fogline.store.base.Store.mentions>`."""
        found = self._mentions.get(document_id, Mentions())
        return found if kinds is None else Mentions(**{kind: getattr(found, kind) for kind in kinds})

    def claims(self, where: ClaimFilter = ClaimFilter(), *, reasons: bool = True) -> Iterator[Claim]:  # noqa: B008
        """See :meth:`Store.claims <fogline.store.base.Store.claims>`."""
        found = []
        for document in self.documents():
            read = [each for each in self._claims.get(document.document_id, ()) if self._asked(where, each)]
            both = sorted(
                ((self._standing(claim), claim) for claim in read), key=lambda b: conditions.claim_order(b[0])
            )
            found += [claim if where.as_read else now for now, claim in both]
        return (claim for claim in found if conditions.holds(where, claim))

    def claims_from(self, document_ids: Collection[str], *, reasons: bool = True) -> Iterator[Claim]:
        """See :meth:`Store.claims_from <fogline.store.base.Store.claims_from>`."""
        found = [each for each in self.claims() if each.document_id in document_ids]
        return iter(sorted(found, key=lambda each: (each.document_id, *conditions.claim_order(each))))

    def claims_at(self, geonameid: int, types: Collection[str], first: date, last: date) -> Iterator[Claim]:
        """See :meth:`Store.claims_at <fogline.store.base.Store.claims_at>`."""
        found = []
        for each in self.claims(ClaimFilter(geonameids=frozenset({geonameid}))):
            start, end = conditions.days(each)
            day = end or start or self._documents[each.document_id].published
            if each.event_type in types and day is not None and first <= day <= last:
                found.append(each)
        return iter(sorted(found, key=lambda each: each.claim_id))

    def _asked(self, where: ClaimFilter, claim: Claim) -> bool:
        return conditions.decided(where, self._state(claim))

    def _standing(self, claim: Claim) -> Claim:
        return as_it_stands(claim, self._reviews.values())[0]

    def _state(self, claim: Claim) -> ReviewState | None:
        return state_of(claim.claim_id, self._reviews.values())

    def claim_documents(self, where: ClaimFilter = ClaimFilter()) -> Iterator[str]:  # noqa: B008 - frozen
        """See :meth:`Store.claim_documents <fogline.store.base.Store.claim_documents>`."""
        return (claim.document_id for claim in self.claims(where))

    def claim(self, claim_id: str) -> Claim | None:
        """See :meth:`Store.claim <fogline.store.base.Store.claim>`."""
        return next(self.claims_with([claim_id]), None)

    def claims_with(self, claim_ids: Iterable[str], *, reasons: bool = True) -> Iterator[Claim]:
        """See :meth:`Store.claims_with <fogline.store.base.Store.claims_with>`."""
        return iter([self._standing(claim) for claim in self.claims_as_read(claim_ids)])

    def claims_as_read(self, claim_ids: Iterable[str]) -> Iterator[Claim]:
        """See :meth:`Store.claims_as_read <fogline.store.base.Store.claims_as_read>`."""
        wanted = frozenset(claim_ids)
        found = [claim for claims in self._claims.values() for claim in claims if claim.claim_id in wanted]
        return iter(sorted(found, key=lambda claim: claim.claim_id))

    def states(self, claim_ids: Iterable[str]) -> dict[str, ReviewState]:
        """See :meth:`Store.states <fogline.store.base.Store.states>`."""
        found = {claim.claim_id: self._state(claim) for claim in self.claims_as_read(claim_ids)}
        return {key: state for key, state in found.items() if state is not None}

    def to_review(self, where: ClaimFilter = ClaimFilter()) -> Iterator[ToReview]:  # noqa: B008 - frozen
        """See :meth:`Store.to_review <fogline.store.base.Store.to_review>`."""
        contested = {key for event in self.derived.events() if event.status == "contested" for key in event.claims}
        disputes = list(self.derived.disagreements())
        for claim in self.claims(where):
            kinds = tuple(sorted(one.kind for one in disputes if claim.claim_id in one.claims))
            key, toll = claim.claim_id, conditions.toll(claim)
            yield ToReview(key, claim.document_id, claim.confidence, toll, key in contested, kinds)

    def parties(self) -> list[str]:
        """See :meth:`Store.parties <fogline.store.base.Store.parties>`."""
        claims = list(self.claims(ClaimFilter(reviewed="any")))
        roles = [role.actor.party for claim in claims for role in (claim.agent, claim.patient) if role]
        found = {*roles, *(claim.speaker.party for claim in claims if claim.speaker)}
        return sorted(party for party in found if party is not None)

    def add_review(self, review: Review, *, check: Check = lambda made: None) -> None:
        """See :meth:`Store.add_review <fogline.store.base.Store.add_review>`."""
        review = conditions.checked(review)
        if review.review_id not in self._reviews:
            about = self._about(review)
            check(list(self.reviews(about)))
            self._reviews[review.review_id] = review
            self._derived.mark_stale(claim.document_id for claim in self.claims_as_read(about))

    def _about(self, review: Review) -> frozenset[str]:
        taken_back = self._reviews.get(review.revokes or "")
        return review.about | (self._about(taken_back) if taken_back else frozenset())

    def reviews(self, target: str | Collection[str] | None = None) -> Iterator[Review]:
        """See :meth:`Store.reviews <fogline.store.base.Store.reviews>`."""
        wanted = frozenset([target] if isinstance(target, str) else target or ())
        found = self._reviews.values()
        return iter([one for one in found if target is None or not wanted.isdisjoint(self._about(one))])

    def search(self, text: str) -> Iterator[str]:
        """See :meth:`Store.search <fogline.store.base.Store.search>`."""
        phrases = asked(text)
        wanted = [f" {' '.join(words)} " for words in phrases if words]
        hits = []
        for document in self.documents():
            content = f" {' '.join(words_of(document.title or '') + words_of(document.text))} "
            if wanted and all(phrase in content for phrase in wanted):
                hits.append((-sum(content.count(phrase) for phrase in wanted) / len(content), document.document_id))
        return (document_id for _, document_id in sorted(hits))

    def counts(self) -> Counts:
        """See :meth:`Store.counts <fogline.store.base.Store.counts>`."""
        return Counts(
            documents=len(self._documents),
            sources=sum(len(document.sources) for document in self._documents.values()),
            extracted=len(self._extractions),
            claims=sum(len(claims) for claims in self._claims.values()),
            reviews=len(self._reviews),
        )
