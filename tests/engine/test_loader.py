"""Workers forked from one process that has loaded what they need: real processes, really killed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from fogline.engine.base import halving
from fogline.engine.loader import FORKS
from fogline.engine.processes import Processes
from fogline.ready import make_ready
from tests.engine.jobs import (
    alive,
    doubled,
    failing,
    killed_once,
    noted_that_it_ran,
    orphaned_once,
    parents,
    pids,
    sleeping,
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FORKS, reason="processes are not copied on this system")]

BATCHES = [[number, number + 1] for number in range(8)]


def test_what_workers_need_is_loaded_once_and_not_here(tmp_path: Path) -> None:
    with Processes(2, prepare=partial(noted_that_it_ran, tmp_path)) as engine:
        workers = {pid for (pid,) in engine.map(pids, BATCHES)}
        assert len(workers) == 2
    (loaded,) = [int(path.name.split(".")[1]) for path in tmp_path.iterdir()]
    assert loaded not in {os.getpid(), *workers}


def test_a_worker_in_place_of_a_lost_one_loads_nothing_again(tmp_path: Path) -> None:
    (tmp_path / "loads").mkdir()
    (tmp_path / "lost").mkdir()
    engine = Processes(2, prepare=partial(noted_that_it_ran, tmp_path / "loads"))
    lost_once = partial(killed_once, folder=tmp_path / "lost")
    assert list(engine.map(lost_once, BATCHES)) == [doubled(batch) for batch in BATCHES]
    assert len(list((tmp_path / "loads").iterdir())) == 1


def test_what_is_copied_has_one_thread_once_it_is_ready_to_read() -> None:
    """A copy of a process with more of them may hang."""
    born = list(Processes(2, prepare=partial(make_ready, "auto")).map(parents, BATCHES))
    assert {threads for ((_, threads),) in born} == {1}
    assert len({loader for ((loader, _),) in born}) == 1


def given_up(item: int, how: str) -> int:
    return -1


def test_where_the_loader_itself_is_killed_another_is_started(tmp_path: Path) -> None:
    told: list[str] = []
    engine = Processes(2, tell=told.append, prepare=partial(noted_that_it_ran, tmp_path))
    found = engine.map(partial(orphaned_once, folder=tmp_path), BATCHES, care=halving(given_up))
    assert list(found) == [doubled(batch) for batch in BATCHES]
    assert told == ["a worker was lost; what it had in hand is worked on again"]


def test_a_loader_that_fails_leaves_it_to_the_workers_to_say_so() -> None:
    assert list(Processes(2, prepare=failing).map(doubled, BATCHES)) == [doubled(batch) for batch in BATCHES]


def test_whoever_stops_while_all_is_loading_does_not_wait_for_it() -> None:
    began = time.monotonic()

    def batches() -> Iterator[list[int]]:
        yield from BATCHES[:3]
        time.sleep(1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Processes(2, prepare=sleeping).map(doubled, batches()))
    assert time.monotonic() - began < 60


def test_the_loader_goes_with_its_workers() -> None:
    born = list(Processes(2, prepare=partial(pow, 2, 2)).map(parents, BATCHES))
    assert not any(alive(loader) for ((loader, _),) in born)
