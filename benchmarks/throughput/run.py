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
import pkgutil
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from fogline.model.document import Document

STAGES = (
    ("sentences", "fogline.pipeline.split_sentences"),
    ("parse", "fogline.language.parser.Parser.parse"),
    ("  words", "fogline.language.parser.Parser._words"),
    ("  vectors", "fogline.language.network.Encoder.vectors"),
    ("  trees", "fogline.language.transitions.TransitionParser.trees"),
    ("profile choice", "fogline.toolbox.choose_profile"),
    ("places", "fogline.pipeline.find_places"),
    ("times", "fogline.pipeline.find_times"),
    ("quantities", "fogline.pipeline.find_quantities"),
    ("actors", "fogline.pipeline.find_actors"),
    ("attributions", "fogline.pipeline.find_attributions"),
    ("verifications", "fogline.pipeline.find_verifications"),
    ("claims", "fogline.claims.extract.RuleExtractor.extract"),
    ("store", "fogline.store.sql.SqlStore.add"),
    ("undated", "fogline.building.date_undated"),
    ("derivation", "fogline.building.derive"),
)
"""Where time is spent: the stage's name, indented where it is part of the one above, and the function it is in."""
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

    spent: dict[str, float] = defaultdict(float)
    with ExitStack() as stack, Ledger.open(folder / "timed.fog") as ledger:
        for name, target in STAGES:
            stack.enter_context(mock.patch(target, _timed(_found(target), name, spent)))
        # While the limit's alarm is set Linux counts processor time in steps of 4 ms, longer than most stages take.
        stack.enter_context(mock.patch("fogline.pipeline.at_most", lambda seconds: nullcontext()))
        began = time.process_time()
        report = ledger.add([corpus])
        spent["all"] = time.process_time() - began
        _print_parsed(list(ledger.documents()))
    print(f"\nwhere the time goes, over {report.extracted} articles: processor milliseconds an article")
    spent["mentions and claims"] = spent["all"] - sum(spent[stage] for stage in AFTER)
    for name in (*(stage for stage, _ in STAGES), "mentions and claims", "all"):
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


def _found(target: str) -> Callable[..., Any]:
    found: Callable[..., Any] = pkgutil.resolve_name(target)
    return found


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*args: Any, **options: Any) -> Any:
        began = time.process_time()
        try:
            return function(*args, **options)
        finally:
            spent[name] += time.process_time() - began

    return run


def _start_up() -> None:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "fogline", "--help"], check=True, capture_output=True)
    print(f"start-up          {time.perf_counter() - began:.2f} s (fogline --help)")


if __name__ == "__main__":
    main()
