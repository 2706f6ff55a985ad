"""The TOML that ships: what was kept of it counts only where it was made of the same text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.tables import KEPT, keep_table, read_table

TEXT = 'words = ["fell", "took"]\nsince = 2014-03-03\n'
TABLE = {"words": ["fell", "took"], "since": date(2014, 3, 3)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "list.toml").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_a_table_is_read_where_nothing_was_kept(folder: Path) -> None:
    assert read_table(folder, "list.toml") == TABLE


def test_a_table_that_was_kept_is_the_same(folder: Path) -> None:
    keep_table(folder / "list.toml", folder / f"list.toml{KEPT}")
    assert read_table(folder, "list.toml") == TABLE


def test_what_was_kept_of_another_text_is_passed_over(folder: Path) -> None:
    keep_table(folder / "list.toml", folder / f"list.toml{KEPT}")
    (folder / "list.toml").write_text('words = ["left"]\n', encoding="utf-8")
    assert read_table(folder, "list.toml") == {"words": ["left"]}


def test_a_list_that_is_not_there_is_not_there(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_table(folder, "other.toml")
