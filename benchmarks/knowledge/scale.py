"""What deriving costs: by stage and number of articles, of a whole ledger and of one article more; origins at scale.

python benchmarks/knowledge/scale.py derive LEDGER [--limit 500 1000 2500] [--again 30]
python benchmarks/knowledge/scale.py origins ARTICLES.jsonl [--sizes 2500 10000 30000]

Seconds are of the processor (user and system), memory is the most the process ever held. LEDGER stays as it is: its
documents and claims are copied. ``--again`` draws articles at random, and says of each that it changed: to derive what
follows is the work of adding it.

``origins`` makes as many texts as asked for out of ARTICLES (a JSON object a line with ``text``): each is one of them
with every second word, drawn anew each time, replaced by another word of the same article; one in ten is printed again
with one word of twenty replaced, and one in ten again as its first third.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from fogline.derivation.derive import derive
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of
from fogline.model.mention import Mentions
from fogline.store.base import ClaimFilter
from fogline.store.sql import SqlStore, open_store
from fogline.views.control import histories

SEED = 5
AT_ONCE = 200
REPLACED, REPRINT_REPLACED = 0.5, 0.05


class Clock:
    """Adds up the processor's seconds of each stage that a derivation tells of."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._stage, self._since = "before", time.process_time()

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        now = time.process_time()
        self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = what, now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(required=True)
    whole = asked.add_parser("derive")
    whole.add_argument("ledger", type=Path)
    whole.add_argument("--limit", type=int, nargs="*", default=[1_000_000], help="so many articles, the first by id")
    whole.add_argument("--again", type=int, default=30, help="articles derived again, one by one")
    whole.set_defaults(run=lambda options: measure_ledger(options.ledger, options.limit, options.again))
    texts = asked.add_parser("origins")
    texts.add_argument("articles", type=Path)
    texts.add_argument("--sizes", type=int, nargs="*", default=[2_500, 10_000, 30_000])
    texts.set_defaults(run=lambda options: measure_origins(options.articles, options.sizes))
    options = parser.parse_args()
    options.run(options)


def measure_ledger(path: Path, limits: Sequence[int], again: int) -> None:
    """Print what deriving some of the ledger's articles costs, and one of them again."""
    for limit in sorted(limits):
        with _fresh() as store, open_store(path) as source:
            for batch in _batches(islice(sorted(source.documents(), key=lambda one: one.document_id), limit)):
                store.add(
                    Extraction(one, Mentions(), tuple(source.claims(ClaimFilter(document=one.document_id))), "", "")
                    for one in batch
                )
            counts = store.counts()
            _report(store, f"{counts.documents} articles, {counts.claims} claims", counts.documents)
            _derive_again(store, again)


def _derive_again(store: SqlStore, count: int) -> None:
    drawn = sorted(store.derived.origins())
    random.Random(SEED).shuffle(drawn)
    took = sorted(_seconds(lambda key=key: _once_more(store, key)) for key in drawn[:count])  # type: ignore[misc]
    print(f"one article more: {took[len(took) // 2]:.2f} s (median of {len(took)}), {took[-1]:.2f} s at most")
    print(f"control histories of all places: {_seconds(lambda: histories(store)):.1f} s\n")


def _once_more(store: SqlStore, document: str) -> None:
    store.derived.mark([document])
    derive(store)


def measure_origins(articles: Path, sizes: Sequence[int]) -> None:
    """Print what finding origins costs for so many texts made of the articles."""
    lines = [json.loads(line) for line in articles.read_text("utf-8").splitlines()]
    texts = [line["text"] for line in lines if len(line.get("text", "")) > 200]
    for size in sorted(sizes):
        with _fresh() as store:
            for batch in _batches(_documents(islice(_varied(texts), size))):
                store.add(Extraction(one, Mentions(), (), "", "") for one in batch)
            report = _report(store, f"{size} texts", size)
            print(f"links {report}, origins {len(set(store.derived.origins().values()))}\n")


def _report(store: SqlStore, what: str, articles: int) -> int:
    clock = Clock()
    report = derive(store, step=clock.step)
    clock.step("after")
    total = sum(clock.stages.values())
    print(f"{what}: {total:.1f} s, {1000 * total / articles:.1f} ms an article, {_megabytes()} MiB")
    print("  " + ", ".join(f"{name} {seconds:.1f}" for name, seconds in clock.stages.items() if seconds >= 0.05))
    return report.links


def _varied(texts: Sequence[str]) -> Iterator[str]:
    chance = random.Random(SEED)
    while True:
        for text in texts:
            made = _replaced(text, REPLACED, chance)
            yield made
            if chance.random() < 0.1:
                yield _replaced(made, REPRINT_REPLACED, chance)
            if chance.random() < 0.1:
                yield made[: len(made) // 3]


def _replaced(text: str, share: float, chance: random.Random) -> str:
    """*text* with that share of its words replaced by others of its own."""
    words = re.findall(r"\w+", text)
    return re.sub(r"\w+", lambda found: chance.choice(words) if chance.random() < share else found.group(), text)


def _documents(texts: Iterator[str]) -> Iterator[Document]:
    for number, text in enumerate(texts):
        day = date(2031, 1, 1) + timedelta(days=number % 365)
        yield Document(
            document_id=document_id(text), name=f"{number}.txt", text=text, sha256=sha256_of(text), published=day
        )


def _batches(documents: Iterator[Document]) -> Iterator[list[Document]]:
    while batch := list(islice(documents, AT_ONCE)):
        yield batch


@contextmanager
def _fresh() -> Iterator[SqlStore]:
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "war.fog", create=True) as store:
        yield store


def _seconds(what: Callable[[], object]) -> float:
    start = time.process_time()
    what()
    return time.process_time() - start


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
