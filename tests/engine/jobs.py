"""What workers are given to do in these tests; some of it ends them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

POISON = -1


def nothing() -> None:
    """What there is to load before any worker."""


def noted_that_it_ran(folder: Path) -> None:
    (folder / f"loaded.{os.getpid()}").touch()


def sleeping() -> None:
    time.sleep(600)


def failing() -> None:
    raise FileNotFoundError("no weights")


def parents(batch: Sequence[int]) -> list[tuple[int, int]]:
    """By whom this worker was born, and how many threads that one has."""
    time.sleep(0.1)
    return [(os.getppid(), len(list(Path(f"/proc/{os.getppid()}/task").iterdir())))]


def orphaned_once(batch: Sequence[int], *, folder: Path) -> list[int]:
    """The first batch ends the loader, and then its own worker."""
    marker = folder / "orphaned"
    if batch[0] == 0 and not marker.exists():
        marker.touch()
        os.kill(os.getppid(), signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(batch)


def doubled(batch: Sequence[int]) -> list[int]:
    return [2 * number for number in batch]


def slowly_doubled(batch: Sequence[int]) -> list[int]:
    time.sleep(0.2)
    return doubled(batch)


def noting(batch: Sequence[int], *, folder: Path) -> list[int]:
    """Leaves a file for every item that was worked on, each time, and takes a moment over it."""
    for number in batch:
        (folder / f"{number}.{os.getpid()}.{time.monotonic_ns()}").touch()
        time.sleep(0.05)
    return doubled(batch)


def killed_once(batch: Sequence[int], *, folder: Path) -> list[int]:
    """Each batch takes its worker down the first time."""
    marker = folder / str(batch[0])
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(batch)


def poisonous(batch: Sequence[int]) -> list[int]:
    """The one item takes its worker down whenever it comes up."""
    if POISON in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(batch)


def pids(batch: Sequence[int]) -> list[int]:
    time.sleep(0.1)
    return [os.getpid()]


def ctrl_c_blocked(batch: Sequence[int]) -> list[bool]:
    return [signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, []) for _ in batch]


def unsendable(batch: Sequence[int]) -> object:
    return lambda: batch


def refusing(batch: Sequence[int]) -> list[int]:
    raise BrokenPipeError(f"cannot read {batch}")


def alive(pid: int) -> bool:
    """Whether the process runs (one that has ended and is not waited for does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
