"""A ledger's claims, documents and events as one index in memory, which follows the ledger as it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from fogline.model.ids import stable_id
from fogline.model.review import Review, in_force
from fogline.store.base import Store
from fogline.store.overview import EventLine, Head
from fogline.views.columns import NO_START, UNKNOWN, Columns, Ints, Mask, Vocabulary, columns_of, days_of

REVIEWED = ("accept", "correct", "reject")
"""Decisions that say what a claim is worth, numbered from 0 in the index."""


@dataclass(frozen=True, slots=True)
class Made:
    """Columns, and what they were made from: each document's reading, and the decisions that were made by then."""

    known: Vocabulary
    columns: Columns
    read: Mapping[str, str | None]
    decided: frozenset[str]


@dataclass(frozen=True, eq=False)
class Index:
    """What a ledger held at one *revision*, for counting and looking through.

    ``review`` numbers each claim's decision in :data:`REVIEWED`. What comes of events is read when it is first asked
    for: most answers need none of it.
    """

    revision: int
    made: Made
    heads: tuple[Head, ...]
    review: Ints
    reviews: tuple[Review, ...]
    store: Store = field(repr=False)

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def known(self) -> Vocabulary:
        """What the numbers in the columns stand for."""
        return self.made.known

    @property
    def columns(self) -> Columns:
        """Every claim."""
        return self.made.columns

    @cached_property
    def state(self) -> str:
        """What tells apart two states of what was read and decided, whatever was derived of it."""
        return stable_id("state", repr(sorted(self.made.read.items())), repr(sorted(self.made.decided)))

    @cached_property
    def events(self) -> tuple[EventLine, ...]:
        """Every event, by its first day."""
        return tuple(self.store.overview.events())

    @cached_property
    def event(self) -> Ints:
        """For each claim the number of its event in :attr:`events`."""
        by_claim = np.full(len(self.known.claims), UNKNOWN, np.int32)
        for claim_id, event_id in self.store.overview.memberships():
            claim, event = self.known.claims.find(claim_id), self.event_number.get(event_id)
            if claim is not None and event is not None:
                by_claim[claim] = event
        return by_claim[self.columns.claim] if len(self) else np.zeros(0, np.int32)

    @cached_property
    def disputes(self) -> Mapping[str, tuple[str, ...]]:
        """The disagreements that each claim is in."""
        found: dict[str, list[str]] = {}
        for claim_id, disagreement_id in self.store.overview.disputes():
            found.setdefault(claim_id, []).append(disagreement_id)
        return {claim: tuple(sorted(ids)) for claim, ids in found.items()}

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
        """For each event the number of its status in :attr:`status_names`."""
        numbers = {name: at for at, name in enumerate(self.status_names)}
        return np.array([numbers[event.status] for event in self.events], np.int32)

    @cached_property
    def begun(self) -> Ints:
        """For each event the ordinal of its day; :data:`NO_START` where it is not known to the day."""
        exact = (event.start if event.start == event.end else None for event in self.events)
        return days_of(exact, NO_START)

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
        return _standing(self.reviews)

    @cached_property
    def last_review(self) -> Mapping[str, str]:
        """The id of the last decision about each claim or event; who takes one back decides about the same."""
        about: dict[str, frozenset[str]] = {}
        last: dict[str, str] = {}
        for review in self.reviews:
            about[review.review_id] = review.about | about.get(review.revokes or "", frozenset())
            last.update(dict.fromkeys(about[review.review_id], review.review_id))
        return last

    def disputed(self, mask: Mask) -> list[str]:
        """The ids of the disagreements that claims of *mask* are in."""
        rows = ((self.row_of.get(claim), ids) for claim, ids in self.disputes.items())
        return sorted({key for row, ids in rows if row is not None and mask[row] for key in ids})

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


def index_of(store: Store, before: Made | None = None) -> Index:
    """What *store* holds now; what has not changed since *before* is taken from there."""
    revision = store.overview.revision()
    heads = tuple(store.overview.heads())
    reviews = tuple(store.reviews())
    made = _made(store, before, heads, reviews)
    review = np.full(len(made.columns), UNKNOWN, np.int32)
    for target, one in _standing(reviews).items():
        if one.decision in REVIEWED and (number := made.known.claims.find(target)) is not None:
            review[made.columns.claim == number] = REVIEWED.index(one.decision)
    return Index(revision, made, heads, review, reviews, store)


def _standing(reviews: Sequence[Review]) -> dict[str, Review]:
    return {review.target: review for review in in_force(reviews) if review.decision != "note"}


def _made(store: Store, before: Made | None, heads: Sequence[Head], reviews: Sequence[Review]) -> Made:
    """The columns as the ledger stands: those of *before*, but for documents read again, reviewed, or gone."""
    read = {head.document_id: head.read for head in heads}
    decided = frozenset(review.review_id for review in reviews)
    if before is None:
        known = Vocabulary()
        return Made(known, columns_of(store.overview.claims(), known), read, decided)
    changed = touched(store, reviews, read, before.read, before.decided)
    if not changed:
        return Made(before.known, before.columns, read, decided)
    numbers = [number for key in changed if (number := before.known.documents.find(key)) is not None]
    kept = before.columns.kept(~np.isin(before.columns.document, np.array(numbers, np.int32)))
    fresh = columns_of(store.overview.claims(changed), before.known)
    return Made(before.known, kept.joined(fresh), read, decided)


def touched(
    store: Store,
    reviews: Sequence[Review],
    read: Mapping[str, str | None],
    before: Mapping[str, str | None],
    decided: frozenset[str],
) -> set[str]:
    """The documents *read* otherwise than *before*, gone since, or decided about in *reviews* that *decided* lacks."""
    changed = {key for key in before.keys() | read.keys() if before.get(key) != read.get(key)}
    targets = {claim for review in reviews if review.review_id not in decided for claim in review.about}
    return changed | {claim.document_id for claim in store.claims_with(targets, reasons=False)}
