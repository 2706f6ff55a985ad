"""Gains and losses between two runs, case by case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.comparing import changes, shifts
from benchmarks.decisions import NONE, Decision, Run, figures
from benchmarks.keeping import load, save
from benchmarks.showing import comparison, errors, table

ALL = frozenset({"extent", "value"})
TEXT = "They left on Friday after a long night."
RIGHT = Decision("days", "d", 0, 13, 19, "Friday", "2023-05-12", ALL, ALL, ALL)
WRONG = replace(RIGHT, right=frozenset({"extent"}), kind="value: DATE")
MISSED = replace(RIGHT, found=NONE, right=NONE, kind="missed: DATE")
SPURIOUS = Decision("days", "d", 1, 33, 38, "night", "", NONE, ALL, NONE, "spurious: TIME")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([WRONG], [RIGHT], [(True, ("value",), "value: DATE")]),
        ([RIGHT], [MISSED], [(False, ("extent", "value"), "missed: DATE")]),
        ([RIGHT, SPURIOUS], [RIGHT], [(True, ("extent", "value"), "spurious: TIME")]),
        ([RIGHT], [RIGHT, SPURIOUS], [(False, ("extent", "value"), "spurious: TIME")]),
        ([RIGHT], [RIGHT], []),
        ([RIGHT], [replace(SPURIOUS, corpus="nights")], []),
    ],
    ids=["a value became right", "one is missed now", "a stray one is gone", "a stray one came", "same", "no corpus"],
)
def test_what_changed(
    before: list[Decision], after: list[Decision], told: list[tuple[bool, tuple[str, ...], str]]
) -> None:
    assert [(c.gained, c.measures, c.kind) for c in changes(before, after)] == told


def test_two_alike_at_one_place_are_two() -> None:
    assert len(changes([RIGHT, RIGHT], [RIGHT, MISSED])) == 1


def test_figures_move_and_falls_are_told() -> None:
    moved = {shift.measure: shift for shift in shifts([RIGHT], [WRONG])}
    assert moved["value"].fell
    assert not moved["extent"].fell
    run = Run([WRONG, SPURIOUS], {"days": {"d": TEXT}}, {"days": ("extent", "value")})
    shown = comparison(run, changes([RIGHT], run.decisions), shifts([RIGHT], run.decisions))
    assert "They left on »Friday« after a long night." in shown
    assert "FELL  days" in shown


def test_halves_are_even_and_odd_documents() -> None:
    assert figures([RIGHT, SPURIOUS], held_out=False)["days", "extent"].found == 1
    assert figures([RIGHT, SPURIOUS], held_out=True)["days", "extent"].wanted == 0


@pytest.mark.parametrize("name", ["kept.jsonl", "kept.jsonl.gz"])
def test_kept_decisions_are_read_back(tmp_path: Path, name: str) -> None:
    save([RIGHT, SPURIOUS, replace(WRONG, value=1.5)], tmp_path / name)
    assert list(load(tmp_path / name)) == [RIGHT, SPURIOUS, replace(WRONG, value=1.5)]


def test_tables_and_errors_name_every_corpus() -> None:
    run = Run([WRONG, SPURIOUS], {"days": {"d": TEXT}}, {"days": ("extent", "value")})
    assert "0.500  1.000" in table(run)
    assert "value: DATE" in errors(run)
