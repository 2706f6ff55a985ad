"""The queue, and decisions."""

from __future__ import annotations

from fogline.web.schemas.base import Answer, Page, Record


class Why(Answer):
    kind: str
    words: str
    points: float


class QueueEntry(Answer):
    claim: Record
    score: float
    why: list[Why]
    seen: str | None


class Queue(Page):
    queue: list[QueueEntry]
    authors: list[str]


class Review(Answer):
    review_id: str
    target: str
    decision: str
    author: str
    at: str
    changes: Record
    reason: str | None
    revokes: str | None
    taken_back_by: str | None


class Reviews(Page):
    reviews: list[Review]


class Reviewed(Answer):
    review: Review
    claim: Record | None
    event: Record | None


class Unseen(Answer):
    """The decision that its author has not seen; all ``null`` where one that was seen has gone."""

    review_id: str | None
    author: str | None
    at: str | None
    decision: str | None


class Stale(Answer):
    """Somebody has decided since; nothing was written."""

    error: str
    review: Unseen


class Suggested(Answer):
    geonameid: int
    name: str
    country: str | None
    admin1: str | None
    feature_code: str
    latitude: float
    longitude: float
    population: int


class Gazetteer(Answer):
    q: str
    places: list[Suggested]
