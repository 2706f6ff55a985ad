"""Words as a search compares them: as SQLite's index has them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from fogline.store.words import LONGEST, asked, words_of

TEXTS = [
    "The bridge at Northford fell.",
    "Talks résumé near Сєвєродонецьк; їхній край, й стало.",
    "ÆGIR Straße ÉCOLE naïve e\u0301cole Łódź Ðakovo Ŵ ệ",
    "under_score x-ray T-72B3 10,000 3.5km",
    "Київ і Крим — «слух» 2022",
    "日本 の Ελλάδα",
]


@pytest.mark.parametrize("text", TEXTS)
def test_they_are_those_of_sqlites_own_index(text: str) -> None:
    """But that ß and a few like it are folded further."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        connection.execute("INSERT INTO t VALUES (?)", (text,))
        wanted = [row[0] for row in connection.execute('SELECT term FROM v ORDER BY "offset"')]
    assert words_of(text) == [word.replace("ß", "ss") for word in wanted]


def test_what_is_asked_are_words_and_phrases() -> None:
    assert asked('Bridge "at the Dam" text:weir "" (') == [["bridge"], ["at", "the", "dam"], ["text", "weir"]]


def test_a_word_without_end_is_cut_so_that_an_index_can_hold_it() -> None:
    assert words_of("x" * 10_000) == ["x" * LONGEST]
