"""Batches side by side in processes of this machine."""

from __future__ import annotations

import atexit
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from fogline.engine.base import R, T, Tell, tell_nobody
from fogline.engine.loader import FORKS, Child, Loader, Prepare
from fogline.engine.side_by_side import Died, SideBySide
from fogline.engine.worker import READY, work
from fogline.errors import WorkerLost

FALSE_STARTS = 3
"""Workers that may end in a row before they have taken a batch, until it is plain that none can be started."""

_PATIENCE = 5.0
"""Seconds that an idle worker has to end by itself."""


@dataclass(slots=True)
class _Task:
    function: Callable[[Any], Any]
    batch: Any
    tries: int
    future: Future[Any] = field(default_factory=Future)


@dataclass(slots=True)
class _Worker:
    process: Child
    pipe: Connection
    ready: bool = False
    task: _Task | None = None


class Processes(SideBySide):
    """Batches side by side in at most *workers* processes, started as there is work for them.

    A thread hands the batches out, so that no worker waits while results are made use of here. Each worker has one
    batch at a time, over a pipe of its own: when a worker is killed, it is known what it had in hand, and the others
    work on. What they need to begin is loaded by *prepare*: once for all of them where processes can be copied.
    """

    def __init__(self, workers: int, *, tell: Tell = tell_nobody, prepare: Prepare | None = None) -> None:
        super().__init__(tell)
        self._most = workers
        self._prepare = prepare
        self._pool: _Pool | None = None

    def renew(self) -> None:
        """Let idle workers go; copies of the process that loads take their places when there is work."""
        if self._pool is not None:
            self._pool.renew()

    def _workers_now(self) -> int:
        return self._most

    def _start(self) -> None:
        if self._pool is None:
            self._pool = _Pool(self._most, self._tell, self._prepare if FORKS else None)

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool = None

    def _submit(self, function: Callable[[T], R], batch: T, tries: int) -> Future[R]:
        assert self._pool is not None
        return self._pool.submit(_Task(function, batch, tries))

    def _result(self, ticket: Future[R]) -> R:
        return ticket.result()

    def _drop(self, ticket: Future[Any]) -> None:
        ticket.cancel()


