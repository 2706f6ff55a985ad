"""Reviewing on the command line, from the queue to a test set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Call

STORY = (
    "Ukraine gives up Lysychansk\n\n"
    "LYSYCHANSK, Ukraine, July 3, 2022 (Northwire) - Ukrainian troops withdrew from Lysychansk on Sunday, Ukraine's "
    "General Staff said. At least 13 civilians were killed in shelling of the city on Saturday, Luhansk governor "
    "Serhiy Haidai said."
)


@pytest.fixture
def ledger(fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOGLINE_AUTHOR", "ada")
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    made = tmp_path / "war.fog"
    assert fogline("build", tmp_path / "story.txt", "--ledger", made, "--profile", "ukraine").code == 0
    return made


def asked(fogline: Call, *arguments: object) -> Any:
    done = fogline(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_from_the_queue_to_a_test_set(fogline: Call, ledger: Path, tmp_path: Path) -> None:
    queue = asked(fogline, "review", "queue", ledger)
    assert [entry["score"] for entry in queue] == sorted((entry["score"] for entry in queue), reverse=True)
    assert all(entry["why"] for entry in queue)
    first, second, *rest = [entry["claim"]["claim_id"] for entry in queue]
    assert rest, "the story makes more than two claims"

    made = asked(
        fogline, "review", "correct", ledger, first[:10], "place=703448", "time=2022-07-02", "modality=planned"
    )
    assert (made["author"], made["decision"]) == ("ada", "correct")
    assert asked(fogline, "review", "reject", ledger, second, "--reason", "told twice")["target"] == second
    unfinished = asked(fogline, "review", "export", ledger, "-o", tmp_path / "gold")
    assert unfinished == {"files": {}, "unfinished": {"story.txt": len(rest)}}
    assert fogline("review", "accept", ledger, *rest).code == 0
    assert fogline("review", "queue", ledger).out == "nothing is left to review\n"

    written = asked(fogline, "review", "export", ledger, "-o", tmp_path / "gold")
    assert written == {"files": {"story.txt.gold.json": len(rest) + 1}, "unfinished": {}}
    figures = asked(fogline, "evaluate", ledger, tmp_path / "gold")
    assert (figures["detection"]["f1"], figures["usable"]["f1"]) == (1.0, 1.0)
    raw = asked(fogline, "evaluate", ledger, tmp_path / "gold", "--as-extracted")
    assert raw["detection"]["precision"] < 1.0, "as it was read it has the rejected claim"
    assert raw["usable"]["f1"] < 1.0
    refused = fogline("review", "export", ledger, "-o", tmp_path / "gold")
    assert refused.code == 2 and "is there already" in refused.err

    again = asked(fogline, "explain", ledger, first)
    assert again["state"] == "corrected"
    assert again["as_it_stands"]["place"]["name"] == "Kyiv" != again["claim"]["place"]["name"]
    assert "ada corrected place: " in fogline("explain", ledger, first, "--profile", "ukraine").out


def test_a_decision_is_taken_back_and_the_list_says_so(fogline: Call, ledger: Path) -> None:
    claim = asked(fogline, "claims", ledger)[0]["claim_id"]
    review = asked(fogline, "review", "reject", ledger, claim, "--reason", "no", "--author", "bob")["review_id"]
    assert claim not in fogline("claims", ledger).out
    assert claim in fogline("claims", ledger, "--as-extracted").out
    stale = fogline("review", "accept", ledger, claim, "--expected", "none")
    assert stale.code == 2 and "bob decided (reject)" in stale.err
    assert fogline("review", "undo", ledger, review[:8]).code == 0
    assert claim in fogline("claims", ledger).out
    listed = fogline("review", "list", ledger, claim).out
    assert f"bob rejected {claim} (“no”) · review {review}  (taken back)" in listed
    assert asked(fogline, "review", "list", ledger, "--orphaned") == []
    assert [one["author"] for one in asked(fogline, "review", "list", ledger, "--by", "ada")] == ["ada"]


def test_events_are_merged_and_split(fogline: Call, ledger: Path) -> None:
    one, other = asked(fogline, "events", ledger)[:2]
    assert fogline("review", "merge", ledger, one["event_id"], other["event_id"][:12]).code == 0
    whole = asked(fogline, "event", ledger, one["claims"][0])
    assert {each["claim_id"] for each in whole["claims"]} >= {*one["claims"], *other["claims"]}
    assert fogline("review", "split", ledger, whole["event_id"], other["claims"][0]).code == 0
    assert len(asked(fogline, "event", ledger, one["claims"][0])["claims"]) < len(whole["claims"])
    assert fogline("review", "agreement", ledger).out == "no claim was decided on by two people\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("correct", "place"), "write FIELD=VALUE"),
        (("correct", "event_type=war"), "event_type: cannot be 'war'; it is one of capture"),
        (("reject",), "Missing option '--reason'"),
        (("accept", "--author", " "), "author: say who decides"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(fogline: Call, ledger: Path, words: tuple[str, ...], said: str) -> None:
    claim = asked(fogline, "claims", ledger)[0]["claim_id"]
    done = fogline("review", words[0], ledger, claim, *words[1:])
    assert done.code == 2
    assert said in done.err
