"""A partition that takes its worker down: which of its articles does it, and the partition done without that one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from fogline.engine.base import Care, Engine
from fogline.errors import WorkerLost

R = TypeVar("R")
Item = TypeVar("Item")
Made = TypeVar("Made")

Lost = Mapping[int, str]
"""Articles of a partition, by their numbers in it, that are given up: how the worker that read each ended."""

ROUNDS = 3
"""How often a partition is begun again with the articles left out that took workers down."""


@dataclass(frozen=True, slots=True)
class Job(Generic[R]):
    """What is done with a partition: ``do`` does it without the articles that are lost, and writes what comes of it.

    ``probe`` does the same with the articles from one number to before another, and writes nothing; ``size`` says how
    many articles a partition has. All must pickle.
    """

    do: Callable[[int, Lost], R]
    probe: Callable[[int, int, int], None]
    size: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class _Task:
    number: int
    span: tuple[int, int] | None = None
    """The articles to try; ``None``: do the partition."""
    lost: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What trying a partition's articles one by one has shown."""

    number: int
    lost: tuple[tuple[int, str], ...]


def done(engine: Engine, job: Job[R], numbers: Iterable[int]) -> Iterator[R]:
    """What *job* makes of the partitions with these *numbers*, as they are done.

    A partition that takes its worker down twice is tried in halves, and these in halves, until it is known which
    articles do that; then it is done without them.

    Raises:
        WorkerLost: a partition takes its workers down over and over, and no article of it does so by itself.
    """
    tasks: Iterable[_Task] = map(_Task, numbers)
    for _ in range(ROUNDS):
        again: list[_Task] = []
        # Even a single partition is worth a worker: what takes it down does not take us down.
        for result in engine.map(partial(_work, job), tasks, care=_care(job), worth=1):
            if isinstance(result, _Found):
                again.append(_Task(result.number, lost=result.lost))
            else:
                yield result
        if not again:
            return
        tasks = again
    raise WorkerLost(f"workers end over partition {again[0].number}, and over no one article of it; run it again")


def but_for(
    lost: Lost,
    batch: Sequence[Item],
    begin: int,
    do: Callable[[list[Item]], list[Made]],
    given_up: Callable[[Item, str], Made],
) -> Iterator[Made]:
    """What *do* makes of each of *batch*, numbered from *begin*; of those *lost*, what *given_up* makes."""
    kept = [item for number, item in enumerate(batch, begin) if number not in lost]
    made = iter(do(kept) if kept else [])
    for number, item in enumerate(batch, begin):
        yield given_up(item, lost[number]) if number in lost else next(made)


def _work(job: Job[R], task: _Task) -> R | _Found:
    if task.span is None:
        return job.do(task.number, dict(task.lost))
    job.probe(task.number, *task.span)
    return _Found(task.number, ())


def _care(job: Job[R]) -> Care[_Task, R | _Found]:
    def parts(task: _Task) -> list[_Task]:
        begin, end = task.span or (0, job.size(task.number))
        if end - begin < 2:
            return [task]
        middle = (begin + end) // 2
        return [_Task(task.number, (begin, middle)), _Task(task.number, (middle, end))]

    def joined(results: Iterable[R | _Found]) -> _Found:
        found = [result for result in results if isinstance(result, _Found)]
        return _Found(found[0].number, tuple(one for each in found for one in each.lost))

    def given_up(task: _Task, how: str) -> _Found:
        return _Found(task.number, (((task.span or (0, 1))[0], how),))

    return Care(parts, joined, given_up)
