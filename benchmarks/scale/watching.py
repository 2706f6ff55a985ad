"""A command with all its processes, watched: the most memory they held, and the processor time they took.

Read from ``/proc``, so that it needs no library and works on Linux alone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_MIB = 2**20
PAUSE = 0.5
"""Seconds between two looks."""
SHARED_EVERY = 10
"""Looks between two at how much of the memory is shared, which take longer."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command took.

    ``seconds`` on the clock, ``processor_seconds`` of all its processes; ``largest_mib`` is the most that one process
    held, ``all_mib`` the most that all held at one time, with what they share counted once. ``others`` is the share
    (0 to 1) of the machine's processors that went to other work meanwhile.
    """

    code: int
    seconds: float
    processor_seconds: float
    largest_mib: float
    all_mib: float
    processes: int
    others: float


@dataclass(slots=True)
class _Tree:
    root: int
    known: dict[int, int] = field(default_factory=dict)
    """process → when it started, so that a number used again is not taken for it"""
    ticks: dict[tuple[int, int], int] = field(default_factory=dict)
    largest: int = 0
    together: int = 0
    most: int = 0

    def look(self, *, shared: bool) -> int:
        """Note what the processes hold now; gives their bytes together."""
        table = _processes()
        self.known = {pid: start for pid, start in self.known.items() if pid in table and table[pid][1] == start}
        if self.root in table:
            self.known.setdefault(self.root, table[self.root][1])
        grown = True
        while grown:
            new = {pid: row[1] for pid, row in table.items() if pid not in self.known and row[0] in self.known}
            self.known.update(new)
            grown = bool(new)
        held = {pid: _resident(pid) for pid in self.known}
        for pid, start in self.known.items():
            self.ticks[pid, start] = table[pid][2]
        together = sum(map(_proportional, held)) if shared else 0
        self.largest = max(self.largest, *held.values(), 0)
        self.together = max(self.together, together)
        self.most = max(self.most, len(held))
        return sum(held.values())


def watch(
    command: Sequence[str],
    log: Path,
    *,
    environment: dict[str, str] | None = None,
    said: Callable[[float, float], None] = lambda seconds, mib: None,
    timeout: float | None = None,
) -> Watched:
    """Run *command* to its end with its output in *log*; *said* is told the seconds and MiB now and then.

    Raises:
        subprocess.TimeoutExpired: it took longer than *timeout* seconds, and was ended.
    """
    before, began, own_before = _machine(), time.monotonic(), time.process_time()
    with log.open("wb") as out:
        started = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
    tree = _Tree(started.pid)
    try:
        code, own = _until_done(tree, began, said, timeout, command)
    except BaseException:
        _end(tree)
        started.returncode = -signal.SIGKILL
        raise
    started.returncode = code  # it was waited for here, for what it used
    seconds = time.monotonic() - began
    ticks = sum(tree.ticks.values()) / _TICK
    busy, all_ = (now - then for now, then in zip(_machine(), before, strict=True))
    work = max(own, ticks)
    return Watched(
        code, seconds, work, tree.largest / _MIB, max(tree.together, tree.largest) / _MIB, tree.most,
        max(0.0, busy / _TICK - work - (time.process_time() - own_before)) / max(all_ / _TICK, 0.01),
    )  # fmt: skip


@contextmanager
def other_work() -> Iterator[Callable[[], float]]:
    """Gives what tells, in the end, which share of the machine (0 to 1) went to work that is not this process's."""
    before, own = _machine(), time.process_time()

    def share() -> float:
        busy, all_ = ((now - then) / _TICK for now, then in zip(_machine(), before, strict=True))
        return max(0.0, busy - (time.process_time() - own)) / max(all_, 0.01)

    yield share


def _until_done(
    tree: _Tree, began: float, said: Callable[[float, float], None], timeout: float | None, command: Sequence[str]
) -> tuple[int, float]:
    look = 0
    while True:
        pid, status, usage = os.wait4(tree.root, os.WNOHANG)
        if pid:
            return os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime
        held = tree.look(shared=look % SHARED_EVERY == 0)
        seconds = time.monotonic() - began
        said(seconds, held / _MIB)
        if timeout is not None and seconds > timeout:
            raise subprocess.TimeoutExpired(list(command), timeout)
        look += 1
        time.sleep(PAUSE)


def _end(tree: _Tree) -> None:
    """End what is left of the command: only processes it started."""
    tree.look(shared=False)
    for pid in tree.known:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(tree.root, 0)


def _processes() -> dict[int, tuple[int, int, int]]:
    """Every process: its parent, when it started, and the ticks it has had."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (row := _status(int(entry.name))) is not None:
            found[int(entry.name)] = row
    return found


def _status(pid: int) -> tuple[int, int, int] | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()
    return int(fields[1]), int(fields[19]), int(fields[11]) + int(fields[12])


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text("utf-8").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    """Bytes of a process, what it shares parted among those that share it; all it has where that is not told."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
    except OSError:
        return _resident(pid)
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _machine() -> tuple[int, int]:
    """Ticks that the machine's processors have worked, and all they have had."""
    fields = [int(each) for each in Path("/proc/stat").read_text("utf-8").splitlines()[0].split()[1:9]]
    idle = fields[3] + fields[4]
    return sum(fields) - idle, sum(fields)
