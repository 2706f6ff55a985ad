"""Quantities: bounds, unit, what is counted, and what is no figure."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pint import UnitRegistry

from fogline.lexicon.loader import table
from fogline.mentions.quantities.find import find_quantities
from fogline.mentions.quantities.units import factor
from fogline.mentions.times.find import find_times

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "quantities.toml").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
@pytest.mark.parametrize("with_times", [True, False])
def test_cases(case: dict[str, Any], with_times: bool) -> None:
    text = case["text"]
    times = find_times(text, published=date(2022, 6, 25)) if with_times else ()
    found = find_quantities(text, times=times)
    if case.get("none"):
        assert [q.text for q in found] == []
        return
    (quantity,) = [q for q in found if q.text == case["words"]]
    amount = quantity.amount
    for bound in ("low", "best", "high"):
        assert getattr(amount, bound) == pytest.approx(case[bound]) if bound in case else getattr(amount, bound) is None
    assert amount.approximate == case.get("approximate", False)
    assert quantity.rate == case.get("rate")
    for field in ("counted", "measure", "unit"):
        if field in case:
            assert getattr(quantity, field) == case[field]
    if "phrase" in case:
        assert quantity.counted_span is not None
        assert quantity.counted_span.of(text) == case["phrase"]
    if case.get("alone"):
        assert len(found) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"][:60])
def test_every_span_is_verbatim(case: dict[str, Any]) -> None:
    found = find_quantities(case["text"])
    assert all(q.span.of(case["text"]) == q.text for q in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["", " ", "no figure", "$", "%", "-5", "1" * 400, "one " * 500, "a hundred " * 500])
def test_odd_texts_do_not_break_it(text: str) -> None:
    assert all(q.span.of(text) == q.text for q in find_quantities(text))


def test_units_are_converted_as_pint_does() -> None:
    registry: Any = UnitRegistry()
    units = table("units")
    for measure, target in (("distance_km", "kilometer"), ("area_km2", "kilometer ** 2")):
        for word, unit in units[measure].items():
            expected = 1.0 if unit == target else registry(unit).to(target).magnitude
            assert factor(measure, word.lower()) == expected, word
