"""Place names found in text, told from other names, and resolved."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.gazetteer.frozen import built_in
from fogline.gazetteer.layered import for_profile
from fogline.language.sentences import split_sentences
from fogline.mentions.places.find import find_places
from fogline.model.mention import PlaceMention
from fogline.model.profile import Profile
from fogline.model.values import Toponym

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "places.toml").read_text(encoding="utf-8"))["case"]


def places(text: str, *, profile: Profile | None = None) -> tuple[PlaceMention, ...]:
    profile = profile or Profile("generic", "Generic")
    gazetteer = for_profile(profile, built_in())
    return find_places(text, sentences=split_sentences(text), gazetteer=gazetteer, profile=profile)


def matches(mention: PlaceMention, wanted: dict[str, Any]) -> bool:
    place = mention.place
    seen = {
        "text": mention.text,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "feature": place.feature_code,
        "use": mention.use,
        "open": not place.resolved,
        "geo_precision": place.geo_precision,
        "where_prec": place.where_prec,
    }
    return all(seen[key] == value for key, value in ({"open": False} | wanted).items())


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    profile = Profile("test", "Test", countries=tuple(case.get("profile", ())))
    found = places(case["text"], profile=profile)
    told = [(m.text, m.use, m.place.name, m.place.country, m.place.feature_code, m.reason) for m in found]
    for wanted in case.get("find", ()):
        assert any(matches(mention, wanted) for mention in found), f"{wanted} not in {told}"
    for word in case.get("absent", ()):
        assert not any(mention.text == word.strip() and mention.place.resolved for mention in found), (
            f"{word} in {told}"
        )


def test_one_name_means_one_place_throughout() -> None:
    found = places("Fire hit Tripoli. Tripoli, Libya, was dark. Nobody left Tripoli.")
    assert {m.place.country for m in found if m.text == "Tripoli"} == {"LY"}


def test_a_profile_adds_places_and_variants() -> None:
    hill = Toponym(-7, "Hill 245", 48.6, 38.1, "UA", "UA.05", "Donetsk", "T", "HLL", 0, 1.0, "profile")
    profile = Profile("test", "Test", places={"Height 245": (hill,)}, place_variants={"artyomsk": "Bakhmut"})
    found = places("They held Artyomsk in Ukraine.", profile=profile)
    assert [m.place.name for m in found if m.text == "Artyomsk"] == ["Bakhmut"]


def test_candidates_and_reasons_are_kept() -> None:
    (paris,) = places("They met in Paris.")
    assert paris.candidates[0].country == "FR"
    assert len(paris.candidates) > 1
    assert paris.reason
    assert 0 < paris.place.score < 1


def test_part_of_a_country_lies_on_its_side() -> None:
    east, west = (places(f"Shelling in {side} Ukraine.")[0].place for side in ("eastern", "western"))
    assert east.longitude is not None
    assert west.longitude is not None
    assert east.longitude > west.longitude
    assert east.geo_precision == 3


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Kyiv Moscow.,’'-\n\t In the U.S. 𝔄é🙂()St. al-"), max_size=80))
def test_spans_are_verbatim_ordered_and_apart(text: str) -> None:
    found = places(text)
    assert all(m.span.of(text) == m.text for m in found)
    assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(found))


def test_nothing_in_nothing() -> None:
    assert places("") == ()
