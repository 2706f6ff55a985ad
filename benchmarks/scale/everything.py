"""Everything that ``docs/scale.md`` tells of, one after the other, the page written anew after each step.

    python benchmarks/scale/everything.py ARTICLES.jsonl --bench BENCH_DIR --data DATA_DIR [--ray-python PYTHON]

Begun again, it goes on where it was: runs of the same program that are in the results are not repeated, nor parts of
which a quiet machine has given figures; what another program was measured at is left out of the tables. A step that
fails is said, and the next one begun. Short steps come first; the last takes about as long as all others. ``--until``
leaves out what is larger, ``--ray-python`` is a Python that has Ray: without it Ray is left out. ``--python`` is one
whose installed Fogline runs, as a compiled one; ``--ray-python`` then has Fogline installed, too, and may be the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import results
from benchmarks.scale.peers_table import PARTS

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Do all steps."""
    given = _arguments()
    failed = []
    for step in steps(given):
        began = time.monotonic()
        print(f"\n== {' '.join(step[1:])}", flush=True)
        code = subprocess.run(step).returncode
        print(f"== {'done' if code == 0 else 'FAILED'} after {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
        if code:
            failed.append(step)
        subprocess.run([sys.executable, str(HERE / "report.py"), str(given.out), "--page", str(given.page)])
    for step in failed:
        print(f"failed: {' '.join(step[1:])}")
    sys.exit(1 if failed else 0)


def steps(given: argparse.Namespace) -> Iterator[list[str]]:
    """The commands, worked out one by one, so that each sees what those before it have left."""
    out = ["--out", str(given.out)]
    if not _quiet(given, "pages"):
        yield [sys.executable, str(HERE / "pages.py"), *out]
    open_parts = [part for part in PARTS if not _quiet(given, "peer", part)]
    if open_parts and given.bench:
        data = ["--data", str(given.data)] if given.data else []
        peers = [str(given.articles), "--bench", str(given.bench), *data, "--parts", ",".join(open_parts)]
        compiled = ["--python", str(given.python)] if given.python else []
        yield [sys.executable, str(HERE / "peers.py"), *peers, *compiled, "--peers", str(given.peers), *out]
    run = [str(HERE / "run.py"), str(given.articles), "--work", str(given.work), *out]
    measured = [sys.executable, *run, *(["--python", str(given.python)] if given.python else [])]
    yield [*measured, "--sizes", str(SIZES[0])]
    yield [*measured, "--sizes", str(SIZES[0]), "--workers", "1", "--most-real", "0"]
    for size in SIZES[1:]:
        if size > given.until:
            return
        for workers in ("2", "1"):
            yield [*measured, "--sizes", str(size), "--workers", workers]
        if size == SIZES[1] and given.ray_python:
            # With --python it is what is installed there that is measured, and else this checkout.
            ray = (
                [sys.executable, *run, "--python", str(given.ray_python)] if given.python else [given.ray_python, *run]
            )
            yield [*map(str, ray), "--sizes", str(size), "--workers", "2", "--what", "bulk", "--engine", "ray"]


def _quiet(given: argparse.Namespace, what: str, part: str | None = None) -> bool:
    """Whether a quiet machine has given these figures of this program."""
    found = [one for one in results.read(given.out) if one["what"] == what and part in (None, one.get("part"))]
    program = results.program()["program"]
    return any(results.is_quiet(one) and one.get("program") == program for one in found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--bench", type=Path, help="folder with geoparsing/ and timex/ (without it no peers)")
    parser.add_argument("--data", type=Path, help="folder with treebank/pud")
    parser.add_argument("--python", type=Path, help="a Python whose installed Fogline runs, as a compiled one")
    parser.add_argument("--ray-python", type=Path, help="a Python with Ray and what Fogline needs")
    parser.add_argument("--until", type=int, default=SIZES[-1], help="articles of the largest runs (100000)")
    parser.add_argument("--out", type=Path, default=HERE / "results.jsonl")
    parser.add_argument("--page", type=Path, default=HERE.parents[1] / "docs" / "scale.md")
    parser.add_argument("--work", type=Path, default=Path("/tmp/fogline-scale"))
    parser.add_argument("--peers", type=Path, default=Path("/tmp/fogline-peers"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
