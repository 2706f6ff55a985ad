"""Workers that are killed, that cannot be started, that are no longer wanted: real processes, really killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from fogline.config import Settings
from fogline.engine.base import halving
from fogline.engine.choose import engine_for
from fogline.engine.processes import Processes
from fogline.errors import WorkerLost
from tests.engine.jobs import (
    POISON,
    alive,
    doubled,
    killed_once,
    nothing,
    noting,
    pids,
    poisonous,
    refusing,
    slowly_doubled,
    unsendable,
)
from tests.running import PATIENCE, until

pytestmark = pytest.mark.slow

BATCHES = [[10 * number + at for at in range(8)] for number in range(8)]

KINDS = [Processes, partial(Processes, prepare=nothing)]
"""Workers that are fresh interpreters, and workers forked from one that has loaded what they need."""

Made = Callable[..., Processes]

both = pytest.mark.parametrize("processes", KINDS, ids=["fresh", "forked"])
prepared_or_not = pytest.mark.parametrize("prepared", ["", ", prepare=nothing"], ids=["fresh", "forked"])


def lost(item: int, how: str) -> int:
    assert "SIGKILL" in how
    return -1000


@both
def test_a_worker_killed_in_mid_run_costs_nothing_and_nothing_comes_twice(processes: Made, tmp_path: Path) -> None:
    told: list[str] = []
    victims: list[int] = []

    def kill_one() -> None:
        at_work = until(lambda: list(tmp_path.iterdir()), "anything was worked on")
        victims.append(int(at_work[0].name.split(".")[1]))
        os.kill(victims[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    results = list(processes(2, tell=told.append).map(partial(noting, folder=tmp_path), BATCHES))
    killer.join()
    assert results == [doubled(batch) for batch in BATCHES]
    assert told == ["a worker was killed (SIGKILL); what it had in hand is worked on again"]
    done_by_others = {path.name.split(".")[0] for path in tmp_path.iterdir() if str(victims[0]) not in path.name}
    assert {str(item) for item in BATCHES[0]} <= done_by_others


@both
def test_every_batch_may_lose_its_worker_once(processes: Made, tmp_path: Path) -> None:
    found = processes(2).map(partial(killed_once, folder=tmp_path), BATCHES[:3], care=halving(lost))
    assert list(found) == [doubled(batch) for batch in BATCHES[:3]]


@both
def test_the_one_item_that_kills_is_found_and_the_others_of_its_batch_are_kept(processes: Made) -> None:
    batches = [list(BATCHES[0]), [1, 2, POISON, 4], list(BATCHES[2])]
    found = list(processes(2).map(poisonous, batches, care=halving(lost)))
    assert found == [doubled(batches[0]), [2, 4, -1000, 8], doubled(batches[2])]


@both
def test_without_care_a_batch_that_kills_stops_the_run(processes: Made) -> None:
    with pytest.raises(WorkerLost, match="SIGKILL"):
        list(processes(2).map(poisonous, [[1], [POISON], [3]]))


def test_a_fault_of_the_function_that_looks_like_a_lost_pipe_is_none() -> None:
    with pytest.raises(BrokenPipeError, match="cannot read"):
        list(Processes(2).map(refusing, [[1], [2]]))


@both
def test_what_cannot_be_sent_back_is_said(processes: Made) -> None:
    with pytest.raises(TypeError, match="cannot be sent"):
        list(processes(2).map(unsendable, [[1], [2]]))


@both
def test_what_cannot_be_sent_out_is_said(processes: Made) -> None:
    with pytest.raises(Exception, match=r"[Pp]ickle"):
        list(processes(2).map(lambda batch: batch, [[1], [2]]))


@prepared_or_not
def test_workers_that_cannot_be_started_are_said_and_not_waited_for(tmp_path: Path, prepared: str) -> None:
    script = tmp_path / "main.py"
    script.write_text(
        "import os\n"
        "if __name__ != '__main__':\n"
        "    os._exit(3)\n"
        "from fogline.engine.processes import Processes\n"
        "from tests.engine.jobs import doubled, nothing\n"
        "try:\n"
        f"    print(list(Processes(2{prepared}).map(doubled, [[1], [2]])))\n"
        "except Exception as error:\n"
        "    print(type(error).__name__, error)\n",
        encoding="utf-8",
    )
    done = run(script)
    assert done.stdout.strip() == "WorkerLost no worker can be started: a worker ended with exit code 3", done.stderr


def test_little_work_starts_no_worker() -> None:
    assert list(Processes(2).map(pids, [[1]])) == [[os.getpid()]]
    assert list(Processes(2).map(pids, [[1]] * 4, worth=5)) == [[os.getpid()]] * 4
    assert os.getpid() not in {pid for (pid,) in Processes(2).map(pids, [[1]] * 4)}


def test_what_comes_slowly_is_worked_on_as_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fogline.engine.side_by_side.SLOW_SECONDS", 0.05)
    taken: list[int] = []

    def batches() -> Iterator[list[int]]:
        for number in range(3):
            time.sleep(0.1)
            taken.append(number)
            yield [number]

    results = Processes(2).map(pids, batches(), worth=3)
    assert next(iter(results)) == [os.getpid()]
    assert taken == [0]


@both
def test_one_pair_of_workers_serves_two_maps_at_once_and_goes_in_the_end(processes: Made) -> None:
    with processes(2) as engine:
        inner = engine.map(slowly_doubled, ([number] for number in range(12)))
        assert list(engine.map(doubled, inner)) == [[4 * number] for number in range(12)]
        workers = {pid for (pid,) in engine.map(pids, [[1]] * 8)}
        assert len(workers) <= 2
        assert all(alive(pid) for pid in workers)
    assert not any(alive(pid) for pid in workers)


@both
def test_workers_that_have_been_renewed_are_others(processes: Made) -> None:
    with processes(2) as engine:
        engine.renew()  # nobody is there yet
        before = {pid for (pid,) in engine.map(pids, [[1]] * 8)}
        engine.renew()
        after = {pid for (pid,) in engine.map(pids, [[1]] * 8)}
        assert not before & after
        until(lambda: not any(alive(pid) for pid in before), "the old workers are gone")
    assert not any(alive(pid) for pid in after)


@both
def test_a_map_that_is_left_early_leaves_no_worker(processes: Made) -> None:
    engine = processes(2)
    results = engine.map(pids, ([number] for number in range(1000)))
    (worker,) = next(iter(results))
    results.close()  # type: ignore[attr-defined]
    assert not alive(worker)


@prepared_or_not
def test_workers_go_when_the_main_process_is_killed(tmp_path: Path, prepared: str) -> None:
    script = tmp_path / "main.py"
    script.write_text(
        "from fogline.engine.processes import Processes\n"
        "from tests.engine.jobs import pids, nothing\n"
        "import os, signal\n"
        "if __name__ == '__main__':\n"
        f"    results = Processes(2{prepared}).map(pids, ([n] for n in range(10**6)))\n"
        "    print(*{next(results)[0] for _ in range(8)}, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n",
        encoding="utf-8",
    )
    workers = [int(pid) for pid in run(script).stdout.split()]
    assert workers
    until(lambda: not any(alive(pid) for pid in workers), "they went")


@prepared_or_not
def test_the_first_worker_too_is_born_with_ctrl_c_blocked(tmp_path: Path, prepared: str) -> None:
    """Not only once it runs: a Ctrl-C while Python itself starts would leave a traceback."""
    script = tmp_path / "script.py"
    script.write_text(
        "from fogline.engine.processes import Processes\n"
        "from tests.engine.jobs import ctrl_c_blocked, nothing\n"
        "if __name__ == '__main__':\n"
        f"    print(list(Processes(2{prepared}).map(ctrl_c_blocked, [[1], [2]])))\n",
        encoding="utf-8",
    )
    done = run(script)
    assert done.stdout == "[[True], [True]]\n", done.stderr


def test_all_cores_are_at_least_one_and_no_more_than_there_are() -> None:
    engine = engine_for(Settings(workers=None))
    assert list(engine.map(doubled, [[1]])) == [[2]]


@pytest.mark.parametrize(
    ("cpu", "memory", "expected"),
    [("max 100000", "max", 8), ("250000 100000", "max", 2), ("50000 100000", "max", 1), ("", str(3 * 2**30), 3)],
)
def test_a_container_is_believed(
    cpu: str, memory: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its share of processors and memory counts, not what the machine has."""
    from fogline.engine import choose

    (tmp_path / "cpu.max").write_text(cpu + "\n", encoding="ascii")
    (tmp_path / "memory.max").write_text(memory + "\n", encoding="ascii")
    monkeypatch.setattr(choose, "_CGROUP", tmp_path)
    monkeypatch.setattr(os, "sched_getaffinity", lambda pid: set(range(8)), raising=False)
    sizes = {"SC_PHYS_PAGES": 2**24, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(os, "sysconf", sizes.__getitem__)
    assert choose.all_cores() == expected


def run(script: Path) -> subprocess.CompletedProcess[str]:
    """Runs *script* from the checkout, so that it finds these tests."""
    root = Path(__file__).parents[2]
    paths = os.pathsep.join([str(root), *(path for path in sys.path if path)])
    return subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        env={**os.environ, "PYTHONPATH": paths},
    )
