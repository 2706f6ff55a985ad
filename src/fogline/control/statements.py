"""Claims read as statements of who holds a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from fogline.control.objects import is_about_place, is_whole_of
from fogline.matching.plain import is_boast, is_denied_loss, is_plain
from fogline.matching.sides import ArmedSide, opposed, side_of_agent, side_of_speaker
from fogline.matching.wholes import is_town
from fogline.model.claim import Claim
from fogline.model.control import Statement
from fogline.model.profile import Profile

TAKEN = frozenset({"capture"})
"""The agent holds the place from then on. Who annexes a region, or puts an administration in, may hold little of it."""

HELD = frozenset({"control", "hold"})
"""The agent holds the place then."""

LEFT = frozenset({"retreat"})
"""The agent holds it no longer; the enemy does, where there is only one."""

_OURS = re.compile(
    r"\b(?:ours|(?:in|into) our hands|our (?:city|town|village|flag|control|territory))\b", re.IGNORECASE
)

_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely)\b", re.IGNORECASE)
"""Who "not only" took a town took it."""

_RELAYED = re.compile(
    r"\b(?:say|says|said|claims?|claimed|claiming|boasts?|boasted|announced?|declared?)\s+(?:that\s+)?(?:they|it|he|she)\s+"
    r"(?:(?:now|have|has|had|already|fully|completely|almost|still)\s+)*$",
    re.IGNORECASE,
)
"""The words before what somebody says of themselves: whoever passes it on concedes nothing."""

_NO_SUCH = re.compile(r"\b(?:no|any) (?:[\w-]+ )?(?:withdrawal|retreat|pull-?back|pull-?out)s?\b", re.IGNORECASE)

BEFORE = 60
"""Characters before the verb in which that is looked for."""


def statements_in(
    claim: Claim,
    *,
    published: date | None,
    text: str,
    profile_of: Callable[[Claim], Profile],
    parties_only: bool = False,
    again: Claim | None = None,
) -> Iterator[Statement]:
    """What *claim* (of a document with that *text*, *published* then) says of who holds its place.

    *again* is the claim with where its place, not named in its words, is told of again ("the city").

    Sides are the parties of a profile; elsewhere, unless *parties_only*, named armed groups, rebels and states. Nothing
    where it tells of what is to come, names no side, or gives no day and its document has none.
    """
    if claim.modality not in ("occurred", "ongoing") or claim.event_type not in TAKEN | HELD | LEFT:
        return
    words = claim.evidence.of(text)
    side, speaker, day = (
        _side(claim, words, text, again or claim, profile_of),
        side_of_speaker(claim),
        _day(claim, published),
    )
    if side is None or day is None or claim.place is None or (parties_only and side.kind != "party"):
        return
    party, whole = side.name, is_whole_of(claim, text)
    if not is_about_place(claim, text) or _freed_of(claim, text):
        return
    if claim.event_type in LEFT and not whole:
        return  # who leaves a part of a town has another part, or none
    denied = claim.polarity == "denied" and _NOT_ONLY.search(words) is None
    relayed = _RELAYED.search(text[max(0, claim.trigger.start - BEFORE) : claim.trigger.start]) is not None
    plain = Statement(
        claim_id=claim.claim_id,
        party=party,
        holds=(claim.event_type not in LEFT) != denied,
        day=day,
        dated=claim.time is not None and claim.time.value.resolved,
        speaker=party if relayed else _name_of(speaker, parties_only=parties_only),
        conceded=not relayed and (claim.against_interest or _concedes(claim, side, speaker)),
        verified=claim.verification == "verified",
        hedged=claim.certainty == "hedged",
        whole=whole,
        change=claim.event_type in TAKEN | LEFT and not denied,
        plain=is_plain(again or claim, text, whole=whole, relayed=relayed),
    )
    if claim.event_type in LEFT and denied:
        if claim.place.span is None or not is_town(claim.place.place) or _NO_SUCH.search(words):
            return  # no withdrawal from somewhere does not say that they had it
        yield plain  # "they have not left": they hold it
        return
    yield plain
    if claim.event_type in LEFT:
        enemies = profile_of(claim).enemies_of(party)
        if len(enemies) == 1 and _is_their_war(profile_of(claim), enemies[0], claim.place.place.country):
            # That the enemy has what was left is not said: a side knows, and where the enemy is at home it is likely.
            at_home = profile_of(claim).party_of_country(claim.place.place.country) == enemies[0]
            sure = plain.plain and (at_home or plain.speaker in (party, enemies[0]))
            yield replace(plain, party=enemies[0], holds=True, plain=sure)


def _freed_of(claim: Claim, text: str) -> bool:
    """Whether the agent as read is whom the place is freed of: "liberated from the invaders"."""
    span = claim.agent.span if claim.agent else None
    return span is not None and text[claim.trigger.end : span.start].split() in (
        ["from"],
        ["from", "the"],
        ["of", "the"],
    )


def _name_of(speaker: ArmedSide | None, *, parties_only: bool) -> str | None:
    """The side that speaks, if it counts as one here."""
    return speaker.name if speaker is not None and (speaker.kind == "party" or not parties_only) else None


def _is_their_war(profile: Profile, enemy: str, country: str | None) -> bool:
    """Whether the war of *profile* is fought in *country*, or *enemy* is at home there."""
    return country is None or country in profile.countries or profile.party_of_country(country) == enemy


def _side(
    claim: Claim, words: str, text: str, named: Claim, profile_of: Callable[[Claim], Profile]
) -> ArmedSide | None:
    """The side that is said to take, hold or leave it; who says "it is ours", or boasts, means their own.

    Who denies that a town was lost says so of the enemy, where there is only one.
    """
    if claim.agent is not None:
        return side_of_agent(claim)
    own = side_of_speaker(claim)
    if own is None:
        return None
    if is_denied_loss(named, text):
        enemies = profile_of(claim).enemies_of(own.name) if own.kind == "party" else ()
        return ArmedSide(enemies[0], "party") if len(enemies) == 1 else None
    return own if _OURS.search(words) is not None or is_boast(named, text) else None


def _concedes(claim: Claim, side: ArmedSide, speaker: ArmedSide | None) -> bool:
    """Whether a side that no profile knows tells of its own retreat, or of what its plain enemy has."""
    if speaker is None or side.kind == "party" or claim.polarity == "denied":
        return False
    return side == speaker if claim.event_type in LEFT else opposed(side, speaker)


def _day(claim: Claim, published: date | None) -> date | None:
    """The first day it is said of: the one the claim gives; a state's is the first of its days, a change's the last,
    but none after the article: what was taken "this year" was taken by then."""
    if claim.time is not None and claim.time.value.resolved:
        value = claim.time.value
        if claim.event_type == "control":
            return value.start  # "until May" does not say since when
        last = value.end or value.start
        return min(last, published) if last is not None and published is not None else last
    return published


def in_order(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """*statements* by day; of one day the dated ones last, since they know it happened then."""
    return tuple(sorted(statements, key=lambda one: (one.day, one.dated, one.claim_id, one.party)))
