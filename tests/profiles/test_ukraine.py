"""The profile of the war in Ukraine knows its people, bodies and places under their many spellings."""

from __future__ import annotations

import pytest

from fogline.model.profile import KnownActor
from fogline.profiles.loader import load_profile


def by_alias() -> dict[str, KnownActor]:
    return {alias: actor for actor in load_profile("ukraine").actors for alias in actor.aliases}


@pytest.mark.parametrize(
    ("aliases", "party"),
    [
        (("Zelensky", "Zelenskyy", "Zelenskiy"), "ukraine"),
        (("Serhiy Gaidai", "Serhii Haidai", "Sergei Hayday"), "ukraine"),
        (("Zaluzhny", "Zaluzhniy"), "ukraine"),
        (("Hanna Malyar", "Hanna Maliar"), "ukraine"),
        (("SBU", "Security Service of Ukraine"), "ukraine"),
        (("Azov", "Azov Battalion"), "ukraine"),
        (("Kyrylo Budanov",), "ukraine"),
        (("Putin",), "russia"),
        (("Yevgeny Prigozhin", "Evgeny Prigozhin"), "russia"),
        (("Wagner", "Wagner Group"), "russia"),
        (("Denis Pushilin",), "russia"),
        (("Vladimir Saldo",), "russia"),
        (("TASS", "Tass"), "russia"),
        (("Rybar",), "russia"),
        (("Institute for the Study of War", "ISW"), None),
        (("Reuters",), None),
        (("United Nations", "UN"), None),
    ],
)
def test_spellings_lead_to_one_actor_and_its_side(aliases: tuple[str, ...], party: str | None) -> None:
    known = by_alias()
    assert len({known[alias].name for alias in aliases}) == 1
    assert {known[alias].party for alias in aliases} == {party}


@pytest.mark.parametrize(
    ("variant", "name"),
    [
        ("kiev", "Kyiv"),
        ("severodonetsk", "Sievierodonetsk"),
        ("artyomovsk", "Bakhmut"),
        ("сєвєродонецьк", "Sievierodonetsk"),
    ],
)
def test_variants_lead_to_the_gazetteers_name(variant: str, name: str) -> None:
    assert load_profile("ukraine").place_variants[variant] == name


@pytest.mark.parametrize(
    "name",
    ["siverskyi donets", "azovstal", "snake island", "robotyne", "donbas", "t1302", "zaporizhzhia nuclear power plant"],
)
def test_places_that_are_no_towns_are_there(name: str) -> None:
    assert load_profile("ukraine").places[name]


def test_every_extra_place_of_ukraine_lies_near_it() -> None:
    for places in load_profile("ukraine").places.values():
        for place in places:
            if place.country == "UA":
                assert 44 < place.latitude < 52.5 and 22 < place.longitude < 40.5, place.name


def test_enemies_are_each_others() -> None:
    profile = load_profile("ukraine")
    assert profile.enemies_of("ukraine") == ("russia",)
    assert profile.party_of_country("RU") == "russia"
    assert profile.party_of_country("BY") is None
