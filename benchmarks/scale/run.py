"""Articles a second, memory and stages of whole runs of Fogline, at growing numbers of articles.

    python benchmarks/scale/run.py ARTICLES.jsonl --sizes 1000,10000,100000 --workers 1,2 --out results.jsonl
    python benchmarks/scale/run.py ARTICLES.jsonl --sizes 10000 --workers 2 --engine ray --what bulk --out results.jsonl

ARTICLES.jsonl holds one real article a line (``text``, ``published`` …). Each is cut to about 400 words; where more
articles are asked for than there are, varied ones follow (``vary.py``). Every run is a process of its own, as a user
starts it, loading included; its line in the output file is written when it ends. What is there already, of the same
program, is not run again, so that a stopped benchmark goes on where it was; ``--again`` runs it anew. A run that fails
is said, its log kept, and the next one begun. What is made lies under ``--work`` and is removed run by run (the
articles stay).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import results
from benchmarks.scale.articles import Made, make
from benchmarks.scale.watching import Watched, watch

ENGINE = "processes"
LARGEST_LEDGER = 10_000
"""Articles above which no single ledger is built: that is what ``fogline bulk`` is for."""
TOLD_EVERY = 60.0
"""Seconds between two signs of life."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: ``build`` or ``bulk`` of *size* articles on so many workers."""

    what: str
    size: int
    workers: int
    engine: str
    seed: int
    weeks: int
    most_real: int | None = None

    def key(self) -> tuple[Any, ...]:
        """What tells it from others."""
        return tuple(getattr(self, name) for name in results.KEY)

    def __str__(self) -> str:
        real = "" if self.most_real is None else f", at most {self.most_real:,} of them real"
        return f"{self.what} {self.size:,} articles{real}, --workers {self.workers} --engine {self.engine}"


def main() -> None:
    """Run what is asked for and not yet measured."""
    given = _arguments()
    asked = list(_runs(given))
    measured = results.program(given.python)["program"]
    done = {
        tuple(one.get(key) for key in results.KEY): one
        for one in results.read(given.out)
        if one.get("program") == measured
    }
    failed = 0
    for number, run in enumerate(asked, 1):
        before = None if given.again else done.get(run.key())
        print(f"[{number}/{len(asked)}] {run}", flush=True)
        if before is not None:
            print(f"  is there, of commit {before['commit']} ({before['seconds']:.0f} s); --again runs it anew")
            continue
        try:
            made = _made(given.articles, run, given.work)
            timeout = given.timeout and given.timeout * 60
            result = measure(run, made, given.work, timeout=timeout, keep=given.keep, python=given.python)
        except (OSError, ValueError, subprocess.TimeoutExpired, RunFailed) as error:
            print(f"  FAILED: {error}", flush=True)
            failed += 1
            continue
        results.append(given.out, result)
        _show(result)
    print(f"{len(asked) - failed} of {len(asked)} runs are in {given.out}")
    sys.exit(1 if failed else 0)


class RunFailed(Exception):
    """A run did not end well."""


def measure(
    run: Run, made: Made, work: Path, *, timeout: float | None, keep: bool, python: str | None = None
) -> results.Result:
    """Do *run* over the articles *made*, in the folder *work*, with the Fogline of *python*, or of this checkout.

    Raises:
        RunFailed: it ended with an error; its log says which.
        subprocess.TimeoutExpired: it took longer than *timeout* seconds.
    """
    name = made.path.stem.replace("articles", run.what) + f"-{run.workers}-{run.engine}"
    out, log, times = work / name, work / f"{name}.log", work / f"{name}.times.json"
    _remove(out)
    times.unlink(missing_ok=True)
    out.mkdir(parents=True)
    print(f"  {made.real:,} real articles, {made.varied:,} varied; {made.words / made.size:.0f} words each", flush=True)
    free = shutil.disk_usage(work).free
    watched = watch(
        [python or sys.executable, *_arguments_of(run, made.path, out, times)],
        log,
        environment=results.environment(python),
        said=_sign_of_life(),
        timeout=timeout,
    )
    if watched.code not in (0, 1) or not _counts(run, out)["claims"]:
        raise RunFailed(f"exit code {watched.code}, see {log}: {_last_line(log)}")
    result = _result(run, made, watched, out, times) | results.program(python)
    result["refused"] = watched.code == 1
    result["free_gib_before"] = round(free / 2**30, 1)
    if not keep:
        _remove(out)
    return result


