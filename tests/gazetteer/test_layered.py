"""Layers: a profile's places come first, and its variants lead to known names."""

from __future__ import annotations

from fogline.gazetteer.frozen import built_in
from fogline.gazetteer.layered import for_profile
from fogline.model.profile import Profile
from fogline.model.values import Toponym

HILL = Toponym(-77, "Hill 245", 48.6, 38.1, "UA", "UA.05", "Donetsk", "T", "HLL", 0, 1.0, "profile")


def test_profile_places_and_variants() -> None:
    profile = Profile(
        "test", "Test", places={"Hill 245": (HILL,)}, place_variants={"artyomsk": "Bakhmut", "fort of rooks": "Bakhmut"}
    )
    gazetteer = for_profile(profile, built_in())
    assert gazetteer.opens("Hill"), "a place of its own"
    assert gazetteer.opens("Fort of"), "a variant"
    assert gazetteer.opens("Khan"), "a place of the layer beneath"
    assert not gazetteer.opens("Fort of rooks")
    assert gazetteer.candidates("Hill 245")[0] == HILL
    assert gazetteer.candidates("Artyomsk")[0].name == "Bakhmut"
    assert gazetteer.get(-77) == HILL


def test_a_plain_profile_adds_no_layer() -> None:
    gazetteer = built_in()
    assert for_profile(Profile("test", "Test"), gazetteer) is gazetteer
