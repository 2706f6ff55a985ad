"""Where a place that was just named is told of again: "the city", "the village"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from fogline.lexicon.nations import country_named
from fogline.matching.wholes import is_country, is_town
from fogline.model.claim import Claim
from fogline.model.mention import PlaceMention
from fogline.model.span import Span
from fogline.model.values import Place

CLOSE = 60
"""Characters between "the city" and the verb, at most."""

NAMED_WITHIN = 400
"""Characters before "the city" within which the place is named."""

_TOWN = frozenset({"city", "town", "village", "settlement", "hamlet"})
_SITE = frozenset({"plant", "facility", "station", "airport", "base", "factory", "steelworks", "site", "object"})
_ISLAND = frozenset({"island"})
_KINDS = "|".join(sorted(_TOWN | _SITE | _ISLAND))
_AGAIN = re.compile(
    rf"\b(?:the|this) (?:(?:strategic|key|port|eastern|southern|northern|western|whole|entire|frontline|embattled"
    rf"|besieged|industrial|nuclear|power|border|small|devastated|ruined|historic) ){{0,2}}(?P<kind>{_KINDS})\b"
    r"(?!['’]s|-| of\b| (?:in|near) [A-Z])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"‘])|\n")


def named_again(claim: Claim, text: str, mentions: Sequence[PlaceMention]) -> Claim:
    """*claim* with the words for its place where it is the one named last, and told of again beside the verb.

    Nothing else that the words may mean stands between: the sentence in which it is named, and what follows, names no
    other town, and it is never called another kind of place ("the village" is not the city named last). Otherwise
    *claim* as it is.
    """
    where = claim.place
    if where is None or where.span is not None or not is_town(where.place):
        return claim
    told = _beside(claim.trigger, text)
    if told is None or told["kind"].casefold() not in _kinds_of(where.place):
        return claim
    before = [one for one in mentions if told.start() - NAMED_WITHIN <= one.span.start and one.span.end <= told.start()]
    last = max((one for one in before if _is_it(one.place, where.place)), key=lambda one: one.span.start, default=None)
    if last is None or not _is_alone(last, before, text) or not _is_called(told["kind"], where.place, mentions, text):
        return claim
    return replace(claim, place=replace(where, span=Span(told.start(), told.end())))


def _beside(trigger: Span, text: str) -> re.Match[str] | None:
    """The words "the city" next to the verb, in its sentence."""
    start, end = max(0, trigger.start - CLOSE), trigger.end + CLOSE
    found = [
        match
        for match in _AGAIN.finditer(text, start, end)
        if not _SENTENCE.search(text, min(match.end(), trigger.end), max(match.start(), trigger.start) + 1)
    ]
    return min(found, key=lambda match: max(match.start() - trigger.end, trigger.start - match.end()), default=None)


def _kinds_of(place: Place) -> frozenset[str]:
    """The words by which *place* can be told of again."""
    code = place.feature_code or ""
    if code.startswith("ISL"):
        return _ISLAND
    return _SITE if code.startswith(("S", "AIR", "PS", "INST", "MFG")) else _TOWN


def _is_alone(last: PlaceMention, before: Sequence[PlaceMention], text: str) -> bool:
    """Whether no other town is named in the sentence of *last* or behind it."""
    starts = [match.end() for match in _SENTENCE.finditer(text, 0, last.span.start)]
    start = starts[-1] if starts else 0
    others = (one for one in before if one.span.start >= start and not _is_it(one.place, last.place))
    return not any(one.use in ("location", "modifier") and _may_be_town(one.place) for one in others)


def _may_be_town(place: Place) -> bool:
    """Whether *place* is a town, or a name that no gazetteer has."""
    return is_town(place) and not is_country(place) and country_named(place.name) is None


def _is_called(kind: str, place: Place, mentions: Sequence[PlaceMention], text: str) -> bool:
    """Whether the article calls *place* by this *kind* of word, or by none."""
    called: set[str] = set()
    for one in mentions:
        if _is_it(one.place, place):
            ahead = re.search(rf"\b({_KINDS})(?: of)? $", text[max(0, one.span.start - 20) : one.span.start], re.I)
            behind = re.match(rf",? an? (?:[\w-]+ ){{0,3}}?({_KINDS})\b", text[one.span.end : one.span.end + 60])
            called.update(match[1].casefold() for match in (ahead, behind) if match)
    return not called or kind.casefold() in called


def _is_it(one: Place, other: Place) -> bool:
    if one.geonameid is not None and other.geonameid is not None:
        return one.geonameid == other.geonameid
    return one.name == other.name
