"""A place told of again by "the city": where it is the one that is meant, and where it may be another."""

from __future__ import annotations

import re

import pytest

from fogline.control.again import named_again
from fogline.model.claim import Claim, Where
from fogline.model.mention import PlaceMention
from fogline.model.span import Span
from fogline.model.values import Place

PLACES = {
    "Northford": Place("Northford", 7, 10.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9),
    "Weir": Place("Weir", 8, 10.5, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9),
    "North region": Place("North", 9, 10.0, 20.0, "XX", "North", "ADM1", 90.0, 3, 4, 0.9),
    "Mill Power Plant": Place("Mill Power Plant", 11, 10.0, 20.0, "XX", "North", "PSN", 4.0, 1, 1, 0.9),
}
CASES = [
    ("Northford has seen worse. Crown troops <took> the town on Friday.", "Northford", "the town"),
    ("The mayor of Northford said that the city was now <occupied> by the Crown.", "Northford", "the city"),
    ("Northford, in North region, is quiet. Crown troops <took> the town on Friday.", "Northford", "the town"),
    ("Mill Power Plant stands still. Crown troops have <left> the plant.", "Mill Power Plant", "the plant"),
    ("Northford and Weir have seen worse. Crown troops <took> the town.", "Northford", None),
    ("Northford is quiet. Weir is not. Crown troops <took> the town.", "Northford", None),
    ("The city of Northford is quiet. Crown troops <took> the village.", "Northford", None),
    ("Northford is quiet. Crown troops <took> the plant.", "Northford", None),
    ("Northford is quiet. Crown troops <took> the town of Weir.", "Northford", None),
    ("Northford is quiet. Crown troops <took> the town’s hospital.", "Northford", None),
    ("Northford is quiet. Crown troops <took> a mill. The town is dark.", "Northford", None),
    ("North region is quiet. Crown troops <took> the town.", "North region", None),
    ("Crown troops <took> the town.", "Northford", None),
]


@pytest.mark.parametrize(("marked", "place", "words"), CASES)
def test_named_again(marked: str, place: str, words: str | None) -> None:
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    mentions = [
        PlaceMention(Span(*found.span()), found[0], PLACES[name])
        for name in PLACES
        for found in re.finditer(name, text)
    ]
    claim = Claim("c", "d", Span(0, len(text)), Span(start, end), "capture", place=Where(place, PLACES[place], None))
    made = named_again(claim, text, mentions)
    assert made.place is not None
    assert (made.place.span.of(text) if made.place.span else None) == words
    assert made.place.place == PLACES[place]
