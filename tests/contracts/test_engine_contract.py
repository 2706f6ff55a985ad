"""What every engine promises: the function over every batch, in order, streamed; its errors reach the caller."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fogline.config import Settings
from fogline.engine.base import Engine
from fogline.engine.choose import engine_for
from fogline.engine.processes import Processes
from fogline.engine.serial import Serial

ENGINES = [Serial(), Processes(2)]


@pytest.fixture(params=ENGINES, ids=lambda engine: type(engine).__name__)
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = request.param
    return made


def doubled(batch: list[int]) -> list[int]:
    return [2 * number for number in batch]


def refusing(batch: list[int]) -> list[int]:
    raise ValueError(f"cannot read {batch}")


def test_results_come_in_the_order_of_the_batches(engine: Engine) -> None:
    batches = [[number, number + 1] for number in range(12)]
    assert list(engine.map(doubled, batches)) == [doubled(batch) for batch in batches]


def test_no_batches_are_no_results(engine: Engine) -> None:
    assert list(engine.map(doubled, [])) == []


def test_an_error_reaches_the_caller(engine: Engine) -> None:
    with pytest.raises(ValueError, match="cannot read"):
        list(engine.map(refusing, [[1]]))


def test_batches_are_taken_as_they_are_needed(engine: Engine) -> None:
    taken = []

    def batches() -> Iterator[list[int]]:
        for number in range(1000):
            taken.append(number)
            yield [number]

    results = engine.map(doubled, batches())
    assert next(iter(results)) == [0]
    assert len(taken) < 20


def test_one_worker_stays_in_this_process() -> None:
    assert isinstance(engine_for(Settings(workers=1)), Serial)
    assert isinstance(engine_for(Settings(workers=2)), Processes)
