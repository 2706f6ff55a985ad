"""Functions that keep their answers give the same ones with the keeping written out, and work out each once."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

SOURCE = '''
"""What a harbour master asks again and again."""

from __future__ import annotations

from functools import cache, lru_cache

asked: list[str] = []
_MOST = 2


@cache
def harbours() -> tuple[str, ...]:
    asked.append("harbours")
    return ()


@cache
def berth(
    boat: str,
) -> str | None:
    asked.append(f"berth {boat}")
    return None


@cache
def way(start: str, end: str) -> int:
    """How many miles."""
    asked.append(f"way {start} {end}")
    return len(start) + way(end, end) if start != end else 0


@lru_cache(maxsize=_MOST)
def depth(place: str) -> int:
    asked.append(f"depth {place}")
    return 0


@lru_cache(maxsize=9)
def tide(place: str, hour: int) -> float:
    asked.append(f"tide {place} {hour}")
    return 0.5


@cache
def wind(place: str = "here") -> str:
    return place


class Boat:
    @cache
    def crew(self) -> int:
        return 3
'''


@pytest.fixture
def memos(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    yield importlib.import_module("memos")


@pytest.fixture
def nouns(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(ROOT / "tools")
    yield importlib.import_module("nouns")


def _run(text: str) -> Any:
    module = ModuleType("harbour")
    exec(compile(text, "harbour", "exec", dont_inherit=True), module.__dict__)
    return module


def _asked(harbour: Any) -> list[str]:
    """What is worked out of the same questions, all asked twice."""
    for _ in range(2):
        assert harbour.harbours() == ()
        assert harbour.berth("Anna") is None
        assert harbour.way("Lomma", "Ystad") == 5
        assert harbour.tide("Lomma", 6) == harbour.tide("Lomma", 7) == 0.5
    return list(harbour.asked)


def test_each_answer_is_worked_out_once(memos: Any, nouns: Any) -> None:
    written = memos.with_memos(nouns.written(SOURCE), module="harbour.py")
    assert _asked(_run(written.text)) == _asked(_run(SOURCE))
    assert "lru_cache(" not in written.text


def test_what_is_full_is_begun_anew(memos: Any, nouns: Any) -> None:
    harbour = _run(memos.with_memos(nouns.written(SOURCE), module="harbour.py").text)
    for place in ("Lomma", "Ystad", "Lomma", "Malmö", "Malmö", "Lomma"):
        assert harbour.depth(place) == 0
    assert harbour.asked == ["depth Lomma", "depth Ystad", "depth Malmö", "depth Lomma"]


def test_what_cannot_be_written_out_stays_as_it_is(memos: Any, nouns: Any) -> None:
    text = memos.with_memos(nouns.written(SOURCE), module="harbour.py").text
    assert '@cache\ndef wind(place: str = "here")' in text
    assert "    @cache\n    def crew" in text


def test_each_line_knows_where_it_comes_from(memos: Any, nouns: Any) -> None:
    written = memos.with_memos(nouns.written(SOURCE), module="harbour.py")
    text, source = written.text.splitlines(), SOURCE.splitlines()
    assert len(text) == len(written.lines)
    for line, number in zip(text, written.lines, strict=True):
        if line.startswith("    asked.append"):
            assert source[number - 1] == line


def test_answers_about_a_scene_stay_with_it(memos: Any, nouns: Any) -> None:
    source = """
from __future__ import annotations

@once
def doubled(scene: Scene, i: int) -> int:
    asked.append(i)
    return 2 * i
"""
    harbour = _run(memos.with_memos(nouns.written(source), module="harbour.py").text)
    harbour.asked = []
    one, other = (type("Scene", (), {"answers": {}})() for _ in range(2))
    assert [harbour.doubled(scene, 4) for scene in (one, one, other)] == [8, 8, 8]
    assert harbour.asked == [4, 4]
    assert list(one.answers) == ["harbour.py.doubled"]
