"""``fogline build`` with several processes, some of which are killed, stuck or interrupted: real ones, really so."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.test_bad_input import assert_whole, extracted, wait_for_extractions
from tests.conftest import Call
from tests.engine.jobs import alive
from tests.engine.stories import content, tables, write_stories
from tests.running import PATIENCE, poisoned, started, until, workers_of

pytestmark = pytest.mark.slow

STORIES = 220


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stories") / "many.jsonl"
    write_stories(path, STORIES)
    return path


@dataclass(frozen=True)
class Made:
    """A ledger, and where what is in it has been looked up already."""

    ledger: Path
    known: dict[str, object] = field(default_factory=dict)

    def content(self, fogline: Call) -> dict[str, object]:
        self.known.update({} if self.known else content(fogline, self.ledger))
        return self.known


@pytest.fixture(scope="module")
def by_one(stories: Path) -> Made:
    """The ledger that one process makes of the stories."""
    ledger = stories.parent / "one.fog"
    done = started("build", stories, "--ledger", ledger, "--workers", 1)
    _, err = done.communicate(timeout=PATIENCE)
    assert done.returncode == 0, err
    return Made(ledger)


def test_two_processes_make_the_same_ledger(fogline: Call, stories: Path, by_one: Made, tmp_path: Path) -> None:
    ledger = tmp_path / "two.fog"
    assert fogline("build", stories, "--ledger", ledger, "--workers", 2, "--quiet").code == 0
    assert content(fogline, ledger) == by_one.content(fogline)


def test_a_worker_killed_in_mid_run_costs_nothing(fogline: Call, stories: Path, by_one: Made, tmp_path: Path) -> None:
    ledger = tmp_path / "killed.fog"
    building = started("build", stories, "--ledger", ledger, "--workers", 2)
    wait_for_extractions(ledger, building)
    os.kill(workers_of(building)[0], signal.SIGKILL)
    _, err = building.communicate(timeout=PATIENCE)
    assert building.returncode == 0, err
    assert "note: workers: a worker was killed (SIGKILL); what it had in hand is worked on again" in err
    assert "Traceback" not in err
    assert content(fogline, ledger) == by_one.content(fogline)


def test_ctrl_c_to_all_processes_at_once_keeps_what_was_committed(
    fogline: Call, stories: Path, by_one: Made, tmp_path: Path
) -> None:
    """As a terminal sends it: to the whole group."""
    ledger = tmp_path / "stopped.fog"
    building = started("build", stories, "--ledger", ledger, "--workers", 2)
    committed = wait_for_extractions(ledger, building)
    workers = workers_of(building)
    os.killpg(building.pid, signal.SIGINT)
    _, err = building.communicate(timeout=PATIENCE)
    assert building.returncode == 130, err
    assert err.splitlines()[-1] == (
        "fogline: interrupted; what was committed stays, and the same command goes on from there"
    )
    assert "Traceback" not in err
    assert workers
    assert not any(alive(pid) for pid in workers)
    assert_whole(ledger)
    assert committed <= extracted(ledger) < STORIES
    assert fogline("build", stories, "--ledger", ledger, "--workers", 2, "--quiet").code == 0
    assert content(fogline, ledger) == by_one.content(fogline)


def test_ctrl_c_while_workers_start_leaves_nothing_behind(stories: Path, tmp_path: Path) -> None:
    building = started("build", stories, "--ledger", tmp_path / "early.fog", "--workers", 2)
    workers = until(lambda: workers_of(building), "it had workers", building)
    os.killpg(building.pid, signal.SIGINT)
    _, err = building.communicate(timeout=PATIENCE)
    assert building.returncode == 130, err
    assert "Traceback" not in err
    assert not any(alive(pid) for pid in workers)


@pytest.mark.parametrize(
    ("where", "poison", "said"),
    [
        ("find_times", "os.kill(os.getpid(), signal.SIGKILL)", "a worker was killed (SIGKILL) each time it was read"),
        ("split_sentences", "while True: pass", "took longer than 1 s of processor time"),
        ("find_times", "while True: pass", "took longer than 1 s of processor time"),
        ("split_sentences", "raise RuntimeError('boom')", "a fault in Fogline (RuntimeError: boom)"),
    ],
    ids=["kills", "stuck-in-its-batch", "stuck-by-itself", "fault-in-its-batch"],
)
def test_a_poisonous_article_costs_itself_alone(
    fogline: Call, stories: Path, tmp_path: Path, where: str, poison: str, said: str
) -> None:
    """While its batch is parsed together, or while it is read by itself."""
    inputs, ledger, script = tmp_path / "in.jsonl", tmp_path / "l.fog", tmp_path / "main.py"
    lines = stories.read_text(encoding="utf-8").splitlines()
    lines.insert(
        700, json.dumps({"name": "bad", "text": "POISON. Rebels took Rastan on Monday, state media reported."})
    )
    inputs.write_text("\n".join(lines), encoding="utf-8")
    script.write_text(poisoned(where, poison), encoding="utf-8")
    arguments = ["build", inputs, "--ledger", ledger, "--workers", 2, "--time-limit", "1s"]
    done = subprocess.run(
        [sys.executable, script, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("fogline: ")]
    assert line.startswith("fogline: bad")
    assert said in line
    assert "kept without claims" in line
    assert extracted(ledger) == STORIES
    assert tables(ledger)["documents"] == STORIES + 1


def test_ten_million_letters_on_one_line_are_read_at_their_head_in_little_memory(fogline: Call, tmp_path: Path) -> None:
    folder, ledger = tmp_path / "in", tmp_path / "l.fog"
    folder.mkdir()
    (folder / "good.txt").write_text("Government forces captured Rastan on Monday, state media said.", encoding="utf-8")
    told = "Rebels captured Idlib on Monday, the governor of the province said. At least 13 people were killed. "
    filler = "The apples were sweeter than the pears of the other valley, and nobody had counted the swallows. "
    long = told + filler * 100_000 + told.replace("Idlib", "Kirkuk")
    assert len(long) > 9_700_000
    (folder / "long.txt").write_text(long, encoding="utf-8")
    code = (
        "import resource, sys\n"
        "sys.argv = ['fogline', *sys.argv[1:]]\n"
        "from fogline.cli.main import run\n"
        "try:\n"
        "    run()\n"
        "finally:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    arguments = ["build", str(folder), "--ledger", str(ledger), "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    assert "note: long.txt: too long to be read whole: claims are found in the first 4" in done.stderr
    assert f"of its {len(long):,} characters" in done.stderr
    assert int(done.stdout) < 2**20  # KiB: 1 GiB
    records = json.loads(fogline("claims", ledger, "--json").out)
    places = {(r["document"]["name"], r["place"]["name"]) for r in records if r["place"]}
    assert {name for name, _ in places} == {"good.txt", "long.txt"}
    assert ("long.txt", "Idlib") in places
    assert ("long.txt", "Kirkuk") not in places


def test_two_builds_into_one_ledger_at_once(fogline: Call, stories: Path, by_one: Made, tmp_path: Path) -> None:
    ledger = tmp_path / "both.fog"
    lines = stories.read_text(encoding="utf-8").splitlines(keepends=True)
    halves = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for half, part in zip(halves, (lines[:120], lines[100:]), strict=True):
        half.write_text("".join(part), encoding="utf-8")
    builds = [started("build", half, "--ledger", ledger, "--workers", 2) for half in halves]
    for building in builds:
        _, err = building.communicate(timeout=PATIENCE)
        assert building.returncode == 0, err
    assert_whole(ledger)
    assert extracted(ledger) == STORIES
    assert claims_of(fogline, ledger) == claims_of(fogline, by_one.ledger)


def claims_of(fogline: Call, ledger: Path) -> list[str]:
    """The claims in *ledger*, in an order of their own."""
    return sorted(fogline("export", ledger, "--format", "jsonl").out.splitlines())
