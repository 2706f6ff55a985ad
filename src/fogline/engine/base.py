"""The seam ``Engine``, and what becomes of a batch that takes its worker down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Item = TypeVar("Item")
Made = TypeVar("Made")

BATCHES_AHEAD = 2
"""Batches per worker that may wait for their turn: enough to keep every one busy, few enough to bound memory."""

Tell = Callable[[str], None]
"""What is told, in one clause, when a worker is lost."""


def tell_nobody(what: str) -> None:
    """Nobody is told *what* happened."""


@dataclass(frozen=True, slots=True)
class Care(Generic[T, R]):
    """What is done with a batch that has taken its worker down twice.

    It is cut into ``parts`` (one part: it cannot be cut), which are worked on by themselves and ``joined``; for a part
    that cannot be cut and still takes its worker down, ``given_up`` makes the result, from it and how the worker ended.
    """

    parts: Callable[[T], Sequence[T]]
    joined: Callable[[Sequence[R]], R]
    given_up: Callable[[T, str], R]


def halving(given_up: Callable[[Item, str], Made]) -> Care[Sequence[Item], list[Made]]:
    """Care for batches that are lists, each item making one of the result: *given_up* makes it for a lost one."""
    return Care(
        parts=lambda batch: [batch] if len(batch) == 1 else [batch[: len(batch) // 2], batch[len(batch) // 2 :]],
        joined=lambda results: [made for result in results for made in result],
        given_up=lambda batch, how: [given_up(item, how) for item in batch],
    )


class Engine(Protocol):
    """Runs one function over many batches. As a context manager it keeps its workers between calls of ``map``."""

    def map(
        self, function: Callable[[T], R], batches: Iterable[T], *, care: Care[T, R] | None = None, worth: int = 2
    ) -> Iterator[R]:
        """``function(batch)`` for each batch, in order, streamed; whatever it raises is raised here.

        Where there are several workers, *function*, batches and results must pickle. A batch whose worker dies is
        worked on once more; *care* says what follows if that one dies, too. Fewer batches than *worth* are not worth
        starting a worker for.

        Raises:
            WorkerLost: a batch takes its workers down and *care* says nothing, or no worker can be started.
        """
        ...

    def renew(self) -> None:
        """Between calls of ``map``: let workers of this machine go, with what they have come to remember; those that
        are needed next are new ones."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *error: object) -> None: ...
