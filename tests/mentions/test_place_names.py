"""Names looked up in running text: which, where, and that nothing remembered of other texts changes it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.gazetteer.frozen import built_in
from fogline.gazetteer.memory import MemoryGazetteer
from fogline.mentions.places.names import Finder, look_up
from fogline.mentions.places.spots import find_spots
from fogline.model.values import Toponym


def found(text: str) -> list[str]:
    return [name for _, _, name, _ in look_up(text, built_in())]


def place(name: str, number: int, kind: str = "PPL") -> Toponym:
    return Toponym(number, name, 10.0, 20.0, "XX", None, None, "S" if kind == "NUCL" else "P", kind, 5000, 2.0, "test")


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("Fighting near Kharkiv went on.", ["Kharkiv"], "one word"),
        ("They left New York for South Africa", ["New York", "South Africa"], "the longest name counts"),
        ("Shells fell on Kharkiv. Donetsk was quiet.", ["Kharkiv", "Donetsk"], "a full stop parts names"),
        ("it spent US$ in Kyiv and $Kyiv", ["Kyiv"], "currencies are no places"),
        ("near al-Bab, not Bab", ["al-Bab", "Bab"], "an article in small letters is part of a name"),
        ("The Kyiv-based group", ["Kyiv"], "the first part of a compound"),
        ("in kharkiv", [], "no capital, no name"),
        ("xKharkiv @Kharkiv #Kharkiv", [], "inside a word, a handle or a tag"),
        ("", [], "nothing"),
    ],
)
def test_names_looked_up(text: str, names: list[str], why: str) -> None:
    assert found(text) == names, why


def test_small_towns_may_be_left_out() -> None:
    gazetteer = MemoryGazetteer.of(place("Marovia", 1), place("Marovia Sea", 2, "NUCL"))
    text = "From Marovia to the Marovia Sea"
    assert [name for _, _, name, _ in look_up(text, gazetteer, inhabitants=5000)] == ["Marovia", "Marovia Sea"]
    assert [name for _, _, name, _ in look_up(text, gazetteer, inhabitants=5001)] == ["Marovia Sea"]


def test_offsets_are_those_of_the_words() -> None:
    text = "«Kharkiv», Kharkiv’s mayor, the Kharkiv-born"
    assert [text[start:end] for start, end, _, _ in look_up(text, built_in())] == ["Kharkiv"] * 3


def test_type_words_lead_to_the_site_they_name() -> None:
    gazetteer = MemoryGazetteer.of(place("Marovia", 1), place("Marovia nuclear plant", 2, "NUCL"))
    texts = {
        "the Marovia nuclear plant was hit": 2,
        "the Marovia nuclear plants": 1,
        "the Marovia\nnuclear plant": 1,
        "Marovia’s nuclear plant": 1,
    }
    for text, number in texts.items():
        ((start, end, _, (first, *_)),) = look_up(text, gazetteer)
        assert (text[start:end], first.toponym_id) == ("Marovia", number), text


def test_gazetteers_are_not_mixed_up() -> None:
    one, other = MemoryGazetteer.of(place("Marovia", 1)), MemoryGazetteer.of(place("Marovia", 2))
    for gazetteer, number in ((one, 1), (other, 2), (one, 1), (MemoryGazetteer.of(place("Ulvik", 3)), None)):
        numbers = [places[0].toponym_id for *_, places in look_up("It rained in Marovia.", gazetteer)]
        assert numbers == ([] if number is None else [number])


@pytest.mark.parametrize(
    ("known", "text", "names"),
    [
        ("in Of Kharkiv", "Of Kharkiv", ["Kharkiv"]),  # what opens a sentence is told from what does not
        ("the Syrias Homs", "in Syrias Homs", ["Syria", "Homs"]),  # a possessive that lost its apostrophe
        ("the two Syrias", "in Syrias Homs", ["Syria", "Homs"]),
    ],
)
def test_a_stretch_seen_before_is_read_by_what_surrounds_it_now(known: str, text: str, names: list[str]) -> None:
    found(known)
    assert found(text) == names


PIECES = [
    "Kharkiv",
    "New York",
    "U.S.",
    "Syrias",
    "Russian",
    "al-",
    "of the",
    "the",
    "Gen.",
    "$",
    "’s",
    "-based",
    "and",
]
PIECES += ["W. Va.", "Kan.", "Of", "J.", "nuclear plant", ". ", ", ", "\n", " ", " ", " ", "(", "“", "- ", "said", "é"]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=6))
@settings(max_examples=200, deadline=None)
def test_what_is_remembered_changes_nothing(texts: list[str]) -> None:
    warm = Finder(built_in())
    for text in texts:
        read = [(base, [word.moved(base) for word in one.words]) for base, one in warm.stretches(text)]
        anew = [(base, [word.moved(base) for word in one.words]) for base, one in Finder(built_in()).stretches(text)]
        assert read == anew
        for base, words in read:
            assert all(base <= word.start < word.end and word.text == text[word.start : word.end] for word in words)
    spots = [spot for text in texts for spot in find_spots(text, built_in())[1]]
    names = [name for text in texts for _, _, name, _ in look_up(text, built_in())]
    assert [spot.name for spot in spots] == names
