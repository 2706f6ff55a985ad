"""Claims read as statements of who holds a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from fogline.model.claim import Claim
from fogline.model.control import Statement
from fogline.model.profile import Profile

TAKEN = frozenset({"capture", "annexation"})
"""The agent holds the place from then on."""

HELD = frozenset({"control", "hold"})
"""The agent holds the place then."""

LEFT = frozenset({"retreat"})
"""The agent holds it no longer; the enemy does, where there is only one."""

_OURS = re.compile(
    r"\b(?:ours|(?:in|into) our hands|our (?:city|town|village|flag|control|territory))\b", re.IGNORECASE
)
_PARTLY = re.compile(
    r"\b(?:parts? of|much of|most of|some of|half of|edge of|outskirts|suburbs?|districts?|quarters?|neighbou?rhoods?"
    r"|industrial zone|several square|streets?|settlements in)\b",
    re.IGNORECASE,
)

_AIM = re.compile(
    r"\b(?:try(?:ing)?|tried|tries|attempt(?:s|ed|ing)?|seek(?:s|ing)?|sought|aim(?:s|ed|ing)?|want(?:s|ed|ing)?"
    r"|hop(?:e[sd]?|ing)|fail(?:s|ed|ing)?|plann?(?:s|ed|ing)?|struggl(?:e[sd]?|ing)|about|yet|bid|battle|push"
    r"|in order) to (?:\w+ ){0,3}$",
    re.IGNORECASE,
)


def is_aim(before: str) -> bool:
    """Whether the words *before* a claim's trigger make it what somebody is after: "trying to gain full (control)"."""
    return _AIM.search(before) is not None


def statements_in(
    claim: Claim, *, published: date | None, words: str, profile_of: Callable[[Claim], Profile]
) -> Iterator[Statement]:
    """What *claim* (evidence *words*, in a document *published* then) says of who holds its place.

    Nothing where it tells of what is to come, names no side, or gives no day and its document has none.
    """
    if claim.modality not in ("occurred", "ongoing") or claim.event_type not in TAKEN | HELD | LEFT:
        return
    party, day = _party(claim, words), _day(claim, published)
    if party is None or day is None or claim.place is None:
        return
    plain = Statement(
        claim_id=claim.claim_id,
        party=party,
        holds=(claim.event_type not in LEFT) == (claim.polarity == "affirmed"),
        day=day,
        dated=claim.time is not None and claim.time.value.resolved,
        speaker=claim.speaker.party if claim.speaker else None,
        conceded=claim.against_interest,
        verified=claim.verification == "verified",
        hedged=claim.certainty == "hedged",
        whole=_PARTLY.search(words) is None,
        change=claim.event_type in TAKEN | LEFT and claim.polarity == "affirmed",
    )
    if claim.event_type in LEFT and claim.polarity == "denied":
        yield plain  # "they have not left": they hold it
        return
    yield plain
    if claim.event_type in LEFT:
        enemies = profile_of(claim).enemies_of(party)
        if len(enemies) == 1:
            yield replace(plain, party=enemies[0], holds=True)


def _party(claim: Claim, words: str) -> str | None:
    """The side that is said to take, hold or leave it; who says "it is ours" means their own."""
    if claim.agent is not None:
        return claim.agent.actor.party
    own = claim.speaker is not None and _OURS.search(words) is not None
    return claim.speaker.party if own and claim.speaker else None


def _day(claim: Claim, published: date | None) -> date | None:
    """The first day it is said of: the one the claim gives; a state's is the last of its days, a change's too."""
    if claim.time is not None and claim.time.value.resolved:
        value = claim.time.value
        if claim.event_type == "control":
            return value.start or value.end
        return value.end or value.start
    return published


def in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """*statements* by day; of one day the dated ones last, since they know it happened then."""
    return tuple(sorted(statements, key=lambda one: (one.day, one.dated, one.claim_id, one.party)))
