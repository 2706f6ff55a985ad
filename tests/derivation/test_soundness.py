"""Whatever stops a derivation, whatever comes in between, and by whatever rules the last one went: nothing is lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from fogline.derivation import happenings, rules
from fogline.derivation.derive import derive
from fogline.model.claim import Where
from fogline.model.extraction import Extraction
from fogline.model.review import Decision, Review
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.store.sql import SqlStore, open_store
from tests.derivation.test_derive import articles, rebuilt, state
from tests.reports import WEIR, claim, killed, read, story
from tests.stores import KINDS, OPENERS

OLD = [extraction.claims[0].claim_id for extraction in articles()]


def later() -> list[Extraction]:
    """What a second build brings: a denial withdrawn, of two reprints one dated three weeks later, a new report."""
    first, copy, _, denial, *_ = articles()
    fresh = story(8)
    named_first = min(first, copy, key=lambda one: one.document.document_id)  # it names the origin of both
    redated = replace(named_first.document, published=date(2031, 5, 28), published_basis="user")
    return [
        read(denial.document),
        replace(named_first, document=redated),
        read(fresh, claim(fresh, quantities=killed(14)), claim(fresh, 2, place=Where("Weir", WEIR, None))),
    ]


def derive_and_die(path: Path, commits: int) -> int:
    """Derive in another process, killed before so many commits are made; gives how it ended."""
    child = os.fork()
    if not child:
        try:
            with open_store(path) as store:
                die_at(store, commits)
                derive(store)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def die_at(store: SqlStore, commits: int) -> None:
    made = count(1)

    def on_commit(connection: object) -> None:
        if next(made) > commits:
            os.kill(os.getpid(), signal.SIGKILL)

    writing = store.database.engine  # the engine is where commits are seen; what is under test stays as it is
    event.listen(writing, "commit", on_commit)


def adrift(store: Store) -> set[str]:
    """The claims that are in no event though nobody is told that anything is behind."""
    behind = store.derived.stale()
    ids = {one.claim_id for one in store.claims() if one.document_id not in behind}
    return ids - store.derived.events_of(ids).keys()


def test_killed_at_any_point_the_next_derivation_makes_good_what_was_lost(tmp_path: Path) -> None:
    before = tmp_path / "before.fog"
    with open_store(before, create=True) as store:
        store.add(articles())
        derive(store)
        store.add(later())
    with open_store(_copy(before, tmp_path / "whole.fog")) as store:
        derive(store)
        wanted = state(store)
        assert wanted == rebuilt(store)
    ends = []
    for commits in count():
        path = _copy(before, tmp_path / f"{commits}.fog")
        ends.append(derive_and_die(path, commits))
        with open_store(path) as store:
            assert not adrift(store), f"killed after {commits} commits"
            derive(store)
            assert state(store) == wanted, f"killed after {commits} commits"
        if ends[-1] == 0:
            break
    assert ends[:-1] == [signal.SIGKILL] * (len(ends) - 1)
    assert len(ends) > 10


def _copy(path: Path, to: Path) -> Path:
    to.write_bytes(path.read_bytes())
    return to


@pytest.mark.parametrize("opener", KINDS)
def test_a_change_that_comes_while_another_is_derived_is_not_taken_for_done(opener: str, tmp_path: Path) -> None:
    with OPENERS[opener](tmp_path / "war.fog") as store:
        store.add(articles())
        denial = articles()[3]
        withdrawn = [read(denial.document)]

        def meanwhile(what: str, done: int, total: int) -> None:
            if what == "events" and withdrawn:
                store.add([withdrawn.pop()])

        assert derive(store, step=meanwhile).documents == 8, "the seven, and the one that changed"
        assert not store.derived.stale()
        assert state(store) == rebuilt(store)


@pytest.mark.parametrize("opener", KINDS)
def test_by_other_rules_all_is_derived_anew(opener: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with OPENERS[opener](tmp_path / "war.fog") as store:
        store.add(articles())
        assert not derive(store).anew, "there was nothing before"
        monkeypatch.setattr(rules, "VERSION", "0")
        rules.rules.cache_clear()
        try:
            report = derive(store)
        finally:
            monkeypatch.undo()
            rules.rules.cache_clear()
        assert report.anew
        assert report.documents == 7
        assert store.derived.rules() != rules.rules()
        derive(store)
        assert store.derived.rules() == rules.rules()
        assert not derive(store).anew


def decided(decision: Decision, target: str, number: int, **changes: object) -> Review:
    return Review(f"r{number}", target, decision, "ada", datetime(2031, 6, 1, tzinfo=UTC), changes)


Change = Callable[[Store], None]


def changes() -> list[Change]:
    """All that may happen to a ledger, in any order: articles, other readings of them, decisions."""
    first, copy, other, denial, town = OLD[:5]
    reviews = [
        decided("merge", first, 1, claims=[town]),
        decided("split", first, 2, claims=[first], apart=[other]),
        decided("reject", denial, 3),
        decided("merge", copy, 4, claims=[OLD[5]]),
        Review("r5", first, "undo", "ada", datetime(2031, 6, 2, tzinfo=UTC), revokes="r1"),
    ]
    extractions = [*articles(), *later()]
    return [
        *((lambda store, one=one: store.add([one])) for one in extractions),
        *((lambda store, one=one: store.add_review(one)) for one in reviews),
    ]


@pytest.mark.parametrize("large", [happenings.LARGE, 2])
@pytest.mark.parametrize("opener", KINDS)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(15)), cuts=st.sets(st.integers(1, 14), max_size=6))
def test_with_other_readings_and_decisions_in_between_the_result_is_that_of_a_rebuild(
    opener: str,
    large: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    order: Sequence[int],
    cuts: set[int],
) -> None:
    monkeypatch.setattr(happenings, "LARGE", large)
    monkeypatch.setattr(happenings, "MOST", 1.0)
    happen = changes()
    with OPENERS[opener](tmp_path_factory.mktemp("ledger") / "war.fog") as store, MemoryStore() as fresh:
        for number, at in enumerate(order):
            if number in cuts:
                derive(store)
            happen[at](store)
            happen[at](fresh)
        derive(store)
        grown = state(store)
        assert grown == rebuilt(store)
        derive(fresh)
        assert grown == state(fresh)
