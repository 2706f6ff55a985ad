"""The Ray engine on a real cluster: several nodes on this machine, some of which are lost in mid-run."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from fogline.config import Settings
from fogline.engine.base import halving
from fogline.engine.choose import engine_for
from fogline.engine.ray import Ray
from fogline.errors import WorkerLost
from tests.conftest import Call
from tests.engine.jobs import POISON, doubled, noting, pids, poisonous
from tests.engine.stories import content, write_stories

pytestmark = pytest.mark.ray

ROOT = Path(__file__).parents[2]
BATCHES = [[10 * number + at for at in range(8)] for number in range(12)]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head without workers, and two nodes with one each."""
    os.environ |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *(path for path in sys.path if path)]),
        "RAY_USAGE_STATS_ENABLED": "0",
        # What nodes and workers are declared lost after; the defaults suit networks, not a test.
        "RAY_health_check_initial_delay_ms": "0",
        "RAY_health_check_period_ms": "500",
        "RAY_health_check_failure_threshold": "4",
    }
    made = import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False}
    )
    made.add_node(num_cpus=1)
    made.add_node(num_cpus=1)
    yield made
    made.shutdown()


@pytest.fixture
def engine(cluster: Any) -> Iterator[Ray]:
    with Ray(workers=None, address=cluster.address) as made:
        yield made


def lost(item: int, how: str) -> int:
    return -1000


def test_results_come_in_order_from_other_processes_and_no_more_is_taken_than_needed(engine: Ray) -> None:
    taken: list[int] = []

    def batches() -> Iterator[list[int]]:
        for number in range(1000):
            taken.append(number)
            yield [number]

    assert list(engine.map(doubled, BATCHES)) == [doubled(batch) for batch in BATCHES]
    results = engine.map(pids, batches())
    assert next(iter(results)) != [os.getpid()]
    assert len(taken) < 20
    results.close()  # type: ignore[attr-defined]
    assert list(engine.map(pids, [[1]])) == [[os.getpid()]]  # one batch is not worth a cluster


def test_a_worker_killed_in_mid_run_costs_nothing_and_nothing_comes_twice(engine: Ray, tmp_path: Path) -> None:
    killed: list[int] = []
    with meanwhile(lambda: killed.append(kill_first(tmp_path))):
        results = list(engine.map(partial(noting, folder=tmp_path), BATCHES))
    assert killed
    assert results == [doubled(batch) for batch in BATCHES]


def test_the_one_item_that_kills_is_found_and_the_others_of_its_batch_are_kept(engine: Ray) -> None:
    batches = [list(BATCHES[0]), [1, 2, POISON, 4], list(BATCHES[2])]
    found = list(engine.map(poisonous, batches, care=halving(lost)))
    assert found == [doubled(batches[0]), [2, 4, -1000, 8], doubled(batches[2])]
    with pytest.raises(WorkerLost):
        list(engine.map(poisonous, [[1], [POISON]]))


def test_a_node_lost_in_mid_run_costs_nothing_and_nothing_comes_twice(
    engine: Ray, cluster: Any, tmp_path: Path
) -> None:
    node = cluster.add_node(num_cpus=1)

    def take_away() -> None:
        wait_for_work(tmp_path, 12)
        cluster.remove_node(node, allow_graceful=False)

    with meanwhile(take_away):
        results = list(engine.map(partial(noting, folder=tmp_path), BATCHES))
    assert results == [doubled(batch) for batch in BATCHES]


def test_build_and_bulk_give_what_one_process_gives_while_a_worker_is_killed(
    fogline: Call, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stories(tmp_path / "in.jsonl", 120)
    monkeypatch.chdir(tmp_path)
    cluster_options = ("--engine", "ray", "--ray-address", cluster.address)
    assert fogline("build", "in.jsonl", "--ledger", "one.fog", "--workers", 1, "--quiet").code == 0
    assert fogline("build", "in.jsonl", "--ledger", "ray.fog", "--quiet", *cluster_options).code == 0
    assert content(fogline, tmp_path / "ray.fog") == content(fogline, tmp_path / "one.fog")


def test_bulk_gives_what_one_process_gives_while_a_node_is_lost(
    fogline: Call, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stories(tmp_path / "in.jsonl", 200)
    monkeypatch.chdir(tmp_path)
    few = ("--partition-size", 20, "--quiet")
    assert fogline("bulk", "in.jsonl", "--out", "one", "--workers", 1, *few).code == 0
    node = cluster.add_node(num_cpus=1)

    def take_away() -> None:
        wait_for(lambda: len(list((tmp_path / "ray" / "marks").glob("*.json"))) >= 2)
        cluster.remove_node(node, allow_graceful=False)

    with meanwhile(take_away):
        done = fogline("bulk", "in.jsonl", "--out", "ray", "--engine", "ray", "--ray-address", cluster.address, *few)
    assert done.code == 0, done.err
    one, ray = (rows_of(fogline, folder) for folder in ("one", "ray"))
    assert ray == one
    assert sorted(path.name for path in Path("ray").rglob("*.parquet")) == sorted(
        path.name for path in Path("one").rglob("*.parquet")
    )


def rows_of(fogline: Call, folder: str) -> dict[str, list[str]]:
    """The rows of every table of a bulk folder, in an order of their own."""
    found = {}
    for table in ("documents", "mentions", "claims", "origins", "events", "disagreements", "control"):
        done = fogline("query", folder, f"SELECT * FROM {table}", "--format", "jsonl")
        found[table] = sorted(done.out.splitlines()) if done.code == 0 else [done.err]
    assert len(found["documents"]) == 200
    return found


class meanwhile:  # noqa: N801 - reads as a word of the test
    """Does *what* in another thread while the block runs."""

    def __init__(self, what: Callable[[], object]) -> None:
        self._thread = threading.Thread(target=what)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._thread.join()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not what() and time.monotonic() < deadline:
        time.sleep(0.05)


def wait_for_work(folder: Path, items: int) -> None:
    wait_for(lambda: len(list(folder.iterdir())) >= items)


def kill_first(folder: Path) -> int:
    """Kill the worker that has done the first item; its id."""
    wait_for_work(folder, 3)
    pid = int(next(folder.iterdir()).name.split(".")[1])
    os.kill(pid, signal.SIGKILL)
    return pid


def test_a_cluster_of_our_own_has_the_workers_asked_for(cluster: Any) -> None:
    """Kept last: it is started in a process of its own, beside the cluster of the other tests."""
    import subprocess

    code = (
        "from fogline.config import Settings\n"
        "from fogline.engine.choose import engine_for\n"
        "from tests.engine.jobs import pids\n"
        "import json\n"
        "with engine_for(Settings(engine='ray', workers=2)) as engine:\n"
        "    print(json.dumps(sorted({pid for (pid,) in engine.map(pids, [[n] for n in range(12)])})))\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "RAY_ADDRESS"}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert 1 <= len(json.loads(done.stdout)) <= 2, done.stdout
    assert isinstance(engine_for(Settings(engine="ray")), Ray)
