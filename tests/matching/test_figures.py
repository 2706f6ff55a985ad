"""Figures held against each other."""

from __future__ import annotations

import pytest

from fogline.matching.figures import compare, meet, same_measure
from fogline.model.claim import Quantity
from fogline.model.span import Span
from tests.matching.claims import count, told_of


def figure(text: str, measure: str = "killed", **bounds: float) -> Quantity:
    return Quantity(text, measure, Span(0, 2), **bounds)  # type: ignore[arg-type]


MEET = [
    ("the same number", figure("12", best=12), figure("twelve", best=12), True),
    ("two numbers", figure("12", best=12), figure("15", best=15), False),
    ("at least, and more", figure("at least 12", low=12), figure("15", best=15), True),
    ("at least, and less", figure("at least 12", low=12), figure("9", best=9), False),
    ("up to, and less", figure("up to 12", high=12), figure("9", best=9), True),
    ("dozens", figure("dozens", low=24), figure("70", best=70), True),
    ("a range that holds it", figure("10 to 15", low=10, high=15), figure("12", best=12), True),
]


@pytest.mark.parametrize(("why", "one", "other", "expected"), MEET)
def test_ranges_meet(why: str, one: Quantity, other: Quantity, expected: bool) -> None:
    assert meet(one, other) is expected, why
    assert meet(other, one) is expected, why


def test_about_a_number_reaches_a_tenth_further() -> None:
    about = Quantity("about 50", "killed", Span(0, 2), best=50, approximate=True)
    assert meet(about, figure("52", best=52))
    assert not meet(about, figure("60", best=60))


def test_measures_of_two_sides_are_not_one() -> None:
    assert same_measure(count(3), count(4, party="crown"))
    assert not same_measure(count(3, party="league"), count(4, party="crown"))
    assert not same_measure(count(3), count(3, measure="wounded"))
    assert not same_measure(count(3, "equipment", unit="tanks"), count(3, "equipment", unit="jets"))


def test_the_larger_the_number_the_less_its_return_is_chance() -> None:
    few = compare(told_of(quantities=(count(3),)), told_of(quantities=(count(3),)))
    many = compare(told_of(quantities=(count(134),)), told_of(quantities=(count(134),)))
    assert many.score > few.score > 0
