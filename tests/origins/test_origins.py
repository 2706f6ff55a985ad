"""Which documents, and which passages, descend from one text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fogline.model.document import Document
from fogline.model.origin import Link
from fogline.origins import likeness as likenesses
from fogline.origins.group import origins_of, worth_comparing
from fogline.origins.links import candidate_of, link_of
from fogline.origins.passages import PassageIndex, passages_of
from fogline.origins.prints import prints_of, words_before
from tests.factories import a_document, span_of
from tests.reports import prose

LEAD, MIDDLE, END = prose(1, 80), prose(2, 160), prose(3, 160)
STORY = f"{LEAD}\n\n{MIDDLE}\n\n{END}"


OWN = "Northern Post"


def printed(text: str, outlet: str = OWN, day: int = 3, wire: str | None = None) -> Document:
    return a_document(text, outlet=outlet, published=date(2031, 5, day), wire_credit=wire)


def linked(one: Document, other: Document) -> Link | None:
    return link_of(candidate_of(one), candidate_of(other))


def edited(text: str, every: int) -> str:
    """*text* with each *every*-th word another."""
    return " ".join(f"other{i}" if i % every == 0 else word for i, word in enumerate(text.split(), 1))


PHRASE = "could not be independently verified at once"
NEWS = f"{LEAD}\n\n{MIDDLE[:300]}"

CASES = [
    ("a reprint with a by-line", STORY, f"By A Reporter\n\n{STORY}", "copy", {}),
    ("a copy with a word in twelve changed", STORY, edited(STORY, 12), "copy", {}),
    ("an abridgement keeps the lead and a third", STORY, NEWS, "abridgement", {}),
    ("most of the shorter one, the lead among it", STORY, f"{LEAD}\n\n{prose(7, 40)}", "abridgement", {}),
    ("background in common, the news another's", STORY, f"{prose(8, 80)}\n\n{END}", "passage", {}),
    ("the same report a month later is background", STORY, NEWS, "passage", {"day": 30}),
    ("an outlet's updates repeat themselves", STORY, f"{LEAD}\n\n{prose(9, 50)}", "passage", {"outlet": OWN}),
    ("one agency's text under a lead of one's own", STORY, f"{prose(13, 130)}\n\n{MIDDLE}\n\n{END}", "abridgement", {}),
    ("the same, a word in eight changed", STORY, f"{prose(13, 40)}\n\n{edited(STORY[300:], 8)}", "abridgement", {}),
    ("an outlet's next report on its background", STORY, f"{prose(13, 90)}\n\n{MIDDLE}", "passage", {"outlet": OWN}),
    ("an agency's lead, the rest one's own", STORY, f"{LEAD}\n\n{prose(10, 190)}", "wire", {"wire": "Reuters"}),
    ("the same without a common credit", STORY, f"{LEAD}\n\n{prose(10, 190)}", "passage", {}),
    ("nothing in common", STORY, prose(11, 300), None, {}),
    ("a turn of phrase in common", f"{STORY} {PHRASE}", f"{prose(12, 200)} {PHRASE}", None, {}),
]


@pytest.mark.parametrize(("why", "one", "other", "kind", "about"), CASES, ids=[case[0] for case in CASES])
def test_what_ties_two_documents(why: str, one: str, other: str, kind: str | None, about: dict[str, Any]) -> None:
    wire = about.get("wire")
    first = replace(printed(one), wire_credit=wire)
    second = printed(other, about.get("outlet", "Southern Times"), about.get("day", 4), wire)
    link = linked(first, second)
    assert (link.kind if link else None) == kind, f"{why}: {link.reason if link else 'no link'}"
    assert linked(second, first) == link, "it does not matter which is asked about"


def test_an_agency_and_who_prints_its_copy_are_one() -> None:
    agency = printed(STORY, outlet="Reuters")
    paper = printed(f"{LEAD}\n\n{prose(10, 190)}", wire="Reuters")
    assert (link := linked(agency, paper)) is not None
    assert link.kind == "wire"
    assert "Reuters" in link.reason


def test_stretches_are_the_same_words_in_both() -> None:
    one, other = printed(STORY), printed(f"{prose(8, 80)}\n\n{MIDDLE}", outlet="Southern Times")
    link = linked(one, other)
    assert link is not None
    (stretch,) = link.stretches
    by_id = {one.document_id: one, other.document_id: other}
    assert stretch.first.of(by_id[link.first].text) == stretch.second.of(by_id[link.second].text) == MIDDLE[:-1]


@given(st.permutations(range(6)))
def test_origins_do_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    outlets = ["A", "B", "C", "D", "E", "F"]
    texts = [STORY, f"x {STORY}", f"{LEAD}\n\n{MIDDLE[:300]}", prose(20, 120), f"y {prose(20, 120)}", prose(21, 100)]
    documents = [printed(text, outlet) for text, outlet in zip(texts, outlets, strict=True)]
    arrived = [candidate_of(documents[i]) for i in order]
    ids = [documents[i].document_id for i in order]
    links = [link for one, other in combinations(arrived, 2) if (link := link_of(one, other)) is not None]
    of = {key: origin.origin_id for origin in origins_of(ids, links) for key in origin.documents}
    groups = [of[document.document_id] for document in documents]
    assert groups[0] == groups[1] == groups[2]
    assert groups[3] == groups[4]
    assert len(set(groups)) == 3


def test_a_claim_in_a_shared_paragraph_is_found_to_share_it() -> None:
    one, other = printed(STORY), printed(f"{prose(8, 80)}\n\n{MIDDLE}", outlet="Southern Times")
    link = linked(one, other)
    assert link is not None
    index = PassageIndex(passages_of([link]))
    words = MIDDLE[200:320]
    assert index.at(one.document_id, span_of(one.text, words)) is not None
    assert index.at(one.document_id, span_of(one.text, words)) == index.at(
        other.document_id, span_of(other.text, words)
    )
    assert index.at(one.document_id, span_of(one.text, LEAD[:60])) is None


def test_worth_comparing_are_those_that_share_more_than_one_print() -> None:
    mine = candidate_of(printed(STORY))
    sharing = [["b", mine.document_id, "a"], ["a", "c", mine.document_id], ["b"]]
    assert worth_comparing(mine.document_id, mine.prints.prints.tolist(), sharing) == ["a", "b"]


def test_words_are_the_same_whatever_stands_between_them() -> None:
    plain = prints_of("a", "Shells hit O'Neil-Street at 10.30 near the old mill yard")
    marked = prints_of("b", "“SHELLS”\u00a0hit\u2003O’Neil-Street,\nat 10.30—near (the) old... mill/yard!")
    assert plain.words.tolist() == marked.words.tolist()
    assert plain.prints.tolist() == marked.prints.tolist()


def test_offsets_are_those_of_the_words() -> None:
    text = "\n “Shells” hit O’Neil-Street,\nat 10.30—near a mill_yard " + "x" * 60
    prints = prints_of("a", text)
    found = [text[start:end] for start, end in zip(prints.starts, prints.ends, strict=True)]
    assert found == ["Shells", "hit", "O’Neil-Street", "at", "10.30", "near", "a", "mill", "yard", "x" * 60]
    assert [words_before(text, end) for end in (0, 3, 4, text.index("Street"), len(text))] == [0, 0, 1, 3, 10]
    assert not len(prints_of("a", " \n–").starts)


@given(st.text(alphabet=st.one_of(st.sampled_from("ab1_ '’.,-\n"), st.characters())))
def test_words_stand_where_a_pattern_finds_them(text: str) -> None:
    prints = prints_of("a", text)
    found = [(word.start(), word.end()) for word in re.finditer(r"[^\W_]+(?:['’.,-][^\W_]+)*", text)]
    assert list(zip(prints.starts.tolist(), prints.ends.tolist(), strict=True)) == found
    assert len(prints) == len(found)


WORDS = [f"w{number}" for number in range(40)]


@given(st.permutations(WORDS), st.lists(st.integers(0, 39), min_size=1, max_size=4), st.integers(1, 3))
def test_runs_are_the_same_found_all_at_once_or_one_by_one(words: list[str], cuts: list[int], step: int) -> None:
    parts = [words[begin:end] for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), 40], strict=True)]
    moved = [word for part in parts[::-1][::step] + parts[::-1][1::step] for word in part]
    first, second = prints_of("a", " ".join(WORDS)), prints_of("b", " ".join(dict.fromkeys(moved)))
    alike = likenesses.alike_shingles(first, second)
    assert likenesses._runs(first, second, alike) == likenesses._longest_runs(first, second, alike)
