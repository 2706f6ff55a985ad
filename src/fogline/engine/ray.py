"""Batches side by side on a Ray cluster: the extra ``fogline[ray]``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

from fogline.engine.base import R, T, Tell, tell_nobody
from fogline.engine.side_by_side import Died, SideBySide
from fogline.errors import UsageError, WorkerLost
from fogline.limits import may_be_ended
from fogline.version import __version__

ASK_AGAIN = 5.0
"""Seconds between two looks at how many workers the cluster has."""

ALONE_SECONDS = 120.0
"""Seconds that a cluster may have no worker at all until the run is stopped."""


class Ray(SideBySide):
    """Batches side by side on the Ray cluster at *address*, or on one of our own with *workers* workers.

    Ray itself runs a batch again whose worker or node is lost, and makes a result again that was lost with its node.
    What it gives up is taken apart as with :class:`~fogline.engine.processes.Processes`. Every node must have the same
    version of Fogline installed.

    Raises:
        UsageError: Ray is not installed.
    """

    def __init__(self, *, workers: int | None, address: str | None = None, tell: Tell = tell_nobody) -> None:
        super().__init__(tell)
        self._ray = _library()
        self._workers = workers
        self._address = address or os.environ.get("RAY_ADDRESS") or None
        self._ours = False
        self._run: Any = None
        self._asked = float("-inf")
        self._cores = 0

    def renew(self) -> None:
        """Ray's workers come and go as Ray sees fit."""

    def _start(self) -> None:
        if self._run is not None:
            return
        if not self._ray.is_initialized():
            self._join()
        self._run = self._ray.remote(num_cpus=1)(_run)

    def _join(self) -> None:
        # Nothing is reported to Ray's makers, nothing is served, and Ray's own log stays out of ours.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if self._address:
            options["address"] = self._address
        else:
            options |= {"num_cpus": self._workers, "include_dashboard": False, "address": "local"}
        try:
            self._ray.init(**options)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            where = self._address or "this machine"
            raise UsageError(f"no Ray cluster at {where}: {str(error).splitlines()[0]}") from error
        self._ours = True

    def _stop(self) -> None:
        self._run = None
        if self._ours:
            self._ours = False
            self._ray.shutdown()

    def _workers_now(self) -> int:
        """The cluster's cores, looked up now and then: nodes come and go. At least one."""
        if time.monotonic() - self._asked > ASK_AGAIN:
            self._cores = int(self._ray.cluster_resources().get("CPU", 0))
            self._asked = time.monotonic()
        most = self._workers if self._workers and self._address else self._cores
        return max(1, min(most, self._cores))

    def _submit(self, function: Callable[[T], R], batch: T, tries: int) -> Any:
        return self._run.options(max_retries=tries - 1).remote(function, batch, __version__)

    def _result(self, ticket: Any) -> Any:
        errors = self._ray.exceptions
        alone_since: float | None = None
        while True:
            try:
                return self._ray.get(ticket, timeout=ASK_AGAIN)
            except errors.GetTimeoutError:
                alone_since = self._look_around(alone_since)
            except errors.RayTaskError as error:
                raise (error.cause or error) from None
            except (
                errors.WorkerCrashedError,
                errors.NodeDiedError,
                errors.OutOfMemoryError,
                errors.ObjectLostError,
                errors.LocalRayletDiedError,
            ) as error:
                how = f"a worker of the cluster was lost ({type(error).__name__})"
                self._tell(f"{how}; what it had in hand is worked on again")
                raise Died(how) from error

    def _look_around(self, alone_since: float | None) -> float | None:
        """Since when the cluster has had no worker; ``None`` where it has some."""
        self._asked = float("-inf")
        self._workers_now()
        if self._cores:
            return None
        if alone_since is None:
            return time.monotonic()
        if time.monotonic() - alone_since > ALONE_SECONDS:
            raise WorkerLost("the cluster has no worker left; what was committed stays")
        return alone_since

    def _drop(self, ticket: Any) -> None:
        self._ray.cancel(ticket, force=True)


def _run(function: Callable[[T], R], batch: T, version: str) -> R:
    """What a worker does with a batch; *version* is that of Fogline where the batch comes from."""
    if version != __version__:
        raise UsageError(f"a node of the cluster has Fogline {__version__} installed, and this is {version}")
    may_be_ended()
    return function(batch)


def _library() -> Any:
    try:
        ray = import_module("ray")
    except ModuleNotFoundError as error:
        if error.name != "ray":
            raise
        raise UsageError("--engine ray needs Ray; install it with: pip install 'fogline[ray]'") from None
    if not hasattr(ray, "init"):
        (where,) = list(ray.__path__)[:1]
        raise UsageError(f"the folder {where} hides the Ray package; run fogline from another folder")
    return ray
