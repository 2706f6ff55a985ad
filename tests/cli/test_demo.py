"""``fogline demo``: the shipped sample becomes a ledger, and what to try next works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.conftest import Call
from tests.running import PATIENCE


@pytest.fixture(autouse=True)
def not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo ends with its summary."""
    monkeypatch.setenv("DEMO_SERVE", "0")


def test_the_demo_ends_with_a_summary_and_what_to_try_next(
    fogline: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = fogline("demo")
    assert done.code == 0, done.err
    assert "33 documents" in done.out
    assert (tmp_path / "fogline-demo.fog").is_file()
    suggested = [line.split("fogline ", 1)[1].split() for line in done.out.splitlines() if line.startswith("  ")]
    verbs = ["claims", "claims", "explain", "place", "events", "disagreements", "serve", "export", "build"]
    assert [arguments[0] for arguments in suggested] == verbs
    for arguments in suggested[:-1]:
        if arguments[0] == "serve":
            continue  # it would go on until Ctrl-C
        assert fogline(*arguments).code == 0, arguments


def test_the_demo_again_reads_nothing_twice(fogline: Call, tmp_path: Path) -> None:
    ledger = tmp_path / "d.fog"
    assert fogline("demo", "--ledger", ledger).code == 0
    again = fogline("demo", "--ledger", ledger)
    assert "0 claims from 0 documents" in again.out


def test_the_demo_opens_the_page_and_ends_on_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fogline", "demo", "--ledger", str(tmp_path / "d.fog")]
    environment = {**os.environ, "DEMO_SERVE": "1"}
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        address = next(line.split()[0] for line in process.stdout if line.startswith("http://"))
        answer = httpx.get(f"{address}meta", headers={"accept": "application/json"})
        assert answer.json()["counts"]["documents"] == 33
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
