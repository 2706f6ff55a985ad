"""Reads the cases and says which of them hold.

python benchmarks/cases/run.py [FILE...] [--failures]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from fogline.evaluate.cases import read_cases
from fogline.evaluate.report import render_figures, render_mistake
from fogline.evaluate.scores import Figures, group_records, score_document
from fogline.ledger import Ledger

CASES = tuple(sorted(Path(__file__).parent.glob("*.jsonl")))


def main() -> None:
    """Print the figures over all cases and, where asked for, every case that does not hold, with its reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="*", default=CASES)
    parser.add_argument("--failures", action="store_true", help="list the cases that do not hold")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "cases.fog") as ledger:
        ledger.add(options.files)
        records = group_records(ledger.records())
    total, held, cases = Figures(), 0, [case for file in options.files for case in read_cases(file)]
    for case in cases:
        figures = score_document(case.gold, records.get(case.gold.name, ()))
        total += figures
        held += not figures.mistakes
        if figures.mistakes and options.failures:
            print(f"\n{case.gold.name}: {case.why}\n  {case.gold.text}")
            for mistake in figures.mistakes:
                print(f"  {render_mistake(mistake)}")
    print(f"\n{held} of {len(cases)} cases hold\n")
    print(render_figures(total))


if __name__ == "__main__":
    main()
