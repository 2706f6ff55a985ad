"""Every command and every piece of Python of the tutorial and the README runs, in the order of the page."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import Call

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str]]:
    return [(found[1], found[2]) for found in BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))]


def test_the_tutorial_runs(fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "sample", tmp_path / "sample")
    monkeypatch.chdir(tmp_path)
    assert blocks("docs/tutorial.md")
    for kind, block in blocks("docs/tutorial.md"):
        if kind == "python":
            exec(compile(block, "tutorial.md", "exec"), {})
            continue
        for line in block.splitlines():
            words = shlex.split(line.removeprefix("$ "), comments=True)
            assert words[0] == "fogline", line
            done = fogline(*words[1:])
            assert done.code == 0, f"{line}\n{done.err}"
            assert done.out or words[1] in ("build", "export"), f"{line} printed nothing"


def test_the_page_on_bulk_runs(fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine of one core: to start workers takes longer than to read so little."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: {0}, raising=False)
    shutil.copytree(ROOT / "sample", tmp_path / "sample")
    monkeypatch.chdir(tmp_path)
    commands = [line for kind, block in blocks("docs/bulk.md") if kind == "console" for line in block.splitlines()]
    assert len(commands) > 2
    for line in commands:
        done = fogline(*shlex.split(line.removeprefix("$ fogline ")))
        assert done.code == 0, f"{line}\n{done.err}"


def test_the_readme_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    for kind, block in blocks("README.md"):
        if kind == "python":
            exec(compile(block, "README.md", "exec"), {})
    assert "says: capture" in capsys.readouterr().out
