"""Which accounts disagree: rows of claims in one event, or at one place, and the kinds found among them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fogline.disagreements.find import across, within
from fogline.events.build import events_of
from fogline.matching.told import Told
from fogline.model.claim import Cue, Quantity, Role, Where
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor
from tests.factories import a_document
from tests.matching.claims import PLACES, count, day, role, told_of

CROWN, LEAGUE = role("Crown troops", "crown"), role("League troops", "league")
OUTRIGHT = (Cue("polarity", "denied", Span(0, 2)),)
NOT = Cue("polarity", "not", Span(3, 5))
MAYOR, DOCTOR = (Speaker(name, name, None, "official") for name in ("Ada Marsh", "Bo Reed"))
CLERK, GUARD = (Speaker(name, name, None, "official", party="crown") for name in ("Cy Dale", "Di Holt"))


def killed(best: float, **fields: Any) -> dict[str, Any]:
    return {"event_type": "casualties", "quantities": (count(best, **fields),)}


def scores() -> dict[str, Any]:
    return {"event_type": "casualties", "quantities": (Quantity("scores", "killed", Span(0, 2), low=60),)}


def says(party: str, **about: Any) -> dict[str, Any]:
    return {"says": party, **about}


WITHIN: list[tuple[str, list[dict[str, Any]], list[str]]] = [
    ("two voices agree", [says("crown"), says("league")], []),
    (
        "the other side says no",
        [says("crown", agent=LEAGUE), says("league", agent=LEAGUE, polarity="denied")],
        ["denial"],
    ),
    ("the other side says no to we do not know what", [says("crown"), says("league", polarity="denied")], []),
    (
        "it is denied that another did it",
        [says("crown", agent=LEAGUE), says("league", agent=CROWN, polarity="denied", cues=OUTRIGHT)],
        [],
    ),
    (
        "no place and no doer in what is denied: it may be of anything",
        [says("crown", place=Where("it", PLACES["Northford"], None)), says("league", polarity="denied", cues=OUTRIGHT)],
        [],
    ),
    (
        "who dismisses that they did not do it denies nothing",
        [says("crown"), {"speaker": MAYOR, "polarity": "denied", "cues": (*OUTRIGHT, NOT)}],
        [],
    ),
    ("an outlet's plain no is of something else", [says("crown"), {"polarity": "denied"}], []),
    (
        "somebody without a side denies it outright",
        [says("crown"), {"speaker": MAYOR, "polarity": "denied", "cues": OUTRIGHT}],
        ["denial"],
    ),
    (
        "one side contradicts itself",
        [{"speaker": CLERK}, {"speaker": GUARD, "polarity": "denied", "cues": OUTRIGHT}],
        ["denial", "same_party"],
    ),
    ("a denial weeks later", [says("crown"), says("league", polarity="denied", published=25)], []),
    ("a denial of what is to come", [says("crown"), says("league", polarity="denied", modality="expected")], []),
    ("tolls apart at one time", [{"speaker": MAYOR, **killed(12)}, {"speaker": DOCTOR, **killed(20)}], ["figure"]),
    (
        "tolls of no place that is named",
        [
            {"speaker": MAYOR, **killed(12), "place": Where("it", PLACES["Northford"], None)},
            {"speaker": DOCTOR, **killed(20)},
        ],
        [],
    ),
    (
        "tolls in words that share nothing",
        [{"speaker": MAYOR, **killed(12)}, {"speaker": DOCTOR, **killed(20), "words": "Northford: bus crash dead"}],
        [],
    ),
    ("tolls that nearly agree", [{"speaker": MAYOR, **killed(50)}, {"speaker": DOCTOR, **killed(52)}], []),
    (
        "a toll that rises over days",
        [{"speaker": MAYOR, **killed(12)}, {"speaker": DOCTOR, **killed(20), "published": 7}],
        [],
    ),
    (
        "a toll that falls over days",
        [{"speaker": MAYOR, **killed(20)}, {"speaker": DOCTOR, **killed(12), "published": 7}],
        ["figure"],
    ),
    (
        "soldiers and children are counted apart",
        [{"speaker": MAYOR, **killed(20, of="soldiers")}, {"speaker": DOCTOR, **killed(12, of="children")}],
        [],
    ),
    ("scores, which nobody counted", [{"speaker": MAYOR, **killed(25)}, {"speaker": DOCTOR, **scores()}], []),
    (
        "soldiers of one report, people of the other",
        [{"speaker": MAYOR, **killed(8, of="people")}, {"speaker": DOCTOR, **killed(20, of="soldiers")}],
        [],
    ),
    (
        "who rejects a deal disputes no account of it",
        [says("crown", event_type="diplomacy"), says("league", event_type="diplomacy", polarity="denied")],
        [],
    ),
    (
        "so far apart that they do not count one thing",
        [{"speaker": MAYOR, **killed(400)}, {"speaker": DOCTOR, **killed(4)}],
        [],
    ),
    (
        "two sides of one side's dead, however far apart",
        [says("crown", **killed(400, of="League men")), says("league", **killed(4, of="League men"))],
        ["figure"],
    ),
    (
        "one speaker changes the number",
        [{"speaker": MAYOR, **killed(12)}, {"speaker": MAYOR, **killed(20), "published": 5}],
        ["revision"],
    ),
    (
        "one speaker repeats it",
        [{"speaker": MAYOR, **killed(12)}, {"speaker": MAYOR, **killed(12), "published": 5}],
        [],
    ),
    (
        "a flight to one, a regrouping to the other",
        [
            says("crown", event_type="retreat", agent=CROWN, words="our troops are regrouping"),
            says("league", event_type="retreat", agent=CROWN, words="they fled in panic"),
        ],
        ["framing"],
    ),
    (
        "both say regrouping",
        [
            says("crown", event_type="retreat", agent=CROWN, words="our troops are regrouping"),
            says("league", event_type="retreat", agent=CROWN, words="they say they regroup"),
        ],
        [],
    ),
    (
        "an outlet's hard words are its style",
        [
            says("crown", event_type="retreat", agent=CROWN, words="our troops are regrouping"),
            {"event_type": "retreat", "agent": CROWN, "words": "Crown troops fled"},
        ],
        [],
    ),
]


def scene(rows: list[dict[str, Any]]) -> tuple[dict[str, Told], dict[str, Any]]:
    """Claims a, b … with their documents, each of the words given."""
    claims, documents = {}, {}
    for number, row in enumerate(rows):
        fields = {"claim_id": "abcdef"[number], "document_id": f"d{number}", **row}
        words = fields.pop("words", "Northford was shelled on Friday")
        one = told_of(**fields)
        claims[one.claim.claim_id] = replace(one, claim=replace(one.claim, evidence=Span(0, len(words))))
        document = a_document(words, outlet=f"Paper {number}", published=one.published, name=f"{number}")
        documents[one.claim.document_id] = document
    return claims, documents


@pytest.mark.parametrize(("why", "rows", "expected"), WITHIN)
def test_within_events(why: str, rows: list[dict[str, Any]], expected: list[str]) -> None:
    claims, documents = scene(rows)
    events = events_of([*claims.values()], lambda one: frozenset({one.claim.document_id}))
    found = [one for event in events for one in within(event, claims, documents)]
    assert [one.kind for one in found] == expected, why
    assert all(len(one.sides) == 2 and all(side.claims for side in one.sides) for one in found)


def takes(party: str, verb: str = "took", **about: Any) -> dict[str, Any]:
    """A side says in plain words that it took, or holds, a place."""
    doer = f"{party.title()} troops"
    words, at = f"{doer} {verb} Northford", len(doer) + len(verb) + 2
    return {
        "says": party,
        "agent": Role(doer, Actor(doer, party=party), Span(0, len(doer))),
        "event_type": "capture",
        "trigger": Span(len(doer) + 1, len(doer) + 1 + len(verb.split()[0])),
        "place": Where("Northford", PLACES[about.pop("at", "Northford")], Span(at, at + 9)),
        "words": words,
        **about,
    }


CONTROL: list[tuple[str, list[dict[str, Any]], int]] = [
    ("both say that they took it that day", [takes("crown"), takes("league")], 1),
    (
        "one took it, the other holds it the day after",
        [takes("league"), takes("crown", "held", event_type="hold", on=3)],
        1,
    ),
    ("retaken a week later", [takes("league"), takes("crown", on=9)], 0),
    ("one says the other took it", [takes("league"), takes("league", says="crown")], 0),
    ("one will take it", [takes("league"), takes("crown", modality="planned")], 0),
    ("one says it did not", [takes("league"), takes("crown", polarity="denied")], 0),
    (
        "one says it in other words",
        [takes("league"), takes("crown", "took a base from which they shelled")],
        0,
    ),
    ("a region is held in parts", [takes("league", at="North"), takes("crown", at="North")], 0),
    ("an outlet says who has it", [takes("league"), takes("crown", says=None)], 0),
]


@pytest.mark.parametrize(("why", "rows", "expected"), CONTROL)
def test_control_of_one_place(why: str, rows: list[dict[str, Any]], expected: int) -> None:
    claims, documents = scene(rows)
    places = {one.place.geonameid for one in claims.values() if one.place and one.place.geonameid}
    found = across([], lambda place: [*claims.values()], places, documents, documents.__getitem__)
    assert sum(len(found[f"place:{place}"]) for place in places) == expected, why


TITLE = "League takes Northford"
HEADLINE: list[tuple[str, str, dict[str, Any], list[dict[str, Any]], int]] = [
    ("only a side says so", TITLE, {}, [{"says": "league"}], 1),
    ("the text hedges it", TITLE, {}, [{"certainty": "hedged"}], 1),
    ("the text stands behind it", TITLE, {}, [{"says": "league"}, {}], 0),
    ("witnesses say so", TITLE, {}, [{"speaker": Speaker("residents", "residents", None, "witness")}], 0),
    ("the text does not come back to it", TITLE, {}, [], 0),
    ("the text tells it of another town", TITLE, {}, [{"says": "league", "at": "Eastham"}], 0),
    ("the text itself tells what it did", TITLE, {}, [{"says": "league"}, {"event_type": "control"}], 0),
    ("the text's only word of it is somebody's no", TITLE, {}, [{"says": "crown", "polarity": "denied"}], 0),
    ("the text tells of an earlier time", TITLE, {}, [{"says": "league", "time": day(20)}], 0),
    (
        "who claims it did it",
        TITLE,
        {},
        [{"speaker": Speaker("them", "League troops", None, "armed_group", party="league")}],
        0,
    ),
    ("an official who may be a monitor's", TITLE, {}, [{"speaker": MAYOR}], 0),
    ("the headline says whose word it is", f"{TITLE}: army spokesman says", {}, [{"says": "league"}], 0),
    ("the headline is a question", f"{TITLE}?", {}, [{"says": "league"}], 0),
    ("the headline hedges it itself", TITLE, {"certainty": "hedged"}, [{"says": "league"}], 0),
    ("the headline has two parts", f"{TITLE} – what we know", {}, [{"says": "league"}], 0),
    ("the headline lays it at nobody's door", "Northford taken", {"agent": None}, [{"says": "league"}], 0),
    ("the headline gives it as somebody's word", TITLE, {"says": "league"}, [{"says": "league"}], 0),
]


@pytest.mark.parametrize(("why", "title", "bold", "body", "expected"), HEADLINE)
def test_headlines(why: str, title: str, bold: dict[str, Any], body: list[dict[str, Any]], expected: int) -> None:
    fields = {"event_type": "capture", "agent": LEAGUE, "document_id": "d"}
    claims = [told_of(**{**fields, "headline": True, **bold})]
    claims += [told_of(**{**fields, "claim_id": f"b{n}", **row}) for n, row in enumerate(body)]
    document = a_document(f"{title}\n\nText.", title_end=len(title), published=date(2031, 5, 3))
    found = across(claims, lambda place: [], (), {"d": document}, lambda key: document)
    assert len(found["document:d"]) == expected, why
