"""Who stands behind an event, and how many of them are independent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from fogline.connected import connected
from fogline.matching.told import Told
from fogline.matching.voices import named
from fogline.model.event import Voice

OriginOf = Callable[[Told], frozenset[str]]
"""The origins a claim's words come from: its document's, and the passage's it stands in where others print it, too."""


def voices_of(claims: Iterable[Told], origin_of: OriginOf) -> tuple[Voice, ...]:
    """Who says it: a named speaker is one voice wherever printed, an outlet's own words one for each origin."""
    by_voice: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in claims:
        by_voice[_voice(one, origin_of)].append(one)
    return tuple(_made(key, said, origin_of) for key, said in sorted(by_voice.items()))


def independent(claims: Sequence[Told], origin_of: OriginOf) -> int:
    """How many of the voices are not each other's copies.

    Two claims are one voice when they share a named speaker or an origin: what one article attributes to two people
    has been through one newsroom's hands, and still counts once.
    """
    if len(claims) == 1:
        return 1
    keys: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for one in claims:
        ties = [f"origin:{origin}" for origin in sorted(origin_of(one))]
        if one.claim.speaker is not None and named(one.claim):
            ties.append(f"speaker:{one.claim.speaker.name.casefold()}")
        keys.update(ties)
        pairs.extend((ties[0], tie) for tie in ties[1:])
    return len(connected(keys, pairs))


def _voice(one: Told, origin_of: OriginOf) -> tuple[str, str]:
    speaker = one.claim.speaker
    if speaker is None:
        return "", min(origin_of(one))
    return speaker.name, "" if named(one.claim) else min(origin_of(one))


def _made(key: tuple[str, str], said: list[Told], origin_of: OriginOf) -> Voice:
    affirmed = [one for one in said if one.claim.polarity == "affirmed"]
    party = next((one.claim.speaker.party for one in said if one.claim.speaker and one.claim.speaker.party), None)
    return Voice(
        speaker=key[0] or None,
        party=party,
        claims=tuple(sorted(one.claim.claim_id for one in said)),
        origins=tuple(sorted({origin for one in said for origin in origin_of(one)})),
        conceded=any(one.claim.against_interest for one in affirmed),
        denies=not affirmed,
    )
