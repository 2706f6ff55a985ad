"""Deciding through the server: what one says another sees, and nobody overwrites anybody."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from fogline.ledger import Ledger
from fogline.web.guard import Doors
from tests.web.serving import Served, serving


def decide(served: Served, decision: str, target: str, **more: Any) -> httpx.Response:
    """Send a decision as the page does."""
    body = {"target": target, "decision": decision, "author": "Vera", "seen": None} | more
    return served.client.post("/reviews", json=body)


def first_queued(served: Served) -> dict[str, Any]:
    found: dict[str, Any] = served.get("/review", limit=1)["queue"][0]
    return found


def test_what_is_decided_leaves_the_queue_and_stands_in_the_record(own: Served) -> None:
    entry, before = first_queued(own), own.get("/review")["total"]
    claim_id = entry["claim"]["claim_id"]
    assert entry["why"]
    answer = decide(own, "accept", claim_id)
    assert answer.status_code == 201, answer.text
    assert answer.json()["claim"]["review"]["decision"] == "accept"
    after = own.get("/review")
    assert after["total"] == before - 1
    assert after["authors"] == ["Vera"]
    assert claim_id not in {one["claim"]["claim_id"] for one in after["queue"]}
    assert own.get("/claims", reviewed="accept")["total"] == 1
    page = own.get(f"/claims/{claim_id}")
    assert [one["author"] for one in page["reviews"]] == ["Vera"]
    assert page["extracted"] is None


def test_a_correction_moves_the_claim_on_the_map_at_once_and_undo_moves_it_back(own: Served) -> None:
    before = own.get("/claims", place="Sievierodonetsk", limit=1)
    claim = before["claims"][0]
    there = own.get("/map", place="Lysychansk")["total"]
    answer = decide(own, "correct", claim["claim_id"], changes={"place": 702972})
    assert answer.status_code == 201, answer.text
    assert answer.json()["claim"]["place"]["name"] == "Lysychansk"
    assert own.get("/claims", place="Sievierodonetsk")["total"] == before["total"] - 1
    assert own.get("/map", place="Lysychansk")["total"] == there + 1
    page = own.get(f"/claims/{claim['claim_id']}")
    assert page["extracted"]["place"]["name"] == "Sievierodonetsk"
    assert page["changed"] == ["place"]
    review = answer.json()["review"]["review_id"]
    undone = own.client.post(f"/reviews/{review}/undo", json={"author": "Vera", "seen": review})
    assert undone.status_code == 201, undone.text
    assert own.get("/map", place="Lysychansk")["total"] == there
    assert (
        own.get(f"/claims/{claim['claim_id']}")["reviews"][0]["taken_back_by"] == undone.json()["review"]["review_id"]
    )


def test_a_rejected_claim_is_counted_nowhere_but_can_be_found(own: Served) -> None:
    claim_id, total = first_queued(own)["claim"]["claim_id"], own.get("/map")["total"]
    assert decide(own, "reject", claim_id, reason="not a claim").status_code == 201
    for address in ("/map", "/timeline", "/claims"):
        assert own.get(address)["total"] == total - 1
    assert own.get("/claims", reviewed="reject")["claims"][0]["claim_id"] == claim_id
    assert own.get(f"/claims/{claim_id}")["claim"]["review"]["reason"] == "not a claim"


def test_who_comes_second_is_told_who_was_first(own: Served) -> None:
    claim_id = first_queued(own)["claim"]["claim_id"]
    first = decide(own, "accept", claim_id).json()["review"]
    second = decide(own, "reject", claim_id, author="Mykola", reason="wrong")
    assert second.status_code == 409
    told = second.json()
    assert told["review"] == {key: first[key] for key in ("review_id", "author", "decision")} | {
        "at": told["review"]["at"]
    }
    assert "Vera" in told["error"]
    assert len(own.get("/reviews", target=claim_id)["reviews"]) == 1
    assert decide(own, "reject", claim_id, author="Mykola", reason="wrong", seen=first["review_id"]).status_code == 201


def test_of_many_who_decide_at_once_one_is_first(own: Served) -> None:
    claim_id = first_queued(own)["claim"]["claim_id"]
    with ThreadPoolExecutor(8) as many:
        answers = list(many.map(lambda n: decide(own, "accept", claim_id, author=f"coder {n}").status_code, range(8)))
    assert sorted(answers) == [201] + [409] * 7


def test_events_are_merged_and_split_through_the_page(own: Served) -> None:
    one, other = (event["event_id"] for event in own.get("/events", type="retreat", limit=2)["events"])
    merged = decide(own, "merge", one, changes={"events": [other]})
    assert merged.status_code == 201, merged.text
    claims = own.get("/reviews")["reviews"][0]["changes"]["claims"]
    event = own.get(f"/events/{claims[0]}")["event"]
    assert set(claims) <= set(event["claims"])


def test_what_cannot_be_decided_is_said_in_one_line(own: Served) -> None:
    claim_id = first_queued(own)["claim"]["claim_id"]
    for body in (
        {"decision": "correct", "changes": {"event_type": "picnic"}},
        {"decision": "reject"},
        {"decision": "accept", "author": " "},
        {"decision": "accept", "target": "0000"},
        {"decision": "perhaps"},
    ):
        answer = decide(own, **({"target": claim_id} | body))
        assert answer.status_code == 422, body
        assert "\n" not in answer.json()["error"]
    assert own.get("/reviews")["total"] == 0


def test_another_process_is_noticed(own: Served) -> None:
    etag = own.client.get("/claims").headers["etag"]
    claim_id = first_queued(own)["claim"]["claim_id"]
    with Ledger.open(own.ledger) as elsewhere:
        elsewhere.review("accept", claim_id, "somebody else")
    assert decide(own, "reject", claim_id, reason="no").status_code == 409
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        answer = own.client.get("/claims", params={"reviewed": "accept"}, headers={"if-none-match": etag})
        if answer.status_code == 200 and answer.json()["total"] == 1:
            return
    raise AssertionError("the decision of another process was not seen")


def test_a_ledger_shown_for_reading_takes_no_decisions(sample_ledger: Any) -> None:
    with serving(sample_ledger, Doors(read_only=True)) as served:
        assert served.get("/meta")["read_only"] is True
        answer = decide(served, "accept", first_queued(served)["claim"]["claim_id"])
        assert answer.status_code == 403


def test_places_to_correct_to_are_offered_by_name(sample: Served) -> None:
    found = sample.get("/gazetteer", q="Харків")["places"]
    assert found[0]["name"] == "Kharkiv"
    assert sample.get("/gazetteer", q="Nowherever")["places"] == []
