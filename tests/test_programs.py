"""Programs of regular expressions that were kept: taken where they are those that ``re`` makes here, and else not."""

from __future__ import annotations

import importlib
import pickle
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from fogline import programs
from fogline.programs import KEPT, keep_programs, kept_programs, of_program, pattern

TOOLS = Path(__file__).parents[1] / "tools"

CASES = [
    ("fell", 0, "plain"),
    ("Стрий|İzmir", re.IGNORECASE, "letters of any script, either case"),
    (r"(?P<low>\d+)(?: to (?P<high>\d+))?(x)", 0, "groups with and without names"),
    (r"(?i)[A-ZÀ-Ýа-я…]{2,9}+(?<!no )\b", re.MULTILINE | re.VERBOSE, "flags within"),
    (r"(?a:\w)(?=\s)(a|b)\1", re.DOTALL, "what was there before"),
]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(TOOLS)
    return importlib.import_module("programs")


@pytest.mark.parametrize(("text", "flags", "why"), CASES, ids=[why for *_, why in CASES])
def test_what_is_made_of_a_program_is_what_re_makes(
    text: str, flags: int, why: str, tool: ModuleType, tmp_path: Path
) -> None:
    keep_programs({(text, int(flags)): tool.program_of(text, flags)}, tmp_path / KEPT)
    made, own = of_program(text, kept_programs(tmp_path / KEPT)[text, flags]), re.compile(text, flags)
    assert made == own
    assert (made.pattern, made.flags, made.groups) == (own.pattern, own.flags, own.groups)
    assert dict(made.groupindex) == dict(own.groupindex)
    assert repr(made) == repr(own)
    assert pickle.loads(pickle.dumps(made)) == own
    there = "İZMIR 12 to 15x aa fell стрий"
    assert [found.groupdict() for found in made.finditer(there)] == [found.groupdict() for found in own.finditer(there)]


def test_what_ships_is_what_re_makes() -> None:
    """In a compiled Fogline; in a plain one nothing ships."""
    for (text, flags), program in kept_programs(Path(programs.__file__).with_name(KEPT)).items():
        assert of_program(text, program) == re.compile(text, flags), text


def test_a_pattern_that_was_not_kept_is_compiled() -> None:
    assert pattern("nowhere (kept)", re.IGNORECASE) == re.compile("nowhere (kept)", re.IGNORECASE)


def test_what_is_no_pattern_is_refused_as_ever() -> None:
    with pytest.raises(re.error, match="missing \\)"):
        pattern("(")


def test_what_another_python_kept_is_passed_over(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_programs({("a", 0): tool.program_of("a", 0)}, tmp_path / KEPT)
    monkeypatch.setattr(sys, "version", f"{sys.version} (another)")
    assert kept_programs(tmp_path / KEPT) == {}


@pytest.mark.parametrize("cut", [0, 7, 40, -1])
def test_a_file_that_is_cut_short_is_passed_over(cut: int, tool: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / KEPT
    keep_programs({("a", 0): tool.program_of("a", 0)}, path)
    path.write_bytes(path.read_bytes()[:cut])
    assert kept_programs(path) == {}


def test_a_file_with_one_wrong_bit_is_passed_over(tool: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / KEPT
    keep_programs({("a", 0): tool.program_of("a", 0)}, path)
    for place in range(len(path.read_bytes())):
        kept = bytearray(path.read_bytes())
        kept[place] ^= 1
        (tmp_path / "wrong").write_bytes(kept)
        assert kept_programs(tmp_path / "wrong") == {}


def test_no_file_keeps_nothing(tmp_path: Path) -> None:
    assert kept_programs(tmp_path / KEPT) == kept_programs(tmp_path) == {}
