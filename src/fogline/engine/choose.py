"""The engine that settings ask for."""

from __future__ import annotations

import os
from pathlib import Path

from fogline.config import Settings
from fogline.engine.base import Engine, Tell, tell_nobody
from fogline.engine.loader import Prepare
from fogline.engine.processes import Processes
from fogline.engine.serial import Serial

WORKER_BYTES = 2**30
"""Memory that is reckoned with for one worker where their number is not given."""

_CGROUP = Path("/sys/fs/cgroup")


def engine_for(settings: Settings, *, tell: Tell = tell_nobody, prepare: Prepare | None = None) -> Engine:
    """The engine that *settings* ask for; nothing is started yet.

    *tell* hears when a worker is lost. *prepare* loads what workers on this machine need to begin; it must pickle, and
    leave no thread behind.

    Raises:
        UsageError: what it needs is not installed.
    """
    if settings.engine == "ray":
        from fogline.engine.ray import Ray

        return Ray(workers=settings.workers, address=settings.ray_address, tell=tell)
    workers = settings.workers or all_cores()
    return Serial() if workers == 1 else Processes(workers, tell=tell, prepare=prepare)


def all_cores() -> int:
    """How many workers this machine bears: one a core that we may use, and 1 GiB of memory for each; at least one."""
    return max(1, min(_cores(), _memory() // WORKER_BYTES))


def _cores() -> int:
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota, _, period = _limit("cpu.max").partition(" ")
    return min(allowed, max(1, int(quota) // int(period))) if quota.isdigit() and period.isdigit() else allowed


def _memory() -> int:
    """Bytes of memory that this machine, or our share of it, has; where nothing tells, enough for every core."""
    try:
        have = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return WORKER_BYTES * (os.cpu_count() or 1)
    limit = _limit("memory.max")
    return min(have, int(limit)) if limit.isdigit() else have


def _limit(name: str) -> str:
    """What the control group of a container allows, as the kernel writes it (Documentation/admin-guide/cgroup-v2)."""
    try:
        return (_CGROUP / name).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
