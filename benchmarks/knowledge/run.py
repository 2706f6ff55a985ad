"""How well claims are joined to events, and which disagreements are found.

python benchmarks/knowledge/run.py [--failures]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the checkout is not on the path then
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.knowledge.cases import Row, rows
from benchmarks.knowledge.judging import (
    CaseVerdict,
    Grouping,
    PairVerdict,
    judge_case,
    judge_happenings,
    judge_pair,
    kind_scores,
    pair_score,
)

LATER = 90
"""From this pair on, pairs were written after the rules, and counted before anybody looked at them."""

LAST = 120
"""From this pair on, pairs were written last, for what is hard: no place told, or one large city on one day."""


def main() -> None:
    """Print the figures and, where asked for, every case that does not hold, with its reason."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--failures", action="store_true", help="list the cases that do not hold, and why they are here"
    )
    options = parser.parse_args()
    pairs = [judge_pair(number, row) for number, row in enumerate(rows("pairs.jsonl"))]
    reports = rows("happenings.jsonl")
    grouping = judge_happenings(reports)
    cases = [judge_case(number, row) for number, row in enumerate(rows("disagreements.jsonl"))]
    if options.failures:
        _show_pairs(pairs)
        _show_groups(grouping, reports)
        _show_cases(cases)
    _print_pairs(pairs)
    _print_line("reports grouped by happening, B³", grouping.b_cubed(), len(reports))
    print()
    for kind, score in kind_scores(cases).items():
        _print_line(f"disagreements: {kind}", (score.precision, score.recall, score.f1), score.wanted)


def _print_pairs(pairs: Sequence[PairVerdict]) -> None:
    print(f"{'':36}   n     P     R    F1")
    first, later, last = pairs[:LATER], pairs[LATER:LAST], pairs[LAST:]
    parts = {
        "pairs": pairs,
        "  the first 90, even": first[::2],
        "  the first 90, odd": first[1::2],
        "  written after the rules": later,
        "  written last, hard on purpose": last,
        "  claim and place read in both": [one for one in pairs if one.read],
    }
    for name, some in parts.items():
        _print_line(name, pair_score(some), len(some))


def _print_line(name: str, figures: tuple[float | None, float | None, float | None], count: int) -> None:
    shown = " ".join("    –" if one is None else f"{one:5.3f}" for one in figures)
    print(f"{name:36} {count:3} {shown}")


def _show_pairs(pairs: Sequence[PairVerdict]) -> None:
    for one in pairs:
        if not one.right:
            unread = "" if one.read else " (in one of them no claim with its place was read)"
            joined = "joined" if one.joined else "kept apart"
            print(f"\npair {one.number}: {one.row['answer']}, {joined}{unread}: {one.row['why']}")
            for report in (one.row["one"], one.row["other"]):
                print(f"  {report['published']} {report['text']}")


def _show_groups(grouping: Grouping, reports: Sequence[Row]) -> None:
    for number, report in enumerate(reports):
        missing, extra = (
            grouping.wanted[number] - grouping.found[number],
            grouping.found[number] - grouping.wanted[number],
        )
        if missing or extra:
            print(f"\nreport {number} ({report['happening']}): without {sorted(missing)}, with {sorted(extra)}")
            print(f"  {report['published']} {report['text']}")


def _show_cases(cases: Sequence[CaseVerdict]) -> None:
    for one in cases:
        if one.wrong or one.missed:
            print(f"\ncase {one.number}: {one.row['why']}")
            for document in one.row["documents"]:
                title = f"{document['title']} // " if "title" in document else ""
                print(f"  {document['published']} {title}{document['text']}")
            for kind, what in one.wrong:
                print(f"  WRONG {kind}: {what}")
            for kind, what in one.missed:
                print(f"  MISSED {kind}: {what}")


if __name__ == "__main__":
    main()
