"""Whether a place's name in a text stands for the place itself, not for a thing called after it, or a part of it."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.loader import table
from fogline.matching.wholes import is_town
from fogline.model.claim import Claim

BEFORE = 60
"""Characters before the name in which a part of the place is told of."""

BEHIND = 40
"""Characters behind it that are looked at."""

_NEXT_LINE = re.compile(r"\n\s*(?=[A-Z“\"]).*", re.DOTALL)
"""Another line, not one broken in two."""

_ITS_OWN = re.compile(r"['’]s?\b|-\w")
_SIDE = re.compile(
    r"(?<!further )(?<!farther )\b(?:(?:(?:north|south)?-?(?:east|west)(?:ern)?|north(?:ern)?|south(?:ern)?|central"
    r"|outer|downtown)[ -]"
    r"|old[ -](?:(?:city|town)\s+of\s+)?)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:neighbou?rhood|district|suburb|outskirt|quarter|part|half|area|side|building|street|edge|cent(?:re|er)"
    r"|position|pocket)s? (?:of|in) (?:[\w'’-]+ ){0,7}$",
    re.IGNORECASE,
)
"""Before the name: a part of the place, or something in it."""

_SITE = re.compile(
    r"(?:\s+(?:nuclear|thermal|power|international|iron|steel|and))*"
    r"\s+(?:plant|station|airport|factory|steelworks|facility)\b"
    r"|\s+[NT]PP\b",
    re.IGNORECASE,
)


def is_itself(claim: Claim, text: str, *, whole: bool) -> bool:
    """Whether the place's name in *text* stands for the place itself, not for a thing called after it, or its region.

    Nor, where it must be the *whole*, for a part of it.
    """
    place = claim.place.span if claim.place else None
    if place is None:
        return False
    behind = _NEXT_LINE.sub("", text[place.end : place.end + BEHIND])
    before = text[max(0, place.start - BEFORE) : place.start]
    if _ITS_OWN.match(behind) or (whole and _PART.search(before)):
        return False
    town = claim.place is not None and is_town(claim.place.place)
    if whole and town and _SIDE.search(before):
        return False
    if place.end <= claim.trigger.start <= place.end + 2 or (_is_site(claim) and _SITE.match(behind)):
        return True
    follows = re.match(r"\s+([\w'’-]+)(\s+of\b)?", behind)
    if follows is None:
        return True
    word = follows[1].casefold().rstrip("'’")
    if word not in plain_words("behind") or follows[2]:
        return word[:1].isdigit()
    return not (town and word in plain_words("region"))


def _is_site(claim: Claim) -> bool:
    """Whether the place is a work or a site, whose name goes on behind the town's that it is called after."""
    code = (claim.place.place.feature_code or "") if claim.place else ""
    return code.startswith(("PS", "AIR", "S"))


@cache
def plain_words(key: str) -> frozenset[str]:
    """The words of one list of ``lexicon/plain.toml``."""
    return frozenset(word for line in table("plain")[key] for word in line.split())
