"""Every layer on every public corpus at hand, in one table.

    python benchmarks/layers/run.py BENCH_DIR [DATA_DIR] [--layers NAMES] [--limit N]
        [--save FILE] [--against FILE [--strict]] [--errors]

BENCH_DIR holds geoparsing/, timex/, attribution/ and plover/; DATA_DIR treebank/ and ner/. A corpus that is not there
is left out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

if not __package__:  # run as a script: the checkout comes first, not this folder with its short names
    sys.path[0] = str(Path(__file__).parents[2])

from benchmarks.decisions import Decision, Run
from benchmarks.layers import attributions, event_types, names, parse, places, times
from benchmarks.layers.corpora import Judged, judged
from benchmarks.options import add_options, finish

Decide = Callable[[str, Judged], Iterator[Decision]]
MENTIONS: tuple[tuple[str, str, str, Decide, tuple[str, ...]], ...] = (
    ("places", "LGL", "geoparsing/lgl.jsonl", places.decide, places.MEASURES),
    ("places", "GeoVirus", "geoparsing/geovirus.jsonl", places.decide, places.MEASURES),
    ("times", "TimeBank+AQUAINT", "timex/tbaq.jsonl", times.decide, times.MEASURES),
    ("attributions", "PolNeAR dev", "attribution/polnear-dev.jsonl", attributions.decide, attributions.MEASURES),
)
"""layer, corpus, its file in BENCH_DIR, how it is judged, by which measures"""
LAYERS = ("places", "times", "attributions", "parse", "names", "event_types")


def main() -> int:
    """Judge, print, keep and compare as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--layers", default=",".join(LAYERS), help=f"some of: {', '.join(LAYERS)}")
    parser.add_argument("--limit", type=int, help="only the first N documents (sentences) of each corpus")
    add_options(parser)
    options = parser.parse_args()
    wanted = options.layers.split(",")
    if unknown := set(wanted) - set(LAYERS):
        parser.error(f"no such layer: {', '.join(sorted(unknown))}")
    return finish(judge(options.bench, options.data, wanted, options.limit), options)


def judge(bench: Path, data: Path | None, layers: list[str], limit: int | None = None) -> Run:
    """All decisions of *layers*."""
    run = Run()
    for layer, corpus, name, decide, measures in MENTIONS:
        if layer in layers and (bench / name).exists():
            documents = list(judged(bench / name, limit=limit))
            texts = {document.name: document.text for document in documents}
            run.add(corpus, measures, texts, (one for document in documents for one in decide(corpus, document)))
    if data is not None and "parse" in layers:
        parse.run(data, run, limit=limit)
    if data is not None and "names" in layers:
        names.run(data, run, limit=limit)
    if "event_types" in layers:
        event_types.run(bench, run, limit=limit)
    return run


if __name__ == "__main__":
    sys.exit(main())
