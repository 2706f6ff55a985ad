"""Time expressions: what is found, what it is worth, which days it means."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fogline.mentions.times.find import find_times

ANCHOR = date(2022, 6, 25)
"""A Saturday."""

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "times.toml").read_text(encoding="utf-8"))["cases"]


def anchor(case: dict[str, Any]) -> date | None:
    given = case.get("published")
    return ANCHOR if given is None else date.fromisoformat(given) if given else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_cases(case: dict[str, Any]) -> None:
    found = find_times(case["text"], published=anchor(case))
    if case.get("none"):
        assert [m.text for m in found] == []
        return
    (mention,) = [m for m in found if m.text == case["words"]]
    value = mention.value
    assert value.timex3 == case.get("timex3")
    assert (str(value.start or ""), str(value.end or "")) == (case["start"], case["end"])
    if "edtf" in case:
        assert value.edtf == case["edtf"]
    if "type" in case:
        assert mention.type == case["type"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_every_span_is_verbatim_and_none_overlaps_another(case: dict[str, Any]) -> None:
    found = find_times(case["text"], published=anchor(case))
    assert all(m.span.of(case["text"]) == m.text for m in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("words", "acled", "ucdp"),
    [
        ("on Friday", 1, 1),
        ("over the past five days", 2, 2),
        ("last week", 2, 3),
        ("in May", 3, 4),
        ("in spring 2021", 3, 5),
        ("since May 9", None, None),
    ],
)
def test_precision_codes_follow_the_codebooks(words: str, acled: int | None, ucdp: int | None) -> None:
    (mention,) = find_times(f"The bridge was hit {words}.", published=ANCHOR)
    assert (mention.value.time_precision, mention.value.date_prec) == (acled, ucdp)


def test_basis_tells_what_the_day_rests_on() -> None:
    text = "Signed on 9 May 2019, broken on Friday."
    assert [m.basis for m in find_times(text, published=ANCHOR)] == ["absolute", "anchored"]
    assert [m.basis for m in find_times(text, published=None)] == ["absolute", "unanchored"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "no time at all", "31 February 2022", "the " * 2000, "a " * 2000])
def test_nothing_is_found_where_nothing_stands(text: str) -> None:
    assert find_times(text, published=ANCHOR) == ()


def test_days_at_the_edge_of_the_calendar_do_not_break_it() -> None:
    assert find_times("five hundred years ago, in 9999, next century", published=date(1, 1, 2))
    assert find_times("in five million years, ninety centuries ago; a thousand years from now", published=date.max)
