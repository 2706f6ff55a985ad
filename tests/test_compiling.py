"""What is compiled to C where that is asked for, and what mypyc would compile wrongly without a word."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "fogline"
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["fogline"]["compiled"]


def _modules() -> Iterator[Path]:
    for room in SETTINGS["rooms"]:
        where = PACKAGE / room
        for path in sorted(where.rglob("*.py")) if where.is_dir() else (where,):
            if not any(fnmatch(path.relative_to(PACKAGE).as_posix(), pattern) for pattern in SETTINGS["python"]):
                yield path


def test_every_room_is_one_and_every_exception_excepts_something() -> None:
    names = [path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")]
    assert all((PACKAGE / room).exists() for room in SETTINGS["rooms"])
    assert all(any(fnmatch(name, pattern) for name in names) for pattern in SETTINGS["python"])


@pytest.mark.parametrize("path", list(_modules()), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_nothing_compiled_is_a_cached_property(path: Path) -> None:
    """mypyc makes a plain property of it, worked out anew at each use."""
    names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert "cached_property" not in names


def test_a_machine_without_a_compiler_is_told_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "compile.py", tmp_path / "out"],
        env={**os.environ, "CC": "no-such-compiler"},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1].startswith("compiling needs a C compiler: there is no no-such-compiler here")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_loops_in_c_stand_where_they_are_looked_for_and_go_into_the_source_distribution() -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]
    assert "src" in hatch["sdist"]["include"]
    for name, folder in SETTINGS["loops"].items():
        sources = list((PACKAGE / folder).glob("*.c"))
        assert sources, f"no C for {name}"
        assert all(len(path.read_text().splitlines()) < 400 for path in sources)
