"""``--engine ray`` where Ray is not there: one line that says what to do."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.conftest import Call


def test_without_the_extra_what_to_install_is_said(
    fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)  # as if it were not installed
    (tmp_path / "a.txt").write_text("Rebels took Rastan on Monday.", encoding="utf-8")
    done = fogline("build", tmp_path / "a.txt", "--ledger", tmp_path / "l.fog", "--engine", "ray")
    assert done.code == 2
    assert done.err == "fogline: --engine ray needs Ray; install it with: pip install 'fogline[ray]'\n"


def test_a_folder_that_hides_the_package_is_named(
    fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ray").mkdir()
    monkeypatch.delitem(sys.modules, "ray", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *(path for path in sys.path if not (Path(path) / "ray").is_dir())])
    (tmp_path / "a.txt").write_text("Rebels took Rastan on Monday.", encoding="utf-8")
    done = fogline("build", tmp_path / "a.txt", "--ledger", tmp_path / "l.fog", "--engine", "ray")
    assert done.code == 2
    assert (
        done.err == f"fogline: the folder {tmp_path / 'ray'} hides the Ray package; run fogline from another folder\n"
    )


def test_an_engine_that_is_none_is_refused(fogline: Call, tmp_path: Path) -> None:
    done = fogline("build", tmp_path, "--ledger", tmp_path / "l.fog", "--engine", "spark")
    assert done.code == 2
    assert "spark" in done.err
    assert "processes" in done.err
