"""What is said of a region reaches the places in it, but for those it excepts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.model.control import Statement
from fogline.model.mention import PlaceMention
from fogline.model.span import Span
from fogline.model.values import Place

_WHOLE = re.compile(r"\b(?:all|whole|entire|entirety|full control|fully|completely|every)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    r"\b(?:apart from|except(?:ing)?(?: for)?|excluding|other than|save for|with the exception of|but for|all but"
    r"|bar(?:ring)?|minus|outside(?: of)?)\b",
    re.IGNORECASE,
)
REACH = 80
"""Characters behind the words of exception in which what is excepted stands."""


def is_whole(words: str) -> bool:
    """Whether *words* speak of the whole of a region, so that they reach every place in it."""
    return _WHOLE.search(words) is not None or _EXCEPT.search(words) is not None


def excepted(text: str, sentence: Span, mentions: Sequence[PlaceMention]) -> frozenset[str]:
    """The names of the places that the *sentence* of *text* leaves out ("apart from the city of Northford")."""
    names: set[str] = set()
    for found in _EXCEPT.finditer(text, sentence.start, sentence.end):
        end = min(_clause_end(text, found.end(), sentence.end), found.end() + REACH)
        within = [one for one in mentions if found.end() <= one.span.start < end]
        names |= {one.place.name for one in within}
    return frozenset(names)


def _clause_end(text: str, start: int, end: int) -> int:
    stop = re.compile(r"[,;:–—(]").search(text, start, end)
    return stop.start() if stop else end


def reaching(
    region: Place, statements: Iterable[tuple[Statement, frozenset[str]]], places: Mapping[str, Place]
) -> dict[str, list[Statement]]:
    """The statements about *region* (each with the names it excepts) as they reach each of *places* (by key)."""
    told = list(statements)
    found: dict[str, list[Statement]] = {}
    for key, place in places.items():
        if within(place, region):
            reach = [one for one, names in told if place.name not in names]
            found[key] = [replace(one, through=region.name) for one in reach]
    return found


def within(place: Place, region: Place) -> bool:
    """Whether *place* is a smaller place in *region*: of its country and, where it is one, of its first-level area."""
    if (place.geo_precision or 1) >= (region.geo_precision or 1) or place.country != region.country:
        return False
    if region.feature_code is not None and region.feature_code.startswith("PCL"):
        return True
    return region.admin1 is not None and place.admin1 == region.admin1
