"""Constants are marked as such, and nothing else is."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"

CASES = [
    ("_MOST = 3", "_MOST: _NativeFinal = 3", "a number"),
    ("É, B = 1, 2", None, "two names at once"),
    ('_É = re.compile("é")', '_É: _NativeFinal = re.compile("é")', "what a call gives"),
    ("_WORDS: set[str] = set()", "_WORDS: _NativeFinal[set[str]] = set()", "declared"),
    ("_WORDS: Final = set()", None, "declared Final as it stands"),
    ("_SUM = _PART + (1, 2)", "_SUM: _NativeFinal = _PART + (1, 2)", "put together"),
    ("Pair = tuple[int, int]", None, "a type"),
    ("Told = A | B", None, "a type, too"),
    ('T = TypeVar("T")', None, "what stands for a type"),
    ("_known: str | None = None", None, "nothing yet"),
    ("__all__ = ['a']", None, "what Python asks for"),
    ("_N = 1\n_N = 2", None, "set twice"),
    ("_N = 1\nfor _N in range(3): pass", None, "set by a loop"),
    ("_N = 1\ndef f():\n    global _N\n    _N = 2", None, "set by a function"),
    ("def f():\n    n = 1", None, "no constant"),
]


@pytest.mark.parametrize(("before", "after", "why"), CASES, ids=[why for *_, why in CASES])
def test_constants(before: str, after: str | None, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TOOLS)
    assert importlib.import_module("constants").as_final(before) == (after or before), why
