"""The weights: what was kept of them reads as they do."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from fogline.kept import kept_beside
from fogline.language.parser import WEIGHTS
from fogline.language.weights import Weights, keep_weights, read_weights, version_of


@pytest.fixture
def kept(tmp_path: Path) -> Weights:
    """The shipped weights, as they were kept beside a copy of their file."""
    shutil.copy(WEIGHTS, tmp_path / WEIGHTS.name)
    keep_weights(WEIGHTS, kept_beside(tmp_path / WEIGHTS.name))
    return read_weights(tmp_path / WEIGHTS.name)


def test_weights_that_were_kept_are_the_same(weights: Weights, kept: Weights) -> None:
    assert (kept.version, kept.tags, kept.moves) == (weights.version, weights.tags, weights.moves)
    assert kept.rules == weights.rules
    assert kept.layers.keys() == weights.layers.keys()
    for component, layers in weights.layers.items():
        for one, other in zip(layers, kept.layers[component], strict=True):
            assert (one.name, one.attrs, one.dims) == (other.name, other.attrs, other.dims)
            assert one.params.keys() == other.params.keys()
            for name, numbers in one.params.items():
                np.testing.assert_array_equal(other.params[name], numbers)


@pytest.mark.parametrize("word", ["mayor", "Kharkiv", "shelled", "qwzx"])
def test_words_are_of_the_same_classes(weights: Weights, kept: Weights, word: str) -> None:
    assert kept.forms.row(word, None) == weights.forms.row(word, None)


def test_the_version_is_told_without_them(weights: Weights) -> None:
    assert version_of(WEIGHTS) == weights.version
