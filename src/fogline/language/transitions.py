"""Trees by transitions: spaCy's arc-eager parser, run over many sentences at a time.

A state is a stack and a buffer of words. Four moves take it on: *shift* the buffer's first word onto the stack,
*reduce* the stack (a word without a head goes back to the buffer, once), attach the top of the stack to the buffer's
first word (*left*) or that word to the top of the stack (*right*); the last two have a label. A small network scores
the moves from eight words of the state, and the best allowed one is taken (Honnibal and Johnson 2015). All sentences
make a move together; measured over 60 articles this takes 0.1 s of one core where spaCy takes 0.8.
"""

from __future__ import annotations

from collections.abc import Sequence
from sys import intern

import numpy as np

from fogline.language.kernel import LOOPS, NATIVE, Ints
from fogline.language.network import STEP
from fogline.language.products import Product, Rounded, rounded
from fogline.language.states import PLACES, States, penalties
from fogline.language.weights import Floats, Weights

_REDUCED_STEP, _HIDDEN_STEP = 1 / 16, 1 / 8
"""In what steps words' reduced vectors and the states' hidden units are rounded. Of the numbers met in the treebanks'
test sets 1 in 2,000 and 1 in 150 are cut off; hidden units in steps of 1/4 lose none, and score no better."""
_MOVES = "SDLRB"
_NONPROJECTIVE = "||"
"""Between a label and its head's in labels of words that hang on a word further down (Nivre and Nilsson 2005)."""


class TransitionParser:
    """Heads and labels of the words of whole sentences. Breaking a sentence in two is never allowed.

    *native* has all of it run in C, which gives the same.

    Raises:
        ValueError: the *weights* are those of a parser of another shape.
    """

    def __init__(self, weights: Weights, *, native: bool = NATIVE) -> None:
        (lower,) = weights.of("parser", "precomputable_affine")
        upper, linear = weights.of("parser", "linear")
        self._reduced = Product(linear.get_param("W").T, STEP, linear.get_param("b"), native=native)
        scoring, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
        places, self._hidden, _, width = scoring.shape
        if places != PLACES:
            raise ValueError(f"a parser over {places} words of a state, not {PLACES}")
        # Piece by piece instead of unit by unit, so that the larger of the pieces is taken of whole rows.
        biases = [bias.T.reshape(-1), *[None] * (places - 1)]  # added once
        self._lower = [
            Product(of_place, _REDUCED_STEP, added, native=native)
            for of_place, added in zip(scoring.transpose(0, 3, 2, 1).reshape(places, width, -1), biases, strict=True)
        ]
        self._pads: Floats = pad.transpose(0, 1, 3, 2).reshape(places, -1).copy()
        self._pads[0] += biases[0]
        self._upper = Product(upper.get_param("W").T, _HIDDEN_STEP, upper.get_param("b"), native=native)
        self._move_of = np.array([_MOVES.index(name[0]) for name in weights.moves])
        self._labels = [intern(name[2:].lower()) for name in weights.moves]
        self._is_doubled = np.array([_NONPROJECTIVE in label for label in self._labels])
        self._penalties = penalties(self._move_of)
        self._native = native

    def trees(self, vectors: Rounded, lengths: Sequence[int]) -> tuple[list[list[int]], list[list[str]]]:
        """The heads and labels of each sentence, whose words are *lengths* rows of *vectors* each.

        *vectors* are as ``Encoder.vectors`` gives them. A head is the index of a word in its sentence; a root is its
        own head and has the empty label.
        """
        count = np.array(lengths, np.intp)
        reduced = rounded(self._reduced(vectors), _REDUCED_STEP, native=self._native)
        heads, moves = (each[1:] for each in self._parsed(reduced, count))
        ends = np.cumsum(count)
        # Words count from 1 over all sentences, and in their own from 0.
        roots, starts = np.arange(1, len(heads) + 1), np.repeat(ends - count + 1, count)
        own: list[int] = (np.where(heads == 0, roots, heads) - starts).tolist()
        labels = [self._labels[move] for move in moves.tolist()]
        cuts = list(zip((ends - count).tolist(), ends.tolist(), strict=True))
        all_heads, all_labels = [own[start:end] for start, end in cuts], [labels[start:end] for start, end in cuts]
        doubled = np.flatnonzero(self._is_doubled.take(moves))
        for sentence in sorted(set(ends.searchsorted(doubled, side="right").tolist())):
            _lower_arcs(all_heads[sentence], all_labels[sentence])
        return all_heads, all_labels

    def _parsed(self, reduced: Rounded, lengths: Ints) -> tuple[Ints, Ints]:
        """For each word, numbered from 1 over all sentences: its head (0: none), and the move that attached it."""
        states = States(lengths)
        if self._native:
            lower = tuple([product.packed for product in self._lower])
            chosen = self._pads, self._upper.packed, 1 / _HIDDEN_STEP, self._penalties, self._move_of
            LOOPS.parsed(reduced, lower, *chosen, *states.arrays)
        else:
            self._walk(states, self._features(reduced))
        return states.heads, states.moves

    def _features(self, reduced: Rounded) -> Floats:
        """What each word adds to the hidden layer in each of the state's places; line 0 of each stands for no word."""
        features = np.empty((PLACES, len(reduced) + 1, self._pads.shape[1]), np.float32)
        features[:, 0] = self._pads
        for place, product in enumerate(self._lower):
            product.into(features[place, 1:], reduced)
        return features

    def _walk(self, states: States, features: Floats) -> None:
        """Make all moves of the *states*."""
        hidden = np.empty((states.going, self._hidden), np.float32)
        scores = np.empty((states.going, self._upper.width), np.float32)
        while states.going:
            states.hidden(features, hidden)
            self._upper.into(scores[: states.going], rounded(hidden[: states.going], _HIDDEN_STEP, native=False))
            states.advance(scores, self._penalties, self._move_of)


def _lower_arcs(heads: list[int], labels: list[str]) -> None:
    """Hang words with a double label where it says, in place: on the first word of its second half below their head."""
    for word, label in enumerate(labels):
        if _NONPROJECTIVE in label:
            own, _, wanted = label.partition(_NONPROJECTIVE)
            heads[word] = _first_below(heads, labels, word, wanted)
            labels[word] = intern(own)


def _first_below(heads: Sequence[int], labels: Sequence[str], word: int, wanted: str) -> int:
    """The first word labelled *wanted* below the head of *word*, level by level; that head where there is none."""
    level = [heads[word]]
    while level:
        below = [
            child
            for parent in level
            for child in range(len(heads))
            if heads[child] == parent and child not in (parent, word)
        ]
        found = next((child for child in below if labels[child] == wanted), None)
        if found is not None:
            return found
        level = below
    return heads[word]
