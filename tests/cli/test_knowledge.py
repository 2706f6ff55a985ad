"""What claims add up to, asked on the command line: events, places, control, disagreements, sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Call

STORIES = {
    "army": (
        "Ukraine gives up Lysychansk\n\n"
        "LYSYCHANSK, Ukraine, July 3, 2022 (Northwire) - Ukrainian troops withdrew from Lysychansk on Sunday, "
        "Ukraine's General Staff said. At least 13 civilians were killed in shelling of the city on Saturday, Luhansk "
        "governor Serhiy Haidai said."
    ),
    "ministry": (
        "Minister reports to Putin\n\n"
        "MOSCOW, July 3, 2022 (Rodina News) - Russian forces captured Lysychansk on Sunday, Defence Minister Sergei "
        "Shoigu said. Some 20 civilians had been killed in shelling of Lysychansk on Saturday, the Russian defence "
        "ministry said."
    ),
    "denial": (
        "Shelling of Kramatorsk disputed\n\n"
        "KYIV, July 5, 2022 (Gulf Post) - Russian forces shelled Kramatorsk on Monday, Donetsk governor Pavlo "
        "Kyrylenko said. Russia's defence ministry denied that its forces shelled Kramatorsk on Monday."
    ),
}


@pytest.fixture
def ledger(fogline: Call, tmp_path: Path) -> Path:
    for name, text in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    made = tmp_path / "war.fog"
    inputs = [tmp_path / f"{name}.txt" for name in STORIES]
    assert fogline("build", *inputs, "--ledger", made, "--profile", "ukraine").code == 0
    return made


def asked(fogline: Call, *arguments: object) -> Any:
    done = fogline(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_an_event_gathers_both_sides_and_says_why(fogline: Call, ledger: Path) -> None:
    events = asked(fogline, "events", ledger, "--place", "Lisichansk", "--min-claims", 2)
    (taken,) = [event for event in events if "capture" in event["types"]]
    assert set(taken["types"]) >= {"capture", "retreat"}
    assert taken["status"] == "cross_party"
    assert taken["independent"] == 2
    assert taken["time"] == {"start": "2022-07-03", "end": "2022-07-03"}
    whole = asked(fogline, "event", ledger, taken["event_id"][:8])
    assert len(whole["claims"]) == len(taken["claims"])
    assert all(claim["why"]["comparisons"] for claim in whole["claims"])
    assert whole == asked(fogline, "event", ledger, taken["claims"][0]), "a claim's id leads to its event, too"
    shown = fogline("event", ledger, taken["event_id"])
    assert "both in Lysychansk" in shown.out


def test_figures_keep_their_range_and_whose_they_are(fogline: Call, ledger: Path) -> None:
    events = asked(fogline, "events", ledger, "--place", "Lysychansk")
    figures = [figure for event in events for figure in event["figures"] if figure["measure"] == "killed"]
    assert [(figure["low"], figure["high"]) for figure in figures] == [(13, 20)]
    assert len(figures[0]["low_from"]) == 1


def test_a_place_tells_who_holds_it_on_whose_word(fogline: Call, ledger: Path) -> None:
    whole = asked(fogline, "place", ledger, "Lysychansk")
    (history,) = whole["histories"]
    (spell,) = history["spells"]
    expected = ("russia", "cross_party", "2022-07-03", None)
    assert (spell["holder"], spell["basis"], spell["since"], spell["until"]) == expected
    assert {claim["claim_id"] for claim in whole["claims"]} >= set(spell["claims"])
    shown = fogline("place", ledger, "Lysychansk").out
    assert "russia (cross_party)" in shown
    assert "Shoigu" in shown


def test_control_on_a_day_knows_nothing_of_later_days(fogline: Call, ledger: Path) -> None:
    (state,) = asked(fogline, "control", ledger, "--on", "2022-07-04")
    assert (state["place"]["name"], state["holder"]) == ("Lysychansk", "russia")
    assert asked(fogline, "control", ledger, "--on", "2022-07-01") == []
    assert "nothing is told" in fogline("control", ledger, "--on", "2022-07-01").out


def test_a_denial_has_two_sides_and_their_words(fogline: Call, ledger: Path) -> None:
    (denial,) = asked(fogline, "disagreements", ledger, "--kind", "denial")
    assert denial["place"]["name"] == "Kramatorsk"
    assert [side["party"] for side in denial["sides"]] == ["ukraine", "russia"]
    assert "denied" in denial["sides"][1]["claims"][0]["evidence"]
    assert "Kyrylenko" in fogline("disagreements", ledger, "--place", "Kramatorsk").out
    assert "no disagreements match" in fogline("disagreements", ledger, "--kind", "revision").out


def test_what_rests_on_unlikely_claims_can_be_left_out(fogline: Call, ledger: Path) -> None:
    for verb in ("events", "disagreements"):
        everything = asked(fogline, verb, ledger)
        assert asked(fogline, verb, ledger, "--min-confidence", 0) == everything
        assert asked(fogline, verb, ledger, "--min-confidence", 1) == []
    sure = {event["event_id"] for event in asked(fogline, "events", ledger, "--min-confidence", 0.7)}
    likely = {claim["claim_id"] for claim in asked(fogline, "claims", ledger, "--min-confidence", 0.7)}
    assert sure == {e["event_id"] for e in asked(fogline, "events", ledger) if likely & set(e["claims"])}


def test_sources_are_counted_with_their_denominators(fogline: Call, ledger: Path) -> None:
    found = asked(fogline, "sources", ledger)
    shoigu = next(voice for voice in found["voices"] if "Shoigu" in voice["name"])
    assert (shoigu["party"], shoigu["confirmed"], shoigu["events"]) == ("russia", 1, 1)
    assert sum(outlet["claims"] for outlet in found["outlets"]) == len(asked(fogline, "claims", ledger))
    assert "1 of 1" in fogline("sources", ledger).out


def test_claims_name_their_origin(fogline: Call, ledger: Path) -> None:
    claims = asked(fogline, "claims", ledger)
    assert len({claim["document"]["origin_id"] for claim in claims}) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("event", "{ledger}", "zzzz"), "no event's id begins with 'zzzz'"),
        (("place", "{ledger}", "Nowhereville"), "nothing in the ledger is told of a place called 'Nowhereville'"),
        (("control", "{ledger}", "--on", "yesterday"), "is not a day"),
        (("disagreements", "{ledger}", "--kind", "quarrel"), "Invalid value for '--kind'"),
    ],
)
def test_what_cannot_be_answered_is_said(fogline: Call, ledger: Path, arguments: tuple[str, ...], said: str) -> None:
    done = fogline(*(argument.format(ledger=ledger) for argument in arguments))
    assert done.code == 2
    assert said in done.err
