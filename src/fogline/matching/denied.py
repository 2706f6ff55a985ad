"""Denials in so many words ("denied", "refuted the claim", "false"), and what they can be held against."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import words
from fogline.matching.sides import opposed, side_of_speaker
from fogline.model.claim import Claim, Role

NEAR = 120
"""Characters before a claim's words within which the word that denies it stands."""

PLAINLY = re.compile(r"\b(?:not?|never|none|nobody|neither|nor|nothing)\b|n['’]t\b", re.IGNORECASE)
"""Plain denials. Who "avoided" or "prevented" something denies nothing."""


def is_flat(claim: Claim) -> bool:
    """Whether somebody denies *claim* by a word that means nothing else, once.

    Who "rejects" or "dismisses" does so where it is a claim, a report, an accusation; a "not" beside it makes it
    doubtful what is denied ("dismissed that it was not they").
    """
    if claim.polarity != "denied" or claim.speaker is None:
        return False
    cues = [cue.text for cue in claim.cues if cue.kind == "polarity"]
    if any(PLAINLY.search(cue) and not _flatly().search(cue) for cue in cues):
        return False
    said = said_near(claim)
    return _flatly().search(said) is not None or (
        _mildly().search(said) is not None and reported().search(said) is not None
    )


def said_near(claim: Claim) -> str:
    """The words by which *claim* is told or denied, as far as they stand with it."""
    cues = (cue for cue in claim.cues if cue.kind in ("polarity", "attribution"))
    return " ".join(cue.text for cue in cues if cue.span.start >= claim.evidence.start - NEAR)


def answers(denied: Claim, said: Claim) -> bool:
    """Whether *denied* can be held against *said*, of the same happening, without doubt that it denies just that.

    The two name no two doers, nor does one person speak of themselves alone where nobody was named. And somebody denies
    it in so many words where *said* names who did it, or the place and the day; or the other side does, by any word,
    where both name doer and place.
    """
    if not _one_doer(said.agent, denied.agent) or (_is_of_one(denied.agent) and said.agent is None):
        return False
    if is_flat(denied):
        return _is_grounded(said)
    one, other = side_of_speaker(said), side_of_speaker(denied)
    against = one is not None and other is not None and opposed(one, other)
    return against and all(claim.agent is not None and _at(claim) for claim in (said, denied))


def _is_grounded(said: Claim) -> bool:
    who = said.agent is not None and said.agent.span is not None
    return who or (_at(said) and said.time is not None and said.time.span is not None)


def _at(claim: Claim) -> bool:
    return claim.place is not None and claim.place.span is not None


def _is_of_one(doer: Role | None) -> bool:
    """Whether somebody speaks of themselves alone: "he denies that he surrendered"."""
    return doer is not None and doer.text.casefold() in ("he", "she", "i")


def _one_doer(one: Role | None, other: Role | None) -> bool:
    if one is None or other is None:
        return True
    pairs = ((one.actor.party, other.actor.party), (one.actor.country, other.actor.country))
    return all(here is None or there is None or here == there for here, there in pairs)


@cache
def _flatly() -> re.Pattern[str]:
    return _denying(words("denials", "outright") - words("denials", "mild"))


@cache
def outright() -> re.Pattern[str]:
    """Words that deny in so many words, those among them that may refuse as well."""
    return _denying(words("denials", "outright"))


def _denying(begins: frozenset[str]) -> re.Pattern[str]:
    whole = any_of(words("denials", "outright_whole"))
    return re.compile(rf"\b(?:(?:{any_of(begins)})|(?:{whole})\b)", re.IGNORECASE)


@cache
def _mildly() -> re.Pattern[str]:
    return beginning("mild")


@cache
def reported() -> re.Pattern[str]:
    """What is rejected where an account is."""
    return beginning("reported")


@cache
def owned() -> re.Pattern[str]:
    """Words of a doing of one's own, that who denies owns up to none of."""
    return beginning("own")


def beginning(key: str) -> re.Pattern[str]:
    """Words that begin as the list *key* of what makes a denial says."""
    return re.compile(rf"\b(?:{any_of(words('denials', key))})", re.IGNORECASE)


def any_of(stems: frozenset[str]) -> str:
    """*stems* as alternatives of a regular expression."""
    return "|".join(map(re.escape, sorted(stems)))
