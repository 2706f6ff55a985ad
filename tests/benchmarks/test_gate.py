"""The gate shuts when something falls, and floors only rise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.floors import Measured, falls, floored, lifted, lost_cases, read, write
from benchmarks.gate import CASES, FLOORS, report
from fogline.evaluate.cases import read_cases

TABLES = {
    "sample": {"detection_f1": 0.8712, "usable_f1": 0.6, "place_right": 170.0},
    "cases": {"held": 2.0, "cases": 3.0},
}
BEFORE = Measured(TABLES, frozenset({"one", "two"}), "ab12")


def with_figure(table: str, name: str, value: float) -> Measured:
    return replace(BEFORE, figures={**TABLES, table: {**TABLES[table], name: value}})


def test_nothing_fell() -> None:
    assert falls(BEFORE, BEFORE) == []
    assert report(BEFORE, BEFORE) == 0


@pytest.mark.parametrize(
    ("name", "value", "fell"),
    [("detection_f1", 0.8711, True), ("detection_f1", 0.9, False), ("place_right", 169, True)],
)
def test_a_figure_below_its_floor_shuts_the_gate(name: str, value: float, fell: bool) -> None:
    assert report(BEFORE, with_figure("sample", name, value)) == int(fell)


def test_a_figure_that_is_gone_fell() -> None:
    (fall,) = falls(BEFORE, replace(BEFORE, figures={"sample": TABLES["sample"], "cases": {"cases": 3.0}}))
    assert str(fall) == "cases.held: gone, floor 2"


def test_a_case_that_held_must_hold_though_another_does_now() -> None:
    after = replace(BEFORE, held=frozenset({"one", "three"}))
    assert lost_cases(BEFORE, after) == ["two"]
    assert report(BEFORE, after) == 1


def test_other_annotations_need_other_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert report(BEFORE, replace(BEFORE, fingerprint="cd34")) == 1
    assert "--pin" in capsys.readouterr().out


def test_raising_never_lowers() -> None:
    worse = with_figure("sample", "usable_f1", 0.5)
    after = lifted(BEFORE, replace(worse, held=frozenset({"three"})))
    assert after.figures["sample"]["usable_f1"] == 0.6
    assert after.held == {"one", "two", "three"}
    better = lifted(BEFORE, with_figure("sample", "usable_f1", 0.61239))
    assert better.figures["sample"]["usable_f1"] == 0.6123


def test_a_floor_is_never_above_what_was_measured() -> None:
    assert floored(2 / 3) == 0.6666


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(BEFORE, tmp_path / "floors.toml")
    assert read(tmp_path / "floors.toml") == BEFORE
    assert read(tmp_path / "none.toml").figures == {}


def test_the_floors_that_ship_name_cases_that_are_there() -> None:
    names = [case.gold.name for file in sorted(CASES.glob("*.jsonl")) for case in read_cases(file)]
    assert len(set(names)) == len(names)
    assert read(FLOORS).held <= set(names)
