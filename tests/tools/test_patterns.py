"""What asks for a program that was kept, and what is left alone."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "tools"

IMPORT = "import re; from fogline.programs import pattern as _kept_pattern"

CASES = [
    ('import re\nA = re.compile("é")', f'{IMPORT}\nA = _kept_pattern("é")', "a constant"),
    (
        'import re\nÉ, B = "é", (re.compile("a"), re.compile("b", re.I))',
        f'{IMPORT}\nÉ, B = "é", (_kept_pattern("a"), _kept_pattern("b", re.I))',
        "two on a line, behind a letter of two bytes",
    ),
    (
        "import re\ndef f(a):\n    return re.compile(\n        a\n    )",
        f"{IMPORT}\ndef f(a):\n    return _kept_pattern(\n        a\n    )",
        "in a function, over lines",
    ),
    ("import re\nF = map(re.compile, A)", None, "not called there"),
    ('import re\nA = re.sub("a", "b", C)', None, "another function of the module"),
    ("A = compile(B)", None, "another module's"),
]


@pytest.mark.parametrize(("before", "after", "why"), CASES, ids=[why for *_, why in CASES])
def test_patterns(before: str, after: str | None, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(TOOLS)
    assert importlib.import_module("patterns").with_programs(before) == (after or before), why
