"""The page on profiles names every key, its example loads, and its refusals are what is said."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from fogline.errors import BadProfile
from fogline.profiles import form
from fogline.profiles.choice import choose_profile
from fogline.profiles.loader import load_profile

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "profiles.md").read_text(encoding="utf-8")
EXAMPLE = DOCS / "examples" / "sudan.toml"
BLOCKS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("key", sorted({*form.PROFILE, *form.PARTY, *form.ACTOR, *form.GROUP, *form.PLACE}))
def test_every_key_is_explained(key: str) -> None:
    assert re.search(rf"`\[*{key}\]*`|\[\[{key}\]\]|\[{key}\]", PAGE)


@pytest.mark.parametrize("kind", sorted(form.KINDS))
def test_every_kind_is_named(kind: str) -> None:
    assert kind in PAGE


def test_the_blocks_of_the_page_make_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "page.toml"
    path.write_text("\n".join(BLOCKS), encoding="utf-8")
    assert [party.party_id for party in load_profile(str(path)).parties] == ["army", "rsf"]


def test_the_example_is_what_the_page_shows() -> None:
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    shown = tomllib.loads(BLOCKS[0])
    assert {key: example[key] for key in shown} == shown


def test_the_example_is_chosen_for_its_war_and_knows_its_sides() -> None:
    sudan = load_profile(str(EXAMPLE))
    text = "The Rapid Support Forces shelled Zamzam camp near El Fasher, the Sudanese army said."
    assert choose_profile(text, [load_profile("generic"), load_profile("ukraine"), sudan]) is sudan
    parties = {alias: actor.party for actor in sudan.actors for alias in actor.aliases}
    assert (parties["Hemedti"], parties["Burhan"], parties["Reuters"]) == ("rsf", "army", None)
    assert sudan.places["zamzam camp"][0].country == "SD"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "t"\n[[party]]\nid = "a"\nname = "A"\ncolour = "x"\n', "unknown key 'colour' in a party"),
        ('title = "t"\ncountries = ["UK"]\n', "not an ISO 3166-1 alpha-2 country code: 'UK'"),
        ('title = "t"\nextends = "syria"\n', "extends a profile that does not ship: 'syria'"),
    ],
)
def test_refusals_read_as_the_page_says(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "war.toml"
    path.write_text(text, encoding="utf-8")
    assert message in PAGE
    with pytest.raises(BadProfile, match=re.escape(message)):
        load_profile(str(path))
