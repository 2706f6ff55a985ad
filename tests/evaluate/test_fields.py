"""Each field of a claim has its judge; rows are annotation, record, verdict, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fogline.evaluate.fields import distance_km, judge_claim, names_any, same_word
from fogline.evaluate.gold import GoldClaim, GoldPlace, GoldQuantity, GoldSpeaker, GoldTime

PUBLISHED = date(2023, 5, 13)
MAYOR = GoldSpeaker(("Orlova", "mayor"), narrator=False)
NARRATOR = GoldSpeaker((), narrator=True)
EITHER = GoldSpeaker(("mayor", "narrator"), narrator=True)
BAKHMUT = GoldPlace("Bakhmut", 48.595, 38.0, 15)
SOLEDAR = GoldPlace("Soledar", 48.68, 38.09, 5)
FRIDAY = GoldTime(date(2023, 5, 12), date(2023, 5, 12))
SINCE_APRIL = GoldTime(date(2023, 4, 1), date(2023, 5, 13), slack_days=2)
DEAD = GoldQuantity(("killed", "casualties"), best=13)


def verdict(field: str, gold: dict[str, Any], record: dict[str, Any]) -> bool | None:
    claim = GoldClaim(0, 1, ("capture",), **gold)
    return judge_claim(claim, record, PUBLISHED)[field]


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        ("russia", "russian", True, "an ending more"),
        ("official", "officials", True, "plural"),
        ("uk", "uk", True, "short words must be equal"),
        ("uk", "ukraine", False, "a short word is no stem"),
        ("kyiv", "kyivs", True, "four letters are a stem"),
        ("army", "arms", False, "the fourth letter differs"),
        ("governor", "government", False, "the shorter one must be there but for its last letter"),
        ("luhansk", "luhanske", True, "a name with an ending"),
    ],
)
def test_same_word(one: str, other: str, same: bool, why: str) -> None:
    assert same_word(one, other) is same_word(other, one) is same, why


@pytest.mark.parametrize(
    ("wanted", "texts", "named", "why"),
    [
        (["defence ministry"], ["Russia's Defence Ministry"], True, "a phrase, whatever its case"),
        (["defence ministry"], ["ministry of defence"], False, "the order counts"),
        (["Orbán"], ["Viktor Orban"], True, "accents do not"),
        (["mayor"], [None, "the city's mayors"], True, "any of the texts, endings apart"),
        (["mayor Orlova"], ["the mayor", "Orlova"], True, "texts are read as one"),
        (["—"], ["—"], False, "no word at all names nobody"),
        ([], ["mayor"], False, "nobody wanted"),
    ],
)
def test_names_any(wanted: list[str], texts: list[str | None], named: bool, why: str) -> None:
    assert names_any(wanted, texts) is named, why


def test_distance() -> None:
    assert distance_km(50.45, 30.523, 49.84, 24.03) == pytest.approx(468, abs=2), "Kyiv to Lviv"
    assert distance_km(1, 2, 1, 2) == 0


@pytest.mark.parametrize(
    ("field", "gold", "record", "right", "why"),
    [
        ("speaker", {}, {"speaker": {"name": "Orlova"}}, None, "the annotation is silent"),
        ("speaker", {"speaker": MAYOR}, {"speaker": {"text": "she", "name": "V. Orlova"}}, True, "by name"),
        ("speaker", {"speaker": MAYOR}, {"speaker": {"text": "she", "role": "mayor of X"}}, True, "by role"),
        ("speaker", {"speaker": MAYOR}, {"speaker": {"name": "Petrenko"}}, False, "somebody else"),
        ("speaker", {"speaker": MAYOR}, {"speaker": None}, False, "not the outlet"),
        ("speaker", {"speaker": NARRATOR}, {}, True, "nobody is the outlet"),
        ("speaker", {"speaker": NARRATOR}, {"speaker": {"name": "the narrator"}}, False, "somebody is not"),
        ("speaker", {"speaker": EITHER}, {}, True, "both are fair"),
        ("speaker", {"speaker": EITHER}, {"speaker": {"text": "The mayor"}}, True, "both are fair"),
        ("speaker_party", {}, {"speaker": {"party": "ukraine"}}, None, "the annotation is silent"),
        ("speaker_party", {"speaker_parties": (None,)}, {"speaker": {"party": "ukraine"}}, False, "must be none"),
        ("speaker_party", {"speaker_parties": (None,)}, {}, True, "no speaker has no party"),
        ("agent_party", {"agent_parties": ("russia", None)}, {"agent": {"party": "russia"}}, True, "one of two"),
        ("patient_party", {"patient_parties": ("russia",)}, {"patient": None}, False, "nobody there"),
        ("agent", {"agents": ("troops",)}, {"agent": {"text": "our troops", "name": "army"}}, True, "by its text"),
        ("agent", {"agents": ("troops",)}, {"agent": {"text": "they", "role": "troops"}}, False, "roles do not count"),
        ("agent", {"agents": ("troops",)}, {}, False, "left out"),
        ("patient", {}, {"patient": {"text": "anybody"}}, None, "the annotation is silent"),
        ("place", {}, {"place": {"latitude": 0, "longitude": 0}}, None, "the annotation is silent"),
        ("place", {"places": (BAKHMUT,)}, {"place": {"latitude": 48.6, "longitude": 38.1}}, True, "7 km off"),
        ("place", {"places": (BAKHMUT,)}, {"place": {"latitude": 48.8, "longitude": 38.1}}, False, "24 km off"),
        ("place", {"places": (BAKHMUT, SOLEDAR)}, {"place": {"latitude": 48.7, "longitude": 38.1}}, True, "the other"),
        ("place", {"places": (BAKHMUT,)}, {"place": {"latitude": None, "name": "Bakhmut"}}, False, "not on the map"),
        ("place", {"places": (BAKHMUT,)}, {"place": None}, False, "left out"),
        ("place", {"places": ()}, {"place": None}, True, "there is none"),
        ("place", {"places": ()}, {"place": {"latitude": None, "name": "X"}}, False, "there is none"),
        ("time", {}, {"time": {"start": "2023-05-12"}}, None, "the annotation is silent"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": "2023-05-12", "end": "2023-05-12"}}, True, "that day"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": "2023-05-12T18:00", "end": "2023-05-12"}}, True, "an hour"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": "2023-05-12", "end": "2023-05-13"}}, False, "a day longer"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": "2023-05-12", "end": None}}, False, "may not be open"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": "2023-05", "end": "2023-05-12"}}, False, "no day"),
        ("time", {"times": (FRIDAY,)}, {"time": {"start": None, "end": None}}, False, "no end is known"),
        ("time", {"times": (FRIDAY,)}, {"time": None}, False, "left out"),
        ("time", {"times": (SINCE_APRIL,)}, {"time": {"start": "2023-04-03", "end": None}}, True, "still going on"),
        ("time", {"times": (SINCE_APRIL,)}, {"time": {"start": "2023-04-04", "end": None}}, False, "beyond slack"),
        ("time", {"times": ()}, {"time": None}, True, "there is none"),
        ("time", {"times": ()}, {"time": {"start": "2023-05-12"}}, False, "there is none"),
        ("quantities", {}, {"quantities": [{"measure": "killed"}]}, None, "the annotation is silent"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": [{"measure": "killed", "best": 13}]}, True, "it"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": [{"measure": "wounded", "best": 13}]}, False, "measure"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": [{"measure": "killed", "low": 13}]}, False, "bound"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": [{"measure": "killed", "best": 13.06}]}, True, "0.5 %"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": [{"measure": "killed", "best": 13.1}]}, False, "more"),
        ("quantities", {"quantities": (DEAD,)}, {"quantities": None}, False, "left out"),
        ("modality", {"modalities": ("occurred", "ongoing")}, {"modality": "ongoing"}, True, "one of two"),
        ("modality", {"modalities": ("occurred",)}, {}, False, "left out"),
        ("polarity", {"polarities": ("denied",)}, {"polarity": "affirmed"}, False, "the other"),
        ("certainty", {}, {"certainty": "hedged"}, None, "the annotation is silent"),
        ("verification", {"verifications": (None, "verified")}, {"verification": None}, True, "null is one of two"),
    ],
)
def test_judges(field: str, gold: dict[str, Any], record: dict[str, Any], right: bool | None, why: str) -> None:
    assert verdict(field, gold, record) is right, why


def test_all_figures_must_be_there_and_more_do_no_harm() -> None:
    both = {"quantities": (DEAD, GoldQuantity(("wounded",), low=4))}
    dead, hurt = {"measure": "killed", "best": 13}, {"measure": "wounded", "low": 4}
    assert verdict("quantities", both, {"quantities": [dead]}) is False
    assert verdict("quantities", both, {"quantities": [hurt, {"measure": "tanks", "best": 1}, dead]}) is True
