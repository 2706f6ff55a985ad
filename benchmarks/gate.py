"""The gate: what the project's own annotations give may not fall.

    python benchmarks/gate.py            exit 1 where a figure fell below its floor, or a case holds no more
    python benchmarks/gate.py --raise    lift the floors to what now holds; none is ever lowered
    python benchmarks/gate.py --pin      after the sample's annotations changed: floors for the new ones

It reads sample/ (with sample/gold), benchmarks/cases/*.jsonl and the rows of tests/cases, and takes seconds.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

if not __package__:  # run as a script
    sys.path[0] = str(Path(__file__).parents[1])

from benchmarks.claims.judging import build, decide
from benchmarks.decisions import Decision, figures
from benchmarks.floors import Measured, falls, lifted, lost_cases, read, write
from fogline.evaluate.cases import read_cases
from fogline.evaluate.gold import load_gold

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "benchmarks" / "floors.toml"
SAMPLE = ROOT / "sample"
CASES = ROOT / "benchmarks" / "cases"
ROWS = ROOT / "tests" / "cases"
SHARES = ("detection", "usable")


def main() -> int:
    """Check, lift or pin, as asked; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors to what now holds")
    parser.add_argument("--pin", action="store_true", help="new floors for annotations of the sample that changed")
    options = parser.parse_args()
    floors, measured = read(FLOORS), measure()
    if options.pin:
        floors = _without_sample(floors, measured)
    if options.lift or options.pin:
        write(lifted(floors, measured), FLOORS)
    return report(floors, measured)


def measure() -> Measured:
    """The figures that hold now."""
    sample, cases = list(_sample()), list(_cases())
    wrong = {one.document for one in cases if one.kind}
    held = frozenset(name for name in _case_names() if name not in wrong)
    tables = {
        "sample": _shares(sample) | _right(sample),
        "sample by type": _by_type(sample),
        "cases": {"cases": float(len(_case_names())), "held": float(len(held))} | _right(cases),
        "cases by type": _by_type(cases),
        "rows": _rows(),
    }
    return Measured(tables, held, _fingerprint(sorted((SAMPLE / "gold").glob("*.gold.json"))))


def report(floors: Measured, measured: Measured) -> int:
    """Say what fell; 1 where something did."""
    if floors.fingerprint != measured.fingerprint:
        print("the sample's annotations are others than those of the floors: see what changed, then --pin")
        return 1
    below, lost = falls(floors, measured), lost_cases(floors, measured)
    for fall in below:
        print(f"FELL  {fall}")
    for name in lost:
        print(f"LOST  case {name} held before: python benchmarks/cases/run.py --failures says what is wrong")
    shown = measured.figures["sample"]
    print(
        f"sample: detection {shown['detection_f1']:.4f}, usable {shown['usable_f1']:.4f}; "
        f"{len(measured.held)} of {measured.figures['cases']['cases']:g} cases hold; "
        f"{'the gate is shut' if below or lost else 'nothing fell'}"
    )
    return int(bool(below or lost))


def _without_sample(floors: Measured, measured: Measured) -> Measured:
    if floors.fingerprint == measured.fingerprint:
        sys.exit("the sample's annotations did not change: floors stay (--raise lifts them)")
    kept = {table: figures for table, figures in floors.figures.items() if not table.startswith("sample")}
    return Measured(kept, floors.held, measured.fingerprint)


def _sample() -> Iterable[Decision]:
    records, texts = build([SAMPLE / "dispatches"])
    for index, document in enumerate(load_gold(SAMPLE / "gold", texts=texts)):
        yield from decide("sample", index, document, records.get(document.name, ()))


def _cases() -> Iterable[Decision]:
    files = sorted(CASES.glob("*.jsonl"))
    records, _ = build(files)
    for index, case in enumerate(case for file in files for case in read_cases(file)):
        yield from decide("cases", index, case.gold, records.get(case.gold.name, ()))


def _case_names() -> list[str]:
    return [case.gold.name for file in sorted(CASES.glob("*.jsonl")) for case in read_cases(file)]


def _shares(decisions: list[Decision]) -> dict[str, float]:
    """F1: precision counts here, which counts of right claims would not show."""
    return {f"{measure}_f1": prf.f1 or 0.0 for (_, measure), prf in figures(decisions).items() if measure in SHARES}


def _right(decisions: list[Decision]) -> dict[str, float]:
    """How many claims are right by each measure: counts, as a share falls when harder claims are found."""
    return {f"{measure}_right": float(prf.right) for (_, measure), prf in figures(decisions).items()}


def _by_type(decisions: list[Decision]) -> dict[str, float]:
    """How many annotated claims were found, by the first of the types that the annotation accepts."""
    found = Counter(one.item.split(":")[0].split(",")[0] for one in decisions if "detection" in one.right)
    return {kind: float(number) for kind, number in found.items()}


def _rows() -> dict[str, float]:
    """How many rows each file of test cases has: all of them hold, or the tests fail."""
    return {path.name: float(_count(tomllib.loads(path.read_text(encoding="utf-8")))) for path in ROWS.glob("*.toml")}


def _count(tables: dict[str, object]) -> int:
    return sum(len(rows) for rows in tables.values() if isinstance(rows, list))


def _fingerprint(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
