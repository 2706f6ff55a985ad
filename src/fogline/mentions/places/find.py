"""Place names of a document: found, told from other names, and resolved to places on the map."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.features import resolved, where_prec
from fogline.lexicon import nations
from fogline.mentions.places.choice import choose
from fogline.mentions.places.context import STRONG, WEAK, holds, judge
from fogline.mentions.places.names import Stretch
from fogline.mentions.places.spots import Spot, find_spots, word_before
from fogline.mentions.places.tokens import People
from fogline.mentions.places.unknown import inside, unknown_places
from fogline.mentions.places.uses import use_of
from fogline.model.mention import PlaceMention
from fogline.model.profile import Profile
from fogline.model.quick import replaced
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Place, Toponym

_KEPT = 5
"""Candidates kept on a mention, the chosen one first."""
_NEAR = re.compile(
    r"\b(?:near|outside|around|surrounding|approaching|close to|next to|not far from"
    r"|(?:outskirts|suburbs|direction|vicinity|areas?|environs|(?:north|south|east|west)(?:-?east|-?west)?) of"
    r"|(?:km|kilomet(?:er|re)s|miles|mi) from) (?:the )?(?:[a-z]+ of )?$"
)
_NEAR_ENDS = frozenset(["near", "outside", "around", "surrounding", "approaching", "to", "from", "of"])
_ANGLES = {"n": (1, 0), "s": (-1, 0), "e": (0, 1), "w": (0, -1)}


def find_places(
    text: str, *, sentences: tuple[Sentence, ...], gazetteer: Gazetteer, profile: Profile
) -> tuple[PlaceMention, ...]:
    """The place names of *text* in order, each resolved as far as the text carries it.

    *sentences* are those of the whole text; trees, where present, tell a government from a location. A name that
    surely names a place but none that is known, or several equally, is left unresolved (no coordinates).
    """
    found, kept, peoples = _spotted(text, sentences=sentences, gazetteer=gazetteer, profile=profile)
    starts = [sentence.start for sentence in sentences]
    mentions = [
        _mention(text, spot, sentences, starts) for spot in kept if spot.chosen is not None or _surely_named(spot)
    ]
    mentions = [_put_inside(text, mention, mentions) for mention in mentions]
    mentions += [*unknown_places(text, found, mentions)]
    mentions += [*_demonyms(text, peoples, mentions)]
    return tuple(sorted(mentions, key=_extent))


def _extent(mention: PlaceMention) -> tuple[int, int]:
    return mention.span.start, mention.span.end


def chosen_spots(
    text: str, *, sentences: tuple[Sentence, ...], gazetteer: Gazetteer, profile: Profile
) -> tuple[list[Spot], list[People]]:
    """The names of *text* that may mean a place, each with its choice and what was weighed; and words for peoples."""
    _, kept, peoples = _spotted(text, sentences=sentences, gazetteer=gazetteer, profile=profile)
    return kept, peoples


def _spotted(
    text: str, *, sentences: tuple[Sentence, ...], gazetteer: Gazetteer, profile: Profile
) -> tuple[list[tuple[int, Stretch]], list[Spot], list[People]]:
    """The stretches of capitalised words of *text* with their offsets, and what :func:`chosen_spots` gives."""
    found, spots = find_spots(text, gazetteer)
    peoples = [
        People(base + people.start, base + people.end, people.country)
        for base, stretch in found
        for people in stretch.peoples
    ]
    surnames = judge(text, spots, peoples, _headline_words(found, sentences))
    _put_under_headings(text, spots, sentences)
    kept = _kept(spots, surnames)
    told = Counter(people.country for people in peoples)
    choose(kept, peoples=told, countries=frozenset(profile.countries))
    return found, kept, peoples


def _put_inside(text: str, mention: PlaceMention, mentions: list[PlaceMention]) -> PlaceMention:
    """*mention*; where it was left open, with the country and region that the words behind it give."""
    if mention.place.resolved:
        return mention
    return replaced(mention, place=inside(text, mention.place.name, mention.span, mentions))


def _surely_named(spot: Spot) -> bool:
    """Whether a name that leads to no known place is still worth keeping as a place without coordinates."""
    return spot.strength >= STRONG and spot.use == "location"


def _headline_words(found: Sequence[tuple[int, Stretch]], sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """Where words begin in headlines set with capitals throughout, where capitals tell nothing."""
    out: set[int] = set()
    bases = [base for base, _ in found]
    for line in sentences:
        if line.kind not in ("title", "heading"):
            continue
        begun = max(0, bisect_left(bases, line.start) - 1)
        near = found[begun : bisect_left(bases, line.end)]
        starts = [base + word.start for base, stretch in near for word in stretch.words]
        inside = [start for start in starts if line.start <= start < line.end]
        if len(inside) >= 4 and len(inside) * 9 > line.end - line.start:
            out.update(inside)
    return frozenset(out)


def _put_under_headings(text: str, spots: list[Spot], sentences: tuple[Sentence, ...]) -> None:
    """Under a heading that is a country's or region's name and no more, names lie in it where it has such a place."""
    headings = {s.start: s for s in sentences if s.kind == "heading"}
    over: Spot | None = None
    ends = sorted(headings)
    for spot in spots:
        at = bisect_left(ends, spot.start + 1) - 1
        if at < 0:
            continue
        line = headings[ends[at]]
        if line.start <= spot.start < line.end:
            whole = text[line.start : line.end].strip(" :.\n") == text[spot.start : spot.end]
            over = spot if whole and any(c.feature_code in ("PCLI", "ADM1") for c in spot.candidates) else None
        elif over is not None and over.start >= line.start and spot.container is None:
            lies_in = any(holds(outer, inner) for inner in spot.candidates for outer in over.candidates)
            spot.container = over if lies_in and spot.strength >= WEAK else None


def _kept(spots: list[Spot], surnames: set[str]) -> list[Spot]:
    """Spots that may mean a place: on their own evidence, or because the same name does elsewhere in the document.

    A bare name with no such support is kept too: its company decides (:mod:`fogline.mentions.places.choice`).
    """
    sure = {
        spot.key
        for spot in spots
        if spot.strength >= STRONG
        and (spot.key not in surnames or spot.reason in ("contained", "type word", "dateline"))
    }
    dropped = {
        number
        for number, spot in enumerate(spots)
        if spot.strength < WEAK
        or (spot.strength == WEAK and spot.key not in sure and spot.reason != "name")
        or (spot.key in surnames and spot.key not in sure)
    }
    kept = [spot for number, spot in enumerate(spots) if number not in dropped]
    there = {id(spot) for spot in kept}
    for spot in kept:
        if spot.container is not None and id(spot.container) not in there:
            spot.container = None
        if spot.partner is not None and id(spot.partner) not in there:
            spot.partner = None
    return kept


def _mention(text: str, spot: Spot, sentences: tuple[Sentence, ...], starts: list[int]) -> PlaceMention:
    return PlaceMention(
        Span(spot.start, spot.end),
        text[spot.start : spot.end],
        _place(text, spot),
        use_of(text, spot, sentences, starts),
        _candidates(spot),
        spot.reason,
    )


def _place(text: str, spot: Spot) -> Place:
    if spot.chosen is None:
        return Place(name=spot.name)
    near = _may_be_near(text, spot) and _NEAR.search(text, max(0, spot.start - 60), spot.start) is not None
    if spot.direction is not None and spot.chosen.feature_class in "AL" and not near:
        return part_of(spot.chosen, text[spot.direction : spot.end], text[spot.direction : spot.start], spot.score)
    return resolved(spot.chosen, spot.score, near=near)


def _candidates(spot: Spot) -> tuple[Toponym, ...]:
    """The first candidates of *spot*, before them the chosen one."""
    chosen = spot.chosen
    if chosen is None or spot.candidates[0] is chosen:
        return spot.candidates[:_KEPT]
    return (chosen, *(c for c in spot.candidates if c.toponym_id != chosen.toponym_id))[:_KEPT]


def _may_be_near(text: str, spot: Spot) -> bool:
    """Whether the word before a name may be the last of those that say "near"."""
    before = spot.before
    if before == "the" and text[spot.start - 1] == " ":
        before = word_before(text, spot.start - 4)
    return before in _NEAR_ENDS or before == "the" or not before.isalpha()


def part_of(whole: Toponym, name: str, direction: str, score: float) -> Place:
    """The part of a country or region that lies in a *direction* of its middle ("eastern Ukraine")."""
    north = east = 0.0
    for word in direction.lower().replace("-", " ").split():
        for letters in ("north", "south", "east", "west"):
            if letters in word:
                up, right = _ANGLES[letters[0]]
                north, east = north + up, east + right
    length = math.hypot(north, east) or 1.0
    shift = whole.radius_km * 0.5 / 111.2
    latitude = whole.latitude + shift * north / length
    longitude = whole.longitude + shift * east / length / max(0.2, math.cos(math.radians(whole.latitude)))
    return Place(
        name=name,
        geonameid=whole.toponym_id,
        latitude=round(latitude, 3),
        longitude=round(longitude, 3),
        country=whole.country,
        admin1=whole.admin1,
        feature_code=whole.feature_code,
        radius_km=round(whole.radius_km * 0.6, 1),
        geo_precision=3,
        where_prec=where_prec(whole),
        score=score,
    )


def _demonyms(text: str, peoples: Sequence[People], mentions: list[PlaceMention]) -> Iterator[PlaceMention]:
    """Words for peoples as mentions of their country: named, but with no point, since they say nothing of where."""
    if not peoples:
        return
    taken = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    for people in peoples:
        if people.start not in taken and people.end - 1 not in taken:
            place = _people_of(people.country)
            yield PlaceMention(Span(people.start, people.end), text[people.start : people.end], place, "demonym")


@cache
def _people_of(country: str) -> Place:
    return Place(nations.country_name(country), country=country)
