"""The parser's states move on the same in C as with numpy, and only as they may."""

from __future__ import annotations

import numpy as np
import pytest

from fogline.language.kernel import LOOPS, NATIVE, Ints
from fogline.language.states import LEFT, PLACES, REDUCE, RIGHT, SHIFT, States, penalties
from fogline.language.weights import Floats

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")

MOVES: Ints = np.array([REDUCE, SHIFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT])
LENGTHS: tuple[list[int], ...] = ([1], [2], [1, 1, 1], [9], [3, 30, 1, 12], list(range(1, 40)), [])


def walked(
    lengths: list[int], *, native: bool, width: int = 5, pieces: int = 2, moves: Ints = MOVES
) -> tuple[list[bytes], Ints, Ints]:
    """The scores at every step of a walk with weights by chance, which are the same for all, and where it ends."""
    chance = np.random.default_rng(sum(lengths) + width)

    def floats(*shape: int) -> Floats:
        return chance.standard_normal(shape).astype(np.float32)

    features, weights, bias = (
        floats(PLACES, sum(lengths) + 1, width * pieces),
        floats(width, len(moves)),
        floats(len(moves)),
    )
    states, allowed = States(np.array(lengths, np.intp), native=native), penalties(moves)
    hidden = np.empty((len(lengths), width), np.float32)
    seen = []
    while states.going:
        states.hidden(features, hidden)
        seen.append(hidden[: states.going].tobytes())
        # Few different scores, so that some are the best together with others.
        states.advance(np.round(hidden @ weights), np.round(bias), allowed, moves)
    return seen, states.heads, states.moves


@compiled
@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
@pytest.mark.parametrize(("width", "pieces"), [(5, 2), (96, 2), (1, 1), (16, 3)])
@pytest.mark.parametrize("labels", [1, 3, 7])
def test_walks_are_the_same(lengths: list[int], width: int, pieces: int, labels: int) -> None:
    moves = np.tile(MOVES, labels)
    plain, native = (walked(lengths, native=n, width=width, pieces=pieces, moves=moves) for n in (False, True))
    assert plain[0] == native[0]
    assert plain[1].tolist() == native[1].tolist()
    assert plain[2].tolist() == native[2].tolist()


@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
def test_heads_stay_in_their_sentence(lengths: list[int]) -> None:
    _, heads, _ = walked(lengths, native=NATIVE)
    first = 1
    for length in lengths:
        own = heads[first : first + length]
        assert all(head == 0 or first <= head < first + length for head in own.tolist())
        assert 0 in own, "a sentence has a root"
        first += length


def scored(favourite: int) -> Floats:
    scores = np.zeros((1, len(MOVES)), np.float32)
    scores[0, favourite] = 1
    return scores


def test_moves_do_what_they_are_named_for() -> None:
    states, none, allowed = States(np.array([3])), np.zeros(len(MOVES), np.float32), penalties(MOVES)
    for favourite in (0, 2, 0, 4):  # a word alone cannot be reduced: it is shifted
        states.advance(scored(favourite), none, allowed, MOVES)
    assert states.heads.tolist() == [0, 2, 0, 2]
    assert states.moves.tolist() == [0, 2, 0, 4]


@compiled
def test_scores_that_allow_nothing_are_refused() -> None:
    states, none = States(np.array([2]), native=True), np.zeros(len(MOVES), np.float32)
    never: Floats = np.full((18, len(MOVES)), -np.inf, np.float32)
    with pytest.raises(ValueError, match="no move is allowed"):
        states.advance(scored(0), none, never, MOVES)


@compiled
def test_arrays_that_do_not_fit_are_refused() -> None:
    hidden, features = np.zeros((1, 8), np.float32), np.zeros((PLACES, 3, 16), np.float32)
    words, places, tips = np.zeros((6, 3), np.intp), np.zeros((2, 6), np.intp), np.array([[2], [4], [2]])
    LOOPS.hidden(features, words, places, tips, 1, hidden)
    for bad in (
        (features[:, :2].copy(), words, places, tips, 1, hidden),
        (features, words, places, tips, 2, hidden),
        (features, words, places, tips + 2, 1, hidden),
        (features, words, places + 3, tips, 1, hidden),
        (features, words, places, tips, 1, hidden[:, :7].copy()),
    ):
        with pytest.raises(ValueError):
            LOOPS.hidden(*bad)
