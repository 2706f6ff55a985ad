"""The encoder's layers give the same bits in C as with numpy, and refuse arrays that do not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.language.kernel import LOOPS, NATIVE, Ints
from fogline.language.layers import FirstWindow, Norm, Rows, Window
from fogline.language.products import KERNELS, rounded
from fogline.language.weights import Floats, Layer

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")

ROWS = (0, 1, 2, 3, 17, 131)
SHAPES = ((16, 3), (48, 3), (128, 3), (24, 3), (144, 3), (16, 2))
"""Units and pieces; the last three are not worked out in C."""
STEP = 1 / 16


def floats(*shape: int) -> Floats:
    return np.random.default_rng(shape).standard_normal(shape).astype(np.float32)


def some(count: int, first: int, last: int) -> Ints:
    """*count* numbers in order, from *first* to *last*, some of them more than once."""
    return np.sort(np.random.default_rng(count).integers(first, last + 1, count)).astype(np.intp)


def same(first: Floats, second: Floats) -> bool:
    return first.shape == second.shape and first.dtype == second.dtype and first.tobytes() == second.tobytes()


def alike(plain: Rows, native: Rows) -> bool:
    """Whether rows are the same, and rounded the same: those in C may be bytes."""
    numbers: Floats = native.rounded
    if numbers.dtype == np.uint8:
        numbers = (numbers.astype(np.float32) - 128) * np.float32(STEP)
    return same(plain.exact, native.exact) and same(plain.rounded + 0, numbers + 0)


def maxout(units: int, pieces: int) -> Layer:
    params = {"W": floats(units, pieces, 3 * units), "b": floats(units, pieces)}
    return Layer("maxout", params, {}, {"nO": units, "nP": pieces, "nI": 3 * units})


def norm(units: int) -> Layer:
    return Layer("layernorm", {"G": floats(units), "b": floats(2, units)[1]}, {}, {"nO": units})


def window(units: int, pieces: int, *, native: bool, kernel: str = "") -> Window:
    return Window(maxout(units, pieces), norm(units), step=STEP, next_step=STEP, native=native, kernel=kernel)


@compiled
@pytest.mark.parametrize("kernel", KERNELS or [""])
@pytest.mark.parametrize(("units", "pieces"), SHAPES)
@pytest.mark.parametrize("count", ROWS)
def test_a_layer(count: int, units: int, pieces: int, kernel: str) -> None:
    exact, which = floats(15, units) * 2, some(count, 1, 13)
    plain = window(units, pieces, native=False)(Rows(exact, rounded(exact, STEP, native=False)), which)
    in_c = (units, pieces) in SHAPES[:3]
    native = window(units, pieces, native=True, kernel=kernel)(Rows(exact, rounded(exact, STEP, native=in_c)), which)
    assert alike(plain, native)


@compiled
@pytest.mark.parametrize(("units", "pieces"), SHAPES)
@pytest.mark.parametrize("count", ROWS)
def test_the_first_layer(count: int, units: int, pieces: int) -> None:
    words, lines, numbers = floats(9, units), some(count + 2, 0, 10), some(count + 2, 0, 8)
    made = []
    for native in (False, True):
        layer = FirstWindow(maxout(units, pieces), norm(units), step=STEP, next_step=STEP, native=native)
        products = np.empty((11, layer.products_width), np.float32)
        layer.multiply(floats(11, units), products)
        made.append(layer(products, lines, words, numbers, np.arange(1, count + 1)))
    assert alike(*made)


def test_the_first_layer_is_a_layer_like_others() -> None:
    words = rounded(floats(9, 16), STEP, native=False)
    which = np.arange(1, 8)
    layer = FirstWindow(maxout(16, 3), norm(16), step=STEP, next_step=STEP)
    products = np.empty((9, layer.products_width), np.float32)
    layer.multiply(words, products)
    first = layer(products, np.arange(9), words, np.arange(9), which)
    other = window(16, 3, native=False)(Rows(words, words), which)
    np.testing.assert_allclose(first.exact, other.exact, atol=0.3)  # their weights are rounded in other steps


def test_rows_are_normalised_over_their_largest_pieces() -> None:
    layer = Layer("layernorm", {"G": np.full(4, 2, np.float32), "b": np.ones(4, np.float32)}, {}, {"nO": 4})
    pieces = np.array([[1, 2, 3, 9, 3, 0, 0, 0, 0, 1, 0, 5]], np.float32)  # the largest: 3 2 3 9
    normed = Norm(layer)(pieces)
    np.testing.assert_allclose(normed.mean(), 1, atol=1e-6)
    np.testing.assert_allclose(normed.std(), 2, atol=1e-6)
    assert normed.argmax() == 3 and normed[0, 0] == normed[0, 2]


def good() -> dict[str, Any]:
    """Arguments of a layer in C that fit, in order: of three rows of 16 it makes the middle one."""
    return {
        "packed": LOOPS.packed(np.ones((48, 48), np.float32), floats(48), floats(48), "plain"),
        "whole": np.zeros((3, 16), np.uint8),
        "rows": floats(3, 16),
        "which": np.array([1]),
        "gain": floats(16),
        "shift": floats(16),
        "factor": floats(1),
        "out": floats(1, 16),
        "bytes": np.zeros((1, 16), np.uint8),
    }


def good_first() -> dict[str, Any]:
    """The same of the first layer: of three words."""
    return {
        "products": floats(3, 9 * 16),
        "lines": np.array([0, 1, 2]),
        "bias": floats(48),
        "words": floats(3, 16),
        "numbers": np.array([0, 1, 2]),
        **{name: value for name, value in good().items() if name not in ("packed", "whole", "rows")},
    }


BAD: tuple[tuple[str, str, Any], ...] = (
    ("doubles", "rows", np.zeros((3, 16))),
    ("floats for bytes", "whole", floats(3, 16)),
    ("not in a row", "rows", floats(16, 3).T),
    ("fewer rows than whole ones", "rows", floats(2, 16)),
    ("no neighbour before", "which", np.array([0])),
    ("no neighbour behind", "which", np.array([2])),
    ("rows before the first", "which", np.array([-5])),
    ("more rows than there is room for", "which", np.array([1, 1])),
    ("a gain of another width", "gain", floats(32)),
    ("a width that is not added up there", "gain", floats(8)),
    ("a shift of another width", "shift", floats(15)),
    ("two factors", "factor", floats(2)),
    ("too little room", "out", floats(1, 15)),
    ("too little room for bytes", "bytes", np.zeros((1, 15), np.uint8)),
    ("no matrix", "packed", None),
)
BAD_FIRST: tuple[tuple[str, str, Any], ...] = (
    ("a line of no product", "lines", np.array([0, 1, 3])),
    ("a line before the first", "lines", np.array([-1, 1, 2])),
    ("a number of no word", "numbers", np.array([0, 3, 2])),
    ("fewer numbers than lines", "numbers", np.array([0, 1])),
    ("no neighbour", "which", np.array([2])),
    ("too few products", "products", floats(3, 9 * 16 - 1)),
    ("a bias of another width", "bias", floats(32)),
    ("words of another width", "words", floats(3, 15)),
    ("too little room", "out", floats(1, 15)),
)


@compiled
@pytest.mark.parametrize(("why", "name", "value"), BAD, ids=[row[0] for row in BAD])
def test_a_layer_refuses_what_does_not_fit(why: str, name: str, value: Any) -> None:
    LOOPS.layer(*good().values())
    with pytest.raises(ValueError):
        LOOPS.layer(*{**good(), name: value}.values())


@compiled
@pytest.mark.parametrize(("why", "name", "value"), BAD_FIRST, ids=[row[0] for row in BAD_FIRST])
def test_the_first_layer_refuses_what_does_not_fit(why: str, name: str, value: Any) -> None:
    LOOPS.first_layer(*good_first().values())
    with pytest.raises(ValueError):
        LOOPS.first_layer(*{**good_first(), name: value}.values())


@compiled
def test_a_missing_array_is_refused() -> None:
    with pytest.raises(TypeError, match="takes 9 arguments"):
        LOOPS.layer(*list(good().values())[1:])
