"""Whose side somebody is on, in wars that no profile knows."""

from __future__ import annotations

import pytest

from fogline.matching.sides import ArmedSide, opposed, side_of_agent, side_of_speaker
from fogline.matching.wholes import is_partial, is_town
from fogline.model.claim import Claim, Quantity, Role, Where
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor, ActorKind, Place


def claim(agent: Role | None = None, speaker: Speaker | None = None, country: str | None = "SD") -> Claim:
    where = Where("Nyala", Place("Nyala", 1, 12.0, 24.9, country, "South Darfur", "PPLA", 5.0, 1, 1, 0.9), None)
    return Claim("c", "d", Span(0, 4), Span(0, 4), "capture", agent=agent, speaker=speaker, place=where)


def doer(name: str, kind: ActorKind | None, country: str | None = None, text: str | None = None) -> Role:
    return Role(text or name, Actor(name, kind, country=country), None)


@pytest.mark.parametrize(
    ("why", "role", "expected"),
    [
        ("a group by its name", doer("Rapid Support Forces", "armed_group", "SD"), "Rapid Support Forces"),
        ("a name that begins small", doer("al-Shabab", "armed_group", "SO"), "al-Shabab"),
        ("rebels of the country they are told of", doer("rebels", "armed_group"), "rebels in Sudan"),
        ("fighters may be anybody's", doer("fighters", "armed_group"), None),
        ("militants may be anybody's", doer("Islamist militants", "armed_group"), None),
        ("the army of the country it is told of", doer("the army", "military"), "government of Sudan"),
        ("a state's own forces", doer("Sudanese army", "military", "SD"), "government of Sudan"),
        ("the forces of another state", doer("Turkish army", "military", "TR"), "government of Turkey"),
        ("a region's forces are nobody's here", doer("Darfuri forces", "military"), None),
        ("a group by its name, whoever backs it", doer("M23", "armed_group", text="Rwandan-backed M23"), "M23"),
        ("who is only called after a backer", doer("US-backed fighters", "armed_group"), None),
        ("backed by one, of another people", doer("US-backed Kurdish fighters", "armed_group"), None),
        ("an army of no country", doer("Army of Conquest", "military", "RU"), None),
        ("an army of its country", doer("Armed Forces of Ukraine", "military", "UA"), "government of Ukraine"),
        (
            "a people from abroad is its state",
            doer("Egypt", "government", "EG", text="Egyptian"),
            "government of Egypt",
        ),
        ("a people is no side", doer("Sudan", "government", "SD", text="Sudanese"), None),
        ("a coalition is several states", doer("US-led coalition", "military", "US"), None),
        ("an outlet is no side", doer("Daily Bugle", "media", "SD"), None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_sides_by_name(why: str, role: Role, expected: str | None) -> None:
    found = side_of_agent(claim(role))
    assert (found.name if found else None) == expected, why


def test_a_name_that_two_countries_share_is_of_the_one_it_is_told_of() -> None:
    found = side_of_agent(claim(doer("Congolese army", "military"), country="CD"))
    assert found == ArmedSide("government of Democratic Republic of the Congo", "state", "CD")


def test_whose_troops_are_ours_the_speaker_says() -> None:
    rsf = Speaker("RSF spokesman", "RSF spokesman", None, "official", organisation="Rapid Support Forces")
    assert side_of_speaker(claim(speaker=rsf)) == ArmedSide("Rapid Support Forces", "group", None)
    found = side_of_agent(claim(doer("fighters", "armed_group", text="our fighters"), rsf))
    assert found == side_of_speaker(claim(speaker=rsf))


def test_who_plainly_fights_whom() -> None:
    army, group = ArmedSide("government of Sudan", "state", "SD"), ArmedSide("Rapid Support Forces", "group", "SD")
    assert opposed(army, group)
    assert not opposed(army, ArmedSide("government of Chad", "state", "TD")), "two states may be allies"
    assert not opposed(group, ArmedSide("Janjaweed", "group", "SD")), "two groups may be allies"
    assert not opposed(army, ArmedSide("Hezbollah", "group", "LB")), "a group from abroad may be invited"
    assert not opposed(army, ArmedSide("janjaweed", "group", "SD")), "a group known to fight beside its state"
    assert opposed(ArmedSide("crown", "party"), ArmedSide("league", "party"))
    assert not opposed(ArmedSide("crown", "party"), group), "a profile's parties are of another kind"


def test_parts_and_wholes() -> None:
    third = Quantity("a third", "share", Span(0, 3), best=0.33)
    assert is_partial(Claim("c", "d", Span(0, 4), Span(0, 4), "control", quantities=(third,)), "is under our control")
    assert is_partial(claim(), "took the eastern outskirts of Nyala")
    assert not is_partial(claim(), "took the town of Nyala")
    assert is_town(Place("Nyala", feature_code="PPLA", geo_precision=1))
    assert not is_town(Place("South Darfur", feature_code="ADM1", geo_precision=3))
