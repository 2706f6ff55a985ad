"""``fogline demo``: the shipped sample becomes a ledger, and what to try next works."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Call


def test_the_demo_ends_with_a_summary_and_what_to_try_next(
    fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = fogline("demo")
    assert done.code == 0, done.err
    assert "33 documents" in done.out
    assert (tmp_path / "fogline-demo.fog").is_file()
    suggested = [line.split("fogline ", 1)[1].split() for line in done.out.splitlines() if line.startswith("  ")]
    verbs = ["claims", "claims", "explain", "place", "events", "disagreements", "export", "build"]
    assert [arguments[0] for arguments in suggested] == verbs
    for arguments in suggested[:-1]:
        assert fogline(*arguments).code == 0, arguments


def test_the_demo_again_reads_nothing_twice(fogline: Call, tmp_path: Path) -> None:
    ledger = tmp_path / "d.fog"
    assert fogline("demo", "--ledger", ledger).code == 0
    again = fogline("demo", "--ledger", ledger)
    assert "0 claims from 0 documents" in again.out
