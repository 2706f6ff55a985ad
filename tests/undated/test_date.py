"""Whatever comes first, and whatever changes in between: documents are dated as from nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fogline.model.claim import Where
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.values import Place
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from fogline.undated import date as dating
from fogline.undated import near
from fogline.undated.date import date_undated
from tests.derivation.test_soundness import die_at
from tests.factories import a_document
from tests.reports import claim, prose, read
from tests.stores import KINDS, OPENERS

FRIDAY = date(2018, 5, 4)
SATURDAY = date(2018, 5, 5)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits so low that a dozen documents reach them."""
    monkeypatch.setattr(near, "TOLD_BY", 4)
    monkeypatch.setattr(near, "SHARED_BY", 3)
    monkeypatch.setattr(dating, "MANY", 6)


def paper(
    number: int, day: date | None, towns: Sequence[int] = (), text: str = "", at: Sequence[str] = ()
) -> Extraction:
    """Paper *number*'s report: of *towns* that were taken and left (or what else befell them), in words of its own or
    others'; one without a day says that it is of a Saturday."""
    body = text or prose(300 + number, 40)
    when = "" if day else " They left yesterday (Fri)."
    document = a_document(f"Report {number}. {body}{when}", name=f"{number}.txt")
    basis: dict[str, Any] = {"published_basis": "metadata"} if day else {"published_basis": None}
    document = replace(document, published=day, published_evidence=None, **basis)
    told = [(town, type_) for town in towns for type_ in at or ("capture", "retreat")]
    return read(document, *(in_town(document, at_, town, type_) for at_, (town, type_) in enumerate(told)))


def in_town(document: Document, at: int, town: int, type_: str) -> Any:
    place = Place(f"Town {town}", town, 10.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9)
    return claim(document, at, event_type=type_, place=Where(place.name, place, None))


WIRE = prose(299, 60)

PAPERS = {
    "fall": paper(1, FRIDAY, [1]),
    "again": paper(2, date(2018, 9, 4), [1]),
    "asks": paper(3, None, [1, 2]),
    "asks by two": paper(4, None, [2, 3]),
    "half": paper(5, FRIDAY, [2], at=["capture"]),
    "half more": paper(6, FRIDAY, [3], at=["capture"]),
    "third": paper(7, None, [3, 1]),
    "wire": paper(8, FRIDAY, text=WIRE),
    "reprint": paper(9, None, text=f"{WIRE} It rained."),
    "reprint of it": paper(10, None, text=f"{WIRE} It rained. It snowed."),
    "late reprint": paper(11, date(2018, 9, 8), text=WIRE),
    "nothing": paper(12, None, [9]),
    "one too many": paper(13, FRIDAY, [1, 3]),
}

CHANGES = {
    "asks": paper(3, None, [2]),
    "half": paper(5, FRIDAY, [2, 3]),
    "again": paper(2, date(2018, 9, 4)),
    "reprint": replace(
        PAPERS["reprint"],
        document=replace(PAPERS["reprint"].document, published=date(2018, 6, 9), published_basis="user"),
    ),
}
"""The same texts, read otherwise, or with a day that somebody gives."""


def settle(store: Store, papers: Mapping[str, Extraction]) -> None:
    """Date what is undated, and read again what got another day, as a build does."""
    while store.dossiers.unweighed():
        moved = date_undated(store, gives_its_day=lambda document: False)
        store.add(replace(papers[one.document_id], document=one) for one in moved)


def state(store: Store) -> object:
    days = {one.document_id: (one.published, one.published_basis, one.published_evidence) for one in store.documents()}
    return days, dict(store.dossiers.entered(sorted(days)))


def by_id(papers: Sequence[Extraction]) -> dict[str, Extraction]:
    return {one.document.document_id: one for one in papers}


def from_nothing(papers: Mapping[str, Extraction]) -> object:
    with MemoryStore() as store:
        store.add(papers.values())
        settle(store, papers)
        return state(store)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_with_changes_between_gives_what_a_dating_from_nothing_gives(data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(PAPERS)))
    steps: list[Extraction] = [PAPERS[name] for name in order[: data.draw(st.integers(1, len(order)))]]
    steps += [CHANGES[name] for name in data.draw(st.permutations(sorted(CHANGES))) if PAPERS[name] in steps]
    steps = steps[: data.draw(st.integers(1, len(steps)))]
    with MemoryStore() as store:
        there: dict[str, Extraction] = {}
        while steps:
            many = data.draw(st.integers(1, len(steps)))
            fresh, steps = steps[:many], steps[many:]
            there |= by_id(fresh)
            store.add(by_id(fresh).values())
            settle(store, there)
        assert state(store) == from_nothing(there)


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    with OPENERS[request.param](tmp_path / "war.fog") as opened:
        yield opened


def day_of(store: Store, name: str) -> tuple[date | None, str | None]:
    document = store.document(PAPERS[name].document.document_id)
    assert document is not None
    return document.published, document.published_basis


def add(store: Store, *names: str) -> None:
    store.add(PAPERS[name] for name in names)
    settle(store, by_id(list(PAPERS.values())))


def test_every_store_dates_them_alike_one_by_one(store: Store) -> None:
    for name in PAPERS:
        add(store, name)
    assert state(store) == from_nothing(by_id(list(PAPERS.values())))


def test_who_was_dated_by_others_dates_others(store: Store) -> None:
    add(store, "asks by two", "half", "half more")
    assert day_of(store, "asks by two") == (SATURDAY, "inferred"), "two halves"
    add(store, "asks")
    assert day_of(store, "asks") == (SATURDAY, "inferred"), "half a paper, and one that was dated itself"


def test_a_day_that_no_longer_follows_is_taken_back(store: Store) -> None:
    add(store, "asks", "fall")
    assert day_of(store, "asks") == (SATURDAY, "inferred")
    add(store, "again")
    assert day_of(store, "asks") == (None, None), "the town fell twice, so its fall tells no time"
    store.add([CHANGES["again"]])
    settle(store, by_id(list(PAPERS.values())))
    assert day_of(store, "asks") == (SATURDAY, "inferred")


def test_a_day_that_somebody_gives_is_left_alone(store: Store) -> None:
    add(store, "wire", "reprint", "reprint of it")
    assert day_of(store, "reprint") == (SATURDAY, "inferred")
    store.add([CHANGES["reprint"]])
    settle(store, by_id([*PAPERS.values(), CHANGES["reprint"]]))
    assert day_of(store, "reprint") == (date(2018, 6, 9), "user")
    assert day_of(store, "reprint of it") == (None, None), "its text was printed in May, and in June"


def test_what_stops_it_half_way_loses_nothing(tmp_path: Path) -> None:
    papers = by_id(list(PAPERS.values()))
    for commits in range(1, 12):
        path = tmp_path / f"{commits}.fog"
        with open_store(path, create=True) as store:
            add(store, *(name for name in PAPERS if name not in ("again", "wire", "half")))
            store.add(PAPERS[name] for name in ("again", "wire", "half"))
        child = os.fork()
        if not child:
            try:
                with open_store(path) as store:
                    die_at(store, commits)
                    date_undated(store, gives_its_day=lambda document: False)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        with open_store(path) as store:
            settle(store, papers)
            assert state(store) == from_nothing(papers), commits
