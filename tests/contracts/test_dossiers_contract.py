"""What every store keeps to date documents by others, and finds again, whatever keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fogline.model.review import Review
from fogline.store.base import Store
from fogline.store.dossiers import Bearing, Entered
from tests.reports import claim, read, story
from tests.stores import KINDS, OPENERS

MAY = date(2031, 5, 3)
LOWEST, HIGHEST = -(1 << 63), (1 << 63) - 1


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with OPENERS[request.param](tmp_path / "war.fog") as opened:
        yield opened


def entry(*keys: int, day: date | None = None, asks: bool = False) -> Entered:
    return Entered(Bearing(day, asks), frozenset(keys), '{"names":["Ada Quist"]}')


def test_an_entry_comes_back_as_it_was_and_takes_the_place_of_the_one_before(store: Store) -> None:
    kept = {"a": entry(LOWEST, 2, day=MAY), "b": entry(2, HIGHEST, asks=True), "c": entry()}
    store.dossiers.enter(kept)
    assert store.dossiers.entered(["a", "b", "c", "none"]) == kept
    store.dossiers.enter({"a": entry(5)})
    assert store.dossiers.entered(["a"]) == {"a": entry(5)}
    assert store.dossiers.under([LOWEST, 2, 5, HIGHEST], most=9) == {2: ["b"], 5: ["a"], HIGHEST: ["b"]}
    assert store.dossiers.asking() == {"b"}


def test_what_too_many_have_is_not_looked_under(store: Store) -> None:
    store.dossiers.enter({"b": entry(1, 2), "a": entry(1, 2), "c": entry(1)})
    assert store.dossiers.under([1, 2, 3], most=2) == {2: ["a", "b"]}
    assert store.dossiers.under([1, 2, 3], most=3) == {1: ["a", "b", "c"], 2: ["a", "b"]}
    assert store.dossiers.under([], most=3) == {}


def test_what_is_found_stands_beside_and_can_be_taken_back(store: Store) -> None:
    store.dossiers.enter({"a": entry(1, asks=True), "b": entry(day=MAY)})
    store.dossiers.put_found({"a": "Friday", "none": "Monday"})
    assert store.dossiers.bearings(["a", "b", "none"]) == {"a": Bearing(None, True, "Friday"), "b": Bearing(MAY, False)}
    store.dossiers.put_found({"a": None})
    assert store.dossiers.bearings(["a"]) == {"a": Bearing(None, True)}


def test_what_changes_is_unweighed_until_it_is_settled(store: Store) -> None:
    first, second = story(1), story(2)
    told = claim(first)
    store.add([read(first, told), read(second)])
    marks = store.dossiers.unweighed()
    assert set(marks) == {first.document_id, second.document_id}
    store.dossiers.settle(marks)
    assert store.dossiers.unweighed() == {}
    store.add_review(Review("r", told.claim_id, "reject", "ada", datetime(2031, 5, 4, tzinfo=UTC)))
    assert set(store.dossiers.unweighed()) == {first.document_id}


def test_a_change_that_comes_while_weighing_is_not_taken_for_done(store: Store) -> None:
    store.add([read(story(1))])
    marks = store.dossiers.unweighed()
    store.add([read(story(1))])
    store.dossiers.settle(marks)
    assert set(store.dossiers.unweighed()) == set(marks)


def test_what_a_change_reaches_is_marked_and_what_is_marked_stays_so(store: Store) -> None:
    store.add([read(story(1))])
    there = set(store.dossiers.unweighed())
    more = store.dossiers.mark([*there, "other"])
    assert set(more) == {"other"}
    store.dossiers.settle(more)
    assert set(store.dossiers.unweighed()) == there


def test_what_derivation_reaches_is_not_to_be_weighed(store: Store) -> None:
    store.add([read(story(1))])
    store.dossiers.settle(store.dossiers.unweighed())
    store.derived.settle(store.derived.stale())
    store.derived.mark([story(1).document_id])
    assert store.dossiers.unweighed() == {}


def test_with_all_that_is_derived_entries_go_and_all_is_unweighed(store: Store) -> None:
    store.add([read(story(1))])
    store.dossiers.settle(store.dossiers.unweighed())
    store.dossiers.enter({story(1).document_id: entry(1)})
    store.derived.forget()
    assert store.dossiers.entered([story(1).document_id]) == {}
    assert store.dossiers.under([1], most=9) == {}
    assert set(store.dossiers.unweighed()) == {story(1).document_id}


def test_an_inferred_day_is_given_and_taken_and_no_other(store: Store) -> None:
    bare = replace(story(1), published=None, published_basis=None, published_evidence=None)
    given = replace(bare, published=MAY, published_basis="inferred", published_evidence="as others tell")
    stated = replace(story(2), published=MAY, published_basis="metadata")
    store.add([read(bare), read(stated)])
    elsewhere = replace(stated, published=date(2031, 6, 1), published_basis="inferred")
    assert store.redate([given, elsewhere, story(3)]) == [given, stated]
    assert store.document(bare.document_id) == given
    assert store.known([bare.document_id], extractor="test@1", profile="generic@1") == set(), "it is to be read again"
    store.add([read(given)])
    assert store.redate([bare]) == [bare]
    assert store.document(bare.document_id) == bare
