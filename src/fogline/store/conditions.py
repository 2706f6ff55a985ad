"""What the stores must agree on: the order of claims, what a filter's words are compared with, what a search asks."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date

from fogline.model.claim import Claim
from fogline.model.review import Review, ReviewState
from fogline.store import codec
from fogline.store.base import NARRATOR, ClaimFilter


def claim_order(claim: Claim) -> tuple[int, int, str]:
    """What orders the claims of one document."""
    return claim.trigger.start, claim.trigger.end, claim.claim_id


def speaker_key(claim: Claim) -> str | None:
    """All that a speaker may be looked for under, folded, one a line; ``None`` for the outlet's own voice."""
    if claim.speaker is None:
        return None
    speaker = claim.speaker
    parts = (speaker.name, speaker.text, speaker.role, speaker.organisation)
    return "\n".join(dict.fromkeys(part.casefold() for part in parts if part))


def place_keys(claim: Claim) -> tuple[str | None, str | None]:
    """The folded name of the claim's place and the folded words that name it."""
    if claim.place is None:
        return None, None
    return claim.place.place.name.casefold(), claim.place.text.casefold()


def days(claim: Claim) -> tuple[date | None, date | None]:
    """The claim's first and last known day."""
    return (None, None) if claim.time is None else (claim.time.value.start, claim.time.value.end)


HARM = frozenset({"killed", "wounded", "casualties", "missing"})
"""Measures that count people who came to harm."""


def toll(claim: Claim) -> float | None:
    """The greatest number of people that the claim says came to harm; ``None`` where it gives none."""
    told = (bound for each in claim.quantities if each.measure in HARM for bound in (each.low, each.best, each.high))
    return max((bound for bound in told if bound is not None), default=None)


def decided(where: ClaimFilter, state: ReviewState | None) -> bool:
    """Whether *where* asks for claims in the review state *state* (``None``: nobody has decided)."""
    if where.as_read or where.reviewed == "any":
        return True
    if where.reviewed is None:
        return state != "rejected"
    return (state or "open") == where.reviewed


def holds(where: ClaimFilter, claim: Claim) -> bool:
    """Whether *claim* is one that *where* asks for, whatever people decided (see :func:`decided`)."""
    return (
        (where.document is None or claim.document_id == where.document)
        and (where.claim_id is None or claim.claim_id.startswith(where.claim_id.casefold()))
        and (where.event_type is None or claim.event_type == where.event_type.casefold())
        and (where.min_confidence is None or claim.confidence >= where.min_confidence)
        and (where.party is None or _party(claim) == where.party.casefold())
        and (where.country is None or _country(claim) == where.country.upper())
        and _placed(where, claim)
        and (where.speaker is None or _spoken_by(where.speaker.casefold(), claim))
        and _in_range(where, claim)
    )


def _placed(where: ClaimFilter, claim: Claim) -> bool:
    if where.place is None and where.geonameids is None:
        return True
    named = where.place is not None and where.place.casefold() in place_keys(claim)
    return named or (claim.place is not None and claim.place.place.geonameid in (where.geonameids or ()))


def _country(claim: Claim) -> str | None:
    return None if claim.place is None else claim.place.place.country


def _party(claim: Claim) -> str | None:
    party = None if claim.speaker is None else claim.speaker.party
    return None if party is None else party.casefold()


def _spoken_by(wanted: str, claim: Claim) -> bool:
    key = speaker_key(claim)
    return wanted == NARRATOR if key is None else wanted in key


def _in_range(where: ClaimFilter, claim: Claim) -> bool:
    if where.since is None and where.until is None:
        return True
    start, end = days(claim)
    if start is None and end is None:
        return False
    return (where.since is None or end is None or end >= where.since) and (
        where.until is None or start is None or start <= where.until
    )


def phrases(text: str) -> list[str]:
    """The words of a search, each by itself, those in double quotes together."""
    return [quoted or word for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', text)]


def checked(review: Review) -> Review:
    """*review* as any store gives it back: its time in UTC, its changes as JSON values.

    Raises:
        ValueError: ``at`` has no time zone, or ``changes`` holds what JSON cannot.
    """
    if review.at.tzinfo is None:
        raise ValueError("a review's time needs a time zone")
    try:
        again = codec.loads(Review, codec.dumps(review))
    except TypeError as error:
        raise ValueError(f"a review's changes are not JSON: {error}") from error
    return replace(again, at=again.at.astimezone(UTC))
