"""Clocks around stages: each stands around something that is there."""

from __future__ import annotations

import pkgutil

import pytest

from benchmarks.throughput.clocks import FUNCTIONS, STAGES


@pytest.mark.parametrize("stage", FUNCTIONS)
def test_each_stage_has_its_function_and_its_line(stage: str) -> None:
    assert callable(pkgutil.resolve_name(FUNCTIONS[stage]))
    assert stage in STAGES
