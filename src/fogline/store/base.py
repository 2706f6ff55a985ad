"""The seam between the ledger and whatever keeps it: one protocol over our nouns.

Three kinds of rows (see the design): evidence (documents, mentions, claims) belongs to a document and is replaced
with it; decisions (reviews) are only ever appended; derived rows (:mod:`fogline.store.derived`) can be dropped and
rebuilt.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import Literal, Protocol, Self

from fogline.model.claim import Claim
from fogline.model.custody import Received
from fogline.model.disagreement import DisagreementKind
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.model.review import Review, ReviewState
from fogline.store.derived import DerivedStore
from fogline.store.dossiers import DossierStore
from fogline.store.overview import OverviewStore

NARRATOR = "narrator"
"""The word that stands, in filters and exports, for the outlet's own voice."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are asked for; every condition given must hold, upper and lower case are one throughout.

    ``place`` is the place's name or the words that name it, ``geonameids`` any of these places; where both are given,
    either will do; ``country`` is the place's (ISO 3166-1 alpha-2). ``speaker`` is part of the speaker's words, name,
    role or organisation, or ``narrator``. ``event_type`` is a codebook type, ``party``
    the *speaker's* side. ``since`` and ``until`` are days, both included: claims whose time overlaps them (an open
    end reaches on; a claim with no known day is never in a range). ``min_confidence`` is 0 to 1. ``document`` is a
    document's id, ``claim_id`` how a claim's id begins.

    Claims are as people have corrected them, and are asked for as such; those that a person rejected are left out.
    ``reviewed`` asks for claims in that state instead: ``open`` where nobody has decided, ``any`` for all.
    ``as_read`` gives all of them as they were read from the texts, whatever people decided.
    """

    place: str | None = None
    geonameids: frozenset[int] | None = None
    speaker: str | None = None
    event_type: str | None = None
    party: str | None = None
    since: date | None = None
    until: date | None = None
    min_confidence: float | None = None
    document: str | None = None
    claim_id: str | None = None
    reviewed: ReviewState | Literal["open", "any"] | None = None
    as_read: bool = False
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ToReview:
    """What says how much a claim is in need of review.

    ``toll`` is the greatest number of people that it says were killed, wounded or are missing. ``contested`` says that
    its event is, ``disagreements`` are the kinds of those it stands in.
    """

    claim_id: str
    document_id: str
    confidence: float
    toll: float | None = None
    contested: bool = False
    disagreements: tuple[DisagreementKind, ...] = ()


Check = Callable[[Sequence[Review]], None]
"""Told, while the ledger is locked, of the decisions made so far; what it raises keeps a new one out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each noun there are; ``sources`` are places documents were read from, ``extracted`` documents
    that have been read for claims."""

    documents: int = 0
    sources: int = 0
    extracted: int = 0
    claims: int = 0
    reviews: int = 0


class Store(Protocol):
    """Keeps documents, what was found in them, and what people decided about it.

    Documents are ordered by name, then id; claims by document, then trigger. Iterators stream, and show the ledger as
    it was when they began. Every writing method is one transaction: all of it is kept, or nothing.

    Raises (every method):
        LedgerUnwritable: no permission, no space, or locked for longer than the waiting time.
        LedgerError: the file is damaged.
    """

    @property
    def derived(self) -> DerivedStore:
        """What claims and reviews add up to, as far as it has been derived."""

    @property
    def dossiers(self) -> DossierStore:
        """What documents are dated by others with."""

    @property
    def overview(self) -> OverviewStore:
        """Narrow rows of everything, for counting and looking through."""

    def close(self) -> None:
        """Let go of the file; closing twice is no error."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def add_documents(self, documents: Iterable[Document]) -> list[Document]:
        """Keep *documents* and give them back, in order, as they are now kept.

        A text already known gains the new sources, and values where it had none (see :func:`merge.merged`). Where
        that gives it a date, it counts as not yet extracted, because the date anchors its times.
        """

    def redate(self, documents: Iterable[Document]) -> list[Document]:
        """Give each of *documents* that is here the day, basis and evidence that it comes with, or take them from it
        where it comes without; gives them as they are now kept.

        Only a day that was inferred is replaced. A document that gets another counts as not yet extracted.
        """

    def add_received(self, received: Iterable[Received]) -> None:
        """Keep the custody of documents, and the bytes that come with it; the same bytes are kept once.

        The same bytes from the same source a second time change only what was made of them.
        """

    def seen(self, keys: Sequence[tuple[str, str]]) -> Mapping[tuple[str, str], Received]:
        """The custody kept of these sources and SHA-256s, without the bytes."""

    def fetched(self, sources: Sequence[str]) -> Collection[str]:
        """Those of *sources* from which something was received before."""

    def received(self, document_id: str | None = None) -> Iterator[Received]:
        """The custody of a document, or all custody, in the order in which it came here, without the bytes."""

    def body(self, sha256: str) -> bytes | None:
        """The bytes with this SHA-256 as they were received; ``None`` if they were not kept."""

    def known(self, document_ids: Iterable[str], *, extractor: str, profile: str) -> set[str]:
        """Those of *document_ids* that this *extractor* has already read with this *profile*."""

    def add(self, extractions: Iterable[Extraction]) -> None:
        """Keep what was found, in place of what was found in these documents before; reviews are not touched.

        What people corrected in claims that are found again stays corrected. The documents themselves are added as by
        :meth:`add_documents`.
        """

    def documents(self) -> Iterator[Document]:
        """Every document."""

    def undated(self) -> Iterator[Document]:
        """The documents whose day is not known, or only inferred."""

    def document(self, document_id: str) -> Document | None:
        """The document with this id."""

    def documents_with(self, document_ids: Iterable[str]) -> Iterator[Document]:
        """The documents with these ids, as far as they are here, in no order."""

    def mentions(self, document_id: str, *, kinds: Collection[str] | None = None) -> Mentions:
        """What was found in a document beneath its claims, sentences without their tokens; empty where unknown.

        With *kinds* (fields of ``Mentions``) only these, which is the quicker the fewer.
        """

    def claims(self, where: ClaimFilter = ClaimFilter(), *, reasons: bool = True) -> Iterator[Claim]:
        """The claims that *where* asks for; without *reasons* these may be left out, which is three times as quick."""

    def claims_from(self, document_ids: Collection[str], *, reasons: bool = True) -> Iterator[Claim]:
        """The claims of these documents, rejected ones left out, by document's id, then trigger.

        *reasons* is as for :meth:`claims`.
        """

    def claims_at(self, geonameid: int, types: Collection[str], first: date, last: date) -> Iterator[Claim]:
        """The claims of some *types* at a place whose day is from *first* to *last*: their last day, else their first,
        else that of their document. Rejected ones are left out; by id; their reasons may be left out."""

    def claim_documents(self, where: ClaimFilter = ClaimFilter()) -> Iterator[str]:
        """The document's id of each claim that *where* asks for, in the order of :meth:`claims`, and far cheaper."""

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id as it stands, a rejected one, too."""

    def claims_with(self, claim_ids: Iterable[str], *, reasons: bool = True) -> Iterator[Claim]:
        """The claims with these ids, as far as they are here, as they stand, in the order of ids.

        *reasons* is as for :meth:`claims`.
        """

    def claims_as_read(self, claim_ids: Iterable[str]) -> Iterator[Claim]:
        """The same claims as they were read, whatever people decided."""

    def states(self, claim_ids: Iterable[str]) -> Mapping[str, ReviewState]:
        """What people decided on those of these claims that they decided on."""

    def to_review(self, where: ClaimFilter = ClaimFilter()) -> Iterator[ToReview]:
        """What says how much each of the claims that *where* asks for is in need of review, in no order."""

    def parties(self) -> list[str]:
        """Every party that a claim names as a speaker's, an agent's or a patient's, in order."""

    def add_review(self, review: Review, *, check: Check = lambda made: None) -> None:
        """Append a decision; the same one (by its id) a second time changes nothing.

        *check* is told of all decisions made so far that are about any of what *review* is about, in their order,
        with nobody else writing between that and the new one. Who takes back a decision decides about all that it
        was about.

        Raises:
            ValueError: ``at`` has no time zone, or ``changes`` holds what JSON cannot.
        """

    def reviews(self, target: str | Collection[str] | None = None) -> Iterator[Review]:
        """The decisions about *target* (ids of claims or events), or all, in the order they were made here.

        A decision is about its target and the claims that it names.
        """

    def search(self, text: str) -> Iterator[str]:
        """Ids of the documents whose title or text holds all words of *text*, the best match first.

        Words in double quotes must follow each other. Case and diacritics do not count.
        """

    def counts(self) -> Counts:
        """How much there is."""
