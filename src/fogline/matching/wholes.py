"""Whether a place is said to be held as a whole, or in part."""

from __future__ import annotations

import re

from fogline.model.claim import Claim
from fogline.model.values import Place

_PARTLY = re.compile(
    r"\b(?:parts? of|much of|most of|some of|half(?: of)?|a third of|two[- ]thirds of|three[- ]quarters of"
    r"|(?:a )?quarter of|majority of|bulk of|rest of|remainder of|mostly|largely|partly|partially|pocket|foothold"
    r"|percent of|per cent of|portions? of|sections? of|swathes? of|edges? of|outskirts|suburbs?|districts?|quarters?"
    r"|neighbou?rhoods?|industrial (?:zone|area)|several square|streets?|buildings?|blocks?|almost all|nearly all"
    r"|shared|jointly|divided|(?:north|south|east|west) of the (?:city|town)"
    r"|positions? (?:in|near|around)|settlements in|villages in|areas? (?:of|in|around|near)"
    r"|(?:north|south|east|west)(?:ern)? (?:part|side|half|bank)|near(?:by)?|around|close to|on the way to)\b",
    re.IGNORECASE,
)

_AREAS = frozenset({"area_km2", "distance_km", "settlements", "buildings"})

_SHARES = frozenset({"share", "buildings_share"})


def is_partial(claim: Claim, words: str) -> bool:
    """Whether *claim*, on *words*, tells of a part of its place only: a third of it, its outskirts, what is near."""
    shares = [figure for figure in claim.quantities if figure.measure in _SHARES]
    if any((figure.best or figure.high or 0.0) < 1.0 for figure in shares) or _PARTLY.search(words):
        return True
    return any(figure.measure in _AREAS for figure in claim.quantities)


def without_part(words: str) -> str:
    """*words* without those by which a part of a place is told of."""
    return _PARTLY.sub(" ", words)


def is_town(place: Place) -> bool:
    """Whether *place* is a town or a site rather than a region or a country."""
    code = place.feature_code or ""
    return (place.geo_precision or 1) < 3 and not code.startswith(("ADM", "PCL", "RGN"))


def is_country(place: Place) -> bool:
    """Whether *place* is a country, or a part of one that is no unit of its own ("the east")."""
    return (place.feature_code or "").startswith(("PCL", "CONT"))
