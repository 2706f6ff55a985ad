"""What all benchmarks that judge cases offer: keep the decisions, compare with others, list errors by kind."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.comparing import changes, shifts
from benchmarks.decisions import Run
from benchmarks.keeping import load, save
from benchmarks.showing import comparison, errors, table


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that :func:`finish` heeds."""
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep every decision (JSON lines, .gz to zip them)")
    parser.add_argument("--against", type=Path, metavar="FILE", help="show gains and losses against kept decisions")
    parser.add_argument("--strict", action="store_true", help="with --against: exit 1 where a figure fell")
    parser.add_argument("--errors", action="store_true", help="list errors by kind, with examples")


def finish(run: Run, options: argparse.Namespace) -> int:
    """Print the table and what else *options* ask for; the exit code."""
    print(table(run))
    if options.errors:
        print(errors(run))
    if options.save is not None:
        save(run.decisions, options.save)
    if options.against is None:
        return 0
    before = list(load(options.against))
    shifted = shifts(before, run.decisions)
    print()
    print(comparison(run, changes(before, run.decisions), shifted))
    return int(options.strict and any(shift.fell for shift in shifted))
