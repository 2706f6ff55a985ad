"""What is derived, as records: plain values, every key there, ids in place of objects."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fogline.export.derived import (
    disagreement_record,
    event_record,
    history_record,
    member_record,
    sources_record,
    state_record,
)
from fogline.model.control import History, Spell, Statement
from fogline.model.disagreement import Disagreement, Side
from fogline.model.event import Comparison, Event, Figure, Member, Voice
from fogline.views.sources import Sources, Tally
from tests.reports import NORTHFORD

DAY = date(2031, 5, 2)
LIKE = Member("b", "a", 1.5, (Comparison("place", 1.0, "both in Northford"), Comparison("time", 0.5, "a day apart")))
EVENT = Event(
    event_id="e",
    event_type="shelling",
    types=("shelling", "casualties"),
    place=NORTHFORD,
    start=DAY,
    end=None,
    members=(Member("a"), LIKE),
    voices=(Voice("Ada Marsh", "crown", ("a",), ("o1",), conceded=True), Voice(None, None, ("b",), ("o2",))),
    independent=2,
    status="corroborated",
    figures=(Figure("killed", "league", "people", 3.0, None, 5.0, ("a",), (), ("b",)),),
)
SPELL = Spell("crown", "claimed", DAY, None, date(2031, 5, 4), ("a",))
STATEMENT = Statement("a", "crown", True, DAY, True, None, conceded=False, verified=False, hedged=True)
HISTORY = History(NORTHFORD, (STATEMENT,), (SPELL,))
DISPUTE = Disagreement(
    "d", "denial", "whether it fell", (Side("Ada Marsh", "crown", ("a", "b")), Side("X", None, ("c",)))
)


def plain(record: dict[str, Any]) -> Any:
    """*record* as JSON gives it back: days and tuples would not come through."""
    return json.loads(json.dumps(record, allow_nan=False))


@pytest.mark.parametrize(
    "record",
    [
        event_record(EVENT),
        member_record(LIKE),
        disagreement_record(DISPUTE, {}),
        history_record(HISTORY),
        state_record(HISTORY, SPELL),
        sources_record(Sources((Tally("Paper"),), (Tally("Ada Marsh", "crown"),))),
    ],
    ids=["event", "member", "disagreement", "history", "state", "sources"],
)
def test_records_are_plain_values(record: dict[str, Any]) -> None:
    assert plain(record) == record


def test_an_event_names_its_claims_and_leaves_open_what_is_not_known() -> None:
    record = event_record(EVENT)
    assert record["claims"] == ["a", "b"]
    assert record["time"] == {"start": "2031-05-02", "end": None}
    assert record["figures"][0]["best"] is None
    assert [voice["speaker"] for voice in record["voices"]] == ["Ada Marsh", None]
    assert record["place"]["geonameid"] == 7
    assert event_record(replace(EVENT, place=None))["place"] is None


def test_why_a_claim_is_in_its_event_keeps_each_reason() -> None:
    record = member_record(LIKE)
    assert (record["like"], record["by"]) == ("a", None)
    assert [one["reason"] for one in record["comparisons"]] == ["both in Northford", "a day apart"]


def test_each_side_has_its_words_or_null_where_the_claim_is_gone() -> None:
    first, second = disagreement_record(DISPUTE, {"a": "fell on Friday", "c": "did not fall"})["sides"]
    assert first["claims"] == [
        {"claim_id": "a", "evidence": "fell on Friday"},
        {"claim_id": "b", "evidence": None},
    ]
    assert (second["who"], second["party"]) == ("X", None)


def test_the_last_spell_has_no_end() -> None:
    record = history_record(HISTORY)
    assert record["spells"][0]["until"] is None
    assert record["statements"][0] | {"day": "2031-05-02", "hedged": True} == record["statements"][0]
    assert state_record(HISTORY, SPELL)["last_told"] == "2031-05-04"


def test_outlets_have_no_side_and_voices_do() -> None:
    record = sources_record(Sources((Tally("Paper"),), (Tally("Ada Marsh", "crown"),)))
    assert "party" not in record["outlets"][0]
    assert record["voices"][0]["party"] == "crown"
