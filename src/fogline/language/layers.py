"""The layers of the encoder: a word with its neighbours through maxout and layer normalisation, added to the word.

All rows of a layer are rounded in the same steps (:mod:`fogline.language.products`), so that a row between its
neighbours is a row of whole numbers as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.language.kernel import LOOPS, NATIVE, Ints, checked
from fogline.language.products import Product, Rounded, rounded
from fogline.language.weights import Floats, Layer

_PIECES, _UNITS, _WIDEST = 3, 16, 128
"""What the loops in C take: so many pieces a unit; rows of a multiple of so many units, up to so many, which numpy adds
up in the one way that they know."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Rows as they are, and rounded for the layer that they go to."""

    exact: Floats
    rounded: Rounded


class Norm:
    """Layer normalisation of the largest pieces of units."""

    def __init__(self, layer: Layer) -> None:
        self.gain: Floats = np.ascontiguousarray(layer.get_param("G"))
        self.shift: Floats = np.ascontiguousarray(layer.get_param("b"))

    def __call__(self, pieces: Floats) -> Floats:
        """Of each row of *pieces*, which has the first piece of all units, then the second ...: the largest, so scaled
        that they have mean 0 and variance 1, times the gain and with the shift."""
        width = len(self.gain)
        parts = [pieces[:, start : start + width] for start in range(0, pieces.shape[1], width)]
        rows: Floats = np.maximum(parts[0], parts[-1])
        for part in parts[1:-1]:
            np.maximum(rows, part, out=rows)
        rows -= rows.mean(axis=1, keepdims=True)
        variance = (rows * rows).sum(axis=1) / np.float32(width) + np.float32(1e-8)
        rows *= (np.float32(1) / np.sqrt(variance))[:, None]
        rows *= self.gain
        rows += self.shift
        return rows


class FirstWindow:
    """The first layer, from what each word adds to it wherever it stands; in C if *native*.

    Words' vectors are rounded in steps of *step*, and rows for the next layer in steps of *next_step*.
    """

    def __init__(self, maxout: Layer, norm: Layer, *, step: float, next_step: float, native: bool = NATIVE) -> None:
        weights, self._bias = by_pieces(maxout)
        parts = weights.reshape(3, len(weights) // 3, -1).transpose(1, 0, 2).reshape(len(weights) // 3, -1)
        self._norm = Norm(norm)
        self._native = _in_c(native, len(self._norm.gain), len(self._bias))
        self._parts = Product(parts, step, native=self._native)
        self._step, self._next_step = step, next_step
        self._factor = np.array([1 / next_step], np.float32)

    @property
    def products_width(self) -> int:
        """How many numbers :meth:`multiply` gives for a word."""
        return self._parts.width

    def multiply(self, words: Floats, out: Floats) -> None:
        """Into *out* what each of *words* adds to the layer: as word before, as the word itself, as word behind."""
        self._parts.into(out, rounded(words, self._step, native=self._native))

    def __call__(self, products: Floats, lines: Ints, words: Floats, numbers: Ints, which: Ints) -> Rows:
        """The rows *which*, where *lines* say whose *products* stand in each, and *numbers* which of *words*."""
        if self._native:
            rows = _room(len(which), len(self._norm.gain))
            given = products, lines, self._bias, words, numbers, which
            LOOPS.first_layer(*given, self._norm.gain, self._norm.shift, self._factor, rows.exact, rows.rounded)
            return rows
        parts, threefold = products.reshape(3 * len(products), -1), 3 * lines
        pieces: Floats = parts.take(threefold.take(which) + 1, axis=0)
        pieces += parts.take(threefold.take(which - 1), axis=0)
        pieces += parts.take(threefold.take(which + 1) + 2, axis=0)
        pieces += self._bias
        exact = self._norm(pieces)
        exact += words.take(numbers.take(which), axis=0)
        return Rows(exact, rounded(exact, self._next_step, native=False))


class Window:
    """One of the layers behind the first, whose rows come in steps of *step* and go in steps of *next_step*.

    It runs in C, by the *kernel*, if *native*.
    """

    def __init__(
        self,
        maxout: Layer,
        norm: Layer,
        *,
        step: float,
        next_step: float,
        native: bool = NATIVE,
        kernel: str = "",
    ) -> None:
        weights, bias = by_pieces(maxout)
        self._norm = Norm(norm)
        self._native = _in_c(native, len(self._norm.gain), len(bias))
        if self._native:  # the pieces of some units, then those of the next
            tiles = np.arange(len(bias)).reshape(_PIECES, -1, _UNITS).transpose(1, 0, 2).reshape(-1)
            weights, bias = weights[:, tiles], bias[tiles]
        self._product = Product(weights, step, bias, native=self._native, kernel=kernel)
        self._next_step, self._factor = next_step, np.array([1 / next_step], np.float32)

    def __call__(self, rows: Rows, which: Ints) -> Rows:
        """The rows *which*, each with what the layer adds to it; all have a neighbour on either side."""
        if self._native:
            out = _room(len(which), len(self._norm.gain))
            norm = self._norm.gain, self._norm.shift, self._factor
            LOOPS.layer(self._product.packed, rows.rounded, rows.exact, which, *norm, out.exact, out.rounded)
            return out
        threes = np.stack((which - 1, which, which + 1), axis=1)
        windows = rows.rounded.take(threes, axis=0).reshape(len(which), 3 * rows.rounded.shape[1])
        exact = self._norm(self._product(windows))
        exact += rows.exact.take(which, axis=0)
        return Rows(exact, rounded(exact, self._next_step, native=False))


def by_pieces(maxout: Layer) -> tuple[Floats, Floats]:
    """The weights, a column a piece of a unit, and the bias of *maxout*.

    Piece by piece instead of unit by unit, so that the largest of the pieces is taken of whole rows.
    """
    bias: Floats = np.ascontiguousarray(maxout.get_param("b").T).reshape(-1)
    weights = maxout.get_param("W").transpose(1, 0, 2).reshape(len(bias), -1)
    return np.ascontiguousarray(weights.T), bias


def _room(count: int, width: int) -> Rows:
    return Rows(np.empty((count, width), np.float32), np.empty((count, width), np.uint8))


def _in_c(native: bool, width: int, pieces: int) -> bool:
    return checked(native) and pieces == _PIECES * width and width % _UNITS == 0 and width <= _WIDEST
