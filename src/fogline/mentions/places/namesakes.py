"""The other places of a name, and what spoke for each: what the choice weighed, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.gazetteer.base import Gazetteer
from fogline.mentions.places.find import chosen_spots
from fogline.mentions.places.spots import Spot
from fogline.model.explanation import Option
from fogline.model.profile import Profile
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Toponym

SHOWN = 4
"""Namesakes told of one name, the weightiest first."""


def find_namesakes(
    text: str, *, sentences: tuple[Sentence, ...], gazetteer: Gazetteer, profile: Profile
) -> dict[Span, tuple[Option, ...]]:
    """For each name of *text* that may mean a place, by where it stands: the places of the name that were not chosen.

    Of a name that was left open, the first option (the only one with a span) says why.
    The arguments are those of :func:`fogline.mentions.places.find.find_places`.
    """
    spots, _ = chosen_spots(text, sentences=sentences, gazetteer=gazetteer, profile=profile)
    return {Span(spot.start, spot.end): tuple(_namesakes(spot)) for spot in spots}


def _namesakes(spot: Spot) -> Iterator[Option]:
    """The places of the name that lost; where none won, first the name itself with why it was left open."""
    if spot.chosen is None:
        yield Option(spot.name, f"left open: {spot.reason}", span=Span(spot.start, spot.end))
    ranked = sorted(spot.weighed, key=lambda one: -one.score)
    best = next((f" against {one.score:.2f}" for one in ranked if one.place is spot.chosen), "")
    for one in [one for one in ranked if one.place is not spot.chosen][:SHOWN]:
        verdict = f"weighs {one.score:.2f}{best}: {one.reason}"
        yield Option(spot.name, verdict, value=_in_words(one.place), score=round(one.score, 2))


def _in_words(place: Toponym) -> str:
    where = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return f"{where} ({place.latitude:.3f}, {place.longitude:.3f})"
