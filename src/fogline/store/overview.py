"""The seam for what is counted and looked through: narrow rows of everything, without the words.

A page that counts a hundred thousand claims cannot read as many records. These rows hold what claims, documents and
events can be told apart by; whoever shows one asks the ledger for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple, Protocol

from fogline.model.event import Event


class Head(NamedTuple):
    """A document without its text. ``published`` is an ISO day; ``read`` changes when it is read for claims again."""

    document_id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    read: str | None


class ClaimLine(NamedTuple):
    """What a claim can be looked for by, as people corrected it; rejected ones, too.

    ``speaker_key`` is all that the speaker may be called, folded, one a line (``None``: the outlet's own voice).
    ``place_key`` is the place's folded name. ``time_start`` and ``time_end`` are ISO days.
    """

    claim_id: str
    document_id: str
    event_type: str
    speaker_key: str | None
    speaker_party: str | None
    place_key: str | None
    place_words_key: str | None
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    time_start: str | None
    time_end: str | None
    polarity: str
    modality: str
    certainty: str
    confidence: float


class EventLine(NamedTuple):
    """What an event can be looked for by; ``start`` and ``end`` are ISO days, ``claims`` how many it has."""

    event_id: str
    event_type: str
    status: str
    place_key: str | None
    geonameid: int | None
    start: str | None
    end: str | None
    claims: int
    independent: int


class OverviewStore(Protocol):
    """Reads narrow rows, which stream and show the ledger as it was when asked; keeps what is made of them."""

    def revision(self) -> int:
        """A number that changes with every change that this process has seen, whoever made it."""

    def heads(self) -> Iterator[Head]:
        """Every document, by name, then id."""

    def claims(self, document_ids: Collection[str] | None = None) -> Iterator[ClaimLine]:
        """Every claim, or those of these documents, in no order."""

    def memberships(self) -> Iterator[tuple[str, str]]:
        """Claim and event of every claim that is in one."""

    def events(self) -> Iterator[EventLine]:
        """Every event, by its first day (those without one last), then id."""

    def events_with(self, event_ids: Collection[str]) -> Iterator[Event]:
        """The events with these ids, as far as they are here, in no order."""

    def disputes(self) -> Iterator[tuple[str, str]]:
        """Claim and disagreement of every claim that is in one."""

    def kept(self, name: str) -> bytes | None:
        """What :meth:`keep` kept last under *name*."""

    def keep(self, name: str, content: bytes) -> None:
        """Keep what would take long to work out again, in place of what was kept under *name*.

        What it is made from is for whoever keeps it to compare: it stays when the ledger changes.
        """
