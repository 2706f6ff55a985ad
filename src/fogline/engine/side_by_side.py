"""What every engine with workers does alike: batches ahead, results in order, a lost batch taken apart."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Self

from fogline.engine.base import BATCHES_AHEAD, Care, R, T, Tell
from fogline.errors import WorkerLost

SLOW_SECONDS = 2.0
"""Where a batch takes longer than this to come (pages that are fetched), what is there is not held back for more."""


class Died(Exception):
    """A worker ended before it had done its batch, as often as it was tried."""


class SideBySide(ABC):
    """Batches side by side in workers. A subclass starts them, hands batches to them and lets them go."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._users = 0

    @abstractmethod
    def _workers_now(self) -> int:
        """How many workers there are, or may be."""

    @abstractmethod
    def _submit(self, function: Callable[[T], R], batch: T, tries: int) -> Any:
        """Hand *batch* over; it is tried again until its worker has died *tries* times. What stands for its result."""

    @abstractmethod
    def _result(self, ticket: Any) -> Any:
        """The result that *ticket* stands for, when it is there; raises :class:`Died`, or what the function raised."""

    @abstractmethod
    def _drop(self, ticket: Any) -> None:
        """Nobody asks for the result of *ticket* any more."""

    @abstractmethod
    def _start(self) -> None:
        """Get ready to take batches."""

    @abstractmethod
    def _stop(self) -> None:
        """Let all workers go."""

    @abstractmethod
    def renew(self) -> None:
        """See :class:`~fogline.engine.base.Engine`."""

    def __enter__(self) -> Self:
        self._users += 1
        return self

    def __exit__(self, *error: object) -> None:
        self._users -= 1
        if not self._users:
            self._stop()

    def map(
        self, function: Callable[[T], R], batches: Iterable[T], *, care: Care[T, R] | None = None, worth: int = 2
    ) -> Iterator[R]:
        """See :class:`~fogline.engine.base.Engine`."""
        coming = iter(batches)
        held: list[T] = []
        asked = time.monotonic()
        for batch in coming:
            held.append(batch)
            if len(held) >= worth:
                yield from self._spread(function, chain(held, coming), care)
                return
            if time.monotonic() - asked > SLOW_SECONDS:
                yield from map(function, held)
                held.clear()
            asked = time.monotonic()
        yield from map(function, held)

    def _spread(self, function: Callable[[T], R], batches: Iterable[T], care: Care[T, R] | None) -> Iterator[R]:
        waiting: deque[tuple[T, Any]] = deque()
        with self:
            self._start()
            try:
                for batch in batches:
                    waiting.append((batch, self._submit(function, batch, 2)))
                    if len(waiting) > self._workers_now() * BATCHES_AHEAD:
                        yield self._whole(function, *waiting.popleft(), care)
                while waiting:
                    yield self._whole(function, *waiting.popleft(), care)
            finally:
                for _, ticket in waiting:
                    self._drop(ticket)

    def _whole(self, function: Callable[[T], R], batch: T, ticket: Any, care: Care[T, R] | None) -> R:
        """The result of *batch*, pieced together where it takes its worker down."""
        try:
            result: R = self._result(ticket)
        except Died as died:
            if care is None:
                raise WorkerLost(f"{died}, twice over the same work") from None
            parts = care.parts(batch)
            if len(parts) == 1:
                return care.given_up(batch, str(died))
            # One death is enough to look closer; what cannot be cut any more is given up after two.
            tickets = [self._submit(function, part, 1 if len(care.parts(part)) > 1 else 2) for part in parts]
            return care.joined(
                [self._whole(function, part, ticket, care) for part, ticket in zip(parts, tickets, strict=True)]
            )
        return result
