"""Vectors of words by themselves: spaCy's ``MultiHashEmbed``, run for reading.

Each number of a word stands for four lines of a table, which are added up; the sums of all its tables, side by side, go
through one layer (Miranda and others 2022, https://arxiv.org/abs/2212.09255).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fogline.language.kernel import NATIVE
from fogline.language.layers import Norm, by_pieces
from fogline.language.products import Product, rounded
from fogline.language.weights import Floats, Layer, Weights

Keys = NDArray[np.uint64]

_STEP = 1 / 64
"""In what steps the tables' sums are rounded: 127 of them are more than any of 50,000 words' has."""
_HALF = np.uint64(0xFFFFFFFF)
_LOW, _HIGH = np.uint64(32), np.uint64(33)


class Embedding:
    """The vectors of words, by their rows (:mod:`fogline.language.forms`); *native* has the products made in C."""

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        self._tables = weights.of("tok2vec", "hashembed")
        maxout, norm = weights.of("tok2vec", "maxout")[0], weights.of("tok2vec", "layernorm")[0]
        self.width = maxout.get_dim("nO")
        self._native = native
        mixing, bias = by_pieces(maxout)
        self._mixed = Product(mixing, _STEP, bias, fine=True, native=native)
        self._norm = Norm(norm)

    def __call__(self, keys: Keys) -> Floats:
        """The vector of each line of *keys*, which has a column a table."""
        summed = [_summed(table, keys[:, column]) for column, table in enumerate(self._tables)]
        return self._norm(self._mixed(rounded(np.concatenate(summed, axis=1), _STEP, native=self._native)))


def _summed(table: Layer, keys: Keys) -> Floats:
    lines = table.get_param("E")
    first, *rest = (lines.take(part % np.uint64(len(lines)), axis=0) for part in _parts(keys, table.attrs["seed"]))
    for more in rest:
        first += more
    return first


def _parts(keys: Keys, seed: int) -> list[Keys]:
    """Four numbers of 32 bits of each of *keys*, as thinc's MurmurHash3 makes them of one of 64 bits."""
    salt = np.uint64(seed ^ 8)
    one = keys * np.uint64(0x87C37B91114253D5)
    one = (one << np.uint64(31)) | (one >> _HIGH)
    one = ((one * np.uint64(0x4CF5AD432745937F)) ^ salt) + salt
    other = one + salt
    one, other = _mixed(one), _mixed(other)
    one = one + other
    other = other + one
    return [one & _HALF, one >> _LOW, other & _HALF, other >> _LOW]


def _mixed(keys: Keys) -> Keys:
    for factor in (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)):
        keys = (keys ^ (keys >> _HIGH)) * factor
    return keys ^ (keys >> _HIGH)
