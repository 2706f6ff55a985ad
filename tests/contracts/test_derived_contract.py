"""What every store keeps of what is derived, and finds again, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fogline.model.claim import Where
from fogline.model.review import Review
from fogline.store.base import Store
from fogline.store.derived import Entry
from tests.reports import WEIR, claim, read, story
from tests.stores import KINDS, OPENERS

HIGHEST = (1 << 64) - 1


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with OPENERS[request.param](tmp_path / "war.fog") as opened:
        yield opened


def test_texts_that_share_a_print_are_found_and_no_footers(store: Store) -> None:
    store.derived.enter_texts({"a": [1, 7, HIGHEST], "b": [7, HIGHEST], "c": [5, HIGHEST]})
    assert store.derived.sharing([1, 5, 7, HIGHEST], most=2) == {7: ["a", "b"]}
    assert store.derived.sharing([7, HIGHEST], most=3) == {7: ["a", "b"], HIGHEST: ["a", "b", "c"]}
    assert store.derived.prints(["a", "none"]) == {"a": [1, 7, HIGHEST]}


def test_the_prints_of_a_text_take_the_place_of_those_it_had(store: Store) -> None:
    store.derived.enter_texts({"a": [1, 2], "b": [2, 3]})
    store.derived.enter_texts({"a": [1, 3], "b": [2, 3]})
    assert store.derived.sharing([1, 2, 3], most=9) == {3: ["a", "b"]}


def test_claims_live_where_they_were_entered_last(store: Store) -> None:
    derived = store.derived
    derived.enter_claims({"d": {"one": Entry(frozenset({1, 2}), b"m"), "two": Entry(frozenset({2}), b"m")}})
    derived.enter_claims({"d": {"one": Entry(frozenset({2, 3}), b"n")}})
    assert {home: sorted(claims) for home, claims in derived.living([1, 2, 3]).items()} == {2: ["one"], 3: ["one"]}
    assert derived.entered(["d", "none"]) == {"one"}
    assert derived.marks(["one", "two"]) == {"one": b"n"}


def test_the_claims_of_documents_come_in_order_without_rejected_ones(store: Store) -> None:
    first, second = story(1), story(2)
    kept, gone, other = claim(first, 2), claim(first), claim(second)
    store.add([read(first, kept, gone), read(second, other)])
    store.add_review(Review("r", gone.claim_id, "reject", "ada", datetime(2031, 5, 4, tzinfo=UTC)))
    both = sorted([kept, other], key=lambda one: one.document_id)
    assert [one.claim_id for one in store.claims_from([first.document_id, second.document_id])] == [
        one.claim_id for one in both
    ]


def test_the_claims_at_a_place_are_those_of_a_day_they_tell_or_were_printed_on(store: Store) -> None:
    document, late = story(1, day=3), story(2, day=20)
    told, undated = claim(document, day=2), claim(document, 2, time=None)
    elsewhere, later = claim(document, 3, place=Where("Weir", WEIR, None)), claim(late, time=None)
    store.add([read(document, told, undated, elsewhere), read(late, later)])
    place = told.place.place.geonameid if told.place else None
    assert place is not None
    kinds = [told.event_type]

    def found(first: int, last: int) -> set[str]:
        days = date(2031, 5, first), date(2031, 5, last)
        return {one.claim_id for one in store.claims_at(place, kinds, *days)}

    assert found(1, 2) == {told.claim_id}
    assert found(3, 3) == {undated.claim_id}
    assert found(1, 30) == {told.claim_id, undated.claim_id, later.claim_id}
    assert list(store.claims_at(place, ["siege"], date(2031, 1, 1), date(2032, 1, 1))) == []


def test_matches_lead_from_claim_to_claim_either_way(store: Store) -> None:
    store.derived.put_matches({("a", "c"): 3.0, ("b", "c"): 2.5, ("b", "d"): 2.5, ("x", "y"): 3.0})
    assert store.derived.matched_with(["d"]) == {"a", "b", "c", "d"}
    assert store.derived.matched_with(["y", "z"]) == {"x", "y", "z"}
    assert store.derived.matched_with([]) == set()
