"""Arrays that are kept: the same again, where they were made of the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from fogline.kept import MAPPED, keep_arrays, kept_arrays, kept_beside

ARRAYS: dict[str, NDArray[Any]] = {
    "steps": np.array([[1, 2, 3], [4, 5, 6]], np.float16),
    "none": np.zeros((0, 4), np.float32),
    "rows": np.arange(1000, dtype=np.uint32),
}
TOLD = {"classes": ["en", "uk"], "moves": [1, None, ("S", "")]}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    keep_arrays(tmp_path / "model.mapped", "first", TOLD, ARRAYS)
    return tmp_path / "model.mapped"


def test_what_was_kept_is_the_same(path: Path) -> None:
    found = kept_arrays(path, "first")
    assert found is not None
    told, arrays = found
    assert told == TOLD
    assert list(arrays) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype
        np.testing.assert_array_equal(arrays[name], array)


def test_nobody_can_write_to_it(path: Path) -> None:
    found = kept_arrays(path, "first")
    assert found is not None
    with pytest.raises(ValueError):
        found[1]["rows"][0] = 7


def test_what_was_made_of_something_else_is_passed_over(path: Path) -> None:
    assert kept_arrays(path, "second") is None


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert kept_arrays(tmp_path / "model.mapped", "first") is None


def test_it_stands_beside_what_it_was_made_of() -> None:
    assert kept_beside(Path("data/model.zip")) == Path("data", f"model.zip{MAPPED}")