class _Pool:
    """The workers, and the thread that hands tasks to them."""

    def __init__(self, most: int, tell: Tell, prepare: Prepare | None) -> None:
        self._most = most
        self._prepare = prepare
        self._loader: Loader | None = None
        self._tell = tell
        self._waiting: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._false_starts = 0
        self._stopping = False
        self._renewing = False
        self._failure: BaseException | None = None
        self._woken, self._waker = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run, name="fogline-workers", daemon=True)
        self._thread.start()
        # Where nobody stops it, multiprocessing would wait for the workers when this process ends, and they for it.
        atexit.register(self.stop)

    def submit(self, task: _Task) -> Future[Any]:
        """Put *task* in the queue; what stands for its result."""
        self._waiting.append(task)
        self._waker.send_bytes(b"!")
        if self._failure is not None:
            self._give_up(self._failure)
        return task.future

    def renew(self) -> None:
        """End the workers that are idle."""
        self._renewing = True
        self._waker.send_bytes(b"!")

    def stop(self) -> None:
        """End all workers: those that are at work at once, the others by themselves."""
        if self._stopping:
            return
        atexit.unregister(self.stop)
        self._stopping = True
        self._waker.send_bytes(b"!")
        self._thread.join()
        self._waker.close()
        self._woken.close()

    def _run(self) -> None:
        try:
            while not self._stopping:
                if self._renewing:
                    self._renewing = False
                    self._end([worker for worker in self._workers if worker.ready and worker.task is None])
                self._hand_out()
                for pipe in wait([self._woken, *(worker.pipe for worker in self._workers)]):
                    if pipe is self._woken:
                        self._woken.recv_bytes()
                    else:
                        self._hear(next(worker for worker in self._workers if worker.pipe is pipe))
        except BaseException as error:  # noqa: BLE001 - raised again where results are asked for
            self._give_up(error)
        finally:
            self._end_all()

    def _hand_out(self) -> None:
        """Give each idle worker a task, and start as many workers more as there are tasks left for."""
        idle = [worker for worker in self._workers if worker.ready and worker.task is None]
        while self._waiting and idle:
            task = self._waiting.popleft()
            if task.future.cancelled() or not (task.future.running() or task.future.set_running_or_notify_cancel()):
                continue
            worker = idle.pop()
            worker.task = task
            try:
                worker.pipe.send((task.function, task.batch))
            except OSError:
                pass  # it has died: heard of next
            except Exception as error:  # noqa: BLE001 - the batch does not pickle
                worker.task = None
                task.future.set_exception(error)
        starting = sum(not worker.ready for worker in self._workers)
        for _ in range(min(len(self._waiting) - starting, self._most - len(self._workers))):
            self._workers.append(self._born())

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        except Exception as error:  # noqa: BLE001 - what was sent cannot be read here
            said = False, error
        if said == READY:
            worker.ready, self._false_starts = True, 0
            return
        task, worker.task = worker.task, None
        assert task is not None
        done, result = said
        if done:
            task.future.set_result(result)
        else:
            task.future.set_exception(result)

    def _bury(self, worker: _Worker) -> None:
        """*worker* has ended: what it had in hand is tried again, or nobody's any more."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        how, task = _how_it_ended(worker.process), worker.task
        worker.process.close()
        if task is None:
            self._false_starts += not worker.ready
            if self._false_starts == FALSE_STARTS:
                raise WorkerLost(f"no worker can be started: {how}")
            return
        task.tries -= 1
        if task.tries > 0:
            self._tell(f"{how}; what it had in hand is worked on again")
            self._waiting.appendleft(task)
        else:
            task.future.set_exception(Died(how))

    def _give_up(self, error: BaseException) -> None:
        """Nothing more can be done: whoever waits is told, now and later."""
        self._failure = error
        for task in [*(worker.task for worker in self._workers if worker.task), *self._waiting]:
            if not task.future.done() and (task.future.running() or task.future.set_running_or_notify_cancel()):
                task.future.set_exception(error)

    def _end_all(self) -> None:
        for worker in self._workers:
            if worker.task is not None or not worker.ready:
                worker.process.terminate()
            worker.pipe.close()
        if self._loader is not None and not self._loader.has_loaded():
            self._loader.stop()
        self._end(list(self._workers))
        if self._loader is not None:
            self._loader.stop()

    def _end(self, workers: list[_Worker]) -> None:
        """Let *workers* end by themselves, as they do when nobody is at the other end of their pipe."""
        for worker in workers:
            worker.pipe.close()
        for worker in workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
            worker.process.close()
            self._workers.remove(worker)

    def _born(self) -> _Worker:
        # Workers are born with Ctrl-C blocked, as this thread has it: it is for the main process to say what follows.
        # What watches over them is started first, because multiprocessing unblocks Ctrl-C in the end where it starts
        # that.
        resource_tracker.ensure_running()
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        ours, theirs = multiprocessing.Pipe()
        process = self._started(theirs) if self._prepare is None else self._forked(theirs, self._prepare)
        theirs.close()
        return _Worker(process, ours)

    def _started(self, theirs: Connection) -> Child:
        # A fresh interpreter, not a copy of this process, which may have threads and an open ledger.
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=work, args=(theirs,), name="fogline-worker", daemon=False)
        process.start()
        return process

    def _forked(self, theirs: Connection, prepare: Prepare) -> Child:
        if self._loader is None or self._loader.has_ended:
            self._loader = Loader(prepare)
        return self._loader.worker(theirs)


def _how_it_ended(process: Child) -> str:
    if process.exitcode is None:
        return "a worker was lost"
    code = process.exitcode
    if code >= 0:
        return f"a worker ended with exit code {code}"
    try:
        return f"a worker was killed ({signal.Signals(-code).name})"
    except ValueError:
        return f"a worker was killed (signal {-code})"
