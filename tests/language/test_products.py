"""Products in whole numbers: exact, the same in any company, and by every kernel that this machine has."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.language.kernel import LOOPS, NATIVE
from fogline.language.products import KERNELS, Product, rounded
from fogline.language.weights import Floats

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")
each_kernel = pytest.mark.parametrize("kernel", KERNELS or [""])

STEP = 1 / 16
SIZES = ((4, 1), (96, 79), (96, 192), (128, 48), (768, 384), (1_040, 50))
ROWS = (0, 1, 7, 8, 9, 64, 203)


def floats(*shape: int) -> Floats:
    return np.random.default_rng(shape).standard_normal(shape).astype(np.float32)


def same(first: Floats, second: Floats) -> bool:
    return first.shape == second.shape and first.dtype == second.dtype and first.tobytes() == second.tobytes()


def test_products_come_near_to_those_of_floats() -> None:
    rows, weights, bias = floats(50, 96), floats(96, 40), floats(40)
    found = Product(weights, STEP, bias)(rounded(rows, STEP))
    np.testing.assert_allclose(found, rows @ weights + bias, atol=1)
    assert np.abs(found - (rows @ weights + bias)).mean() < 0.2


def test_fine_steps_come_nearer() -> None:
    rows, weights = rounded(floats(50, 96), STEP, native=False), floats(96, 40)
    fine, coarse = (Product(weights, STEP, fine=fine, native=False)(rows) for fine in (True, False))
    assert np.abs(fine - rows @ weights).mean() < np.abs(coarse - rows @ weights).mean()


def test_columns_of_zeros_come_to_nothing() -> None:
    for fine in (True, False):
        assert (Product(np.zeros((8, 3), np.float32), STEP, fine=fine)(rounded(floats(5, 8), STEP)) == 0).all()


def test_products_of_whole_numbers_are_exact() -> None:
    numbers = np.random.default_rng(0)
    rows, weights = numbers.integers(-127, 128, (20, 768)), numbers.integers(-127, 128, (768, 30))
    weights[0] = 127
    found = Product(weights.astype(np.float32), 1, native=False)(rows.astype(np.float32))
    assert (found == rows @ weights).all()


def test_a_row_has_the_same_product_in_any_company() -> None:
    rows, product = rounded(floats(40, 96), STEP), Product(floats(96, 79), STEP, floats(79))
    together = product(rows)
    assert all(same(product(rows[i : i + 1]), together[i : i + 1]) for i in range(len(rows)))
    assert same(product(np.ascontiguousarray(rows[::-1])), together[::-1].copy())


def test_a_half_is_rounded_to_the_even_number_and_what_is_too_large_cut_off() -> None:
    rows = np.array([[0.5, 1.5, 2.5, -0.5, -1.5, 0.49, 126.5, 127.5, 1e30, -200, 0, -0.0]], np.float32)
    assert rounded(rows, 1, native=False).tolist() == [[0, 2, 2, 0, -2, 0, 126, 127, 127, -127, 0, 0]]
    assert rounded(rows / np.float32(4), 1 / 4, native=False).tolist() == [
        [0, 0.5, 0.5, 0, -0.5, 0, 31.5, *[31.75] * 2, -31.75, 0, 0]
    ]


def test_rows_too_long_for_exact_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="1041 numbers"):
        Product(floats(1_041, 2), STEP)


@compiled
def test_rows_are_rounded_the_same_in_c() -> None:
    halves: Floats = (np.arange(-700, 700, dtype=np.float32) / np.float32(4)).reshape(10, -1)
    for rows in (halves, floats(33, 128) * 5, floats(1, 4) * np.float32(1e30), floats(2, 8) * np.float32(1e-40)):
        plain, native = rounded(rows, STEP, native=False), rounded(rows, STEP, native=True)
        assert (plain / STEP + 128 == native).all()


@compiled
@each_kernel
@pytest.mark.parametrize(("wide", "outs"), SIZES)
@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("fine", [False, True])
def test_every_kernel_gives_the_bits_that_numpy_gives(kernel: str, wide: int, outs: int, rows: int, fine: bool) -> None:
    given, weights, bias = floats(rows, wide) * 3, floats(wide, outs), floats(outs)
    plain = Product(weights, STEP, bias, fine=fine, native=False)(rounded(given, STEP, native=False))
    native = Product(weights, STEP, bias, fine=fine, native=True, kernel=kernel)(rounded(given, STEP, native=True))
    assert same(plain, native)


@compiled
@each_kernel
@pytest.mark.parametrize("row", [-127, 127])
@pytest.mark.parametrize("weight", [-127, 127])
def test_no_kernel_cuts_off_the_largest_sums(kernel: str, row: int, weight: int) -> None:
    weights = np.full((1_040, 50), weight, np.float32)
    product = Product(weights, 1, native=True, kernel=kernel)
    rows = rounded(np.full((9, 1_040), row, np.float32), 1, native=True)
    assert (product(rows) == 1_040 * row * weight).all()


@compiled
@each_kernel
def test_a_byte_of_no_whole_number_harms_nothing(kernel: str) -> None:
    """0 stands for -128, which rounding never gives."""
    product = Product(np.full((8, 3), -127, np.float32), 1, native=True, kernel=kernel)
    assert (product(np.zeros((2, 8), np.uint8)) == 8 * 128 * 127).all()


@compiled
def test_every_machine_has_a_kernel() -> None:
    assert KERNELS[-1] == "plain"


def whole(wide: int = 4, outs: int = 2) -> Floats:
    return np.ones((wide, outs), np.float32)


@compiled
@pytest.mark.parametrize(
    ("why", "arguments"),
    [
        ("no such kernel", (whole(), floats(2), floats(2), "abacus")),
        ("a kernel without a name", (whole(), floats(2), floats(2), 1)),
        ("weights that are not whole", (whole() / 2, floats(2), floats(2), "plain")),
        ("weights that are too large", (whole() * 128, floats(2), floats(2), "plain")),
        ("weights that are no numbers", (whole() * np.float32(np.nan), floats(2), floats(2), "plain")),
        ("a bias of another size", (whole(), floats(2), floats(3), "plain")),
        ("rows that do not come in fours", (whole(6), floats(2), floats(2), "plain")),
        ("rows that are too long", (whole(1_044), floats(2), floats(2), "plain")),
        ("no columns", (whole(4, 0), floats(0), floats(0), "plain")),
    ],
)
def test_what_cannot_be_packed_is_refused(why: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(ValueError):
        LOOPS.packed(*arguments)


@compiled
def test_what_does_not_fit_is_refused() -> None:
    packed = LOOPS.packed(whole(), floats(2), floats(2), "plain")
    rows, out = np.zeros((3, 4), np.uint8), floats(3, 2)
    for bad in ((packed, rows[:2], out), (packed, rows.astype(np.int8), out), (packed, rows, floats(3, 3))):
        with pytest.raises(ValueError):
            LOOPS.product(*bad)
    with pytest.raises(ValueError):
        LOOPS.product(object(), rows, out)
    with pytest.raises(ValueError):
        LOOPS.rounded(floats(3, 4), floats(1), rows[:2])
    with pytest.raises(TypeError, match="takes 3 arguments"):
        LOOPS.product(packed, rows)


@pytest.mark.skipif(NATIVE, reason="the loops in C are there")
def test_products_in_c_cannot_be_had_where_they_were_not_compiled() -> None:
    with pytest.raises(ValueError, match="not compiled"):
        Product(whole(), STEP, native=True)
