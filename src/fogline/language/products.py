"""Products of rows and a matrix in whole numbers of 8 bits: a quarter of the time that products of floats take.

Rows are rounded to multiples of a step, weights to multiples of a step of their column, from -127 to 127 of them. Sums
of products of these are exact in any order, so that a row's product has the same bits in any company, by any
instructions and on any machine. Steps are powers of 2: then numpy's floats are exact, too, with the steps in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.language.kernel import LOOPS, NATIVE, checked
from fogline.language.weights import Floats

Rounded = NDArray[Any]
"""Rows of multiples of a step, as floats; for the loops in C as bytes: how many steps, and 128."""
_LARGEST = 127
_WIDEST = 2**24 // _LARGEST**2
"""Numbers in a row, at most: their products' sum is one that a float of 32 bits holds to the last."""
_SMALLEST = np.float32(1e-30)
"""What a column's largest number is taken for at least, so that zeros can be divided by its step."""
_WHOLE = 1.5 * 2**23
"""Floats of about this size are whole numbers: added and taken off again, it rounds, a half to the even one."""

KERNELS: Sequence[str] = LOOPS.kernels() if NATIVE else ()
"""The ways in which this machine can add up such products in C, the best first."""


class Product:
    """A matrix by which rows are multiplied that are rounded to multiples of *step*, and what is then added.

    *weights* has a line for each number of a row and a column for each number that comes out. The steps of *fine* ones
    are no powers of 2, but as small as can be, which costs numpy a multiplication more. It runs in C, by the *kernel*,
    if *native*.

    Raises:
        ValueError: rows would be too long for exact sums.
    """

    def __init__(
        self,
        weights: Floats,
        step: float,
        bias: Floats | None = None,
        *,
        fine: bool = False,
        native: bool = NATIVE,
        kernel: str = "",
    ) -> None:
        if len(weights) > _WIDEST:
            raise ValueError(f"rows of {len(weights)} numbers, of at most {_WIDEST}")
        steps = _steps(weights, fine)
        whole: Floats = np.ascontiguousarray(np.rint(weights / steps))
        self._weights: Floats = whole if fine else whole * steps
        self._steps, self._bias = steps if fine else None, bias
        self.packed: Any = None
        if checked(native):
            added = np.zeros(len(steps), np.float32) if bias is None else bias
            self.packed = LOOPS.packed(whole, steps * np.float32(step), added, kernel or KERNELS[0])

    @property
    def width(self) -> int:
        """How many numbers come out for a row."""
        width: int = self._weights.shape[1]
        return width

    def __call__(self, rows: Rounded) -> Floats:
        """The products of all *rows*."""
        out = np.empty((len(rows), self.width), np.float32)
        self.into(out, rows)
        return out

    def into(self, out: Floats, rows: Rounded) -> None:
        """The same into *out*."""
        if self.packed is not None:
            LOOPS.product(self.packed, rows, out)
            return
        np.matmul(rows, self._weights, out=out)
        if self._steps is not None:
            out *= self._steps
        if self._bias is not None:
            out += self._bias


def rounded(rows: Floats, step: float, *, native: bool = NATIVE) -> Rounded:
    """*rows* in multiples of *step*, a power of 2; what is larger than 127 of them is cut off."""
    if native:
        whole = np.empty(rows.shape, np.uint8)
        LOOPS.rounded(rows, np.array([1 / step], np.float32), whole)
        return whole
    most, shift = np.float32(_LARGEST * step), np.float32(_WHOLE * step)
    multiples: Floats = np.clip(rows, -most, most)
    multiples += shift
    multiples -= shift
    return multiples


def _steps(weights: Floats, fine: bool) -> Floats:
    """The step of each column of *weights*, of which its largest number is 127, or less where steps are powers of 2."""
    steps: Floats = np.maximum(np.abs(weights).max(axis=0), _SMALLEST) / np.float32(_LARGEST)
    if fine:
        return steps
    parts, exponents = np.frexp(steps)
    powers: Floats = np.ldexp(np.float32(1), exponents - (parts == 0.5))  # those that are no less
    return powers
