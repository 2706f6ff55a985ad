"""Decisions: made, checked against those that came in between, written down, and derived from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, get_args

from fogline.correcting.values import CORRECTABLE
from fogline.errors import BadReview, StaleReview, UsageError
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.ids import stable_id
from fogline.model.review import Decision, Review, ReviewState, in_force, taken_back
from fogline.reviewing.corrections import checked
from fogline.reviewing.given import Known
from fogline.store.base import Check, Store

ANY: Final = "*"
"""In place of the last review seen: whatever has been decided (as in HTTP's ``If-Match: *``); nothing is checked."""

WAIT_SECONDS = 10.0
"""How long a decision, once written down, waits for somebody else who derives; whoever does derives from it, too."""

ON_EVENTS = frozenset({"merge", "split"})
"""Decisions on what belongs together."""

DECISIONS: tuple[Decision, ...] = tuple(one for one in get_args(Decision) if one != "undo")
"""The decisions that can be asked for; ``undo`` names a review, no target."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One claim as it stands, beside what was read.

    ``state`` is what people decided (``None``: nobody has), ``changed`` the fields that they read otherwise,
    ``reviews`` all decisions about it, in the order they were made, ``standing`` those that are not taken back.
    """

    document: Document
    claim: Claim
    as_read: Claim
    state: ReviewState | None
    changed: tuple[str, ...]
    reviews: tuple[Review, ...]

    @property
    def standing(self) -> tuple[Review, ...]:
        """The decisions that are not taken back."""
        return tuple(in_force(self.reviews))


def decide(
    store: Store,
    decision: str,
    target: str,
    author: str,
    *,
    known: Callable[[], Known],
    changes: Mapping[str, object] | None = None,
    reason: str | None = None,
    expected: str | None = ANY,
    at: datetime | None = None,
) -> Review:
    """Write down a decision and derive what depends on it; see :meth:`fogline.ledger.Ledger.review`."""
    if decision not in DECISIONS:
        raise BadReview("decision", f"cannot be {decision!r}; it is one of {', '.join(DECISIONS)}")
    reason = _words(reason)
    if decision in ("reject", "note") and reason is None:
        raise BadReview("reason", f"a {'rejection' if decision == 'reject' else 'note'} needs one")
    event = store.derived.event(target)
    kept: dict[str, object] = {}
    if decision in ON_EVENTS or store.claim(target) is None:
        target, kept = _on_event(store, decision, target, event, changes or {})
    elif decision == "correct":
        kept = _correction(store, target, changes or {}, known())
    elif changes:
        raise BadReview("changes", f"{decision} takes none; `correct` does")
    scope = frozenset([target, *(event.claims if event is not None and target == event.event_id else ())])
    review = _review(decision, target, author, kept, reason, at, None)
    return _append(store, review, lambda made: _check_seen(review, scope, made, expected))


def undo(
    store: Store,
    review_id: str,
    author: str,
    *,
    reason: str | None = None,
    expected: str | None = ANY,
    at: datetime | None = None,
) -> Review:
    """Take back a decision (by its id, or how that begins); see :meth:`fogline.ledger.Ledger.undo`."""
    found = [one for one in store.reviews() if review_id and one.review_id.startswith(review_id)]
    exact = [one for one in found if one.review_id == review_id] or found
    if len(exact) != 1:
        raise BadReview("review_id", f"{'several reviews' if found else 'no review'} begins with {review_id!r}")
    old = exact[0]
    review = _review("undo", old.target, author, {}, _words(reason), at, old.review_id)

    def check(made: Sequence[Review]) -> None:
        by = taken_back(made).get(old.review_id)
        if by is not None:
            raise BadReview("review_id", f"{by.author} has already taken it back at {_moment(by)}")
        _check_seen(review, old.about, made, expected)

    return _append(store, review, check)


def reviews_of(store: Store, target: str) -> list[Review]:
    """The decisions about *target*, in the order they were made.

    Of a claim: those on itself, and the merges and splits that name it. Of an event: those on itself, and the merges
    and splits that name any of its claims.
    """
    event = None if store.claim(target) is not None else store.derived.event(target)
    if event is None:
        return list(store.reviews(target))
    return _of_event(target, store.reviews([target, *event.claims]))


def _of_event(event_id: str, made: Iterable[Review]) -> list[Review]:
    found: dict[str, Review] = {}
    for review in made:
        if review.target == event_id or review.decision in ON_EVENTS or review.revokes in found:
            found[review.review_id] = review
    return list(found.values())


def reviewed(store: Store, claim_id: str) -> Reviewed | None:
    """The claim with this id as it stands, beside what was read; ``None`` where there is none."""
    claim, as_read = store.claim(claim_id), next(store.claims_as_read([claim_id]), None)
    document = None if claim is None else store.document(claim.document_id)
    if claim is None or as_read is None or document is None:
        return None
    names = (name for name in CORRECTABLE if getattr(claim, name) != getattr(as_read, name))
    state = store.states([claim_id]).get(claim_id)
    return Reviewed(document, claim, as_read, state, tuple(names), tuple(store.reviews(claim_id)))


def get_reviewed(store: Store, claim_id: str) -> Reviewed:
    """The same, for a claim that there is.

    Raises:
        UsageError: there is none.
    """
    found = reviewed(store, claim_id)
    if found is None:
        raise UsageError(f"no claim has the id {claim_id!r}")
    return found


def orphaned(store: Store) -> list[Review]:
    """The decisions that stand on claims or events that are there no more: kept, and without effect."""
    standing = [one for one in in_force(store.reviews()) if one.decision != "note"]
    ids = {key for one in standing for key in _claims_of(one)}
    there = {claim.claim_id for claim in store.claims_as_read(ids)}
    return [one for one in standing if not there.intersection(_claims_of(one))]


def _claims_of(review: Review) -> frozenset[str]:
    if review.decision in ON_EVENTS:
        return frozenset([*review.named("claims"), *review.named("apart")])
    return frozenset([review.target])


# Parts --------------------------------------------------------------------------------------------------------------


def _on_event(
    store: Store, decision: str, target: str, event: Event | None, changes: Mapping[str, object]
) -> tuple[str, dict[str, object]]:
    """The target and the changes of a decision on the event *target*, or on that of the claim *target*."""
    if event is None:
        raise UsageError(f"no claim or event has the id {target!r}")
    if decision == "note":
        return event.event_id, {}
    if decision not in ON_EVENTS:
        raise BadReview("decision", f"cannot be {decision} of an event; merge, split or note can, or name a claim")
    unknown = changes.keys() - {"events", "claims"}
    if unknown:
        raise BadReview(f"changes.{min(unknown)}", f"a {decision} takes claims{' and events' * (decision == 'merge')}")
    claims = _there(store, _listed(changes, "claims"))
    if decision == "split":
        return event.event_id, _split(event, claims)
    return event.event_id, _merge(store, event, _listed(changes, "events"), claims)


def _merge(store: Store, event: Event, events: Sequence[str], claims: Sequence[str]) -> dict[str, object]:
    others = []
    for key in events:
        found = store.derived.event(key)
        if found is None:
            raise BadReview("changes.events", f"there is no event {key!r}")
        others.append(found)
    whole = list(dict.fromkeys([*event.claims, *(claim for one in others for claim in one.claims), *claims]))
    if len(whole) == len(event.claims):
        raise BadReview("changes", f"name other events, or claims of others: all of these are in {event.event_id}")
    return {"events": [event.event_id, *(one.event_id for one in others)], "claims": whole}


def _split(event: Event, claims: Sequence[str]) -> dict[str, object]:
    foreign = [claim for claim in claims if claim not in event.claims]
    if foreign:
        raise BadReview("changes.claims", f"{foreign[0]} is not in the event {event.event_id}")
    rest = [claim for claim in event.claims if claim not in claims]
    if not claims or not rest:
        raise BadReview("changes.claims", "name some of the event's claims, not none and not all")
    return {"events": [event.event_id], "claims": list(claims), "apart": rest}


def _listed(changes: Mapping[str, object], key: str) -> list[str]:
    given = changes.get(key, [])
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        raise BadReview(f"changes.{key}", "must be a list of ids")
    return list(dict.fromkeys(given))


def _there(store: Store, claims: Sequence[str]) -> list[str]:
    found = {claim.claim_id for claim in store.claims_with(claims)}
    for claim in claims:
        if claim not in found:
            raise BadReview("changes.claims", f"there is no claim {claim!r}")
    return list(claims)


def _correction(store: Store, target: str, changes: Mapping[str, object], known: Known) -> dict[str, object]:
    claim = store.claim(target)
    document = None if claim is None else store.document(claim.document_id)
    if claim is None or document is None:
        raise UsageError(f"no claim has the id {target!r}")
    return checked(changes, claim=claim, document=document, known=known)


def _review(
    decision: Decision,
    target: str,
    author: str,
    changes: Mapping[str, object],
    reason: str | None,
    at: datetime | None,
    revokes: str | None,
) -> Review:
    name = _words(author)
    if name is None:
        raise BadReview("author", "say who decides")
    moment = at or datetime.now(UTC)
    if moment.tzinfo is None:
        raise BadReview("at", "needs a time zone")
    moment = moment.astimezone(UTC)
    key = (target, decision, name, moment.isoformat(), repr(sorted(changes.items())), reason, revokes)
    return Review(stable_id("review", *key), target, decision, name, moment, changes, reason, revokes)


def _words(text: str | None) -> str | None:
    """*text* without white space around it and characters that print nothing; ``None`` where nothing is left."""
    kept = "".join(c if c.isprintable() or c == "\n" else " " for c in text or "")
    return kept.strip() or None


def _append(store: Store, review: Review, check: Check) -> Review:
    """Write *review* down, unless *check* raises, and derive what depends on it."""
    from fogline.derivation.derive import derive  # much to load for who only looks

    store.add_review(review, check=check)
    claims = store.claims_as_read(_decided_with(store, review))
    derive(store, documents={claim.document_id for claim in claims}, wait=WAIT_SECONDS)
    return review


def _decided_with(store: Store, review: Review) -> set[str]:
    """The ids of all that *review* is about, and the decisions that it takes back or brings back were."""
    made = {one.review_id: one for one in store.reviews(review.target)}
    found, at = set(review.about), made.get(review.revokes or "")
    while at is not None:
        found |= at.about
        at = made.get(at.revokes or "")
    return found


def _check_seen(review: Review, scope: frozenset[str], made: Sequence[Review], expected: str | None) -> None:
    """Refuse *review* where somebody has decided about its target (all of *scope*) since its author has looked.

    What was decided since then about other claims that it names stands in its way, too.
    """
    if expected == ANY:
        return
    relevant = list(made) if scope == {review.target} else _of_event(review.target, made)
    ids = [one.review_id for one in relevant]
    if expected is not None and expected not in ids:
        raise StaleReview(review.target)
    since = relevant[ids.index(expected) + 1 :] if expected is not None else relevant
    unseen = [one for one in since if expected is not None or not scope.isdisjoint(one.about) or one.revokes in ids]
    if unseen:
        last = unseen[-1]
        told = {"author": last.author, "at": _moment(last), "decision": last.decision}
        raise StaleReview(review.target, review_id=last.review_id, **told)


def _moment(review: Review) -> str:
    return review.at.isoformat(timespec="seconds")