def _made(articles: Path, run: Run, work: Path) -> Made:
    """The articles of *run*, made in a process of their own, whose memory is gone when it ends."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        asked = {"seed": run.seed, "weeks": run.weeks, "most_real": run.most_real}
        return pool.submit(make, articles, run.size, work, **asked).result()


def _arguments_of(run: Run, articles: Path, out: Path, times: Path) -> list[str]:
    where = ["--ledger", str(out / "speed.fog")] if run.what == "build" else ["--out", str(out / "bulk")]
    asked = [run.what, str(articles), *where, "--workers", str(run.workers), "--quiet"]
    if run.engine != ENGINE:
        asked += ["--engine", run.engine]
    return [str(Path(__file__).parent / "staged.py"), str(times), *asked]


def _result(run: Run, made: Made, watched: Watched, out: Path, times: Path) -> results.Result:
    counts = _counts(run, out)
    clocks = json.loads(times.read_text("utf-8")) if times.exists() else {}
    return {
        **{name: getattr(run, name) for name in results.KEY},
        "real": made.real,
        "varied": made.varied,
        "words": made.words,
        **counts,
        "seconds": round(watched.seconds, 2),
        "processor_seconds": round(watched.processor_seconds, 2),
        "articles_a_second": round(made.size / watched.seconds, 2),
        "words_a_second": round(made.words / watched.seconds, 1),
        "largest_mib": round(watched.largest_mib),
        "all_mib": round(watched.all_mib),
        "processes": watched.processes,
        "others": round(watched.others, 3),
        "stages": clocks.get("stages", {}) if run.workers == 1 and run.engine == ENGINE else {},
        "phases": clocks.get("phases", {}),
        **results.circumstances(),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _counts(run: Run, out: Path) -> dict[str, Any]:
    """Documents, claims and events that a run left, and its bytes by table."""
    if run.what == "build":
        from fogline.ledger import Ledger

        file = out / "speed.fog"
        if not file.exists():
            return {"claims": 0}
        with Ledger.open(file) as ledger:
            counts = ledger.counts()
        size = sum(each.stat().st_size for each in out.glob("speed.fog*"))
        return {"documents": counts.documents, "claims": counts.claims, "bytes": {"ledger": size}}
    rows = {folder.name: _rows(folder) for folder in sorted((out / "bulk").glob("*")) if folder.is_dir()}
    size = {name: _bytes(out / "bulk" / name) for name in rows}
    tables = {name: count for name, count in rows.items() if count is not None}
    return {
        "documents": tables.get("documents", 0),
        "claims": tables.get("claims", 0),
        "rows": tables,
        "bytes": {name: each for name, each in size.items() if each},
    }


def _rows(folder: Path) -> int | None:
    from pyarrow import parquet

    files = sorted(folder.glob("*.parquet"))
    return sum(int(parquet.read_metadata(file).num_rows) for file in files) if files else None


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _show(result: results.Result) -> None:
    busy = "" if results.is_quiet(result) else f"  BUSY MACHINE: {result['others']:.0%} of it went to other work"
    print(
        f"  {result['seconds']:.1f} s, {result['processor_seconds']:.1f} processor seconds: "
        f"{result['articles_a_second']:.1f} articles and {result['words_a_second']:,.0f} words a second; "
        f"{result['claims']:,} claims; {result['largest_mib']} MiB the largest process, {result['all_mib']} MiB all"
        f"{busy}",
        flush=True,
    )
    for name, seconds in sorted(result["stages"].items(), key=lambda each: -each[1])[:8]:
        print(f"    {name:28s} {1000 * seconds / result['size']:8.2f} ms an article")
    for name, seconds in result["phases"].items():
        print(f"    {name:28s} {seconds:8.1f} s on the clock", flush=True)


def _sign_of_life() -> Callable[[float, float], None]:
    last = time.monotonic()

    def said(seconds: float, mib: float) -> None:
        nonlocal last
        if time.monotonic() - last >= TOLD_EVERY:
            last = time.monotonic()
            print(f"  … {seconds:.0f} s, {mib:.0f} MiB", flush=True)

    return said


def _runs(given: argparse.Namespace) -> Iterator[Run]:
    for size in sorted(given.sizes):
        for what in given.what:
            for workers in given.workers:
                if what == "bulk" or size <= given.largest_ledger:
                    yield Run(what, size, workers, given.engine, given.seed, given.weeks, given.most_real)


def _last_line(log: Path) -> str:
    with contextlib.suppress(OSError):
        lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1] if lines else "nothing"
    return "nothing"


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _numbers(text: str) -> list[int]:
    return [int(each.replace("_", "")) for each in text.split(",") if each]


def _arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--sizes", type=_numbers, default=[1_000, 10_000, 100_000], help="1000,10000,100000")
    parser.add_argument("--workers", type=_numbers, default=[1, 2], help="1,2")
    parser.add_argument("--engine", default=ENGINE, help="processes or ray (processes)")
    parser.add_argument("--what", type=lambda text: text.split(","), default=["build", "bulk"], help="build,bulk")
    parser.add_argument("--largest-ledger", type=int, default=LARGEST_LEDGER, help="most articles for build (10000)")
    parser.add_argument("--out", type=Path, required=True, help="where results are appended, one JSON line a run")
    parser.add_argument("--work", type=Path, default=Path("/tmp/fogline-scale"), help="where articles and runs lie")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--weeks", type=int, default=52, help="how far days of varied articles are moved at most")
    parser.add_argument("--most-real", type=int, help="real articles at most: 0 for varied ones alone (all there are)")
    parser.add_argument("--timeout", type=float, help="minutes after which a run is ended and said to have failed")
    parser.add_argument("--python", help="a Python whose installed Fogline runs, as a compiled one (this checkout's)")
    parser.add_argument("--again", action="store_true", help="run what is there already, too")
    parser.add_argument("--keep", action="store_true", help="keep the ledgers and folders that runs make")
    given = parser.parse_args(argv)
    if wrong := [each for each in given.what if each not in ("build", "bulk")]:
        parser.error(f"--what {wrong[0]}: it is build or bulk")
    if not given.articles.is_file():
        parser.error(f"{given.articles}: no such file")
    return given


if __name__ == "__main__":
    main()
