"""GeoNames dumps of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from fogline.errors import UnreadableInput, UsageError
from fogline.gazetteer.dumps import add_dump, all_layers, dumps_folder, installed_dumps, remove_dump
from fogline.gazetteer.layered import for_profile
from fogline.model.profile import Profile

ROW = "9\tTiny Mill\tTiny Mill\t\t48.5\t38.25\tP\tPPL\tUA\t\t14\t\t\t\t12\t\t90\tKyiv\t2020-01-01\n"


def test_a_dump_is_added_listed_used_and_removed(tmp_path: Path) -> None:
    dump = tmp_path / "UA.txt"
    dump.write_text(ROW, encoding="utf-8")
    folder = tmp_path / "own"
    assert add_dump(dump, folder) == 1
    assert [path.stem for path in installed_dumps(folder)] == ["UA"]
    gazetteer = for_profile(Profile("test", "Test"), *all_layers(folder))
    assert [place.source for place in gazetteer.candidates("Tiny Mill")] == ["GeoNames UA"]
    assert any(place.name == "Bakhmut" for place in gazetteer.candidates("Bakhmut"))
    remove_dump("UA", folder)
    assert installed_dumps(folder) == ()


def test_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no gazetteer 'XX'"):
        remove_dump("XX", tmp_path)


def test_a_broken_dump_leaves_nothing_behind(tmp_path: Path) -> None:
    dump = tmp_path / "UA.txt"
    dump.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        add_dump(dump, tmp_path / "own")
    assert installed_dumps(tmp_path / "own") == ()


def test_the_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path))
    assert dumps_folder() == tmp_path / "gazetteers"
