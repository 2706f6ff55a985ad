"""Claims to events: what is joined, who counts, what the event's status and figures are."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from fogline.events.build import events_of
from fogline.events.cluster import Constraints, clusters
from fogline.matching.told import Told
from fogline.model.mention import Speaker
from tests.matching.claims import count, role, told_of

LEAGUE = role("League troops", "league")


def origin_of(one: Told) -> frozenset[str]:
    """Documents are origins of their own, but for copies: those whose id begins alike."""
    return frozenset({one.claim.document_id.split("-")[0]})


def all_of(*rows: dict[str, Any]) -> list[Told]:
    """Claims a, b, c …, each in a document of its own."""
    return [told_of(**{"claim_id": "abcdef"[n], "document_id": f"d{n}", **row}) for n, row in enumerate(rows)]


def groups(claims: list[Told], constraints: Constraints | None = None) -> list[str]:
    made = events_of(claims, origin_of, constraints or Constraints())
    return ["".join(event.claims) for event in made]


def test_two_towns_are_two_events_though_a_vague_report_could_be_of_either() -> None:
    town, other, vague = all_of({}, {"at": "Weir"}, {"at": "North", "quantities": ()})
    assert groups([town, other, vague]) in (["a", "b", "c"], ["ac", "b"], ["a", "bc"])


def test_the_order_of_claims_changes_nothing() -> None:
    claims = all_of({}, {"on": None}, {"at": "Mill End"}, {"at": "Weir"}, {"event_type": "casualties"})
    expected = groups(claims)
    assert all(groups(list(order)) == expected for order in permutations(claims))


def test_claims_that_exclude_each_other_are_never_joined_through_a_third() -> None:
    hospital, bridge = {"patient": role("a hospital")}, {"patient": role("the bridge")}
    for made in groups(all_of(hospital, bridge, {})), groups(all_of({}, hospital, bridge)):
        assert len(made) == 2


def test_people_decide_before_scores() -> None:
    claims = all_of({}, {}, {"at": "Weir"})
    assert groups(claims) == ["ab", "c"]
    assert groups(claims, Constraints(apart={("a", "b"): "r"})) == ["a", "b", "c"]
    assert groups(claims, Constraints(together={("a", "c"): "r"}))[0] in ("ac", "abc")


def test_a_match_with_a_claim_that_is_gone_joins_nothing() -> None:
    claims = all_of({}, {})
    assert clusters(claims, {("a", "gone"): 4.0, ("a", "b"): 3.0}) == [["a", "b"]]


TROOPS = role("Crown troops", "crown")
STATUS: list[tuple[str, list[dict[str, Any]], str, int]] = [
    ("one outlet", [{}], "single_source", 1),
    ("two outlets", [{}, {}], "corroborated", 2),
    ("an outlet and its copy", [{"document_id": "d-1"}, {"document_id": "d-2"}], "single_source", 1),
    ("one speaker in two outlets", [{"says": "crown"}, {"says": "crown"}], "single_source", 1),
    ("two sides", [{"says": "crown"}, {"says": "league"}], "cross_party", 2),
    (
        "a side against its own interest",
        [{"says": "crown", "against_interest": True}],
        "cross_party",
        1,
    ),
    (
        "one denies it: whether that contests it, its words must tell",
        [
            {"says": "crown", "agent": role("Crown troops", "crown")},
            {"says": "league", "agent": role("Crown troops", "crown"), "polarity": "denied"},
        ],
        "single_source",
        1,
    ),
    (
        "who did what is denied is not told",
        [{"says": "crown"}, {"says": "league", "polarity": "denied"}],
        "single_source",
        1,
    ),
    ("an outlet's own no is of something else", [{}, {"polarity": "denied"}], "single_source", 1),
    (
        "one speaker tells what did and what did not happen",
        [{"says": "crown"}, {"says": "crown", "polarity": "denied"}],
        "single_source",
        1,
    ),
    ("only denials", [{"says": "league", "polarity": "denied"}], "single_source", 1),
    ("an outlet checked it", [{"verification": "verified"}, {}], "verified", 2),
    ("what could not be checked", [{"verification": "unverified"}], "single_source", 1),
    (
        "residents in two reports are other residents",
        [
            {"speaker": Speaker("residents", "residents", None, "witness")},
            {"speaker": Speaker("residents", "residents", None, "witness")},
        ],
        "corroborated",
        2,
    ),
]


@pytest.mark.parametrize(("why", "rows", "status", "independent"), STATUS)
def test_status(why: str, rows: list[dict[str, Any]], status: str, independent: int) -> None:
    (event,) = events_of(all_of(*rows), origin_of)
    assert (event.status, event.independent) == (status, independent), why


def test_an_event_takes_the_most_exact_place_and_day() -> None:
    (event,) = events_of(all_of({}, {"on": None}, {"at": "Mill End"}, {}), origin_of)
    assert event.place is not None
    assert event.place.name == "Northford"
    assert event.start == event.end
    assert event.start is not None
    assert event.start.day == 2


def test_the_figure_most_voices_give_leads_and_none_does_where_two_are_even() -> None:
    three = all_of({"quantities": (count(12),)}, {"quantities": (count(12),)}, {"quantities": (count(15),)})
    (event,) = events_of(three, origin_of)
    (figure,) = event.figures
    assert (figure.low, figure.best, figure.high) == (12, 12, 15)
    assert figure.best_from == ("a", "b")
    (event,) = events_of(three[1:], origin_of)
    assert event.figures[0].best is None


def test_every_member_but_the_first_says_which_it_is_like() -> None:
    (event,) = events_of(all_of({}, {}, {"on": None}), origin_of)
    assert all(member.like is not None and member.comparisons for member in event.members)
