"""``fogline`` in processes of its own, as people start it, and what they come to waited for."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    """The workers that *running* has started: what descends from it, is not Python's own helper, and has no child (the
    process that loads what workers need has)."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"spawn_main" in (folder / "cmdline").read_bytes():
                parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
                parents[int(folder.name)] = parent
        except (FileNotFoundError, ProcessLookupError):
            continue
    ours = {pid: parent for pid, parent in parents.items() if running.pid in (parent, parents.get(parent))}
    return [pid for pid in ours if pid not in ours.values()]


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


def poisoned(where: str, poison: str) -> str:
    """A program: ``fogline`` whose pipeline does *poison* in the function *where* over a text that begins with POISON.

    It does so in every process: workers load it as the main one does.
    """
    return f"""
import os, signal
import fogline.pipeline

def poisoned(real):
    def wrapper(text, *rest, **named):
        if text.startswith("POISON"):
            {poison}
        return real(text, *rest, **named)
    return wrapper

fogline.pipeline.{where} = poisoned(fogline.pipeline.{where})

if __name__ == "__main__":
    from fogline.cli.main import run
    run()
"""


@contextmanager
def served(*arguments: object) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``fogline serve`` with *arguments*, on a free port: the address that it prints, and the process."""
    command = [sys.executable, "-m", "fogline", "serve", *map(str, arguments), "--port", "0", "--no-open"]
    with subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        try:
            line = running.stdout.readline()
            assert line.startswith("http://"), running.stderr.read()
            yield line.split()[0], running
        finally:
            running.kill()
