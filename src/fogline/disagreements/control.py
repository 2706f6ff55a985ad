"""``control``: two sides claim one place at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from fogline.matching.sides import ArmedSide, opposed, side_of_agent, side_of_speaker
from fogline.matching.told import Told
from fogline.matching.wholes import is_partial
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement, Side
from fogline.model.ids import stable_id

HOLDS = frozenset({"capture", "control", "hold"})
"""Types whose agent holds the place when they are said."""

AT_ONCE = timedelta(days=2)

Words = Callable[[Claim], str]
"""The sentence that a claim stands in."""


def find(claims: Iterable[Told], words: Words) -> Iterator[Disagreement]:
    """Each place that two sides each say, of their own, to hold within two days; the nearest pair of claims.

    Sides are parties, or, where no profile knows any, a state and who takes arms against it. Who says to have a part
    of the town leaves the rest to the other.
    """
    by_place: dict[int, list[Told]] = {}
    for one in claims:
        if _claims_it(one) and one.place is not None and one.place.geonameid is not None:
            by_place.setdefault(one.place.geonameid, []).append(one)
    for place in sorted(by_place):
        yield from _at(by_place[place], words)


def _at(told: list[Told], words: Words) -> Iterator[Disagreement]:
    seen: set[tuple[str, str, date]] = set()
    ordered = sorted(told, key=lambda one: (one.told_of or date.max, one.claim.claim_id))
    for one, other in _at_once(ordered):
        here, there, day = side_of_agent(one.claim), side_of_agent(other.claim), one.told_of
        if here is None or there is None or day is None or not opposed(here, there):
            continue
        key = (min(here.name, there.name), max(here.name, there.name), day)
        if key not in seen and not any(is_partial(told.claim, words(told.claim)) for told in (one, other)):
            seen.add(key)
            yield _made(one, other, here, there)


def _at_once(ordered: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """The pairs of *ordered*, by their days, of which the later is told within :data:`AT_ONCE` of the earlier."""
    for number, one in enumerate(ordered):
        for at in range(number + 1, len(ordered)):
            other = ordered[at]
            day, later = one.told_of, other.told_of
            if day is None or later is None or later - day > AT_ONCE:
                break  # what follows is later still, or of no day
            yield one, other


def _made(one: Told, other: Told, *sides: ArmedSide) -> Disagreement:
    place = one.place
    name = place.name if place else "the place"
    about = f"{sides[0].name} and {sides[1].name} each say that they hold {name}"
    shown = tuple(
        Side(_who(told), side.name if side.kind == "party" else None, (told.claim.claim_id,))
        for told, side in zip((one, other), sides, strict=True)
    )
    key = sorted((one.claim.claim_id, other.claim.claim_id))
    return Disagreement(stable_id("disagreement", "control", *key), "control", about, shown, None, place)


def _claims_it(one: Told) -> bool:
    """Whether a side says that it holds a town or site itself, now."""
    claim = one.claim
    if claim.event_type not in HOLDS or claim.modality not in ("occurred", "ongoing") or claim.polarity != "affirmed":
        return False
    if one.place is None or (one.place.geo_precision or 1) != 1:
        return False
    own = side_of_speaker(claim)
    return own is not None and own == side_of_agent(claim)


def _who(one: Told) -> str:
    return one.claim.speaker.name if one.claim.speaker else ""
