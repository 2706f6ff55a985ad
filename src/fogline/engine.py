"""Where batches of documents are read: in this process or in several. The seam is ``map``, in order."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCHES_AHEAD = 2
"""Batches per process that may wait for their turn: enough to keep every process busy, few enough to bound memory."""


class Engine(Protocol):
    """Runs one function over many batches."""

    def map(self, function: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """``function(batch)`` for each batch, in order, streamed; whatever it raises is raised here."""
        ...


class Serial:
    """One batch after another in this process."""

    def map(self, function: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """See :class:`Engine`."""
        return map(function, batches)


class Processes:
    """Batches side by side in *workers* processes; *function*, batches and results must pickle."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, function: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """See :class:`Engine`."""
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)
        waiting: deque[Future[R]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(function, batch))
                if len(waiting) > self._workers * BATCHES_AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def engine_for(workers: int) -> Engine:
    """The engine for this many processes."""
    return Serial() if workers == 1 else Processes(workers)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
