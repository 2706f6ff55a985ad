"""Whether the figures of two claims can be of one happening, and what the figures of an event add up to."""

from __future__ import annotations

from fogline.matching.told import Told
from fogline.model.claim import Quantity
from fogline.model.event import Comparison

TELLING = 10.0
"""From this figure on, the same number in two claims is no chance."""

APART = 3.0
"""By this factor apart, two figures are hardly of one happening."""


_NONE = Comparison("figures", 0.0, "no figure in both")


def compare(one: Told, other: Told) -> Comparison:
    """The same measure of the same side: equal, meeting, or apart."""
    if not one.figures or not other.figures:
        return _NONE
    pairs = [(a, b) for a in one.figures for b in other.figures if same_measure(a, b)]
    if not pairs:
        return _NONE
    equal = [a for a, b in pairs if point(a) is not None and point(a) == point(b)]
    if equal:
        largest = max(point(a) or 0.0 for a in equal)
        score = 0.8 if largest >= TELLING else 0.4
        return Comparison("figures", score, f"both give {largest:g} {equal[0].measure}")
    a, b = pairs[0]
    if meet(a, b):
        return Comparison("figures", 0.2, f"“{a.text}” and “{b.text}” {a.measure} can both hold")
    ratio = _ratio(a, b)
    if ratio is not None and ratio >= APART:
        return Comparison("figures", -1.0, f"“{a.text}” and “{b.text}” {a.measure} are far apart")
    return Comparison("figures", -0.3, f"“{a.text}” and “{b.text}” {a.measure} differ")


def same_measure(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same thing of the same side."""
    sides = one.party is None or other.party is None or one.party == other.party
    return one.measure == other.measure and one.unit == other.unit and one.rate == other.rate and sides


def meet(one: Quantity, other: Quantity) -> bool:
    """Whether one number can be what both say."""
    low, high = max(_low(one), _low(other)), min(_high(one), _high(other))
    return low <= high


def point(figure: Quantity) -> float | None:
    """The one number *figure* gives, or its bound where it gives only one."""
    given = [value for value in (figure.best, figure.low, figure.high) if value is not None]
    return given[0] if given else None


def _low(figure: Quantity) -> float:
    if figure.low is not None:
        return figure.low
    if figure.best is not None:
        return figure.best * (0.9 if figure.approximate else 1.0)
    return 0.0


def _high(figure: Quantity) -> float:
    if figure.high is not None:
        return figure.high
    if figure.best is not None and figure.low is None:
        return figure.best * (1.1 if figure.approximate else 1.0)
    return float("inf")


def _ratio(one: Quantity, other: Quantity) -> float | None:
    here, there = point(one), point(other)
    if not here or not there:
        return None
    return max(here, there) / min(here, there)
