"""A document's names choose its profile."""

from __future__ import annotations

import pytest

from fogline.profiles.choice import choose_profile
from fogline.profiles.loader import load_profile, shipped_profiles

CASES = [
    (
        "the war itself",
        "Shelling hit Kharkiv overnight, the regional governor of the Ukrainian region said.",
        "ukraine",
    ),
    ("a town of it alone", "Fighters hold the north of Chasiv Yar.", "ukraine"),
    ("a spelling of its own", "The battle for Artyomovsk goes on.", "ukraine"),
    ("another war that a party to this one fights in", "Russian jets bombed Idlib, Syrian activists said.", "generic"),
    ("Moscow and Putin in another matter", "President Putin met the Turkish president in Moscow on Syria.", "generic"),
    ("no conflict at all", "The council approved the budget for the new library on Monday.", "generic"),
    ("nothing to read", "", "generic"),
]


@pytest.mark.parametrize(("why", "text", "name"), CASES, ids=[row[0] for row in CASES])
def test_names_choose_the_profile(why: str, text: str, name: str) -> None:
    profiles = [load_profile(shipped) for shipped in shipped_profiles()]
    assert choose_profile(text, profiles).name == name, why


def test_a_passing_mention_late_in_a_long_text_does_not_choose() -> None:
    story = "Soldiers fired on a convoy near the border of Chad and villagers fled into the hills. " * 30
    profiles = [load_profile(shipped) for shipped in shipped_profiles()]
    assert choose_profile(story + "Aid agencies said grain from Ukraine was late.", profiles).name == "generic"


def test_order_does_not_matter() -> None:
    text = "Ukrainian troops left the town."
    both = [load_profile("ukraine"), load_profile("generic")]
    assert choose_profile(text, both).name == choose_profile(text, both[::-1]).name == "ukraine"


def test_one_profile_without_signals_is_the_answer() -> None:
    assert choose_profile("Ukraine", [load_profile("generic")]).name == "generic"


def test_no_profiles_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no profiles"):
        choose_profile("text", [])
