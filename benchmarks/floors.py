"""Floors: figures below which nothing may fall, kept in ``floors.toml``."""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HEADER = """\
# What may not get worse. Written by `python benchmarks/gate.py --raise`, which lifts floors and never lowers one.
# Counts are of annotated claims that are right; `held` names the cases of which nothing is wrong.
"""
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """What the project's own annotations give.

    ``figures`` by table and name ("sample" → "detection_f1" → 0.87, higher is better); ``held`` the cases of which
    nothing is wrong; ``fingerprint`` of the annotations whose figures are shares, which no other annotations can meet.
    """

    figures: Mapping[str, Mapping[str, float]]
    held: frozenset[str]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Fall:
    """One figure below its floor; ``measured`` is ``None`` where it is gone altogether."""

    name: str
    floor: float
    measured: float | None

    def __str__(self) -> str:
        return f"{self.name}: {'gone' if self.measured is None else f'{self.measured:g}'}, floor {self.floor:g}"


def floored(value: float) -> float:
    """*value* cut (never rounded up) to the digits that floors have."""
    scale: float = 10**DIGITS
    return math.floor(value * scale + 1e-6) / scale


def falls(floors: Measured, measured: Measured) -> list[Fall]:
    """The figures of *measured* that lie below *floors*."""
    return [
        Fall(f"{table}.{name}", floor, got)
        for table, figures in floors.figures.items()
        for name, floor in figures.items()
        if (got := measured.figures.get(table, {}).get(name)) is None or floored(got) < floor
    ]


def lost_cases(floors: Measured, measured: Measured) -> list[str]:
    """The cases that held and do not any more, or are gone."""
    return sorted(floors.held - measured.held)


def lifted(floors: Measured, measured: Measured) -> Measured:
    """*floors* lifted to *measured* where that is higher, and with what is new; nothing is lowered or dropped."""
    tables = dict.fromkeys([*floors.figures, *measured.figures])
    figures = {t: _higher(floors.figures.get(t, {}), measured.figures.get(t, {})) for t in tables}
    return Measured(figures, floors.held | measured.held, measured.fingerprint)


def _higher(floors: Mapping[str, float], measured: Mapping[str, float]) -> dict[str, float]:
    names = dict.fromkeys([*floors, *measured])
    return {name: max(floors.get(name, 0), floored(measured.get(name, 0))) for name in names}


def read(path: Path) -> Measured:
    """The floors in *path*; none where there is no such file."""
    if not path.exists():
        return Measured({}, frozenset(), "")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Measured(data["floors"], frozenset(data["held"]), data["fingerprint"])


def write(floors: Measured, path: Path) -> None:
    """Write *floors* to *path*."""
    path.write_text("\n".join(_lines(floors)) + "\n", encoding="utf-8")


def _lines(floors: Measured) -> Iterator[str]:
    yield HEADER
    yield f'fingerprint = "{floors.fingerprint}"'
    yield "held = ["
    yield from (f"  {json.dumps(name)}," for name in sorted(floors.held))
    yield "]"
    for table, figures in floors.figures.items():
        yield f"\n[floors.{json.dumps(table)}]"
        yield from (f"{json.dumps(name)} = {value:g}" for name, value in sorted(figures.items()))
