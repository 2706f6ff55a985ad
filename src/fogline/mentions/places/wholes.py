"""All or most of what a region and its chief town share a name for: the region."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fogline.mentions.places.spots import Spot

_REACH = 24
_WHOLE = re.compile(r"\b(?:all|whole|entirety|most) of $", re.IGNORECASE)


def take_wholes_for_regions(text: str, spots: Sequence[Spot]) -> None:
    """Set the kind of names that *text* speaks of as wholes: "held most of X" is of the region X, not of its town.

    Not where the text calls X a town elsewhere, nor of a capital: those are large enough to be held in parts.
    """
    some = [spot for spot in spots if spot.kind is None and spot.before == "of" and _is_whole(text, spot)]
    towns = {spot.key for spot in spots if spot.kind == "town"} if some else set()
    for spot in some:
        codes = {candidate.feature_code for candidate in spot.candidates}
        if "ADM1" in codes and not codes & {"PCLI", "PPLC"} and spot.key not in towns:
            spot.kind = "region"


def _is_whole(text: str, spot: Spot) -> bool:
    return _WHOLE.search(text, max(0, spot.start - _REACH), spot.start) is not None
