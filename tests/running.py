"""``fogline`` in processes of its own, as people start it, and what they come to waited for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 300.0
"""Seconds after which what is waited for will not come any more: many times what it takes on a busy machine."""


def started(*arguments: object) -> subprocess.Popen[str]:
    """Runs ``fogline`` in a process group of its own; what it says on stderr is to be read."""
    command = [sys.executable, "-m", "fogline", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def workers_of(running: subprocess.Popen[str]) -> list[int]:
    """The workers that *running* has started: its children that are not Python's own helper."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent == running.pid and b"spawn_main" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def until(found: Callable[[], T], what: str, running: subprocess.Popen[str] | None = None) -> T:
    """What *found* gives as soon as there is something to it.

    Raises:
        AssertionError: *what* was waited for did not come, or not before *running* ended.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        over = running is not None and running.poll() is not None
        if came := found():
            return came
        assert not over, f"it ended, with {running and running.returncode}, before {what}"
        time.sleep(0.01)
    raise AssertionError(f"{what}: not within {PATIENCE:.0f} seconds")
