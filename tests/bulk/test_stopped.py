"""``fogline bulk`` with workers killed, articles stuck, disks full, and stopped in every way: real ones, really so."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fogline.bulk.layout import Layout
from fogline.bulk.run import run
from fogline.config import Settings
from tests.bulk.corpora import lines, stories, story
from tests.bulk.test_run import claims, documents, every
from tests.conftest import Call
from tests.running import PATIENCE, poisoned, started, until, workers_of

pytestmark = pytest.mark.slow

STORIES, SIZE = 160, 20
PARTITIONS = STORIES // SIZE


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stories(tmp_path_factory.mktemp("many") / "a.jsonl", STORIES)


@pytest.fixture(scope="module")
def whole(many: Path) -> Path:
    """What an undisturbed run makes of them."""
    run([many], str(many.parent / "whole"), Settings(profile="generic"), partition_size=SIZE)
    return many.parent / "whole"


def arguments(inputs: Path, out: Path, *more: object, size: int = SIZE, workers: int = 2) -> list[str]:
    given = ("bulk", inputs, "--out", out, "--partition-size", size, "--profile", "generic", "--workers", workers)
    return list(map(str, (*given, *more)))


def wait_for_partitions(out: Path, running: subprocess.Popen[str], many: int = 1) -> None:
    until(lambda: len(Layout(str(out)).whole()) >= many, f"it had {many} partitions", running)


def assert_same(out: Path, whole: Path) -> None:
    """Nothing is lost, and nothing is there twice."""
    for table in ("documents", "mentions", "claims"):
        assert list(every(out, table)) == list(every(whole, table)), table
    kept = [(row["source"], row["sha256"], row["document_id"]) for row in every(out, "received")]
    assert kept == [(row["source"], row["sha256"], row["document_id"]) for row in every(whole, "received")]


def assert_sound(out: Path, whole: Path) -> None:
    """What is marked as whole is whole."""
    expected = claims(whole)
    found = claims(out)
    assert all(expected[key] == claim for key, claim in found.items())
    numbers = Layout(str(out)).whole()
    assert len(documents(out)) == len(numbers) * SIZE


def test_a_worker_killed_in_mid_run_costs_nothing(many: Path, whole: Path, tmp_path: Path) -> None:
    running = started(*arguments(many, tmp_path / "out"))
    wait_for_partitions(tmp_path / "out", running)
    os.kill(workers_of(running)[0], signal.SIGKILL)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, err
    assert "note: workers: a worker was killed (SIGKILL); what it had in hand is worked on again" in err
    assert "Traceback" not in err
    assert_same(tmp_path / "out", whole)


def test_ctrl_c_leaves_a_sound_folder_and_says_how_to_go_on(many: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = started(*arguments(many, out))
    wait_for_partitions(out, running)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130, err
    assert err.splitlines()[-1] == (
        f"fogline: interrupted; {out} is sound, and the same command goes on with what is missing"
    )
    assert "Traceback" not in err
    assert_sound(out, whole)
    before = len(Layout(str(out)).whole())
    again = started(*arguments(many, out))
    _, err = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, err
    assert f"{PARTITIONS}, {PARTITIONS - before} of them in this run" in err
    assert_same(out, whole)


@pytest.mark.parametrize("after", [0, 3])
def test_killed_outright_it_goes_on(many: Path, whole: Path, tmp_path: Path, after: int) -> None:
    """As a power cut does: everything at once, no time to tidy up."""
    out = tmp_path / "out"
    running = started(*arguments(many, out))
    if after:
        wait_for_partitions(out, running, after)
    else:
        until((out / "work" / "pieces" / "part-00001.json").exists, "it had cut its inputs", running)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate(timeout=PATIENCE)
    assert_sound(out, whole)
    again = started(*arguments(many, out))
    _, err = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, err
    assert_same(out, whole)
    assert not list(out.rglob(".*.part")), "what was half-written is tidied away"


@pytest.mark.parametrize(
    ("poison", "said"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", "a worker was killed (SIGKILL) each time it was read"),
        ("while True: pass", "took longer than 1 s of processor time"),
    ],
    ids=["kills", "stuck"],
)
def test_a_poisonous_article_costs_itself_alone(tmp_path: Path, poison: str, said: str) -> None:
    """And so does one of more than 10 MB on its line."""
    out, script = tmp_path / "out", tmp_path / "main.py"
    given = [{"name": f"story-{n}", "text": story(n), "published": "2017-03-06"} for n in range(6)]
    given.insert(2, {"name": "bad", "text": f"POISON. {story(99)}", "published": "2017-03-06"})
    given.insert(6, {"name": "huge", "text": "The town fell. " * 700_000})
    lines(tmp_path / "in.jsonl", given)
    script.write_text(poisoned("find_times", poison), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script, *arguments(tmp_path / "in.jsonl", out, "--time-limit", "1s", size=4)],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    bad, huge = sorted(line for line in done.stderr.splitlines() if line.startswith("fogline: "))[::-1]
    if "bad" not in bad:
        bad, huge = huge, bad
    assert bad.startswith("fogline: bad") and said in bad and "kept without claims" in bad
    assert huge == f"fogline: {tmp_path}/in.jsonl line 7: is longer than 10 MB, too long for one article"
    rows = list(every(out, "documents"))
    assert len(rows) == 7
    assert [row["name"] for row in rows if row["extractor"] is None] == ["bad"]
    assert all(row["claims"] for row in rows if row["name"] != "bad")
    assert Layout(str(out)).whole() == [0, 1]


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
sys.argv = ["fogline", *{arguments!r}]
from fogline.cli.main import run
run()
"""
"""Fogline where the operating system lets no file grow any more, as a full disk does."""


def test_no_room_for_a_partition_keeps_those_before_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    calm = [{"name": f"calm-{n}", "text": f"It rained on the hills for {n} days."} for n in range(SIZE)]
    given = [{"name": f"story-{n}", "text": story(n), "published": "2017-03-06"} for n in range(SIZE)]
    inputs = lines(tmp_path / "a.jsonl", [*calm, *given])
    code = LIMITED.format(arguments=arguments(inputs, out, workers=1))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("fogline: ")]
    assert f"{out}: cannot be written (File too large); what is whole stays" in line
    assert "Traceback" not in done.stderr
    assert Layout(str(out)).whole() == [0]
    assert not list(out.rglob(".*.part"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this user may not mount a file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def test_a_full_disk_keeps_the_whole_partitions_and_the_next_run_goes_on(
    many: Path, whole: Path, small_disk: Path, tmp_path: Path
) -> None:
    done = started(*arguments(many, small_disk / "out"))
    _, err = done.communicate(timeout=PATIENCE)
    assert done.returncode == 2, err
    (line,) = [line for line in err.splitlines() if line.startswith("fogline: ")]
    assert "cannot be written (No space left on device); what is whole stays" in line
    assert_sound(small_disk / "out", whole)
    # More room: the folder moves to a larger disk.
    shutil.copytree(small_disk / "out", tmp_path / "out")
    again = started(*arguments(many, tmp_path / "out"))
    _, err = again.communicate(timeout=PATIENCE)
    assert again.returncode == 0, err
    assert_same(tmp_path / "out", whole)


def test_two_runs_into_one_folder(fogline: Call, many: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = started(*arguments(many, out))
    until((out / "bulk.json").exists, "it began", running)
    second = fogline(*arguments(many, out))
    assert second.code == 2
    (line,) = second.err.splitlines()
    assert line == f"fogline: {out}: another run is writing it; wait for its end, or give another --out"
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, err
    assert_same(out, whole)
