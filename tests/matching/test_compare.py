"""Whether two claims tell of one happening: rows of what differs from a shelling of Northford on 2 May, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fogline.matching.blocks import homes, pairs, reach
from fogline.matching.compare import compare
from fogline.matching.told import Told
from fogline.model.span import Span
from tests.matching.claims import count, days, role, told_of

CROWN, LEAGUE = role("Crown troops", "crown"), role("League troops", "league")
MAY = days(date(2031, 5, 1), date(2031, 5, 31))

SAME: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("the same town and day", {}, {}),
    ("one gives no day, and was told the day after", {}, {"on": None, "published": 3}),
    ("neither gives a day, told on one day", {"on": None}, {"on": None}),
    ("a village beside the town", {}, {"at": "Mill End"}),
    ("a town the second report leaves unresolved", {}, {"at": "Northford, unresolved"}),
    ("shells in one, an air strike in the other", {}, {"event_type": "air_strike"}),
    ("a strike and its dead", {}, {"event_type": "casualties", "quantities": (count(12),)}),
    (
        "a massacre and its dead",
        {"event_type": "abuse"},
        {"event_type": "casualties"},
    ),
    ("tolls that differ a little", {"quantities": (count(12),)}, {"quantities": (count(15),)}),
    ("a clinic is a hospital", {"patient": role("a clinic")}, {"patient": role("the maternity hospital")}),
    (
        "one names the hospital and the bridge",
        {"patient": role("a hospital and a bridge")},
        {"patient": role("a bridge")},
    ),
    ("each side blames the other", {"says": "crown", "agent": LEAGUE}, {"says": "league", "agent": CROWN}),
    ("a side blames the other, an outlet the side", {"agent": LEAGUE}, {"says": "league", "agent": CROWN}),
    ("a denial of it", {}, {"polarity": "denied"}),
    (
        "a capture, and control on the same day",
        {"event_type": "capture", "agent": LEAGUE},
        {"event_type": "control", "agent": LEAGUE},
    ),
    (
        "the enemy's capture is one's retreat",
        {"event_type": "capture", "agent": LEAGUE},
        {"event_type": "retreat", "agent": CROWN},
    ),
    (
        "two states in one round of talks",
        {"event_type": "diplomacy", "agent": role("Aland", country="AA")},
        {"event_type": "diplomacy", "agent": role("Bland", country="BB")},
    ),
]

APART: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("another town", {}, {"at": "Weir"}),
    ("a namesake in another country", {}, {"at": "Northford, elsewhere"}),
    ("another day", {}, {"on": 5}),
    ("the day before, the same kind", {"patient": role("a hospital")}, {"on": 9, "patient": role("a hospital")}),
    ("told a month before it happened", {"on": 20, "published": 21}, {"on": None, "published": 3}),
    ("neither gives a day, told two weeks apart", {"on": None}, {"on": None, "published": 20}),
    ("neither gives a day, nor has one's document one", {"on": None}, {"on": None, "published": None}),
    ("a town and its region", {"at": "North", "on": None}, {"on": None}),
    ("both in a large region, without a day", {"at": "North", "on": None}, {"at": "North", "on": None}),
    ("a month of it, and one day", {"time": MAY}, {}),
    (
        "since the war began, in two districts of a town",
        {"event_type": "clash", "time": days(date(2031, 3, 1), None)},
        {"event_type": "offensive", "at": "Mill End", "time": days(date(2031, 3, 1), None)},
    ),
    ("a town without a place told", {}, {"at": None, "on": None}),
    ("a hospital and a bridge", {"patient": role("a hospital")}, {"patient": role("the railway bridge")}),
    (
        "a tank and a plane lost",
        {"event_type": "equipment_loss", "patient": role("three tanks")},
        {"event_type": "equipment_loss", "patient": role("a warplane")},
    ),
    ("a strike, and an aid convoy", {}, {"event_type": "aid"}),
    ("done, and to come", {}, {"modality": "expected"}),
    (
        "agreed, and asked for",
        {"event_type": "diplomacy"},
        {"event_type": "diplomacy", "modality": "requested"},
    ),
    (
        "ground goes to the one, then to the other",
        {"event_type": "capture", "agent": LEAGUE},
        {"event_type": "capture", "agent": CROWN},
    ),
    (
        "the enemy's capture is not the enemy's retreat",
        {"event_type": "capture", "agent": LEAGUE},
        {"event_type": "retreat", "agent": LEAGUE},
    ),
    ("each side's own strike, told by outlets", {"agent": LEAGUE}, {"agent": CROWN}),
    (
        "people are taken, and let go",
        {"event_type": "detention"},
        {"event_type": "detention", "sub_event": "agreement"},
    ),
    (
        "two states' sanctions",
        {"event_type": "sanctions", "agent": role("Aland", country="AA")},
        {"event_type": "sanctions", "agent": role("the Union", kind="international_organisation")},
    ),
]


def two(one: dict[str, Any], other: dict[str, Any]) -> tuple[Told, Told]:
    return told_of(**one), told_of(**{"claim_id": "b", "document_id": "two", **other})


@pytest.mark.parametrize(("why", "one", "other"), SAME)
def test_one_happening(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = two(one, other)
    match = compare(first, second)
    assert match.same, (why, match)
    assert match.score == compare(second, first).score
    assert list(pairs([first, second])), f"{why}: never compared"


@pytest.mark.parametrize(("why", "one", "other"), APART)
def test_two_happenings(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = two(one, other)
    assert not compare(first, second).same, why
    assert not compare(second, first).same, why


@pytest.mark.parametrize(("why", "one", "other"), SAME)
def test_who_may_match_is_found_from_either_side(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = two(one, other)
    assert homes(first) & reach(second), why
    assert homes(second) & reach(first), why


def test_a_claim_without_a_place_lives_nowhere() -> None:
    assert not homes(told_of(at=None))
    assert not reach(told_of(at=None))


def test_one_number_of_one_day_is_found_without_a_place() -> None:
    swap: dict[str, Any] = {"at": None, "event_type": "detention", "quantities": (count(144, "captured"),)}
    first, second = two(swap, {**swap, "published": 4})
    assert homes(first) & reach(second)
    assert compare(first, second).same
    others: dict[str, dict[str, Any]] = {
        "another day": {"on": 3},
        "no day": {"on": None},
        "another number": {"quantities": (count(140, "captured"),)},
        "another measure": {"quantities": (count(144, "killed"),)},
        "a number that chance gives": {"quantities": (count(3, "captured"),)},
    }
    for why, about in others.items():
        assert not homes(first) & reach(told_of(**{**swap, **about})), why


def test_one_sentence_ties_a_happening_and_what_it_did() -> None:
    strike, dead = two({}, {"document_id": "one", "event_type": "casualties"})
    apart = replace(dead, claim=replace(dead.claim, evidence=Span(50, 60), trigger=Span(50, 60)))
    assert compare(strike, dead).score > compare(strike, apart).score


def test_every_aspect_gives_its_reason() -> None:
    match = compare(*two({}, {}))
    assert [one.aspect for one in match.comparisons] == ["type", "place", "time", "actors", "figures", "words"]
    assert all(one.reason for one in match.comparisons)
