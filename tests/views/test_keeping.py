"""Columns are kept again when enough has been read since, not for each article."""

from __future__ import annotations

import numpy as np

from fogline.model.extraction import Extraction
from fogline.store.memory import MemoryStore
from fogline.views.columns import Columns
from fogline.views.index import index_of
from fogline.views.keeping import BEHIND, LARGE, NAME, keep_columns, kept_columns
from tests.reports import claim, prose, read, story

DOCUMENTS = 50


def a_report(number: int) -> Extraction:
    document = story(number, prose(number, LARGE // DOCUMENTS))
    return read(document, *(claim(document, at) for at in range(LARGE // DOCUMENTS + 1)))


def a_large_store() -> MemoryStore:
    store = MemoryStore()
    store.add(a_report(number) for number in range(DOCUMENTS))
    return store


def add(store: MemoryStore, number: int) -> None:
    store.add([a_report(number)])
    keep_columns(store, read=1)


def test_one_article_more_leaves_them_and_the_page_is_none_the_wiser() -> None:
    store = a_large_store()
    keep_columns(store, read=DOCUMENTS)
    before = store.overview.kept(NAME)
    add(store, DOCUMENTS)
    assert before is not None
    assert store.overview.kept(NAME) is before
    followed, anew = index_of(store, kept_columns(store)), index_of(store)
    assert sorted(ids(followed.made.columns, followed.known.claims.values)) == sorted(
        ids(anew.made.columns, anew.known.claims.values)
    )


def test_many_one_by_one_have_them_kept_again() -> None:
    store = a_large_store()
    keep_columns(store, read=DOCUMENTS)
    before = store.overview.kept(NAME)
    for more in range(int(BEHIND * DOCUMENTS) + 2):
        add(store, DOCUMENTS + more)
    assert store.overview.kept(NAME) is not before
    kept = kept_columns(store)
    assert kept is not None
    assert len(kept.read) > DOCUMENTS


def test_a_build_that_reads_nothing_keeps_nothing_again() -> None:
    store = a_large_store()
    keep_columns(store, read=DOCUMENTS)
    before = store.overview.kept(NAME)
    for _ in range(DOCUMENTS):
        keep_columns(store, read=0)
    assert store.overview.kept(NAME) is before


def ids(columns: Columns, names: list[str]) -> list[str]:
    return [names[number] for number in np.asarray(columns.claim).tolist()]
