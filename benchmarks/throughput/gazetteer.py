"""How fast place names are found in plain text, step by step: megabytes of text a processor second.

    python benchmarks/throughput/gazetteer.py CORPUS.jsonl [--limit N]

CORPUS.jsonl holds one article a line (``text``). Stretches are runs of capitalised words; candidates the places that
the longest names in them may mean, as a list of names would give them. Resolved is all of ``find_places``. Each step is
timed over all texts, once with cold caches and then three times more, of which the quickest counts; the candidates also
over the N articles that come next, none of which has been seen.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fogline.gazetteer.frozen import built_in
from fogline.language.sentences import split_sentences
from fogline.mentions.places.find import find_places
from fogline.mentions.places.names import look_up
from fogline.mentions.places.spots import find_spots
from fogline.mentions.places.tokens import stretches
from fogline.profiles.loader import load_profile

RUNS = 4


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--limit", type=int, default=300, help="only the first N articles (300)")
    arguments = parser.parse_args()
    with arguments.corpus.open(encoding="utf-8") as lines:
        texts = [str(json.loads(line)["text"]) for line in itertools.islice(lines, arguments.limit)]
        next_ones = [str(json.loads(line)["text"]) for line in itertools.islice(lines, arguments.limit)]
    gazetteer, profile = built_in(), load_profile("generic")
    split = {text: split_sentences(text) for text in texts}
    names = [stretch for text in texts for _, stretch, _ in stretches(text)]
    size, next_size = (sum(len(text.encode()) for text in some) / 1e6 for some in (texts, next_ones))
    print(f"{len(texts)} articles, {size:.2f} MB, {len(names):,} stretches; the gazetteer has {len(gazetteer):,}")
    _told("stretches of capitals", size, lambda text: list(stretches(text)), texts)
    _told("with candidates", size, lambda text: look_up(text, gazetteer), texts)
    unseen, _ = _seconds(lambda text: look_up(text, gazetteer), next_ones)
    print(f"{'– of unseen articles':22s} {next_size / unseen:6.2f} MB/s")
    _told("with words around", size, lambda text: find_spots(text, gazetteer), texts)
    _told(
        "resolved",
        size,
        lambda text: find_places(text, sentences=split[text], gazetteer=gazetteer, profile=profile),
        texts,
    )
    _, warm = _seconds(gazetteer.candidates, names)
    print(f"{'look-ups':22s} {len(names) / warm / 1e6:6.2f} million a second")


def _told(step: str, size: float, work: Callable[[str], object], texts: Iterable[str]) -> None:
    cold, warm = _seconds(work, texts)
    print(f"{step:22s} {size / warm:6.2f} MB/s (first time {size / cold:.2f})")


def _seconds(work: Callable[[str], object], items: Iterable[str]) -> tuple[float, float]:
    """Processor seconds of the first run over *items*, and of the quickest."""
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        for item in items:
            work(item)
        taken.append(time.process_time() - began)
    return taken[0], min(taken)


if __name__ == "__main__":
    main()
