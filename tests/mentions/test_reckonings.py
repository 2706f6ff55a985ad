"""Times that are reckoned from a war's dated beginnings."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.mentions.times.find import find_times
from fogline.model.profile import Anchor

WAR = (Anchor(("the war", "the uprising", "the invasion", "the general sent … tanks"), date(2018, 1, 20)),)


@pytest.mark.parametrize(
    ("text", "words", "start", "end", "why"),
    [
        ("It was the fourth month of the war.", "the fourth month", "2018-04-20", "2018-05-19", "a month of a war"),
        ("The war entered its fourth month.", "fourth month", "2018-04-20", "2018-05-19", "its month"),
        ("It fell on the 100th day of the war.", "the 100th day", "2018-04-29", "2018-04-29", "a day of a war"),
        ("Three months into the war it fell.", "Three months", "2018-04-20", "2018-05-19", "a length into a war"),
        (
            "It fell three months after the general sent a hundred tanks.",
            "three months",
            "2018-04-20",
            "2018-05-19",
            "a name with a gap",
        ),
        ("They held it since the beginning of the war.", "the beginning of the war", "2018-01-20", "", "an open range"),
        ("They have fled since the uprising.", "the uprising", "2018-01-20", "", "another name of it"),
        ("It was rich before the war.", "the war", "", "2018-01-19", "up to the day before"),
        ("Since the January 20 invasion ten died.", "January 20", "2018-01-20", "", "its own day, years later"),
        ("Since the first day of the war it held.", "the first day", "2018-01-20", "", "open from its first day"),
        (
            "It fell in the first days of the war.",
            "the first days of the war",
            "2018-01-20",
            "2018-01-26",
            "a week or so",
        ),
        (
            "It fell in the first three weeks of the war.",
            "the first three weeks of the war",
            "2018-01-20",
            "2018-02-09",
            "so many weeks",
        ),
        ("He was shot early in the war.", "early in the war", "2018-01-20", "2018-03-02", "some six weeks"),
        ("He was shot at the start of the war.", "the start of the war", "2018-01-20", "2018-01-26", "its first days"),
        ("They held it from the start of the war.", "the start of the war", "2018-01-20", "", "from is since there"),
        ("Day 100 of the war: a mill burned.", "Day 100 of the war", "2018-04-29", "2018-04-29", "the war's days"),
        ("They met on the eve of the war.", "the war", "2018-01-19", "2018-01-19", "the day before"),
        (
            "It grew since the start of the latest war.",
            "the start of the latest war",
            "2018-01-20",
            "",
            "an epithet that singles out no other war",
        ),
        ("The war began on January 20.", "January 20", "2018-01-20", "2018-01-20", "its own day beside its name"),
    ],
)
def test_what_is_reckoned(text: str, words: str, start: str, end: str, why: str) -> None:
    found = find_times(text, published=date(2020, 5, 2), anchors=WAR)
    (mention,) = [m for m in found if m.text == words]
    assert (str(mention.value.start or ""), str(mention.value.end or "")) == (start, end), why
    assert mention.span.of(text) == words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The talks entered their fourth month.", "not the war's month"),
        ("They met four months after the election.", "another beginning"),
        ("The war has lasted for months.", "no length is counted from it"),
        ("On January 20, the second anniversary of the invasion, she spoke.", "an anniversary is this year's"),
        ("The warehouse stood empty since the warlords left.", "no whole word"),
        ("They fled from the war.", "a name alone is no beginning"),
        ("He was shot early in the warm spring.", "no whole word"),
        ("It fell in the first days of the siege.", "another beginning"),
        ("It grew since the start of the civil war.", "another war"),
        ("They spoke of the war.", "a name alone dates nothing"),
    ],
)
def test_what_is_not(text: str, why: str) -> None:
    with_war = find_times(text, published=date(2020, 5, 2), anchors=WAR)
    assert with_war == find_times(text, published=date(2020, 5, 2)), why


def test_a_beginning_after_the_day_of_publication_is_not_used() -> None:
    text = "It was the fourth month of the war."
    assert find_times(text, published=date(2017, 5, 2), anchors=WAR) == find_times(text, published=date(2017, 5, 2))


def test_without_a_day_of_publication_a_beginning_still_dates() -> None:
    (mention,) = find_times("Since the war it is quiet.", published=None, anchors=WAR)
    assert mention.value.start == date(2018, 1, 20)
