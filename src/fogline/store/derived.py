"""The seam for derived rows: what claims and reviews add up to, kept so that a new article touches only its own part.

Everything here can be dropped and made anew. A document is *stale* from the moment something about it, its claims or
the decisions on them changes until what follows from it is derived; the store itself marks it, in the same
transaction, so that no crash loses sight of it. A change that comes while another is being derived has a number of its
own: it is not taken for done with that one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from fogline.model.disagreement import Disagreement, DisagreementKind
from fogline.model.event import Event, EventStatus
from fogline.model.origin import Link

Pair = tuple[str, str]
"""Two claim ids, the smaller first."""


Marks = Mapping[str, int]
"""Documents (by id) that what is derived is behind with, each with the number of the change that made it so."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a claim is looked for by: the keys it lives under (64 bits, signed), and what of it is compared at once."""

    homes: frozenset[int]
    mark: bytes


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for: of a type, a status, at a place (a name, or any of these GeoNames ids).

    ``begins`` is how an event's id begins; of ``min_confidence`` (0 to 1) one of its claims must be at least.
    """

    event_type: str | None = None
    status: EventStatus | None = None
    place: str | None = None
    geonameids: frozenset[int] | None = None
    begins: str | None = None
    min_confidence: float | None = None


@dataclass(frozen=True, slots=True)
class DisagreementFilter:
    """Which disagreements are asked for: of a kind, at a place (a name, or any of these GeoNames ids).

    Of ``min_confidence`` (0 to 1) a claim of each side must be at least.
    """

    kind: DisagreementKind | None = None
    place: str | None = None
    geonameids: frozenset[int] | None = None
    min_confidence: float | None = None


class DerivedStore(Protocol):
    """Keeps derived rows. Every writing method is one transaction; writing again what is there changes nothing."""

    def rules(self) -> str | None:
        """The version of the rules that what is here was derived by; ``None`` where nothing was derived yet."""

    def forget(self, rules: str | None = None) -> None:
        """Drop everything derived, what comes to be derived by *rules*; every document with claims is stale then."""

    def alone(self, wait: float | None = None) -> AbstractContextManager[bool]:
        """A context in which nobody else, thread or process, derives; whether it was to be had within *wait* seconds
        (``None``: as long as it takes)."""

    def stale(self) -> Marks:
        """The documents that what is derived is behind with, in order of their ids."""

    def mark(self, document_ids: Iterable[str]) -> Marks:
        """Say that what is derived is behind with these documents, too; gives those that were not stale already."""

    def settle(self, marks: Marks) -> None:
        """Say that what follows from these documents is derived, but for those that changed again meanwhile."""

    def enter_texts(self, prints: Mapping[str, Sequence[int]]) -> None:
        """Keep, by document, the prints of its text (64 bits, unsigned), in place of those it had; many at once cost
        far less than each by itself."""

    def prints(self, document_ids: Collection[str]) -> Mapping[str, Sequence[int]]:
        """The prints of the texts of these documents, as far as they are entered."""

    def enter_claims(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        """Keep, by document, the entries of its claims, in place of those it had.

        All matches of the claims it had go: what is entered is to be compared anew.
        """

    def sharing(self, prints: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        """The documents that share each of *prints*, for prints that two documents have at least and *most* at most."""

    def living(self, homes: Collection[int]) -> Mapping[int, Sequence[str]]:
        """The ids of the claims that live under each of *homes*."""

    def marks(self, claim_ids: Collection[str]) -> Mapping[str, bytes]:
        """The marks of these claims, as far as they are entered."""

    def entered(self, document_ids: Collection[str]) -> set[str]:
        """The ids of the claims that are entered from these documents."""

    def documents_of(self, claim_ids: Collection[str]) -> set[str]:
        """The documents that these claims are entered from."""

    def put_links(self, document_ids: Collection[str], links: Iterable[Link]) -> None:
        """Keep *links* in place of all that touched any of these documents."""

    def links(self, document_ids: Collection[str]) -> Iterator[Link]:
        """The links that touch any of these documents, in order."""

    def origins(self, document_ids: Collection[str] | None = None) -> Mapping[str, str]:
        """The origin of each of these documents (of all), as far as it is derived."""

    def put_origins(self, origins: Mapping[str, str]) -> None:
        """Keep the origin of these documents."""

    def put_matches(self, matches: Mapping[Pair, float]) -> None:
        """Keep the scores of *matches* beside those that are there."""

    def matches(self, claim_ids: Collection[str]) -> Mapping[Pair, float]:
        """The matches that touch any of these claims."""

    def matched_with(self, claim_ids: Collection[str]) -> set[str]:
        """These claims, with all that matches lead to from one to the next."""

    def events_of(self, claim_ids: Collection[str]) -> Mapping[str, str]:
        """The event of each of these claims, as far as it is derived."""

    def claims_of(self, event_ids: Collection[str]) -> Mapping[str, set[str]]:
        """The ids of the claims of each of these events."""

    def claims_from(self, document_ids: Collection[str]) -> set[str]:
        """The ids of the claims that events have from these documents."""

    def put_events(self, gone: Collection[str], events: Iterable[tuple[Event, Mapping[str, str]]]) -> None:
        """Keep *events* (each with the document of each of its claims) in place of those that are *gone*."""

    def event(self, event_id: str) -> Event | None:
        """The event with this id, or of the claim with this id."""

    def events(self, where: EventFilter = EventFilter()) -> Iterator[Event]:
        """The events asked for, by their first day (those without one last), then id."""

    def put_disagreements(self, scopes: Mapping[str, Collection[Disagreement]]) -> None:
        """Keep, for each scope (an event, a document, a place), its disagreements in place of those it had."""

    def scopes_of(self, claim_ids: Collection[str]) -> set[str]:
        """The scopes of the disagreements that any of these claims is in."""

    def disagreements(self, where: DisagreementFilter = DisagreementFilter()) -> Iterator[Disagreement]:
        """The disagreements asked for, by kind, then id."""
