"""The sample, read once and served."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from fogline.ledger import Ledger
from fogline.sample import sample_folder
from tests.web.serving import Served, serving


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the shipped sample; tests that change it take a copy."""
    path = tmp_path_factory.mktemp("sample") / "sample.fog"
    with sample_folder() as folder, Ledger.open(path) as ledger:
        ledger.add([folder])
    return path


@pytest.fixture(scope="session")
def sample(sample_ledger: Path) -> Iterator[Served]:
    """The sample, served; for reading."""
    with serving(sample_ledger) as served:
        yield served


@pytest.fixture
def own(sample_ledger: Path, tmp_path: Path) -> Iterator[Served]:
    """A copy of the sample, served; for changing."""
    copy = tmp_path / "own.fog"
    shutil.copy(sample_ledger, copy)
    with serving(copy) as served:
        yield served
