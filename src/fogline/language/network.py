"""The trained network, run for reading: word vectors and tags, with no more work than one pass needs.

The layers are spaCy's (``build_pipeline``), with the weights that it trained. Running them here saves what spaCy does
around them for training and for single documents. Matrices are multiplied in whole numbers of 8 bits
(:mod:`fogline.language.products`), so that a sentence reads the same, to the last bit, in any company.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from fogline.language.embedding import Embedding
from fogline.language.kernel import NATIVE, Ints
from fogline.language.layers import FirstWindow, Window
from fogline.language.products import Product, Rounded
from fogline.language.weights import Floats, Weights

Keys = NDArray[np.uint64]

# Rows that go through the layers together: what is between two layers then stays in the processor's cache.
_ROWS = 1_000
# Words, from the first one met, of which the products with the first layer's weights are kept (19 MB): they are most of
# what a batch holds.
_KEPT_PRODUCTS = 4_096
# In what steps words' vectors, and the rows that layers make of them, are rounded. Of the numbers met in the treebanks'
# test sets, 1 in 1,000 of the last layer's and fewer of all others is cut off.
_WORD_STEP, STEP = 1 / 32, 1 / 16
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Encoder:
    """Vectors of words in their sentences: spaCy's ``MultiHashEmbed`` and ``MaxoutWindowEncoder``, window 1.

    *native* has the layers run in C, which gives the same.
    """

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        self._embedded = Embedding(weights, native=native)
        _, first, *maxouts = weights.of("tok2vec", "maxout")
        _, first_norm, *norms = weights.of("tok2vec", "layernorm")
        self._first = FirstWindow(first, first_norm, step=_WORD_STEP, next_step=STEP, native=native)
        self._layers = [
            Window(*pair, step=STEP, next_step=STEP, native=native) for pair in zip(maxouts, norms, strict=True)
        ]
        self._pad = 1 + len(self._layers)  # a word sees one neighbour further with each layer
        self._row_of: dict[int, int] = {}
        # Vectors of words by their numbers, from 1; line 0 stands for the gaps between sentences.
        self._known: Floats = np.zeros((1, self._embedded.width), np.float32)
        self._products: Floats = np.zeros((_KEPT_PRODUCTS, self._first.products_width), np.float32)

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

    def vectors(self, sentences: Sequence[Sequence[int]]) -> Rounded:
        """One row for each word of all *sentences* in turn, which hold the :meth:`numbers` of their words.

        They are rounded in steps of :data:`STEP`, for products with what uses them.
        """
        lengths = [len(numbers) for numbers in sentences]
        words = np.fromiter(chain.from_iterable(sentences), np.intp, sum(lengths))
        lines = self._lines_of_products(words)
        parts = []
        done = 0
        for some in _chunks(lengths):
            end = done + sum(some)
            parts.append(self._encoded(words[done:end], lines[done:end], some))
            done = end
        return np.concatenate(parts)

    def _learn(self, words: list[int], vectors: Floats) -> None:
        """Keep the *vectors* of the new *words*, and the products of those that come early."""
        first = len(self._row_of) + 1
        end = first + len(words)
        self._known = _with_room(self._known, first, end)
        self._known[first:end] = vectors
        if first < _KEPT_PRODUCTS:
            kept = slice(first, min(end, _KEPT_PRODUCTS))
            self._first.multiply(self._known[kept], self._products[kept])
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
        self._first.multiply(self._known.take(numbers, axis=0), self._products[_KEPT_PRODUCTS:end])
        lines = words.copy()
        lines[late] = _KEPT_PRODUCTS + each
        return lines

    def _encoded(self, words: Ints, lines: Ints, lengths: Sequence[int]) -> Rounded:
        """The rows of some sentences after all layers; gaps part the sentences, as in training.

        *lines* are those of the *words*' products. Of the gaps each layer makes those rows alone from which later ones
        can still reach a word.
        """
        places, far = self._laid_out(lengths)
        words, lines = _spread(words, places, len(far)), _spread(lines, places, len(far))
        reach = len(self._layers)
        wanted = np.flatnonzero(far <= reach)
        rows = self._first(self._products, lines, self._known, words, wanted)
        for layer in self._layers:
            reach, far = reach - 1, far.take(wanted)
            wanted = np.flatnonzero(far <= reach)
            rows = layer(rows, wanted)
        return rows.rounded

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


class Tagger:
    """The likeliest tag of each word; *native* has the products made in C."""

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        (softmax,) = weights.of("tagger", "softmax")
        self._scores = Product(softmax.get_param("W").T, STEP, softmax.get_param("b"), native=native)

    def tags(self, vectors: Rounded) -> NDArray[np.intp]:
        """The number of the tag of each row of *vectors*, as :meth:`Encoder.vectors` gives them."""
        best: NDArray[np.intp] = self._scores(vectors).argmax(axis=1)
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
