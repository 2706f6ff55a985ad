"""The parser's states move on only as they may, and the same in C as with numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fogline.language.forms import Forms
from fogline.language.kernel import LOOPS, NATIVE, Ints
from fogline.language.network import STEP
from fogline.language.products import Product, rounded
from fogline.language.states import LEFT, PLACES, REDUCE, RIGHT, SHIFT, States, penalties
from fogline.language.tokens import Rules
from fogline.language.transitions import TransitionParser
from fogline.language.weights import Floats, Layer, Weights
from fogline.language.word_classes import WordClasses

compiled = pytest.mark.skipif(not NATIVE, reason="the loops in C were not compiled (make compiled)")

MOVES: Ints = np.array([REDUCE, SHIFT, LEFT, LEFT, RIGHT, RIGHT, RIGHT])
NAMES = ("D", "S", "L-nsubj", "L-det", "R-obj", "R-root", "R-nmod||obj")
LENGTHS: tuple[list[int], ...] = ([1], [2], [1, 1, 1], [9], [3, 30, 1, 12], list(range(1, 40)), [250] * 3, [])


def by_chance(*, width: int = 8, pieces: int = 2, labels: int = 1) -> Weights:
    """Weights of a parser, few different ones, so that some moves are the best together with others."""
    chance = np.random.default_rng(width)

    def layer(name: str, **shapes: tuple[int, ...]) -> Layer:
        params = {key: np.round(chance.standard_normal(shape)).astype(np.float32) for key, shape in shapes.items()}
        return Layer(name, params, {}, {})

    moves = NAMES * labels
    layers = [
        layer("precomputable_affine", W=(PLACES, width, pieces, 12), b=(width, pieces), pad=(1, PLACES, width, pieces)),
        layer("linear", W=(len(moves), width), b=(len(moves),)),
        layer("linear", W=(12, 16), b=(12,)),
    ]
    rules = Rules({}, {}, {}, "", "", "", "")
    return Weights("0", {"parser": layers}, [], moves, rules, Forms({}, {}, WordClasses({})))


def trees(weights: Weights, lengths: list[int], *, native: bool = NATIVE) -> tuple[list[list[int]], list[list[str]]]:
    vectors: Floats = np.random.default_rng(sum(lengths)).standard_normal((sum(lengths), 16)).astype(np.float32)
    return TransitionParser(weights, native=native).trees(rounded(vectors, STEP, native=native), lengths)


@compiled
@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
@pytest.mark.parametrize(("width", "pieces"), [(8, 2), (96, 2), (4, 1), (16, 3)])
@pytest.mark.parametrize("labels", [1, 3, 7])
def test_trees_are_the_same(lengths: list[int], width: int, pieces: int, labels: int) -> None:
    weights = by_chance(width=width, pieces=pieces, labels=labels)
    assert trees(weights, lengths, native=False) == trees(weights, lengths, native=True)


@pytest.mark.parametrize("lengths", LENGTHS, ids=str)
def test_heads_stay_in_their_sentence(lengths: list[int]) -> None:
    all_heads, _ = trees(by_chance(), lengths)
    assert [len(heads) for heads in all_heads] == lengths
    for heads in all_heads:
        assert all(0 <= head < len(heads) for head in heads)
        assert any(head == word for word, head in enumerate(heads)), "a sentence has a root"


def scored(favourite: int) -> Floats:
    scores = np.zeros((1, len(MOVES)), np.float32)
    scores[0, favourite] = 1
    return scores


def test_moves_do_what_they_are_named_for() -> None:
    states, allowed = States(np.array([3])), penalties(MOVES)
    for favourite in (0, 2, 0, 4):  # a word alone cannot be reduced: it is shifted
        states.advance(scored(favourite), allowed, MOVES)
    assert states.heads.tolist() == [0, 2, 0, 2]
    assert states.moves.tolist() == [0, 2, 0, 4]


def of_two_words() -> dict[str, Any]:
    """What the loop in C takes for a sentence of two words, in turn."""
    weights: Floats = np.ones((4, 4), np.float32)
    words, places, tips = States(np.array([2])).arrays
    return {
        "reduced": np.full((2, 4), 128, np.uint8),
        "lower": (Product(weights, 1, native=True).packed,) * PLACES,
        "pads": np.zeros((PLACES, 4), np.float32),
        "upper": Product(np.ones((4, len(MOVES)), np.float32), 1, native=True).packed,
        "factor": 1.0,
        "penalties": penalties(MOVES),
        "move_of": MOVES,
        "words": words,
        "places": places,
        "tips": tips,
    }


@compiled
def test_scores_that_allow_nothing_are_refused() -> None:
    never: Floats = np.full((18, len(MOVES)), -np.inf, np.float32)
    with pytest.raises(ValueError, match="no move is allowed"):
        LOOPS.parsed(*(of_two_words() | {"penalties": never}).values())


@compiled
def test_arrays_that_do_not_fit_are_refused() -> None:
    good = of_two_words()
    bad: list[dict[str, Any]] = [
        {"reduced": good["reduced"][:1].copy()},
        {"lower": good["lower"][:7]},
        {"lower": (*good["lower"][:7], good["upper"])},
        {"pads": good["pads"][:, :3].copy()},
        {"upper": good["lower"][0]},
        {"upper": None},
        {"penalties": good["penalties"][:17].copy()},
        {"move_of": MOVES[:6].copy()},
        {"move_of": MOVES + 9},
        {"words": good["words"][:, :2].copy()},
        {"places": good["places"] + 3},
        {"places": good["places"][:, :3].copy()},
        {"tips": good["tips"] + 2},
        {"tips": np.array([[2], [9], [2]])},
        {"tips": good["tips"].repeat(2, axis=1)},
    ]
    for one in bad:
        with pytest.raises(ValueError):
            LOOPS.parsed(*(of_two_words() | one).values())
    LOOPS.parsed(*good.values())
    assert sorted(good["words"][0].tolist())[:2] == [0, 0], "there is a root"
