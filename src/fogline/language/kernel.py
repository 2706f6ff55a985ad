"""The loops between the matrix products of the network: in C where this build has them, else with numpy.

``native/`` goes once over each row where numpy goes over all of them for each operation. Both do the same to each
number in the same order, so that they give the same bits. What numpy adds up or raises to a power by instructions that
depend on the machine is left to numpy in both.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.language.weights import Floats

Ints = NDArray[np.intp]

_COMPILED = "fogline.language._kernel"
LOOPS: Any = import_module(_COMPILED) if find_spec(_COMPILED) else None
"""The loops in C; ``None`` where they were not compiled (``tools/compile.py``)."""
NATIVE: bool = LOOPS is not None
_LANES, _LONGEST = 8, 128
"""Rows of a multiple of the one, up to the other, are added up by numpy in the one way that the loops in C know."""


class Kernel:
    """The loops of layers, in C if *native*.

    Raises:
        ValueError: that is asked for, and they were not compiled.
    """

    def __init__(self, native: bool = NATIVE) -> None:
        if native and not NATIVE:
            raise ValueError("the loops in C were not compiled")
        self.native = native

    def centred(self, pieces: Floats, bias: Floats, width: int) -> Floats:
        """The largest of the *pieces* of each of *width* units, with their *bias*, less the mean of the row.

        *pieces* has the first piece of all units, then the second ...; it is used up.
        """
        if self.native and _is_plain(width):
            out = np.empty((len(pieces), width), np.float32)
            LOOPS.centred(pieces, bias, out)
            return out
        pieces += bias
        largest: Floats = pieces[:, :width].copy()
        for start in range(width, pieces.shape[1], width):
            np.maximum(largest, pieces[:, start : start + width], out=largest)
        largest -= largest.mean(axis=1, keepdims=True)
        return largest

    def centred_products(self, products: Floats, lines: Ints, which: Ints, bias: Floats, width: int) -> Floats:
        """The same for the places *which* of *lines*, a word's line in each; *products* has three rows a word.

        The rows are what it adds as the word before, as the word itself, and as the word behind.
        """
        if self.native and _is_plain(width):
            out = np.empty((len(which), width), np.float32)
            LOOPS.centred_products(products, lines, which, bias, out)
            return out
        threefold = 3 * lines
        pieces: Floats = products.take(threefold.take(which) + 1, axis=0)
        pieces += products.take(threefold.take(which - 1), axis=0)
        pieces += products.take(threefold.take(which + 1) + 2, axis=0)
        return self.centred(pieces, bias, width)

    def added(self, rows: Floats, which: Ints, centred: Floats, gain: Floats, shift: Floats) -> Floats:
        """The *rows* *which*, and to each its *centred* one, normalised, times *gain* and with *shift*.

        *centred* is used up.
        """
        variance = np.einsum("ij,ij->i", centred, centred) / np.float32(len(gain)) + np.float32(1e-8)
        scale = variance ** np.float32(-0.5)
        if self.native:
            LOOPS.added(rows, which, gain, shift, scale, centred)
            return centred
        centred *= scale[:, None]
        centred *= gain
        centred += shift
        centred += rows.take(which, axis=0)
        return centred

    def windows(self, rows: Floats, which: Ints) -> Floats:
        """Each of the *rows* *which* between the one before and the one behind it, in one row."""
        if self.native:
            out = np.empty((len(which), 3 * rows.shape[1]), np.float32)
            LOOPS.windows(rows, which, out)
            return out
        threes = np.stack((which - 1, which, which + 1), axis=1)
        return rows.take(threes, axis=0).reshape(len(which), 3 * rows.shape[1])


def _is_plain(width: int) -> bool:
    return width % _LANES == 0 and _LANES <= width <= _LONGEST
