"""The states of a transition parser, all at a time: the words that are looked at, and what the moves do."""

from __future__ import annotations

import numpy as np

from fogline.language.kernel import Ints
from fogline.language.weights import Floats

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
PLACES = 8
"""The words of a state that the network looks at."""
# What a move does to the stack's height and to the buffer's.
_STACK_STEP = np.array([1, -1, -1, 1])
_BUFFER_STEP = np.array([-1, 0, 0, -1])
_FLOOR = 3
"""Empty places below each stack and buffer, so that the three words from the top can always be looked at."""


class States:
    """Where the sentences stand, whose lengths in words are *lengths*.

    Words are numbered from 1 over all sentences; 0 is no word. ``going`` sentences are not done: they have the first
    columns of ``_tips``.
    """

    def __init__(self, lengths: Ints) -> None:
        # Of each word: head, the move that attached it, last child to the left and to the right, the child to the right
        # before itself, and whether it has been put back onto the buffer.
        self._words = np.zeros((6, int(lengths.sum()) + 1), np.intp)
        floor, size = _floors(lengths)
        self._places = np.zeros((2, size), np.intp)  # stacks and buffers
        self._places[1] = _filled(lengths, floor, size)
        self._tips = np.array((floor, floor + lengths, floor))  # of each state: where its stack's top, buffer's, lie
        self.going = len(lengths)

    @property
    def arrays(self) -> tuple[Ints, Ints, Ints]:
        """Of words, of stacks and buffers, and of states, as the loops in C take them."""
        return self._words, self._places, self._tips

    @property
    def heads(self) -> Ints:
        """The head of each word; 0 where it has none."""
        heads: Ints = self._words[0]
        return heads

    @property
    def moves(self) -> Ints:
        """The number of the move that attached each word."""
        moves: Ints = self._words[1]
        return moves

    def hidden(self, features: Floats, out: Floats) -> None:
        """Into the first rows of *out* the hidden units of each state that goes on.

        *features* has for each of the places what each word there, 0 first, adds to the pieces of the hidden units.
        """
        words = self._seen()
        summed: Floats = features[0].take(words[0], axis=0)
        more = np.empty_like(summed)
        for place in range(1, PLACES):  # one at a time: what is added up stays in the processor's cache
            features[place].take(words[place], axis=0, out=more, mode="clip")
            summed += more
        width = out.shape[1]
        largest = out[: self.going]
        largest[:] = summed[:, :width]
        for start in range(width, summed.shape[1], width):
            np.maximum(largest, summed[:, start : start + width], out=largest)

    def advance(self, scores: Floats, penalties: Floats, move_of: Ints) -> None:
        """Make in each state that goes on the best move, by its *scores* with :func:`penalties`.

        *scores* has a line a state in its first rows, and is used up; the move with number *i* is ``move_of[i]``.
        """
        head, move_to, left, right, before, returned = self._words
        stack, buffer = self._places
        tops, fronts, floor = self._tips[:, : self.going]
        s0, b0 = stack.take(tops), buffer.take(fronts)
        depth, waiting = tops - floor, fronts - floor
        kind = (3 * np.minimum(depth, 2) + np.minimum(waiting, 2)) * 2 + returned.take(b0)
        scores = scores[: self.going]
        scores += penalties.take(kind, axis=0)
        best = scores.argmax(axis=1)
        move = move_of.take(best)

        to_left, to_right = np.flatnonzero(move == LEFT), np.flatnonzero(move == RIGHT)
        child, parent = s0.take(to_left), b0.take(to_left)
        # A word that hung to the right of another, the last to do so, is taken off it.
        right[head.take(child)] = before.take(child)
        right[0] = 0
        head[child], move_to[child], left[parent], returned[parent] = parent, best.take(to_left), child, 0
        child, parent = b0.take(to_right), s0.take(to_right)
        before[child] = right.take(parent)
        head[child], move_to[child], right[parent] = parent, best.take(to_right), child
        goes_back = (move == REDUCE) & (head.take(s0) == 0) & (depth > 1)
        returned[s0[goes_back]] = 1

        # Written for every state: where nothing is pushed, the place is above the top and means nothing.
        stack[tops + 1], buffer[fronts + 1] = b0, s0
        tops += _STACK_STEP.take(move)
        fronts += _BUFFER_STEP.take(move)
        fronts += goes_back
        going = np.flatnonzero((tops > floor) | (fronts > floor))
        if len(going) < self.going:
            self._tips[:, : len(going)] = self._tips[:, going]
            self.going = len(going)

    def _seen(self) -> Ints:
        """The words looked at, the places down and the states across."""
        _, _, left, right, _, _ = self._words
        stack, buffer = self._places
        tops, fronts, _ = self._tips[:, : self.going]
        s0, b0 = stack.take(tops), buffer.take(fronts)
        of_buffer = b0, buffer.take(fronts - 1)
        of_stack = s0, stack.take(tops - 1), stack.take(tops - 2)
        return np.array((*of_buffer, *of_stack, left.take(b0), left.take(s0), right.take(s0)))


def penalties(move_of: Ints) -> Floats:
    """What is added to the moves' scores, by what a state allows.

    Its lines are for a stack of no word, one, or more; within these for such a buffer; within these for whether the
    buffer's first word has not, or has, been put back there. Breaking a sentence in two is never allowed.
    """
    depth, waiting, returned = (each.reshape(-1) for each in np.indices((3, 3, 2)))
    allowed = np.zeros((len(depth), BREAK + 1), np.bool_)
    allowed[:, SHIFT] = (depth == 0) | ((waiting == 2) & (returned == 0))
    allowed[:, REDUCE] = (depth >= 1) & ((waiting == 0) | (depth == 2))
    allowed[:, LEFT] = allowed[:, RIGHT] = (depth >= 1) & (waiting >= 1)
    return np.where(np.take(allowed, move_of, axis=1), np.float32(0), np.float32(-np.inf))


def _floors(lengths: Ints) -> tuple[Ints, int]:
    """The lowest place of each sentence's stack and buffer in the arrays that hold them all, and these arrays' size.

    A sentence has as many places as words, and some empty ones (word 0) below.
    """
    sizes = lengths + _FLOOR
    floor: Ints = np.cumsum(sizes) - lengths - 1
    return floor, int(sizes.sum()) + 1


def _filled(lengths: Ints, floor: Ints, size: int) -> Ints:
    """The buffers in the beginning: a sentence's first word is on top."""
    buffer = np.zeros(size, np.intp)
    last = np.cumsum(lengths)
    steps = np.arange(int(lengths.sum())) - np.repeat(last - lengths, lengths)
    buffer[np.repeat(floor + 1, lengths) + steps] = np.repeat(last, lengths) - steps
    return buffer
