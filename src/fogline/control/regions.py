"""What is said of a region reaches the places in it, but for those it excepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.model.claim import Claim
from fogline.model.control import Statement
from fogline.model.mention import PlaceMention
from fogline.model.span import Span
from fogline.model.values import Place

_WHOLE = re.compile(
    r"(?<!nearly )(?<!almost )(?<!virtually )\b(?:all(?: of)?|(?:the )?(?:whole|entire|entirety|totality)(?: of)?"
    r"|(?:full|complete|total) control (?:of|over)|fully|completely|entirely|totally)\b(?P<between>[^.;:]{0,45})$",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:apart from|except(?:ing)?(?: for)?|excluding|other than|save for|with the exception of|but for|all but"
    r"|bar(?:ring)?|minus)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"-|\b(?:day|night|week|summer|winter|its|his|her|their|sides?|fronts?|war|forces|troops|of them)\b", re.I
)
"""Words that "all" is of instead."""

REACH = 80
"""Characters behind the words of exception in which what is excepted stands."""


def is_whole(text: str, sentence: Span, claim: Claim) -> bool:
    """Whether *claim* speaks of the whole of its region, so that it reaches every place in it.

    "All of North" and "the entire North region" do, as does a *sentence* of *text* that excepts a part; "all day in
    North" does not.
    """
    if claim.place is None or claim.place.span is None:
        return False
    before = _WHOLE.search(text[max(sentence.start, claim.place.span.start - REACH) : claim.place.span.start])
    if before is not None and not _OTHER.search(before["between"]):
        return True
    return _EXCEPT.search(text, sentence.start, sentence.end) is not None


def excepted(text: str, sentence: Span, mentions: Sequence[PlaceMention]) -> tuple[Place, ...]:
    """The places that the *sentence* of *text* leaves out ("apart from the city of Northford"), as it names them."""
    places: dict[str, Place] = {}
    for found in _EXCEPT.finditer(text, sentence.start, sentence.end):
        end = min(_clause_end(text, found.end(), sentence.end), found.end() + REACH)
        within = [one.place for one in mentions if found.end() <= one.span.start < end]
        places.update((place.name, place) for place in within)
    return tuple(places.values())


def _clause_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[,;:–—(]").search(text, start, end)
    return stop.start() if stop else end


def reaching(region: Place, statements: Iterable[Statement], places: Mapping[str, Place]) -> dict[str, list[Statement]]:
    """The *statements* about the whole of *region* as they reach each of *places* (by key) that they do not except."""
    told = list(statements)
    found: dict[str, list[Statement]] = {}
    for key, place in places.items():
        if within(place, region):
            reach = [one for one in told if place.name not in one.excepting]
            found[key] = [replace(one, through=region.name) for one in reach]
    return found


def left_out(region: Place, one: Statement) -> Statement:
    """*one*, by which a side holds all of *region* but a place, as it speaks of that place: they do not hold it."""
    return replace(one, holds=False, change=False, conceded=False, through=region.name)


def within(place: Place, region: Place) -> bool:
    """Whether *place* is a smaller place in the first-level *region* of its country.

    What is told of a whole country, or of a landscape, says little about one town in it.
    """
    if (place.geo_precision or 1) >= (region.geo_precision or 1) or place.country != region.country:
        return False
    unit = region.feature_code == "ADM1" or region.name == region.admin1
    return unit and region.admin1 is not None and place.admin1 == region.admin1
