"""Names that no gazetteer has, where the words around them say that they name a place: left open, never guessed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from fogline.lexicon.loader import words
from fogline.mentions.places.lists import common_words, country_like
from fogline.mentions.places.names import Stretch
from fogline.mentions.places.tokens import Word
from fogline.model.mention import PlaceMention
from fogline.model.remembered import Remembered
from fogline.model.span import Span
from fogline.model.values import Place

_LONGEST_RUN = 4
_KEPT_STRETCHES = 12_000
_BEFORE = re.compile(r"([a-z-]+) of (?:the )?(?:[a-z]+ )?$")
_AFTER = re.compile(r" ([a-z’'-]+)(?: ([a-z]+))?(?: ([a-z]+))?")
_APPOSED = re.compile(
    r", (?:a|an|the) (?:[a-z-]+ ){0,3}?([a-z-]+)"
    r" (?:in|of|near|on|at|outside|close|just|some|about|north|south|east|west)"
)
# "Near X," at the head of a sentence or of a list's item.
_OPENS_NEAR = re.compile(r"(?:\A|[\n.]\s*|[-–—*·•]\s+)(?:Near|Outside) \Z")
# "rebel-held X", "besieged X", which nothing but a place is; not what is named for one ("the X troops").
_HELD = re.compile(r"\b(?:[\w]+-(?:held|controlled|occupied|besieged)|(?:be|re)captured|besieged|encircled) \Z")
_HELD_ENDS = ("-held ", "-controlled ", "-occupied ", "besieged ", "captured ", "encircled ")
_IN = re.compile(r"(?: [a-z-]+){0,2}(?:,| in| of| \() ?(?:the )?(?:[a-z-]+ ){0,4}")
_LOCATED = re.compile(r"\b(?:in|at|near|outside|around|into|from|to|towards?|on) (?:the )?$")
_CONTAINER_REACH = 60
_PART_SCORE = 0.5
_LINKS = frozenset({" ", " al ", " el ", "-", " de "})


def unknown_places(text: str, found: list[tuple[int, Stretch]], mentions: list[PlaceMention]) -> Iterator[PlaceMention]:
    """The names in the stretches *found* that surely name a place, though none of *mentions* has them.

    None has candidates. Its country and region are those of the place that the words right behind it put it in; it
    has no coordinates, but for a part of a town, which has those of the town that the passage is in.
    """
    ends = [mention.span.end for mention in mentions]
    free = [
        Span(base + start, base + end)
        for base, stretch in found
        for start, end in _RUNS[stretch]
        if not _meets(base + start, base + end, mentions, ends)
    ]
    sure = {span: reason for span in free if (reason := _reason(text, span))}
    told: dict[str, tuple[Place, str]] = {}
    for span, reason in sure.items():
        name = span.of(text)
        place = inside(text, name, span, mentions)
        if name not in told or (place.country and not told[name][0].country):
            told[name] = place, f"unknown name: {reason}"
    for span in free if told else ():
        name = span.of(text)
        if name in told and (span in sure or _LOCATED.search(text, max(0, span.start - 12), span.start)):
            yield PlaceMention(span, name, told[name][0], "location", (), told[name][1])


def _meets(start: int, end: int, mentions: list[PlaceMention], ends: list[int]) -> bool:
    """Whether one of *mentions*, which are in order and end at *ends*, has a character from *start* to *end*."""
    at = bisect_right(ends, start)
    return at < len(mentions) and mentions[at].span.start < end


def _runs(stretch: Stretch) -> tuple[tuple[int, int], ...]:
    """Capitalised words of *stretch* that hang together and may be a name, what only opens a sentence left off."""
    runs: list[list[Word]] = []
    for word in stretch.words:
        if runs and word.link in _LINKS and not runs[-1][-1].possessive:
            runs[-1].append(word)
        else:
            runs.append([word])
    return tuple((run[0].start, run[-1].end) for whole in runs for run in _trimmed(whole))


_RUNS = Remembered(_runs, at_most=_KEPT_STRETCHES)


def _trimmed(run: list[Word]) -> Iterator[list[Word]]:
    if run and run[0].opener and run[0].initial:
        run = run[1:]
    if 0 < len(run) <= _LONGEST_RUN and _may_name(run):
        yield run


def _may_name(run: list[Word]) -> bool:
    """Whether nothing in the words of *run* says that they name somebody or something else."""
    if len(run) == 1 and (len(run[0].text) < 3 or run[0].opener or run[0].text.lower() in common_words()):
        return False
    return not any(
        word.text.isupper()
        or word.text.lower() in _other_names()
        or word.text.rstrip(".") in words("place_words", "titles")
        or word.text in words("place_words", "media")
        or country_like(word.text)
        or _names_a_holder(word.text)
        for word in run
    )


def _names_a_holder(word: str) -> bool:
    """Whether *word* is a compound that says whose a place is: "Daesh-held"."""
    _, hyphen, end = word.rpartition("-")
    return bool(hyphen) and end in words("place_words", "compound_ends")


@cache
def _other_names() -> frozenset[str]:
    return words("place_words", "bodies") | words("place_words", "streets") | words("place_words", "communities")


def _reason(text: str, span: Span) -> str | None:
    """What says that the words at *span* name a place; ``None`` where nothing does."""
    start, end = span.start, span.end
    lead = _BEFORE.search(text, max(0, start - 40), start) if " of " in text[max(0, start - 20) : start] else None
    if lead and lead.group(1) in words("place_words", "tells_unknown_of"):
        return f"{lead.group(1)} of"
    if text[end : end + 1] == "," and _OPENS_NEAR.search(text, max(0, start - 24), start):
        return "near"
    if text.endswith(_HELD_ENDS, 0, start) and _HELD.search(text, max(0, start - 40), start):
        return "held"
    apposed = _APPOSED.match(text, end, end + 70) if text[end : end + 1] == "," else None
    if apposed and apposed.group(1) in words("place_words", "tells_unknown_apposed"):
        return f"called a {apposed.group(1)}"
    return _type_after(text, end)


def _type_after(text: str, end: int) -> str | None:
    """The type words right behind a name: "X village", "X refugee camp"."""
    trail = _AFTER.match(text, end, end + 40)
    if trail is None:
        return None
    first, second, third = trail.groups()
    if second in words("place_words", "not_after_types"):
        return None
    if first in words("place_words", "tells_unknown_after"):
        return first
    sites, adjectives = words("place_words", "types_site"), words("place_words", "site_adjectives")
    if first in adjectives:
        site = third if second in adjectives else second
        return f"{first} {site}" if site in sites else None
    return None


def inside(text: str, name: str, span: Span, mentions: list[PlaceMention]) -> Place:
    """The open place *name* at *span*, as far as the words around it say where it lies.

    With "in" or a comma after it: in the country and region of the place that follows. A part of a town (a district,
    a hospital) with no such words: in the town that its paragraph, or the one before, named last; the town's point
    stands for it, with a code that says so (ACLED and UCDP precision 2).
    """
    after = next((m for m in mentions if m.span.start >= span.end), None)
    if after is not None and _puts_inside(text, span, after):
        return Place(name, country=after.place.country, admin1=after.place.admin1)
    if not _is_part_of_town(text, span):
        return Place(name)
    first = text.rfind("\n", 0, max(0, text.rfind("\n", 0, span.start)))
    towns = [m for m in mentions if first <= m.span.start < span.start and _is_town(m)]
    if not towns:
        return Place(name)
    town = towns[-1].place
    return replace(town, name=name, geonameid=None, feature_code=None, geo_precision=2, where_prec=2, score=_PART_SCORE)


def _puts_inside(text: str, span: Span, after: PlaceMention) -> bool:
    if not after.place.resolved or after.span.start - span.end > _CONTAINER_REACH:
        return False
    return _IN.fullmatch(text[span.end : after.span.start]) is not None


def _is_part_of_town(text: str, span: Span) -> bool:
    lead = _BEFORE.search(text, max(0, span.start - 40), span.start)
    trail = _AFTER.match(text, span.end, span.end + 40)
    kinds = words("place_words", "parts_of_towns")
    return bool(lead and lead.group(1) in kinds) or bool(trail and trail.group(1) in kinds)


def _is_town(mention: PlaceMention) -> bool:
    code = mention.place.feature_code or ""
    return mention.use == "location" and mention.place.resolved and code.startswith("PPL")
