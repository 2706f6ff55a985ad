"""The shipped weights, as spaCy loads them and as Fogline reads them."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.language.parser import WEIGHTS
from fogline.language.pipeline import load_weights
from fogline.language.weights import Weights, read_weights


@pytest.fixture(scope="module")
def nlp() -> Any:
    """spaCy's pipeline over them."""
    return load_weights(WEIGHTS)


@pytest.fixture(scope="module")
def weights() -> Weights:
    """What reading takes of them."""
    return read_weights(WEIGHTS)
