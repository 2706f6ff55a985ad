"""One process that loads what all workers need, and forks them: loaded once, and in memory once."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle, send_handle
from typing import TYPE_CHECKING, Protocol

from fogline.engine.worker import work

if TYPE_CHECKING:
    from multiprocessing.context import ForkProcess

Prepare = Callable[[], object]
"""What is done before any worker is there, so that all have it; it must pickle, and leave no thread behind."""

FORKS = sys.platform == "linux"
"""Whether a process may be copied as it is. On macOS the system's own libraries may have threads in it; Windows has no
such thing."""


class Child(Protocol):
    """What is asked of a worker's process; :class:`multiprocessing.Process` answers it, too."""

    @property
    def exitcode(self) -> int | None: ...

    def join(self, timeout: float | None = None) -> None: ...
    def is_alive(self) -> bool: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def close(self) -> None: ...


class Loader:
    """A fresh interpreter that has done *prepare*, and copies itself for each worker.

    It has one thread, and nothing open but the pipe over which it is asked: a copy of it is as good as new. It says of
    each worker under which process id it was born, and how it ended.
    """

    def __init__(self, prepare: Prepare) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_load, args=(theirs,), name="fogline-loader", daemon=False)
        self._process.start()
        theirs.close()
        self._workers: dict[int, Forked] = {}
        self._asked = 0
        self._has_loaded = False
        self.has_ended = False
        with suppress(OSError):  # it has died: heard of with its first worker
            self._pipe.send(prepare)

    def worker(self, theirs: Connection) -> Forked:
        """A worker at the other end of the pipe that *theirs* is one end of."""
        self._asked += 1
        made = self._workers[self._asked] = Forked(self)
        with suppress(OSError):
            self._pipe.send(self._asked)
            send_handle(self._pipe, theirs.fileno(), None)
        return made

    def hear(self, timeout: float | None) -> bool:
        """Take in what it says of one worker; whether it said anything before *timeout*."""
        if self.has_ended:
            return False
        try:
            if not self._pipe.poll(timeout):
                return False
            number, pid, exitcode = self._pipe.recv()
        except (EOFError, OSError):
            self._end()
            return False
        self._has_loaded = True
        worker = self._workers[number]
        worker.pid, worker.exitcode = pid, exitcode
        if exitcode is not None:
            del self._workers[number]
        return True

    def has_loaded(self) -> bool:
        """Whether it has done what comes before all workers."""
        while self.hear(0):
            pass
        return self._has_loaded

    def stop(self) -> None:
        """End it. Its workers have ended, or will when they find their pipes closed."""
        if not self.has_ended:
            self._process.terminate()
            self._end()

    def _end(self) -> None:
        self.has_ended = True
        self._process.join()
        for worker in self._workers.values():
            worker.orphaned(self._process.exitcode)
        self._process.close()
        self._pipe.close()


class Forked:
    """A worker that a :class:`Loader` has forked."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self.pid: int | None = None
        self.exitcode: int | None = None
        self._orphaned = False

    def orphaned(self, exitcode: int | None) -> None:
        """The loader has ended: of a worker that it never forked, that is the end; of others nobody tells any more."""
        self._orphaned = True
        if self.pid is None:
            self.exitcode = exitcode

    def is_alive(self) -> bool:
        """Whether it has not been heard of as ended."""
        while self._loader_tells(0):
            pass
        return self.exitcode is None and not self._orphaned

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended, *timeout* seconds at most for each thing that is heard meanwhile."""
        while self._loader_tells(timeout):
            pass

    def terminate(self) -> None:
        """Ask it to end."""
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self._signal(signal.SIGKILL)

    def close(self) -> None:
        """Nothing is held."""

    def _loader_tells(self, timeout: float | None) -> bool:
        return self.exitcode is None and not self._orphaned and self._loader.hear(timeout)

    def _signal(self, number: int) -> None:
        if self.is_alive() and self.pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def _load(pipe: Connection) -> None:
    """Do what the first message asks for, then fork a worker for each number, until the pipe is closed."""
    # A copy of a process that has threads may hang. No worker makes use of more than one for products of matrices.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = get_context("fork")
    workers: dict[int, tuple[int, ForkProcess]] = {}
    with suppress(EOFError, OSError):  # whoever wanted workers has gone
        _prepare(pipe.recv())
        while True:
            for ready in wait([pipe, *workers]):
                if not isinstance(ready, int):
                    number = pipe.recv()
                    theirs = Connection(recv_handle(pipe))
                    process = context.Process(target=_work, args=(pipe, theirs), name="fogline-worker", daemon=False)
                    process.start()
                    theirs.close()
                    workers[process.sentinel] = number, process
                    pipe.send((number, process.pid, None))
                else:
                    number, process = workers.pop(ready)
                    process.join()
                    pipe.send((number, process.pid, process.exitcode))
                    process.close()


def _prepare(prepare: Prepare) -> None:
    with suppress(Exception):  # every worker meets it again over its work, and says it
        prepare()
    # What is there stays: a search for garbage in a worker would write to its pages, and so copy them.
    gc.collect()
    gc.freeze()


def _work(loader: Connection, pipe: Connection) -> None:
    loader.close()
    work(pipe)
