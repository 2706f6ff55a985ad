"""Errors are named by kind, so that the commonest can be counted."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fogline.evaluate.errors import by_pattern, errors_to_json, find_errors, render_errors
from fogline.evaluate.gold import GoldClaim, GoldDocument, GoldPlace, GoldQuantity, GoldSpeaker, GoldTime
from tests.conftest import Call

TEXT = "Rebels took the mill at Northford, near Easton. It rained in Weston. Shells fell."
CLAIM = GoldClaim(0, 46, ("capture",))
NORTHFORD = GoldPlace("Northford", 50.0, 30.0, 15)
NARRATOR = GoldSpeaker((), narrator=True)


def record(event_type: str = "capture", start: int = 0, end: int = 46, **fields: Any) -> dict[str, Any]:
    return {
        "document": {"name": "mill.txt", "published": None},
        "evidence": {"start": start, "end": end, "text": TEXT[start:end]},
        "event_type": event_type,
        **fields,
    }


def patterns(gold: GoldClaim, *records: dict[str, Any]) -> list[str]:
    document = GoldDocument("mill.txt", TEXT, (gold,), ignored=((47, 67),))
    return [error.pattern for error in find_errors([document], {"mill.txt": records})]


def place(name: str, latitude: float = 50.0, longitude: float = 30.0, **more: Any) -> dict[str, Any]:
    return {"place": {"name": name, "latitude": latitude, "longitude": longitude, "start": 24, **more}}


FAR = {"latitude": 51.0, "longitude": 33.0}


@pytest.mark.parametrize(
    ("gold", "found", "pattern", "why"),
    [
        ({"places": (NORTHFORD,)}, {}, "place: missing", "no place was found"),
        ({"places": ()}, place("Northford"), "place: one where none is told", "none was to be found"),
        (
            {"places": (NORTHFORD,)},
            place("Easton", **FAR),
            "place: other place of the sentence",
            "both stand in the sentence",
        ),
        ({"places": (NORTHFORD,)}, place("Northford", **FAR), "place: namesake", "the right name, another place"),
        (
            {"places": (NORTHFORD,)},
            place("the province", latitude=50.5, radius_km=200.0),
            "place: too coarse",
            "the place lies in it",
        ),
        (
            {"places": (NORTHFORD,)},
            place("Weston", **FAR, start=None),
            "place: one of the passage for one of the sentence",
            "the passage's place, though the sentence names one",
        ),
        (
            {"places": (replace(NORTHFORD, name="Weston"),)},
            place("Easton", **FAR),
            "place: one of the sentence for one told elsewhere",
            "the sentence's place, though it is told elsewhere",
        ),
        (
            {"places": (NORTHFORD,)},
            {"place": {"name": "Northford", "latitude": None, "longitude": None}},
            "place: not on the map",
            "a name without coordinates",
        ),
        ({"speaker": GoldSpeaker(("mayor",), False)}, {}, "speaker: none for someone", "speech that was not seen"),
        (
            {"speaker": NARRATOR},
            {"speaker": {"name": "the mayor"}},
            "speaker: someone for the outlet",
            "speech where there is none",
        ),
        (
            {"speaker": GoldSpeaker(("mayor",), False)},
            {"speaker": {"name": "a medic"}},
            "speaker: someone else",
            "another voice",
        ),
        ({"modalities": ("planned",)}, {"modality": "occurred"}, "modality: occurred for planned", "both are named"),
        ({"polarities": ("denied",)}, {"polarity": "affirmed"}, "polarity: affirmed for denied", "both are named"),
        ({"agents": ("rebels",)}, {}, "agent: missing", "nobody was found"),
        ({"agents": ("rebels",)}, {"agent": {"name": "police"}}, "agent: someone else", "somebody else was found"),
        (
            {"agent_parties": ("north",)},
            {"agent": {"name": "rebels", "party": None}},
            "agent party: side missing",
            "who, but not whose",
        ),
        ({"times": (GoldTime(date(2031, 5, 1), date(2031, 5, 2)),)}, {}, "time: missing", "no time was found"),
        (
            {"times": (GoldTime(date(2031, 5, 1), date(2031, 5, 2)),)},
            {"time": {"start": "2031-05-01", "end": "2031-05-03"}},
            "time: end off",
            "one end is right",
        ),
        (
            {"times": (GoldTime(date(2031, 5, 1), date(2031, 5, 2)),)},
            {"time": {"start": "2031-05-01", "end": None}},
            "time: an end left open",
            "nothing closes it",
        ),
        (
            {"quantities": (GoldQuantity(("killed",), best=4.0),)},
            {"quantities": [{"measure": "wounded", "best": 4.0}]},
            "quantities: wounded for killed",
            "the figure is right, what it measures is not",
        ),
        (
            {"quantities": (GoldQuantity(("killed",), low=4.0),)},
            {"quantities": [{"measure": "killed", "best": 4.0}]},
            "quantities: another bound or value",
            "a bound taken for a value",
        ),
    ],
)
def test_a_wrong_field_is_named_by_its_kind(
    gold: dict[str, Any], found: dict[str, Any], pattern: str, why: str
) -> None:
    assert patterns(replace(CLAIM, **gold), record(**found)) == [pattern], why


@pytest.mark.parametrize(
    ("records", "expected", "why"),
    [
        ([], ["missed: capture, no claim there"], "nothing was found"),
        (
            [record("attack")],
            ["missed: capture told as attack", "false: attack where another type is told"],
            "another type: the claim is missed, and what was found is false",
        ),
        ([record(), record()], ["false: a second capture"], "two for one"),
        ([record(), record("shelling", 68, 80)], ["false: shelling, nothing told there"], "nothing is told there"),
        ([record(), record("shelling", 47, 67)], [], "what is ignored costs nothing"),
    ],
)
def test_missed_and_false_claims_say_what_stands_there(
    records: list[dict[str, Any]], expected: list[str], why: str
) -> None:
    assert patterns(CLAIM, *records) == expected, why


def test_optional_claims_are_no_errors() -> None:
    assert patterns(replace(CLAIM, optional=True, modalities=("planned",))) == []


def test_the_commonest_come_first_with_their_examples() -> None:
    gold = GoldDocument("mill.txt", TEXT, (CLAIM, replace(CLAIM, modalities=("planned",))))
    errors = find_errors([gold, gold], {"mill.txt": [record(modality="occurred")]})
    assert len(by_pattern(errors)[0].errors) == 2
    lines = render_errors(errors, patterns=1, examples=1).splitlines()
    assert lines[0].startswith("missed 2   false 0")
    assert len(lines) == 3
    assert "mill.txt:0 expected" in lines[2]
    (first,) = errors_to_json(errors, patterns=1)
    assert first["count"] == len(first["errors"]) == 2


def test_evaluate_shows_kinds_and_gives_them_as_json(fogline: Call, tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text("Rebels shelled Homs on Monday. Troops captured Idlib.", encoding="utf-8")
    gold = {"document": "mill.txt", "claims": [{"evidence": "Rebels shelled Homs", "event_types": ["protest"]}]}
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "mill.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    assert fogline("build", tmp_path / "mill.txt", "--ledger", tmp_path / "l.fog", "--quiet").code == 0
    shown = fogline("evaluate", tmp_path / "l.fog", tmp_path / "gold", "--errors", "9")
    assert shown.code == 0, shown.err
    assert "missed: protest told as shelling" in shown.out
    told = json.loads(fogline("evaluate", tmp_path / "l.fog", tmp_path / "gold", "--errors", "2", "--json").out)
    assert len(told["errors"]) == 2
    assert told["errors"][0]["errors"][0]["document"] == "mill.txt"
    assert "errors" not in json.loads(fogline("evaluate", tmp_path / "l.fog", tmp_path / "gold", "--json").out)
