"""Articles per second and peak memory of a whole build: read, parse, find mentions, find claims, store.

    python benchmarks/throughput/run.py CORPUS.jsonl [--limit N] [--workers N] [--stages]

CORPUS.jsonl holds one article a line (``name``, ``title``, ``text`` …). The ledger is made in a temporary folder.
``--stages`` adds where the time goes, from a second, profiled run over the first 200 articles.
"""

from __future__ import annotations

import argparse
import cProfile
import itertools
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STAGES = (
    ("sentences", "language/sentences.py", "split_sentences"),
    ("parse", "language/parser.py", "parse"),
    ("places", "mentions/places.py", "find_places"),
    ("times", "mentions/times.py", "find_times"),
    ("quantities", "mentions/quantities.py", "find_quantities"),
    ("actors", "mentions/actors.py", "find_actors"),
    ("attributions", "mentions/attributions.py", "find_attributions"),
    ("claims", "claims/extract.py", "extract"),
    ("store", "store/sql.py", "add"),
)
PROFILED_ARTICLES = 200


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--stages", action="store_true", help="also print where the time goes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = _first(arguments.corpus, arguments.limit, Path(folder))
        _whole(corpus, arguments.workers, Path(folder))
        if arguments.stages:
            _stages(_first(corpus, PROFILED_ARTICLES, Path(folder)), Path(folder))
    _start_up()


def _first(corpus: Path, limit: int | None, folder: Path) -> Path:
    if limit is None:
        return corpus
    cut = folder / f"first-{limit}.jsonl"
    with corpus.open(encoding="utf-8") as lines, cut.open("w", encoding="utf-8") as out:
        out.writelines(itertools.islice(lines, limit))
    return cut


def _whole(corpus: Path, workers: int, folder: Path) -> None:
    from fogline import Ledger, Settings

    began = time.perf_counter()
    with Ledger.open(folder / "speed.fog") as ledger:
        report = ledger.add([corpus], settings=Settings(workers=workers))
        seconds = time.perf_counter() - began
        words = sum(len(document.text.split()) for document in ledger.documents())
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"articles          {report.extracted} ({report.duplicates} met twice), {words:,} words")
    print(f"claims            {report.claims:,}")
    print(f"workers           {workers}")
    print(f"seconds           {seconds:.1f} (loading included)")
    print(f"articles/second   {report.extracted / seconds:.1f}")
    print(f"words/second      {words / seconds:,.0f}")
    print(f"peak memory       {peak:.0f} MiB (largest process)")
    print(f"ledger            {(folder / 'speed.fog').stat().st_size / 2**20:.1f} MiB")


def _stages(corpus: Path, folder: Path) -> None:
    from fogline import Ledger

    profile = cProfile.Profile()
    with Ledger.open(folder / "profiled.fog") as ledger:
        profile.enable()
        ledger.add([corpus])
        profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    total = sum(own for _, _, own, _, _ in stats.values())
    print(f"\nwhere the time goes, profiled over {PROFILED_ARTICLES} articles (profiling slows plain Python most)")
    for name, file, function in STAGES:
        spent = sum(
            cumulative
            for (path, _, called), (_, _, _, cumulative, _) in stats.items()
            if called == function and path.endswith(file)
        )
        print(f"  {name:13s} {spent / total:6.1%}")


def _start_up() -> None:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "fogline", "--help"], check=True, capture_output=True)
    print(f"start-up          {time.perf_counter() - began:.2f} s (fogline --help)")


if __name__ == "__main__":
    main()
