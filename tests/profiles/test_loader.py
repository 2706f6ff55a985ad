"""Profiles load with every name they give, and a file that breaks the form is refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.errors import BadProfile
from fogline.profiles.loader import load_profile, shipped_profiles

MINIMAL = 'title = "A war"\n'


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "war.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_two_profiles_ship() -> None:
    assert shipped_profiles() == ("generic", "ukraine")


@pytest.mark.parametrize("name", ["generic", "ukraine"])
def test_shipped_profiles_load(name: str) -> None:
    profile = load_profile(name)
    assert profile.name == name
    assert len(profile.actors) > 200


def test_generic_has_no_sides() -> None:
    generic = load_profile("generic")
    assert generic.parties == ()
    assert {actor.party for actor in generic.actors} == {None}


def test_a_minimal_profile_is_enough(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, MINIMAL))
    assert (profile.name, profile.title, profile.version) == ("war", "A war", "1")


def test_given_names_and_surnames_make_every_spelling(tmp_path: Path) -> None:
    text = MINIMAL + '[[actor]]\ngiven = ["Ada", "Adah"]\nsurname = ["Marsh", "Marche"]\nkind = "official"\n'
    (actor,) = load_profile(written(tmp_path, text)).actors
    assert actor.name == "Ada Marsh"
    assert set(actor.aliases) == {"Ada Marsh", "Adah Marsh", "Ada Marche", "Adah Marche", "Marsh", "Marche"}
    assert actor.person


def test_a_common_surname_does_not_count_alone(tmp_path: Path) -> None:
    text = MINIMAL + '[[actor]]\ngiven = ["Ada"]\nsurname = ["Marsh"]\nbare = false\n'
    (actor,) = load_profile(written(tmp_path, text)).actors
    assert actor.aliases == ("Ada Marsh",)


def test_members_of_a_group_share_its_keys_and_overrule_them(tmp_path: Path) -> None:
    text = (
        MINIMAL
        + '[[party]]\nid = "blues"\nname = "Blues"\n[[group]]\nkind = "military"\nparty = "blues"\n'
        + 'members = [{ name = "Falcon Brigade" }, { name = "Radio Blue", kind = "media" }]\n'
    )
    brigade, radio = load_profile(written(tmp_path, text)).actors
    assert (brigade.kind, brigade.party) == ("military", "blues")
    assert (radio.kind, radio.party) == ("media", "blues")


def test_an_extending_profile_knows_the_base_and_overrules_it(tmp_path: Path) -> None:
    text = (
        'title = "A war"\nextends = "generic"\n[[party]]\nid = "reds"\nname = "Reds"\ncountries = ["RU"]\n'
        '[[actor]]\nname = "Reuters"\nkind = "public"\n'
    )
    profile = load_profile(written(tmp_path, text))
    by_alias = {alias: actor for actor in profile.actors for alias in actor.aliases}
    assert by_alias["Reuters"].kind == "public"
    assert by_alias["Lavrov"].party == "reds"
    assert by_alias["UNICEF"].party is None


def test_places_stand_under_every_name(tmp_path: Path) -> None:
    text = (
        MINIMAL + '[[place]]\nname = "Mill Dam"\naliases = ["Old Dam"]\nlatitude = 1.5\nlongitude = -2\n'
        'country = "GH"\nfeature_code = "DAM"\n'
    )
    profile = load_profile(written(tmp_path, text))
    (main,), (other,) = profile.places["mill dam"], profile.places["old dam"]
    assert (main.name, main.primary, other.name, other.primary) == ("Mill Dam", True, "Mill Dam", False)
    assert main.toponym_id < 0 and main.toponym_id == other.toponym_id
    assert (main.feature_class, main.radius_km) == ("S", 2)


REFUSED = [
    ("broken TOML", MINIMAL + "[[party]\n", 2, "not TOML"),
    ("an empty file has no title", "", 1, "a profile needs 'title'"),
    ("a key nobody knows", MINIMAL + 'colour = "red"\n', 2, "unknown key 'colour'"),
    (
        "a key nobody knows, in a party",
        MINIMAL + '[[party]]\nid = "a"\nname = "A"\nflag = "x"\n',
        5,
        "unknown key 'flag'",
    ),
    ("a string where a list belongs", MINIMAL + 'countries = "UA"\n', 2, "'countries' must be a list of strings"),
    (
        "a number written as text",
        MINIMAL + '[[place]]\nname = "P"\nlatitude = "1"\nlongitude = 2\n',
        4,
        "must be a number",
    ),
    ("a list with an empty string", MINIMAL + 'signals = ["x", " "]\n', 2, "must be a list of strings"),
    ("no coordinates", MINIMAL + '[[place]]\nname = "P"\nfeature_code = "PPL"\n', 3, "a place needs 'latitude'"),
    ("an actor nobody can name", MINIMAL + '[[actor]]\nkind = "media"\n', 2, "an actor needs 'name'"),
    (
        "an undeclared party",
        MINIMAL + '[[actor]]\nname = "N"\nparty = "reds"\n',
        4,
        "unknown party 'reds'; declared: none",
    ),
    (
        "one alias for two",
        MINIMAL + '[[actor]]\nname = "A"\naliases = ["Falcon"]\n[[actor]]\nname = "B"\naliases = ["falcon"]\n',
        7,
        "alias 'falcon' of 'B' already names 'A'",
    ),
    (
        "one description for two",
        MINIMAL
        + '[[party]]\nid = "a"\nname = "A"\ndescriptions = ["rebels"]\n'
        + '[[party]]\nid = "b"\nname = "B"\ndescriptions = ["rebels"]\n',
        9,
        "'rebels' describes two parties",
    ),
    ("a kind nobody knows", MINIMAL + '[[actor]]\nname = "N"\nkind = "wizard"\n', 4, "unknown kind 'wizard'"),
    (
        "a wrong kind in a group's member",
        MINIMAL + '[[group]]\nkind = "media"\nmembers = [\n  { name = "A" },\n  { name = "B", kind = "wizard" },\n]\n',
        6,
        "unknown kind 'wizard'",
    ),
    ("UK is no code", MINIMAL + 'countries = ["UK"]\n', 2, "country code: 'UK'"),
    ("nor in an actor", MINIMAL + '[[actor]]\nname = "N"\ncountry = "EU"\n', 4, "country code: 'EU'"),
    (
        "north of the pole",
        MINIMAL + '[[place]]\nname = "P"\nlatitude = 90.1\nlongitude = 0\nfeature_code = "PPL"\n',
        4,
        "latitude out of range",
    ),
    (
        "beyond the date line",
        MINIMAL + '[[place]]\nname = "P"\nlatitude = 0\nlongitude = -181\nfeature_code = "PPL"\n',
        5,
        "longitude out of range",
    ),
    (
        "a feature nobody codes",
        MINIMAL + '[[place]]\nname = "P"\nlatitude = 0\nlongitude = 0\nfeature_code = "TOWN"\n',
        6,
        "unknown feature code 'TOWN'",
    ),
    ("an undeclared enemy", MINIMAL + '[enemies]\nreds = ["blues"]\n', 3, "unknown party 'reds'"),
    ("a base that does not ship", MINIMAL + 'extends = "syria"\n', 2, "does not ship: 'syria'"),
]


@pytest.mark.parametrize(("why", "text", "line", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_broken_profile_is_refused_by_line(tmp_path: Path, why: str, text: str, line: int, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadProfile) as refused:
        load_profile(path)
    assert str(refused.value).startswith(f"{path}:{line}: "), why
    assert reason in str(refused.value)


def test_a_name_that_does_not_ship_says_which_do() -> None:
    with pytest.raises(BadProfile, match="generic, ukraine"):
        load_profile("atlantis")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadProfile, match="cannot be read"):
        load_profile(str(tmp_path / "none.toml"))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "war.toml"
    path.write_bytes(b"title = \xff")
    with pytest.raises(BadProfile, match="cannot be read"):
        load_profile(str(path))
