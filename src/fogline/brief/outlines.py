"""Countries and first-level regions as lines, from Natural Earth (public domain); see tools/build_basemap.py."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Point = tuple[float, float]
"""Longitude and latitude, degrees."""

Box = tuple[float, float, float, float]
"""West, south, east, north, degrees."""


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region of a country (ISO 3166-1 alpha-3, lower case): its rings."""

    country: str
    rings: tuple[tuple[Point, ...], ...]
    box: Box


@cache
def _regions() -> tuple[Region, ...]:
    raw = json.loads(gzip.decompress((files(__package__) / "data" / "outlines.json.gz").read_bytes()))
    lines = [tuple(_points(arc, raw["step"])) for arc in raw["arcs"]]
    found = []
    for country, units in raw["countries"].items():
        for unit in units:
            rings = tuple(tuple(_ring(ring, lines)) for ring in unit)
            found.append(Region(country, rings, _box(point for ring in rings for point in ring)))
    return tuple(found)


def _points(arc: list[int], step: float) -> Iterator[Point]:
    x = y = 0
    for at in range(0, len(arc), 2):
        x, y = x + arc[at], y + arc[at + 1]
        yield x * step, y * step


def _ring(ring: list[int], lines: list[tuple[Point, ...]]) -> Iterator[Point]:
    for number in ring:
        line = lines[abs(number) - 1]
        yield from line if number > 0 else reversed(line)


def _box(points: Iterator[Point]) -> Box:
    found = list(points)
    east, north = [x for x, _ in found], [y for _, y in found]
    return min(east), min(north), max(east), max(north)


def regions_in(box: Box) -> list[Region]:
    """The regions whose bounding boxes meet *box*, in the order of countries."""
    west, south, east, north = box
    return [
        one
        for one in _regions()
        if one.box[0] <= east and one.box[2] >= west and one.box[1] <= north and one.box[3] >= south
    ]
