"""A ledger's claims, documents and events as one index in memory, which follows the ledger as it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from fogline.model.review import Review, in_force
from fogline.store.base import Store
from fogline.store.overview import EventLine, Head
from fogline.views.columns import UNKNOWN, Columns, Ints, Mask, Vocabulary, columns_of

REVIEWED = ("accept", "correct", "reject")
"""Decisions that say what a claim is worth, numbered from 0 in the index."""


@dataclass(frozen=True, eq=False)
class Index:
    """What a ledger held at one *revision*, for counting and looking through.

    ``event`` numbers each claim's event in ``events``, ``review`` its decision in :data:`REVIEWED`.
    """

    revision: int
    known: Vocabulary
    columns: Columns
    heads: tuple[Head, ...]
    events: tuple[EventLine, ...]
    event: Ints
    review: Ints
    disputes: Mapping[str, tuple[str, ...]]
    reviews: tuple[Review, ...] = field(repr=False, default=())

    def __len__(self) -> int:
        return len(self.columns)

    @cached_property
    def head_of(self) -> dict[str, Head]:
        """Documents by id."""
        return {head.document_id: head for head in self.heads}

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Where each claim stands, by its id."""
        names = self.known.claims.values
        return {names[number]: at for at, number in enumerate(self.columns.claim.tolist())}

    @cached_property
    def event_number(self) -> dict[str, int]:
        """Where each event stands, by its id."""
        return {event.event_id: at for at, event in enumerate(self.events)}

    @cached_property
    def statuses(self) -> Ints:
        """By document order of ``events``: the number of each event's status in :attr:`status_names`."""
        numbers = {name: at for at, name in enumerate(self.status_names)}
        return np.array([numbers[event.status] for event in self.events], np.int32)

    @cached_property
    def status_names(self) -> tuple[str, ...]:
        """The statuses that events have, in the order of their names."""
        return tuple(sorted({event.status for event in self.events}))

    @cached_property
    def by_document(self) -> Ints:
        """For each number of a document in the vocabulary its place in ``heads``."""
        order = {head.document_id: at for at, head in enumerate(self.heads)}
        return np.array([order.get(key, UNKNOWN) for key in self.known.documents.values], np.int32)

    @cached_property
    def in_force(self) -> Mapping[str, Review]:
        """The latest decision on each claim or event that nobody has taken back."""
        return {review.target: review for review in in_force(self.reviews) if review.decision != "note"}

    @cached_property
    def last_review(self) -> Mapping[str, str]:
        """The id of the last decision about each claim or event; who takes one back decides about the same."""
        about: dict[str, frozenset[str]] = {}
        last: dict[str, str] = {}
        for review in self.reviews:
            about[review.review_id] = review.about | about.get(review.revokes or "", frozenset())
            last.update(dict.fromkeys(about[review.review_id], review.review_id))
        return last

    def count_at(self, place: str) -> int:
        """How many claims are at the place with this key."""
        number = self.known.places.find(place)
        return 0 if number is None else int((self.columns.place == number).sum())

    def count_in(self, document_id: str) -> int:
        """How many claims this document has."""
        number = self.known.documents.find(document_id)
        return 0 if number is None else int((self.columns.document == number).sum())

    def samples_of_speakers(self, numbers: Iterable[int]) -> dict[str, int]:
        """One claim of each of these speakers, with the number of their claims; those with most first."""
        speaker = self.columns.speaker
        found = [(np.flatnonzero(speaker == number), number) for number in numbers]
        found.sort(key=lambda pair: -len(pair[0]))
        return {self.claim_ids([int(rows[0])])[0]: len(rows) for rows, _ in found if len(rows)}

    def claim_ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of the claims in these rows."""
        names = self.known.claims.values
        return [names[self.columns.claim[row]] for row in rows]


def index_of(store: Store, before: Index | None = None) -> Index:
    """What *store* holds now; *before*, what has not changed since is taken from it."""
    overview = store.overview
    revision = overview.revision()
    heads = tuple(overview.heads())
    known = before.known if before else Vocabulary()
    reviews = tuple(store.reviews())
    columns = columns_of(overview.claims(), known) if before is None else _brought_up(store, before, heads, reviews)
    events = tuple(overview.events())
    index = Index(
        revision=revision,
        known=known,
        columns=columns,
        heads=heads,
        events=events,
        event=_events_of(store, events, columns, known),
        review=np.full(len(columns), UNKNOWN, np.int32),
        disputes=_disputes(store),
        reviews=reviews,
    )
    for target, review in index.in_force.items():
        if review.decision in REVIEWED and (number := known.claims.find(target)) is not None:
            index.review[columns.claim == number] = REVIEWED.index(review.decision)
    return index


def _brought_up(store: Store, before: Index, heads: tuple[Head, ...], reviews: Sequence[Review]) -> Columns:
    """The claims of *before*; those of documents that were read again, reviewed, or are gone as they now stand."""
    was, now = {h.document_id: h.read for h in before.heads}, {h.document_id: h.read for h in heads}
    changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    old = {review.review_id for review in before.reviews}
    decided = {claim for review in reviews if review.review_id not in old for claim in review.about}
    changed |= {claim.document_id for claim in store.claims_with(decided)} if decided else set()
    if not changed:
        return before.columns
    numbers = [number for key in changed if (number := before.known.documents.find(key)) is not None]
    kept = before.columns.kept(_none_of(before.columns.document, numbers))
    return kept.joined(columns_of(store.overview.claims(changed), before.known))


def _none_of(column: Ints, numbers: list[int]) -> Mask:
    mask: Mask = ~np.isin(column, np.array(numbers, np.int32))
    return mask


def _events_of(store: Store, events: tuple[EventLine, ...], columns: Columns, known: Vocabulary) -> Ints:
    number_of = {event.event_id: at for at, event in enumerate(events)}
    by_claim = np.full(len(known.claims), UNKNOWN, np.int32)
    for claim_id, event_id in store.overview.memberships():
        claim, event = known.claims.find(claim_id), number_of.get(event_id)
        if claim is not None and event is not None:
            by_claim[claim] = event
    return by_claim[columns.claim] if len(columns) else np.zeros(0, np.int32)


def _disputes(store: Store) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for claim_id, disagreement_id in store.overview.disputes():
        found.setdefault(claim_id, []).append(disagreement_id)
    return {claim: tuple(sorted(ids)) for claim, ids in found.items()}
