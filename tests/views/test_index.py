"""The index follows the ledger, and what is kept of it is as good as what is read anew."""

from __future__ import annotations

from datetime import date

import numpy as np

from fogline.model.claim import Claim, When
from fogline.model.values import TimeValue
from fogline.store.base import Store
from fogline.store.memory import MemoryStore
from fogline.views.asked import Asked, in_range, ordered, select
from fogline.views.index import Index, index_of
from fogline.views.keeping import packed, unpacked
from fogline.views.timeline import timeline
from tests.reports import claim, read, story

DAY = date(2031, 5, 2)


def a_store() -> tuple[MemoryStore, list[Claim]]:
    """Two documents with three claims."""
    first, second = story(1), story(2)
    claims = [claim(first, says="crown"), claim(first, 2, event_type="capture"), claim(second, event_type="hold")]
    store = MemoryStore()
    store.add([read(first, *claims[:2]), read(second, claims[2])])
    return store, claims


def ids(index: Index, **asked: object) -> set[str]:
    """The claims that are asked for."""
    mask = select(index, Asked(**asked), place_ids=lambda name: (), search=lambda words: ())  # type: ignore[arg-type]
    return set(index.claim_ids(np.flatnonzero(mask).tolist()))


def same(one: Index, other: Index) -> bool:
    """Whether two indexes hold the same, each in its own numbers."""
    return sorted(rows(one)) == sorted(rows(other))


def rows(index: Index) -> list[tuple[object, ...]]:
    columns, known = index.columns, index.known
    named = {"claim": known.claims, "document": known.documents, "event_type": known.types, "place": known.places}
    return [
        tuple(named[name].values[value] if name in named and value >= 0 else repr(value) for name, value in row)
        for row in (
            [(name, getattr(columns, name)[at]) for name in ("claim", "document", "event_type", "place", "start")]
            for at in range(len(columns))
        )
    ]


def test_a_document_read_again_takes_the_place_of_what_it_said() -> None:
    store, claims = a_store()
    before = index_of(store)
    again = story(1)
    other = claim(again, event_type="retreat")
    store.add([read(again, other)])
    after = index_of(store, before.made)
    assert ids(after) == {other.claim_id, claims[2].claim_id}
    assert same(after, index_of(store))
    assert ids(before) == {one.claim_id for one in claims}, "who asked before goes on with what there was"


def test_what_is_kept_is_what_was_made() -> None:
    store, _ = a_store()
    index = index_of(store)
    kept = unpacked(packed(index.made))
    assert kept is not None
    assert same(index_of(store, kept), index)
    assert (kept.read, kept.decided, kept.known.samples) == (index.made.read, index.made.decided, index.known.samples)


def test_what_is_damaged_or_of_another_form_is_passed_over() -> None:
    store, _ = a_store()
    content = packed(index_of(store).made)
    assert unpacked(b"") is None
    assert unpacked(content[:-20]) is None
    assert unpacked(b"\x00" * 40) is None


def test_an_empty_ledger_has_an_index_like_any_other() -> None:
    store: Store = MemoryStore()
    index = index_of(store)
    assert (len(index), ids(index)) == (0, set())
    assert timeline(index, np.ones(0, np.bool_)).total == 0
    assert len(ordered(index, np.ones(0, np.bool_), "time")) == 0


def test_a_time_with_an_open_end_is_in_every_range_it_reaches_into() -> None:
    document = story(1)
    since = When("since May", TimeValue(start=DAY), None)
    store = MemoryStore()
    store.add([read(document, claim(document, time=since, place=None))])
    index = index_of(store)
    assert in_range(index, Asked(since=DAY.replace(year=DAY.year + 5))).all()
    assert not in_range(index, Asked(until=DAY.replace(year=DAY.year - 5))).any()
    (stretch,) = timeline(index, np.ones(1, np.bool_)).stretches
    assert (stretch.start, stretch.end) == (DAY, None)
