"""Articles that take their workers down are found and named; the others of their partition are read."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from fogline.bulk.careful import Job, Lost, but_for, done
from fogline.config import Settings
from fogline.engine.choose import engine_for
from fogline.errors import WorkerLost


@dataclass(frozen=True)
class Deadly:
    """Partitions of numbers; some of these kill whoever reads them."""

    partitions: tuple[tuple[int, ...], ...]
    deadly: frozenset[int] = frozenset()

    def do(self, number: int, lost: Lost) -> list[object]:
        return list(but_for(lost, self.partitions[number], 0, self.read, lambda item, how: (item, how)))

    def probe(self, number: int, begin: int, end: int) -> None:
        self.read(self.partitions[number][begin:end])

    def size(self, number: int) -> int:
        return len(self.partitions[number])

    def read(self, items: Sequence[int]) -> list[object]:
        if self.deadly.intersection(items):
            os.kill(os.getpid(), signal.SIGKILL)
        return list(items)

    @property
    def job(self) -> Job[list[object]]:
        return Job(self.do, self.probe, self.size)


@dataclass(frozen=True)
class DeadlyTogether(Deadly):
    """None of them kills by itself."""

    def read(self, items: Sequence[int]) -> list[object]:
        return super().read(items) if len(items) > 2 else list(items)


KILLED = "a worker was killed (SIGKILL)"


@pytest.mark.parametrize(
    ("partitions", "deadly"),
    [
        (((1, 2, 3, 4, 5), (6, 7), (8,)), {3}),
        (((1, 2, 3, 4, 5), (6, 7), (8,)), {1, 5, 8}),
        (((1,),), {1}),
        (((1, 2),), {1, 2}),
    ],
)
def test_what_kills_is_left_out_and_named(partitions: tuple[tuple[int, ...], ...], deadly: set[int]) -> None:
    with engine_for(Settings(workers=2)) as engine:
        results = list(done(engine, Deadly(partitions, frozenset(deadly)).job, range(len(partitions))))
    expected = [[(item, KILLED) if item in deadly else item for item in partition] for partition in partitions]
    assert sorted(results, key=str) == sorted(expected, key=str)


def test_where_no_one_is_to_blame_the_run_stops_and_says_so() -> None:
    with (
        engine_for(Settings(workers=2)) as engine,
        pytest.raises(WorkerLost, match="over partition 0, and over no one article of it"),
    ):
        list(done(engine, DeadlyTogether(((1, 2, 3, 4),), frozenset({1})).job, [0]))


@dataclass(frozen=True)
class OnceDeadly:
    """Kills who reads it first, as a lack of memory does that others have made."""

    mark: Path

    def do(self, number: int, lost: Lost) -> str:
        if not self.mark.exists():
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "read"


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    job = Job(OnceDeadly(tmp_path / "mark").do, Deadly(()).probe, Deadly(()).size)
    told: list[str] = []
    with engine_for(Settings(workers=2), tell=told.append) as engine:
        assert list(done(engine, job, [0])) == ["read"]
    assert told == [f"{KILLED}; what it had in hand is worked on again"]
