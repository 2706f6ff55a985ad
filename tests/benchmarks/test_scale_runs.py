"""Runs are watched, kept, not repeated, and their growth is fitted."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scale import results
from benchmarks.scale.fit import ALL, chosen, exponent, growths, table
from benchmarks.scale.staged import Clock, timed
from benchmarks.scale.watching import watch


def result(size: int, **more: Any) -> dict[str, Any]:
    base = {"what": "bulk", "size": size, "workers": 1, "engine": "processes", "seed": 5, "weeks": 52, "varied": 0}
    return {**base, "others": 0.0, "processor_seconds": size / 50, "stages": {}, **more}


@pytest.mark.parametrize("power", [0.5, 1.0, 1.7])
def test_a_known_exponent_is_found(power: float) -> None:
    assert exponent([(n, 3.0 * n**power) for n in (1_000, 10_000, 100_000)]) == pytest.approx(power)


def test_one_size_has_no_growth() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        exponent([(1_000, 2.0), (1_000, 2.1)])


def test_stages_are_fitted_and_short_ones_are_not() -> None:
    runs = [result(n, stages={"claims": n / 100, "pairs": n**2 / 1e7, "begin": 0.01}) for n in (10_000, 1_000, 5_000)]
    found = {each.stage: each for each in growths(runs)}
    assert found["claims"].exponent == pytest.approx(1.0)
    assert found["pairs"].exponent == pytest.approx(2.0)
    assert found["begin"].exponent is None
    assert found[ALL].ends == pytest.approx((20.0, 20.0))
    lines = table(growths(runs))
    assert lines[0] == "| stage | 1,000 | 5,000 | 10,000 | dearer | exponent |"
    assert "| pairs | 0.10 | 0.50 | 1.00 | +900% | 2.00 |" in lines
    assert lines[-1] == "| **all** | 20.00 | 20.00 | 20.00 | +0% | 1.00 |"


def test_of_runs_done_twice_the_last_counts_and_busy_ones_do_not() -> None:
    runs = [result(1_000), result(1_000, processor_seconds=9.0), result(2_000, others=0.4), result(3_000, workers=2)]
    quiet = chosen(runs, what="bulk", workers=1, engine="processes", busy=False)
    assert [(one["size"], one["processor_seconds"]) for one in quiet] == [(1_000, 9.0)]
    assert len(chosen(runs, what="bulk", workers=1, engine="processes", busy=True)) == 2


def test_of_one_size_the_run_with_most_varied_articles_is_fitted() -> None:
    runs = [result(1_000, varied=1_000, most_real=0), result(1_000), result(10_000, varied=8_000)]
    fitted = chosen(runs, what="bulk", workers=1, engine="processes", busy=False)
    assert [(one["size"], one["varied"]) for one in fitted] == [(1_000, 1_000), (10_000, 8_000)]


def test_half_a_line_left_by_a_stop_is_taken_off(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    results.append(file, result(1))
    with file.open("a", encoding="utf-8") as out:
        out.write('{"what": "bu')
    assert [one["size"] for one in results.read(file)] == [1]
    results.append(file, result(2))
    assert [json.loads(line)["size"] for line in file.read_text("utf-8").splitlines()] == [1, 2]


def test_a_command_is_watched_with_its_children(tmp_path: Path) -> None:
    child = "held = bytearray(80 << 20); import time\nwhile time.process_time() < 1.6: pass"
    parent = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {child!r}]).returncode + 3)"
    seen = watch([sys.executable, "-c", parent], tmp_path / "log")
    assert seen.code == 3
    assert 80 < seen.largest_mib < 140
    assert seen.processor_seconds > 1.5
    assert seen.processes == 2


def test_a_command_that_takes_too_long_is_ended_with_its_children(tmp_path: Path) -> None:
    parent = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    began = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        watch([sys.executable, "-c", parent], tmp_path / "log", timeout=1.0)
    assert time.monotonic() - began < 20


def test_a_stage_within_another_counts_once_and_generators_by_their_items() -> None:
    clock = Clock()

    def busy(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    inner = timed(lambda: busy(0.1), "inner", clock)

    def items() -> Iterator[int]:
        for number in range(2):
            busy(0.05)
            inner()
            yield number

    for _ in timed(items, "outer", clock)():
        busy(0.02)
    spent = clock.done()
    assert spent["inner"] == pytest.approx(0.2, abs=0.05)
    assert spent["outer"] == pytest.approx(0.1, abs=0.05)
    assert spent["loading and all else"] >= 0.04


def test_a_finished_run_is_not_repeated(tmp_path: Path) -> None:
    articles, out = tmp_path / "articles.jsonl", tmp_path / "results.jsonl"
    articles.write_text('{"text": "short"}\n', encoding="utf-8")
    told = result(10, what="build", seconds=1.0, commit="abc")
    results.append(out, told | results.program())
    results.append(out, result(20, what="build", seconds=1.0, commit="def") | {"program": "another"})
    script = Path(__file__).parents[2] / "benchmarks" / "scale" / "run.py"
    asked = [sys.executable, str(script), str(articles), "--what", "build", "--workers", "1", "--out", str(out)]
    again = subprocess.run([*asked, "--sizes", "10"], capture_output=True, text=True)
    assert again.returncode == 0 and "is there, of commit abc" in again.stdout
    # An article that cannot be cut to the length is no article to measure with: said, and nothing is written.
    other = subprocess.run([*asked, "--sizes", "20", "--work", str(tmp_path / "w")], capture_output=True, text=True)
    assert other.returncode == 1 and "no article can be cut" in other.stdout
    assert len(results.read(out)) == 2


def test_another_program_is_not_told_beside_the_last() -> None:
    old, new = result(10, seconds=9.0), result(20, seconds=1.0) | {"program": "another"}
    assert [one["size"] for one in results.latest([old, new])] == [20]
    assert [one["size"] for one in results.latest([new, old])] == [10]


def test_plain_and_compiled_stand_beside_each_other() -> None:
    plain, compiled = result(10) | {"program": "plain"}, result(10) | {"program": "in C", "compiled": True}
    larger = result(20) | {"program": "in C", "compiled": True}
    found = [compiled, larger, plain]
    assert [one["program"] for one in results.latest(found)] == ["in C", "in C", "plain"]
    # Growth is told of one build: a size that only the other has is none of its own.
    fitted = chosen([*found, result(40) | {"program": "plain"}], what="bulk", workers=1, engine="processes", busy=False)
    assert [(one["program"], one["size"]) for one in fitted] == [("in C", 10), ("in C", 20)]


def test_a_program_is_told_by_its_files() -> None:
    ours = results.program()
    assert ours == results.program.__wrapped__() and len(ours["program"]) == 12 and ours["compiled"] is False
