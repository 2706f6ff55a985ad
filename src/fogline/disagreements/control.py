"""``control``: both sides claim one place at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations

from fogline.matching.told import Told
from fogline.model.disagreement import Disagreement, Side
from fogline.model.ids import stable_id

HOLDS = frozenset({"capture", "control", "hold"})
"""Types whose agent holds the place when they are said."""

AT_ONCE = timedelta(days=2)


def find(claims: Iterable[Told]) -> Iterator[Disagreement]:
    """Each place that two parties each say, of their own side, to hold within two days; the nearest pair of claims."""
    by_place: dict[int, list[Told]] = {}
    for one in claims:
        if _claims_it(one) and one.place is not None and one.place.geonameid is not None:
            by_place.setdefault(one.place.geonameid, []).append(one)
    for place in sorted(by_place):
        yield from _at(by_place[place])


def _at(told: list[Told]) -> Iterator[Disagreement]:
    seen: set[tuple[str, str, date]] = set()
    ordered = sorted(told, key=lambda one: (_when(one) or date.max, one.claim.claim_id))
    for one, other in combinations(ordered, 2):
        sides, day, later = (_holder(one), _holder(other)), _when(one), _when(other)
        if sides[0] == sides[1] or day is None or later is None or later - day > AT_ONCE:
            continue
        key = (min(sides), max(sides), day)
        if key not in seen:
            seen.add(key)
            yield _made(one, other)


def _made(one: Told, other: Told) -> Disagreement:
    place = one.place
    name = place.name if place else "the place"
    about = f"{_holder(one)} and {_holder(other)} each say that they hold {name}"
    sides = tuple(Side(_who(told), _holder(told), (told.claim.claim_id,)) for told in (one, other))
    key = sorted((one.claim.claim_id, other.claim.claim_id))
    return Disagreement(stable_id("disagreement", "control", *key), "control", about, sides, None, place)


def _claims_it(one: Told) -> bool:
    """Whether a side says that it holds a town or site itself, now."""
    claim = one.claim
    own = claim.speaker is not None and claim.speaker.party is not None and claim.agent is not None
    place = one.place is not None and (one.place.geo_precision or 1) == 1
    told = claim.modality in ("occurred", "ongoing") and claim.polarity == "affirmed" and claim.event_type in HOLDS
    return bool(own and place and told and _holder(one) == claim.speaker.party)  # type: ignore[union-attr]


def _holder(one: Told) -> str:
    agent = one.claim.agent
    return agent.actor.party or "" if agent else ""


def _when(one: Told) -> date | None:
    return one.end or one.start or one.published


def _who(one: Told) -> str:
    return one.claim.speaker.name if one.claim.speaker else ""
