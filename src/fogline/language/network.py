"""The trained network, run for reading: word vectors and tags, with no more work than one pass needs.

The layers are spaCy's (``build_pipeline``), with the weights that it trained. Running them here saves what spaCy does
around them for training and for single documents: measured over 60 articles, vectors take 0.5 s of one core where
``tok2vec.predict`` takes 1.0.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fogline.language.embedding import Embedding
from fogline.language.kernel import NATIVE, Ints, Kernel
from fogline.language.weights import Floats, Layer, Weights

Keys = NDArray[np.uint64]

# Rows that go through the layers together: what is between two layers then stays in the processor's cache.
_ROWS = 1_000
# Words, from the first one met, of which the products with the first layer's weights are kept (19 MB): they are most of
# what a batch holds.
_KEPT_PRODUCTS = 4_096
# Products of fewer rows may go another way through BLAS, and add up in another order.
_FEW = 16
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Encoder:
    """Vectors of words in their sentences: spaCy's ``MultiHashEmbed`` and ``MaxoutWindowEncoder``, window 1.

    *native* has the loops between matrix products run in C, which gives the same.
    """

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        self._embedded = Embedding(weights)
        _, *maxouts = weights.of("tok2vec", "maxout")
        _, *norms = weights.of("tok2vec", "layernorm")
        kernel = Kernel(native)
        self._layers = [_Layer(*pair, kernel) for pair in zip(maxouts, norms, strict=True)]
        self._pad = len(self._layers)  # a word sees one neighbour further with each layer
        self._row_of: dict[int, int] = {}
        # Vectors of words by their numbers, from 1; line 0 stands for the gaps between sentences.
        self._known: Floats = np.zeros((1, self._embedded.width), np.float32)
        self._products: Floats = np.zeros((_KEPT_PRODUCTS, self._layers[0].products_width), np.float32)

    def __len__(self) -> int:
        """How many different words are known."""
        return len(self._row_of)

    def forget(self) -> None:
        """Forget the words that came before, and their numbers."""
        self._row_of.clear()

    def numbers(self, keys: Keys) -> list[int]:
        """The number of each word, one for all that the network reads alike, by which :meth:`vectors` takes it.

        *keys* has a line a word, with the columns that the embedding hashes (``pipeline.ATTRIBUTES``).
        """
        mixed = np.zeros(len(keys), np.uint64)
        for column in keys.T:
            mixed = (mixed ^ column) * _MIX
            mixed ^= mixed >> np.uint64(29)
        words: list[int] = mixed.tolist()
        new = {word: at for at, word in enumerate(words) if word not in self._row_of}
        if new:
            self._learn(list(new), self._embedded(keys[list(new.values())]))
        return [self._row_of[word] for word in words]

    def vectors(self, sentences: Sequence[Sequence[int]]) -> Floats:
        """One row for each word of all *sentences* in turn, which hold the :meth:`numbers` of their words."""
        lengths = [len(numbers) for numbers in sentences]
        words = np.fromiter(chain.from_iterable(sentences), np.intp, sum(lengths))
        lines = self._lines_of_products(words)
        out = np.empty((len(words), self._known.shape[1]), np.float32)
        done = 0
        for some in _chunks(lengths):
            end = done + sum(some)
            out[done:end] = self._encoded(words[done:end], lines[done:end], some)
            done = end
        return out

    def _learn(self, words: list[int], vectors: Floats) -> None:
        """Keep the *vectors* of the new *words*, and the products of those that come early."""
        first = len(self._row_of) + 1
        end = first + len(words)
        self._known = _with_room(self._known, first, end)
        self._known[first:end] = vectors
        if first < _KEPT_PRODUCTS:
            kept = slice(first, min(end, _KEPT_PRODUCTS))
            self._layers[0].multiply(self._known[kept], self._products[kept])
        self._row_of.update(zip(words, range(first, end), strict=True))

    def _lines_of_products(self, words: Ints) -> Ints:
        """Where the products of each of *words* with the first layer's weights are.

        This layer sees nothing but the words themselves, so that they are made once for each different word of a batch,
        of which there are fewer than half as many as words, and only if they are not kept.
        """
        late = np.flatnonzero(words >= _KEPT_PRODUCTS)
        numbers, each = np.unique(words.take(late), return_inverse=True)
        end = _KEPT_PRODUCTS + len(numbers)
        self._products = _with_room(self._products, _KEPT_PRODUCTS, end)
        self._layers[0].multiply(self._known.take(numbers, axis=0), self._products[_KEPT_PRODUCTS:end])
        lines = words.copy()
        lines[late] = _KEPT_PRODUCTS + each
        return lines

    def _encoded(self, words: Ints, lines: Ints, lengths: Sequence[int]) -> Floats:
        """The rows of some sentences after all layers; gaps part the sentences, as in training.

        *lines* are those of the *words*' products. Of the gaps each layer makes those rows alone from which later ones
        can still reach a word.
        """
        places, far = self._laid_out(lengths)
        words, lines = _spread(words, places, len(far)), _spread(lines, places, len(far))
        reach = len(self._layers) - 1
        wanted = np.flatnonzero(far <= reach)
        rows = self._layers[0].of_products(self._products, lines, self._known, words, wanted)
        for layer in self._layers[1:]:
            reach, far = reach - 1, far.take(wanted)
            wanted = np.flatnonzero(far <= reach)
            rows = layer(rows, wanted)
        return rows

    def _laid_out(self, lengths: Sequence[int]) -> tuple[Ints, Ints]:
        """The rows that words have among all, and how far each of all is from a word."""
        count = sum(lengths)
        places: Ints = np.arange(count) + np.repeat(self._pad * np.arange(1, len(lengths) + 1), lengths)
        up = np.arange(1, self._pad + 1)
        between = np.tile(np.minimum(up, up[::-1]), (len(lengths) + 1, 1))
        between[0], between[-1] = up[::-1], up
        gaps = np.ones(count + between.size, np.bool_)
        gaps[places] = False
        far = np.zeros(len(gaps), np.intp)
        far[gaps] = between.reshape(-1)
        return places, far


class _Layer:
    """One layer of the encoder: a word with its neighbours through maxout and layer normalisation."""

    def __init__(self, maxout: Layer, norm: Layer, kernel: Kernel) -> None:
        outs, pieces, width = maxout.get_dim("nO"), maxout.get_dim("nP"), maxout.get_dim("nI")
        # Piece by piece instead of unit by unit, so that the largest of the pieces is taken of whole rows.
        weights = maxout.get_param("W").transpose(1, 0, 2).reshape(pieces * outs, width)
        self._weights: Floats = np.ascontiguousarray(weights.T)
        parts = self._weights.reshape(3, width // 3, -1).transpose(1, 0, 2)
        self._parts: Floats = np.ascontiguousarray(parts).reshape(width // 3, -1)
        self._bias: Floats = np.ascontiguousarray(maxout.get_param("b").T).reshape(pieces * outs)
        self._gain: Floats = np.ascontiguousarray(norm.get_param("G"))
        self._shift: Floats = np.ascontiguousarray(norm.get_param("b"))
        self._outs: int = outs
        self.products_width: int = self._parts.shape[1]
        self._kernel = kernel

    def __call__(self, rows: Floats, which: Ints) -> Floats:
        """The rows *which*, each with what the layer adds to it; all have a neighbour on either side."""
        windows = self._kernel.windows(rows, which)
        pieces = np.empty((len(which), self._weights.shape[1]), np.float32)
        _multiply(windows, self._weights, pieces)
        centred = self._kernel.centred(pieces, self._bias, self._outs)
        return self._kernel.added(rows, which, centred, self._gain, self._shift)

    def multiply(self, words: Floats, out: Floats) -> None:
        """Into *out* what each of *words* adds to the layer: as word before, as the word itself, as word behind."""
        _multiply(words, self._parts, out)

    def of_products(self, products: Floats, lines: Ints, words: Floats, numbers: Ints, which: Ints) -> Floats:
        """The same for the places *which*, where *lines* say whose *products* stand, and *numbers* which of *words*."""
        threefold = products.reshape(3 * len(products), -1)
        centred = self._kernel.centred_products(threefold, lines, which, self._bias, self._outs)
        return self._kernel.added(words, numbers.take(which), centred, self._gain, self._shift)


class Tagger:
    """The likeliest tag of each word."""

    def __init__(self, weights: Weights) -> None:
        (softmax,) = weights.of("tagger", "softmax")
        self._weights: Floats = np.ascontiguousarray(softmax.get_param("W").T)
        self._bias: Floats = softmax.get_param("b")

    def tags(self, vectors: Floats) -> NDArray[np.intp]:
        """The number of the tag of each row of *vectors*."""
        scores: Floats = vectors @ self._weights
        scores += self._bias
        best: NDArray[np.intp] = scores.argmax(axis=1)
        return best


def _chunks(lengths: Sequence[int]) -> list[list[int]]:
    """*lengths* in groups of about :data:`_ROWS` together."""
    chunks: list[list[int]] = []
    size = _ROWS
    for length in lengths:
        if size >= _ROWS:
            chunks.append([])
            size = 0
        chunks[-1].append(length)
        size += length
    return chunks


def _multiply(rows: Floats, weights: Floats, out: Floats) -> None:
    """The product of *rows* and *weights* into *out*, each row the same bits in any company."""
    few = _FEW - len(rows)
    if few > 0:
        out[:] = (np.pad(rows, ((0, few), (0, 0))) @ weights)[: len(rows)]
    else:
        np.matmul(rows, weights, out=out)


def _spread(numbers: Ints, places: Ints, count: int) -> Ints:
    """*numbers* at their *places* among *count*; the others are 0."""
    spread = np.zeros(count, np.intp)
    spread[places] = numbers
    return spread


def _with_room(rows: Floats, first: int, end: int) -> Floats:
    """*rows*, of which the *first* are in use, or a copy of these with room for more than *end*."""
    if end <= len(rows):
        return rows
    grown = np.empty((end + end // 2, rows.shape[1]), np.float32)
    grown[:first] = rows[:first]
    return grown
