"""Claims of any annotated folder, judged one by one; gains and losses between two states of the code.

    python benchmarks/claims/run.py GOLD_DIR INPUT... [--profile P]
        [--save FILE] [--against FILE [--strict]] [--errors]

GOLD_DIR holds ``*.gold.json`` (docs/annotating.md), INPUT what ``fogline build`` reads. Run it with ``--save`` on one
commit and with ``--against`` on the other.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

if not __package__:  # run as a script: the checkout comes first, not this folder
    sys.path[0] = str(Path(__file__).parents[2])

from benchmarks.claims.judging import build, judge
from benchmarks.decisions import Run
from benchmarks.options import add_options, finish
from fogline.evaluate.gold import load_gold


def main() -> int:
    """Judge, print, keep and compare as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("inputs", type=Path, nargs="+")
    parser.add_argument("--profile", default="auto")
    add_options(parser)
    options = parser.parse_args()
    records, texts = build(options.inputs, profile=options.profile)
    run = Run()
    judge("claims", load_gold(options.gold, texts=texts), records, run)
    return finish(run, options)


if __name__ == "__main__":
    sys.exit(main())
