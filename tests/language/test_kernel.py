"""The loops of layers give the same bits in C as with numpy, and refuse arrays that do not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.language.kernel import LOOPS, NATIVE, Ints, Kernel
from fogline.language.parser import Parser
from fogline.language.sentences import split_sentences
from fogline.language.weights import Floats, Weights

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")

ROWS = (0, 1, 2, 3, 17, 1_003)
WIDTHS = (8, 24, 128, 20, 136, 1)
"""The last three are not added up by the loops in C."""


def floats(*shape: int) -> Floats:
    return np.random.default_rng(shape).standard_normal(shape).astype(np.float32)


def some(count: int, first: int, last: int) -> Ints:
    """*count* numbers in order, from *first* to *last*, some of them more than once."""
    return np.sort(np.random.default_rng(count).integers(first, last + 1, count)).astype(np.intp)


def same(first: Floats, second: Floats) -> bool:
    return first.shape == second.shape and first.dtype == second.dtype and first.tobytes() == second.tobytes()


@compiled
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("pieces", [1, 2, 3])
def test_centred(rows: int, width: int, pieces: int) -> None:
    given, bias = floats(rows, pieces * width), floats(pieces * width)
    plain, native = (Kernel(native).centred(given.copy(), bias, width) for native in (False, True))
    assert same(plain, native)


@compiled
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("rows", ROWS)
def test_centred_products(rows: int, width: int) -> None:
    products, bias = floats(3 * 11, 3 * width), floats(3 * width)
    lines = some(rows + 2, 0, 10)
    which = np.arange(1, rows + 1)
    plain, native = (Kernel(n).centred_products(products, lines, which, bias, width) for n in (False, True))
    assert same(plain, native)


@compiled
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("rows", ROWS)
def test_added(rows: int, width: int) -> None:
    base, centred, gain, shift = floats(9, width), floats(rows, width), floats(width), floats(1, width)[0]
    which = some(rows, 0, 8)
    plain, native = (Kernel(n).added(base, which, centred.copy(), gain, shift) for n in (False, True))
    assert same(plain, native)


@compiled
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("rows", ROWS)
def test_windows(rows: int, width: int) -> None:
    base, which = floats(12, width), some(rows, 1, 10)
    plain, native = (Kernel(n).windows(base, which) for n in (False, True))
    assert same(plain, native)


def test_windows_hold_a_row_between_its_neighbours() -> None:
    rows = np.arange(10, dtype=np.float32).reshape(5, 2)
    assert Kernel().windows(rows, np.array([1, 3])).tolist() == [[0, 1, 2, 3, 4, 5], [4, 5, 6, 7, 8, 9]]


def test_each_row_is_centred_on_its_largest_pieces() -> None:
    pieces = np.array([[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0, 0, 0, 0, 0]], np.float32)
    assert Kernel().centred(pieces, np.zeros(16, np.float32), 8).tolist() == [
        [3.5, -3.5, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5]
    ]


BAD: tuple[tuple[str, str, tuple[Any, ...]], ...] = (
    ("doubles", "centred", (np.zeros((2, 16)), floats(16), floats(2, 8))),
    ("not in a row", "centred", (floats(16, 2).T, floats(16), floats(2, 8))),
    ("too few pieces", "centred", (floats(2, 15), floats(16), floats(2, 8))),
    ("too few rows", "centred", (floats(1, 16), floats(16), floats(2, 8))),
    ("a width that is not added up there", "centred", (floats(2, 20), floats(20), floats(2, 10))),
    (
        "whole numbers for floats",
        "added",
        (some(8, 0, 1), some(1, 0, 0), floats(8), floats(8), floats(1), floats(1, 8)),
    ),
    ("a row behind the last", "added", (floats(1, 8), np.array([1]), floats(8), floats(8), floats(1), floats(1, 8))),
    ("a row before the first", "added", (floats(1, 8), np.array([-1]), floats(8), floats(8), floats(1), floats(1, 8))),
    ("no neighbour before", "windows", (floats(3, 8), np.array([0]), floats(1, 24))),
    ("no neighbour behind", "windows", (floats(3, 8), np.array([2]), floats(1, 24))),
    ("a narrow window", "windows", (floats(3, 8), np.array([1]), floats(1, 16))),
    (
        "a line of no product",
        "centred_products",
        (floats(6, 8), np.array([0, 2, 0]), np.array([1]), floats(8), floats(1, 8)),
    ),
)


@compiled
@pytest.mark.parametrize(("why", "name", "arguments"), BAD, ids=[row[0] for row in BAD])
def test_what_does_not_fit_is_refused(why: str, name: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError):
        getattr(LOOPS, name)(*arguments)


@compiled
def test_a_missing_array_is_refused() -> None:
    with pytest.raises(TypeError, match="takes 3 arguments"):
        LOOPS.windows(floats(3, 8), np.array([1]))
    with pytest.raises(TypeError):
        LOOPS.windows(None, np.array([1]), floats(1, 24))


@pytest.mark.skipif(NATIVE, reason="the loops in C are there")
def test_loops_that_are_not_there_cannot_be_had() -> None:
    with pytest.raises(ValueError, match="not compiled"):
        Kernel(native=True)


TEXTS = (
    "Militants.",
    "No. Nobody came.",
    "Two drones, said to have been launched at dusk, fell on the quay; a third, the harbour master said, burned out.",
    "The deputy governor, whose convoy had left the capital before the curfew that the council had "
    "announced, was neither hurt nor seen.\n\n" + "Shells hit the mill and the mosque and the market. " * 7,
)


@compiled
@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS, TEXTS[::-1] * 3], ids=["one word", "all", "many"])
def test_sentences_read_the_same(weights: Weights, texts: tuple[str, ...]) -> None:
    split = [split_sentences(text) for text in texts]
    plain, native = (Parser(weights, native=n).parse(texts, split) for n in (False, True))
    assert plain == native
