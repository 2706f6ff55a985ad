"""What one article more costs a ledger: each of some added by a process of its own, beside the same into a new ledger.

    python benchmarks/scale/one_more.py LEDGER.fog ARTICLES.jsonl --additions 20 --skip 10000 --out results.jsonl

Articles (the first ``--additions`` of ARTICLES after the first ``--skip``) are added one upon another to a copy of
LEDGER, which lies beside it meanwhile and is removed in the end. Turn by turn each is built into a new ledger, too:
what that takes is starting, loading and reading; the rest is what the size of the ledger costs. Told are the median and
the worst, in seconds of the processor (user and system) and on the clock; the line in the output file has each one.
``--python .venv-compiled/bin/python`` measures the Fogline that is installed there.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import results
from fogline.store.base import Counts
from fogline.store.sql import open_store

Spent = tuple[float, float]
"""Seconds of the processor, and on the clock."""


def main() -> None:
    """Measure, print what it took, and write a line."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as work:
        articles = _articles(given.articles, given.skip, given.additions, Path(work))
        with copied(given.ledger) as ledger:
            before = _counts(ledger)
            told = measured(ledger, articles, Path(work), given.python)
            after = _counts(ledger)
    row = {
        "what": "one more",
        "articles": before.documents,
        "claims": before.claims,
        "bytes": given.ledger.stat().st_size,
        "additions": len(articles),
        "added": after.documents - before.documents,
        "skip": given.skip,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        **{name: [[round(one, 3) for one in each] for each in spent] for name, spent in told.items()},
        **results.circumstances(given.python),
    }
    results.append(given.out, row)
    print(f"{before.documents:,} articles, {before.claims:,} claims; {row['added']} new of {len(articles)} added")
    for name, spent in told.items():
        print(f"  {name.replace('_', ' ')}: {summary(spent)}")


def summary(spent: Sequence[Spent]) -> str:
    """Median and worst, of the processor and on the clock."""
    found = []
    for which, name in enumerate(("of the processor", "on the clock")):
        ordered = sorted(one[which] for one in spent)
        found.append(f"{ordered[len(ordered) // 2]:.2f} s {name} (at most {ordered[-1]:.2f})")
    return ", ".join(found)


def measured(ledger: Path, articles: Sequence[Path], work: Path, python: str | None) -> dict[str, list[Spent]]:
    """What it took to build each of *articles* into a new ledger, and into *ledger*, in turn."""
    told: dict[str, list[Spent]] = {"new_ledger": [], "this_ledger": []}
    _built(articles[0], work / "first.fog", python)  # what has to come from the disk is not what is measured
    for number, article in enumerate(articles, 1):
        told["new_ledger"].append(_built(article, work / f"new-{number}.fog", python))
        told["this_ledger"].append(_built(article, ledger, python))
        new, this = (told[name][-1][0] for name in told)
        print(f"[{number}/{len(articles)}] new {new:.2f} s of the processor, this {this:.2f}", flush=True)
    return told


def _built(article: Path, ledger: Path, python: str | None) -> Spent:
    """Build in a process of its own.

    Raises:
        SystemExit: it failed.
    """
    command = [python or sys.executable, "-m", "fogline", "build", str(article), "--ledger", str(ledger), "--quiet"]
    began = time.monotonic()
    process = subprocess.Popen(command, env=results.environment(python))
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"one_more: {article.name} into {ledger}: the build ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.monotonic() - began


@contextmanager
def copied(ledger: Path) -> Iterator[Path]:
    """A copy of *ledger* beside it, as long as it is needed; what others have in its log comes with it.

    Raises:
        SystemExit: there is no such file.
    """
    if not ledger.is_file():
        sys.exit(f"one_more: {ledger}: there is no such ledger")
    with tempfile.TemporaryDirectory(dir=ledger.parent) as folder:
        for file in (ledger, ledger.with_name(f"{ledger.name}-wal")):
            if file.exists():
                shutil.copy(file, Path(folder) / file.name)
        yield Path(folder) / ledger.name


def _articles(file: Path, skip: int, count: int, work: Path) -> list[Path]:
    """Each of the articles meant as a file of its own.

    Raises:
        SystemExit: there are too few.
    """
    with file.open("rb") as lines:
        wanted = list(islice(lines, skip, skip + count))
    if len(wanted) < count:
        sys.exit(f"one_more: {file}: has {len(wanted)} articles after the first {skip}, not {count}")
    paths = [work / f"{number}.jsonl" for number in range(1, count + 1)]
    for path, line in zip(paths, wanted, strict=True):
        path.write_bytes(line)
    return paths


def _counts(ledger: Path) -> Counts:
    with open_store(ledger) as store:
        return store.counts()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--additions", type=int, default=20)
    parser.add_argument("--skip", type=int, default=0, help="articles at the beginning that are passed over")
    parser.add_argument("--python", help="measures the Fogline that is installed for it, not this checkout's")
    parser.add_argument("--out", type=Path, default=Path("one-more.jsonl"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
