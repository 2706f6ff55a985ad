"""The trained network, run for reading: word vectors and tags, with no more work than one pass needs.

The layers are spaCy's (``build_pipeline``), with the weights that it trained. Running them here saves what spaCy does
around them for training and for single documents: measured over 60 articles, vectors take 0.5 s of one core where
``tok2vec.predict`` takes 1.0.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from fogline.language.embedding import Embedding
from fogline.language.kernel import NATIVE, Ints, Kernel
from fogline.language.weights import Floats, Layer, Weights

Keys = NDArray[np.uint64]

# Rows that go through the layers together: what is between two layers then stays in the processor's cache.
_ROWS = 1_000
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
        self._known: Floats = np.empty((0, self._embedded.width), np.float32)

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
        words, each = np.unique(np.concatenate(sentences), return_inverse=True)
        # Line 0 stands for the gaps between sentences.
        embedded = np.zeros((len(words) + 1, self._known.shape[1]), np.float32)
        self._known.take(words, axis=0, out=embedded[1:])
        products = self._layers[0].products(embedded)
        out = np.empty((len(each), self._known.shape[1]), np.float32)
        done = 0
        for some in _chunks(lengths):
            count = sum(some)
            out[done : done + count] = self._encoded(embedded, products, each[done : done + count] + 1, some)
            done += count
        return out

    def _learn(self, words: list[int], vectors: Floats) -> None:
        """Keep the *vectors* of the new *words*."""
        first, end = len(self._row_of), len(self._row_of) + len(words)
        if end > len(self._known):
            grown = np.empty((2 * end, vectors.shape[1]), np.float32)
            grown[:first] = self._known[:first]
            self._known = grown
        self._known[first:end] = vectors
        self._row_of.update(zip(words, range(first, end), strict=True))

    def _encoded(self, embedded: Floats, products: Floats, words: Ints, lengths: Sequence[int]) -> Floats:
        """The rows of some sentences after all layers; lines of zeros part the sentences, as in training.

        *words* are lines of *embedded*. The first layer sees nothing but these, so that its *products* with its weights
        are made once for each different word of a batch, of which there are fewer than half as many as words. Of the
        lines between two sentences each layer makes those alone from which later ones can still reach a word.
        """
        lines, far = self._laid_out(words, lengths)
        reach = len(self._layers) - 1
        wanted = np.flatnonzero(far <= reach)
        rows = self._layers[0].of_products(products, embedded, lines, wanted)
        for layer in self._layers[1:]:
            reach, far = reach - 1, far.take(wanted)
            wanted = np.flatnonzero(far <= reach)
            rows = layer(rows, wanted)
        return rows

    def _laid_out(self, words: Ints, lengths: Sequence[int]) -> tuple[Ints, Ints]:
        """*words* with the lines between sentences (0), and how far each of all lines is from a word."""
        gaps = self._pad * np.arange(1, len(lengths) + 1)
        lines = np.zeros(len(words) + self._pad * (len(lengths) + 1), np.intp)
        places = np.arange(len(words)) + np.repeat(gaps, lengths)
        lines[places] = words
        up = np.arange(1, self._pad + 1)
        between = np.tile(np.minimum(up, up[::-1]), (len(lengths) + 1, 1))
        between[0], between[-1] = up[::-1], up
        far = np.empty_like(lines)
        far[lines == 0] = between.reshape(-1)
        far[places] = 0
        return lines, far


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
        self._kernel = kernel

    def __call__(self, rows: Floats, which: Ints) -> Floats:
        """The rows *which*, each with what the layer adds to it; all have a neighbour on either side."""
        # A product of one row goes another way through BLAS, and adds up in another order.
        windows = self._kernel.windows(rows, which if len(which) > 1 else which.repeat(2))
        pieces: Floats = (windows @ self._weights)[: len(which)]
        centred = self._kernel.centred(pieces, self._bias, self._outs)
        return self._kernel.added(rows, which, centred, self._gain, self._shift)

    def products(self, words: Floats) -> Floats:
        """What each of *words* adds to the layer as the word before, as the word itself, and as the one behind."""
        products: Floats = words @ self._parts
        return products.reshape(3 * len(words), -1)

    def of_products(self, products: Floats, words: Floats, lines: Ints, which: Ints) -> Floats:
        """The same for the places *which* of *lines*, which say whose *products* stand there, and which of *words*."""
        centred = self._kernel.centred_products(products, lines, which, self._bias, self._outs)
        return self._kernel.added(words, lines.take(which), centred, self._gain, self._shift)


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
