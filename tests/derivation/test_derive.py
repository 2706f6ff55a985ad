"""What is derived: the same in whatever order articles come, and only where a change can reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.derivation.derive import derive
from fogline.model.claim import Cue, Quantity, Role, Where
from fogline.model.extraction import Extraction
from fogline.model.review import Review
from fogline.model.span import Span
from fogline.model.values import Actor
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from tests.reports import NORTHFORD, WEIR, claim, killed, prose, read, story
from tests.stores import KINDS, OPENERS

NEWS = prose(31, 120)


TROOPS = Role("troops", Actor("League army", "military", party="league"), Span(0, 6))
DENIED = (Cue("polarity", "denied", Span(0, 6)),)


def named(name: str) -> Where:
    return Where(name, NORTHFORD, Span(0, 9))


def articles() -> list[Extraction]:
    """Reprints, two sides, a denial, another town, another day, an undated aside."""
    first, copy, other = story(1, NEWS), story(2, NEWS), story(3)
    denial, town, later, aside = story(4), story(5), story(6, day=20), story(7)
    role = Role("troops", Actor("League army", "military", party="league"), None)
    return [
        read(
            first,
            claim(first, says="crown", quantities=killed(12), agent=TROOPS),
            claim(first, 2, event_type="casualties"),
        ),
        read(copy, claim(copy, says="crown"), claim(copy, 3, headline=True)),
        read(
            other, claim(other, says="league", quantities=killed(15)), claim(other, 2, event_type="capture", agent=role)
        ),
        read(denial, claim(denial, says="league", polarity="denied", cues=DENIED, place=named("Northford"))),
        read(town, claim(town, place=Where("Weir", WEIR, None))),
        read(later, claim(later, day=19), claim(later, 2, event_type="hold", day=19)),
        read(aside, claim(aside, time=None), claim(aside, 2, place=None)),
    ]


@pytest.mark.parametrize("opener", KINDS)
def test_two_reports_that_differ_in_two_figures_disagree_twice(opener: str, tmp_path: Path) -> None:
    def toll(dead: float, hurt: float) -> tuple[Quantity, ...]:
        return (*killed(dead), Quantity(str(hurt), "wounded", Span(4, 6), "people", best=hurt))

    one, other = story(1), story(2)
    with OPENERS[opener](tmp_path / "war.fog") as store:
        told = claim(one, says="crown", event_type="casualties", quantities=toll(12, 20))
        also = claim(other, says="league", event_type="casualties", quantities=toll(30, 50))
        store.add([read(one, told), read(other, also)])
        derive(store)
        found = [found.about for found in store.derived.disagreements() if found.kind == "figure"]
    assert len(found) == 2
    assert any("killed" in about for about in found)
    assert any("wounded" in about for about in found)


def state(store: Store) -> tuple[object, ...]:
    derived = store.derived
    return (
        derived.origins(),
        list(derived.events()),
        list(derived.disagreements()),
        derived.stale(),
    )


def rebuilt(store: Store) -> tuple[object, ...]:
    store.derived.forget()
    derive(store)
    return state(store)


@pytest.mark.parametrize("opener", KINDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(7)), cuts=st.sets(st.integers(1, 6)))
def test_whatever_the_order_of_arrival_the_result_is_that_of_a_rebuild(
    opener: str, tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], cuts: set[int]
) -> None:
    all_of_them = articles()
    with OPENERS[opener](tmp_path_factory.mktemp("ledger") / "war.fog") as store:
        bounds = [0, *sorted(cuts), len(order)]
        for start, end in pairwise(bounds):
            store.add([all_of_them[i] for i in order[start:end]])
            derive(store)
        grown = state(store)
        assert grown == rebuilt(store)
    with MemoryStore() as fresh:
        fresh.add(all_of_them)
        derive(fresh)
        assert grown == state(fresh)


@pytest.fixture
def store() -> Store:
    made = MemoryStore()
    made.add(articles())
    derive(made)
    return made


def test_reprints_are_one_origin_and_one_voice(store: Store) -> None:
    first, copy = (extraction.document.document_id for extraction in articles()[:2])
    origins = store.derived.origins()
    assert origins[first] == origins[copy]
    assert len(set(origins.values())) == 6
    event = store.derived.event(articles()[0].claims[0].claim_id)
    assert event is not None
    assert event.independent == 3, "the reprint counts once; the other side, and the undated aside"
    assert event.status == "contested"


def test_another_town_and_another_day_are_other_events(store: Store) -> None:
    ids = [extraction.claims[0].claim_id for extraction in articles()]
    events = store.derived.events_of(ids)
    assert events[ids[0]] == events[ids[1]] == events[ids[2]] == events[ids[3]]
    assert len({events[ids[0]], events[ids[4]], events[ids[5]]}) == 3


def test_nothing_changes_without_a_change(store: Store) -> None:
    before = state(store)
    assert derive(store).documents == 0
    assert state(store) == before


def test_a_document_that_loses_its_claims_leaves_its_events(store: Store) -> None:
    denial = articles()[3]
    store.add([read(denial.document)])
    derive(store)
    event = store.derived.event(articles()[0].claims[0].claim_id)
    assert event is not None
    assert event.status == "cross_party"
    assert state(store) == rebuilt(store)


def decide(store: Store, decision: Any, target: str, **changes: Any) -> str:
    at = datetime(2031, 6, 1, tzinfo=UTC)
    review = Review(f"{decision}-{target}-{len(list(store.reviews()))}", target, decision, "ada", at, changes)
    store.add_review(review)
    derive(store)
    return review.review_id


def test_what_a_person_splits_stays_apart_through_rebuilds_until_they_take_it_back(store: Store) -> None:
    one, other = articles()[0].claims[0].claim_id, articles()[2].claims[0].claim_id
    review = decide(store, "split", one, claims=[one], apart=[other])
    events = store.derived.events_of([one, other])
    assert events[one] != events[other]
    assert state(store) == rebuilt(store)
    store.add_review(replace(next(iter(store.reviews())), review_id="back", decision="note", revokes=review))
    derive(store)
    events = store.derived.events_of([one, other])
    assert events[one] == events[other]


def test_what_a_person_merges_is_one_though_the_towns_differ(store: Store) -> None:
    one, other = articles()[0].claims[0].claim_id, articles()[4].claims[0].claim_id
    decide(store, "merge", one, claims=[other])
    events = store.derived.events_of([one, other])
    assert events[one] == events[other]
    assert state(store) == rebuilt(store)


def test_a_rejected_claim_is_in_no_event_and_its_denial_disputes_nothing(store: Store) -> None:
    denial = articles()[3].claims[0].claim_id
    decide(store, "reject", denial)
    assert store.derived.events_of([denial]) == {}
    event = store.derived.event(articles()[0].claims[0].claim_id)
    assert event is not None
    assert event.status == "cross_party"
    decide(store, "accept", denial)
    assert denial in store.derived.events_of([denial])
