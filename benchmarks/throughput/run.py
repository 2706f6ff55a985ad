"""Articles per second and peak memory of a whole build: read, parse, find mentions, find claims, store.

    python benchmarks/throughput/run.py CORPUS.jsonl [--limit N] [--workers N] [--stages]

CORPUS.jsonl holds one article a line (``name``, ``title``, ``text`` …). The ledger is made in a temporary folder.
``--stages`` adds where the time goes, from a second run over the first 200 articles with a clock around each stage,
and what share of their sentences is parsed.
Processor seconds are those of this process alone, so that other work on the machine counts for little; they say
nothing of ``--workers``.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from clocks import STAGES, clocked

if TYPE_CHECKING:
    from fogline.model.document import Document

AFTER = ("store", "undated", "derivation")
"""The stages that come after mentions and claims."""
TIMED_ARTICLES = 200


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
            _stages(_first(corpus, TIMED_ARTICLES, Path(folder)), Path(folder))
    _start_up()


def _first(corpus: Path, limit: int | None, folder: Path) -> Path:
    if limit is None:
        return corpus
    cut = folder / f"first-{limit}.jsonl"
    if cut == corpus:
        return corpus
    with corpus.open(encoding="utf-8") as lines, cut.open("w", encoding="utf-8") as out:
        out.writelines(itertools.islice(lines, limit))
    return cut


def _whole(corpus: Path, workers: int, folder: Path) -> None:
    from fogline import Ledger, Settings

    began, began_work = time.perf_counter(), time.process_time()
    with Ledger.open(folder / "speed.fog") as ledger:
        report = ledger.add([corpus], settings=Settings(workers=workers))
        seconds, work = time.perf_counter() - began, time.process_time() - began_work
        words = sum(len(document.text.split()) for document in ledger.documents())
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    print(f"articles          {report.extracted} ({report.duplicates} met twice), {words:,} words")
    print(f"claims            {report.claims:,}")
    print(f"workers           {workers}")
    print(f"seconds           {seconds:.1f} (loading included)")
    print(f"articles/second   {report.extracted / seconds:.1f}")
    if workers == 1:
        print(f"processor         {work:.1f} s, {report.extracted / work:.1f} articles per processor second")
    print(f"words/second      {words / seconds:,.0f}")
    print(f"peak memory       {peak:.0f} MiB (largest process)")
    print(f"ledger            {(folder / 'speed.fog').stat().st_size / 2**20:.1f} MiB")


def _stages(corpus: Path, folder: Path) -> None:
    from fogline import Ledger

    with clocked() as spent, Ledger.open(folder / "timed.fog") as ledger:
        began = time.process_time()
        report = ledger.add([corpus])
        spent["all"] = time.process_time() - began
        _print_parsed(list(ledger.documents()))
    print(f"\nwhere the time goes, over {report.extracted} articles: processor milliseconds an article")
    spent["mentions and claims"] = spent["all"] - sum(spent[stage] for stage in AFTER)
    for name in (*(stage for stage in STAGES if stage in spent), "mentions and claims", "all"):
        print(f"  {name:20s} {1000 * spent[name] / max(report.extracted, 1):6.1f} {spent[name] / spent['all']:6.1%}")


def _print_parsed(documents: list[Document]) -> None:
    from fogline.language.sentences import split_sentences
    from fogline.pipeline import is_read, worth_parsing

    texts = [
        document.text[sentence.start : sentence.end]
        for document in documents
        if is_read(document)
        for sentence in split_sentences(document.text, title_end=document.title_end)
    ]
    parsed = [text for text in texts if worth_parsing(text)]
    words, of_words = (sum(len(text.split()) for text in some) for some in (parsed, texts))
    print(f"\nparsed            {len(parsed) / len(texts):.1%} of sentences, {words / of_words:.1%} of words")


def _start_up() -> None:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "fogline", "--help"], check=True, capture_output=True)
    print(f"start-up          {time.perf_counter() - began:.2f} s (fogline --help)")


if __name__ == "__main__":
    main()
