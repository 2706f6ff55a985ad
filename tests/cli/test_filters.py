"""``--min-confidence`` narrows every verb that lists or exports claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Call

STORY = (
    "Rebels captured the town of Tripoli in Libya on Monday, the governor said. He denied that they would withdraw. "
    "Elsewhere there were clashes. The army might shell the port."
)


@pytest.fixture
def ledger(tmp_path: Path, fogline: Call) -> Path:
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert fogline("build", tmp_path / "story.txt", "--ledger", tmp_path / "l.fog", "--quiet").code == 0
    return tmp_path / "l.fog"


def listed(fogline: Call, ledger: Path, *options: str) -> list[float]:
    return [row["confidence"] for row in json.loads(fogline("claims", ledger, "--json", *options).out)]


def exported(fogline: Call, ledger: Path, *options: str) -> list[float]:
    out = ledger.with_suffix(".jsonl")
    assert fogline("export", ledger, "--format", "jsonl", "-o", out, *options).code == 0
    return [json.loads(line)["confidence"] for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("read", [listed, exported], ids=["claims", "export"])
def test_only_claims_at_least_this_likely_right(fogline: Call, ledger: Path, read: object) -> None:
    assert callable(read)
    every = read(fogline, ledger)
    limit = sorted(every)[len(every) // 2]
    some = read(fogline, ledger, "--min-confidence", str(limit))
    assert some == [one for one in every if one >= limit], "the limit is included, the order stays"
    assert 0 < len(some) < len(every)


@pytest.mark.parametrize("verb", ["claims", "export"])
def test_a_confidence_lies_between_0_and_1(fogline: Call, ledger: Path, verb: str) -> None:
    more = ["--format", "jsonl"] if verb == "export" else []
    done = fogline(verb, ledger, *more, "--min-confidence", "80")
    assert done.code == 2
    assert "--min-confidence" in done.err
