"""Decisions: what they change at once, what stands in their way, and that they are never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fogline.errors import BadReview, StaleReview, UsageError
from fogline.ledger import Ledger
from fogline.store.base import ClaimFilter, Store
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests.reports import read
from tests.reviewing.desk import ASIDE, CLAIMS, ELSEWHERE, FIRST, OURS, THEIRS, event_of, filled

OPENERS: dict[str, Callable[[Path], Store]] = {
    "memory": lambda path: MemoryStore(),
    "sqlite": lambda path: open_store(path, create=True),
}


@pytest.fixture(params=sorted(OPENERS))
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with filled(OPENERS[request.param](tmp_path / "war.fog")) as opened:
        yield opened


def ids(ledger: Ledger, **where: object) -> set[str]:
    return {told.claim_id for _, told in ledger.claims(ClaimFilter(**where))}  # type: ignore[arg-type]


def test_a_corrected_field_is_what_filters_events_and_records_go_by(ledger: Ledger) -> None:
    assert event_of(ledger, OURS) == event_of(ledger, THEIRS)
    ledger.review("correct", OURS.claim_id, "ada", changes={"event_type": "air_strike", "time": "2031-04-20"})
    assert ids(ledger, event_type="air_strike") == {OURS.claim_id}
    assert event_of(ledger, OURS) != event_of(ledger, THEIRS), "twelve days apart, they are two happenings"
    (record,) = ledger.records(ClaimFilter(event_type="air_strike"))
    assert record["time"]["start"] == "2031-04-20"
    assert record["confidence"] == 1.0
    assert record["acled"] == {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}


def test_what_was_read_stays_beside_it(ledger: Ledger) -> None:
    ledger.review("correct", OURS.claim_id, "ada", changes={"polarity": "denied"}, reason="“not” was overlooked")
    seen = ledger.reviewed(OURS.claim_id)
    assert (seen.claim.polarity, seen.as_read.polarity) == ("denied", "affirmed")
    assert (seen.state, seen.changed) == ("corrected", ("polarity",))
    raw = {told.claim_id: told for _, told in ledger.claims(ClaimFilter(as_read=True))}
    assert raw == {told.claim_id: told for told in CLAIMS}


def test_as_it_was_read_a_claim_is_asked_for_by_what_was_read(ledger: Ledger) -> None:
    ledger.review("correct", OURS.claim_id, "ada", changes={"event_type": "advance"})
    assert OURS.claim_id in ids(ledger, event_type="shelling", as_read=True)
    assert ids(ledger, event_type="advance", as_read=True) == set()


def test_a_rejected_claim_is_left_out_of_everything_until_that_is_taken_back(ledger: Ledger) -> None:
    made = ledger.review("reject", THEIRS.claim_id, "ada", reason="from a novel")
    assert THEIRS.claim_id not in ids(ledger)
    assert ids(ledger, reviewed="rejected") == {THEIRS.claim_id}
    assert THEIRS.claim_id not in ledger.event(OURS.claim_id).claims
    assert sum(tally.claims for tally in ledger.sources().outlets) == 3
    ledger.undo(made.review_id, "bob")
    assert THEIRS.claim_id in ids(ledger)
    assert THEIRS.claim_id in ledger.event(OURS.claim_id).claims


def test_taking_back_an_undo_brings_the_decision_back(ledger: Ledger) -> None:
    merge = ledger.review("merge", ELSEWHERE.claim_id, "ada", changes={"events": [event_of(ledger, OURS)]})
    undone = ledger.undo(merge.review_id, "bob")
    assert event_of(ledger, OURS) != event_of(ledger, ELSEWHERE)
    ledger.undo(undone.review_id, "ada")
    assert event_of(ledger, OURS) == event_of(ledger, ELSEWHERE)
    with pytest.raises(BadReview, match="already taken it back"):
        ledger.undo(undone.review_id, "eve")


def test_corrections_outlive_reading_again_and_wait_for_a_claim_that_is_gone(ledger: Ledger) -> None:
    ledger.review("correct", OURS.claim_id, "ada", changes={"modality": "planned"})
    later = replace(OURS, certainty="hedged", extractor="test@2")
    ledger.store.add([read(FIRST, later)])
    seen = ledger.reviewed(OURS.claim_id)
    assert (seen.claim.modality, seen.claim.certainty) == ("planned", "hedged")
    assert ledger.orphaned_reviews() == []
    ledger.store.add([read(FIRST, ASIDE)])
    assert [review.target for review in ledger.orphaned_reviews()] == [OURS.claim_id]
    ledger.store.add([read(FIRST, OURS, ASIDE)])
    assert ledger.reviewed(OURS.claim_id).claim.modality == "planned"


def test_merged_events_are_one_and_a_claim_split_off_leaves_the_rest_together(ledger: Ledger) -> None:
    ledger.review("merge", event_of(ledger, OURS), "ada", changes={"events": [event_of(ledger, ELSEWHERE)]})
    whole = ledger.event(OURS.claim_id)
    assert {OURS.claim_id, THEIRS.claim_id, ELSEWHERE.claim_id} <= set(whole.claims)
    ledger.review("split", whole.event_id, "bob", changes={"claims": [OURS.claim_id]})
    assert event_of(ledger, OURS) not in (event_of(ledger, THEIRS), event_of(ledger, ELSEWHERE))
    assert event_of(ledger, THEIRS) == event_of(ledger, ELSEWHERE), "what the split does not name stays merged"


def test_who_was_quicker_is_named_and_nothing_is_written(ledger: Ledger) -> None:
    first = ledger.review("accept", OURS.claim_id, "ada", expected=None)
    with pytest.raises(StaleReview, match=r"ada decided \(accept\) at 20") as refused:
        ledger.review("reject", OURS.claim_id, "bob", reason="no", expected=None)
    assert refused.value.review_id == first.review_id
    assert ledger.reviews(OURS.claim_id) == [first]
    ledger.review("reject", OURS.claim_id, "bob", reason="no", expected=first.review_id)
    with pytest.raises(StaleReview, match="bob"):
        ledger.undo(first.review_id, "ada", expected=first.review_id)


def test_a_decision_on_one_claim_is_in_nobodys_way_on_another(ledger: Ledger) -> None:
    ledger.review("accept", OURS.claim_id, "ada", expected=None)
    ledger.review("accept", THEIRS.claim_id, "bob", expected=None)
    event = event_of(ledger, OURS)
    assert ledger.reviews(event) == [], "that claims were accepted changes nothing of what belongs together"
    ledger.review("note", event, "eve", reason="which bridge?", expected=None)


def test_a_split_that_came_between_stops_a_merge(ledger: Ledger) -> None:
    event = event_of(ledger, OURS)
    ledger.review("split", event, "bob", changes={"claims": [THEIRS.claim_id]}, expected=None)
    with pytest.raises(StaleReview, match="bob decided"):
        ledger.review("merge", OURS.claim_id, "ada", changes={"claims": [ELSEWHERE.claim_id]}, expected=None)
    assert event_of(ledger, OURS) != event_of(ledger, ELSEWHERE)


@pytest.mark.parametrize(
    ("decision", "fields", "names"),
    [
        ("reject", {}, "reason: a rejection needs one"),
        ("bless", {}, "decision: .*accept, correct, reject"),
        ("accept", {"author": "  "}, "author"),
        ("accept", {"changes": {"polarity": "denied"}}, "changes: accept takes none"),
        ("correct", {}, "changes: say which field"),
        ("merge", {"changes": {"claims": ["none"]}}, "changes.claims: there is no claim 'none'"),
        ("merge", {"changes": {}}, "changes: name other events"),
        ("split", {"changes": {"claims": [ELSEWHERE.claim_id]}}, "not in the event"),
    ],
)
def test_what_cannot_be_written_down_says_why(
    ledger: Ledger, decision: str, fields: dict[str, object], names: str
) -> None:
    given = {"author": "ada", **fields}
    with pytest.raises(BadReview, match=names):
        ledger.review(decision, OURS.claim_id, **given)  # type: ignore[arg-type]
    assert ledger.reviews() == []


def test_a_decision_on_nothing_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="no claim or event"):
        ledger.review("accept", "nothing", "ada")


def test_a_person_may_decide_on_a_claim_of_an_undated_place(ledger: Ledger) -> None:
    ledger.review("correct", ELSEWHERE.claim_id, "ada", changes={"place": None, "time": None})
    told = ledger.reviewed(ELSEWHERE.claim_id).claim
    assert (told.place, told.time) == (None, None)
    assert ledger.event(ELSEWHERE.claim_id).claims == (ELSEWHERE.claim_id,)
