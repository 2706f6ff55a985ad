"""The codebook holds the whole vocabulary, and nothing that contradicts itself."""

from __future__ import annotations

import pytest

from fogline.codebook.loader import AcledCode, codebook
from fogline.codebook.sub_events import sub_event_of, sub_event_rules
from fogline.model.claim import Role, Where
from fogline.model.values import Actor, Place
from tests.factories import a_claim

TYPES = (
    "capture control advance retreat hold siege offensive clash shelling air_strike explosion attack equipment_loss "
    "casualties displacement abuse detention damage arms_transfer aid deployment diplomacy sanctions annexation "
    "information_operation protest"
)
MEASURES = (
    "killed wounded casualties missing captured evacuated displaced trapped present munitions strikes equipment "
    "area_km2 distance_km buildings buildings_share share bridges settlements targets cases money troops people"
)


def test_all_types_and_measures_are_there_in_order() -> None:
    assert list(codebook().event_types) == TYPES.split()
    assert list(codebook().measures) == MEASURES.split()


def test_a_state_has_no_event_code() -> None:
    control = codebook().event_types["control"]
    assert control.acled is None
    assert control.plover is None


def test_an_unknown_alternative_falls_back_on_the_default() -> None:
    attack = codebook().event_types["attack"]
    assert attack.acled_for("civilians") == AcledCode("Violence against civilians", "Attack")
    assert attack.acled_for("no such key") == AcledCode("Battles", "Armed clash")


@pytest.mark.parametrize(
    ("agent", "country", "expected", "why"),
    [
        (Actor("the army", "military", country="XX"), "XX", "government", "a state retakes its own town"),
        (Actor("the army", "military", country="YY"), "XX", None, "a foreign army overtakes, in ACLED's words"),
        (Actor("rebels", "armed_group", country="XX"), "XX", None, "rebels are no government"),
        (Actor("the army", "military"), "XX", None, "whose army is not known, so nothing is claimed"),
    ],
)
def test_who_captures_decides_the_sub_event(agent: Actor, country: str, expected: str | None, why: str) -> None:
    claim = a_claim(agent=Role("them", agent, None), place=Where("there", Place("Northford", country=country), None))
    assert sub_event_of(claim) == expected, why


def test_what_extraction_settled_stands() -> None:
    assert sub_event_of(a_claim(sub_event="unopposed")) == "unopposed"


def test_an_attack_on_civilians_is_violence_against_civilians() -> None:
    civilians = Role("villagers", Actor("villagers", "public"), None)
    assert sub_event_of(a_claim(event_type="attack", patient=civilians)) == "civilians"


@pytest.mark.parametrize("event_type", sub_event_rules())
def test_words_call_for_alternatives_that_the_type_has(event_type: str) -> None:
    kind = codebook().event_types[event_type]
    wanted = {rule.key for rule in sub_event_rules()[event_type]}
    assert wanted <= kind.sub_events.keys() | kind.plover_by.keys()


def test_the_sub_events_are_acleds_own() -> None:
    codes = {
        code for kind in codebook().event_types.values() for code in (kind.acled, *kind.sub_events.values()) if code
    }
    assert {code.sub_event_type: code.event_type for code in codes}.items() <= ACLED.items()


ACLED = {
    name: event_type
    for event_type, names in {
        "Battles": ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
        "Protests": ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
        "Riots": ("Violent demonstration", "Mob violence"),
        "Explosions/Remote violence": (
            "Chemical weapon",
            "Air/drone strike",
            "Suicide bomb",
            "Shelling/artillery/missile attack",
            "Remote explosive/landmine/IED",
            "Grenade",
        ),
        "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
        "Strategic developments": (
            "Agreement",
            "Arrests",
            "Change to group/activity",
            "Disrupted weapons use",
            "Headquarters or base established",
            "Looting/property destruction",
            "Non-violent transfer of territory",
            "Other",
        ),
    }.items()
    for name in names
}
"""The 25 sub-event types of ACLED's codebook, with their event types."""
