"""The map of a brief as SVG: outlines from open data, places as circles as large as the claims about them are many."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from fogline.brief.model import Brief, Dot
from fogline.brief.outlines import Box, Point, Region, regions_in
from fogline.brief.phrases import counted

WIDTH, HEIGHT = 760, 430
MARGIN = 0.18
"""Of the box around the places, left free on each side."""
SMALLEST = 2.4
"""Degrees of longitude that a map shows at least: a single town needs its surroundings."""
FARTHEST = 0.04
"""The share of claims at places far from the rest that the map may leave out on each side."""
FINEST = 0.9
"""Units of the picture (a pixel or so) that a step along a line takes at least."""
WIDEST = 24.0
"""Degrees of longitude up to which first-level regions are drawn; on wider maps only countries are."""
LABELS = 14
RADIUS = (4.0, 22.0)

LIGHT: Mapping[str, str] = {
    "sea": "#dfe8ee",
    "land": "#f7f4ec",
    "region": "#d5cfc0",
    "border": "#8f8778",
    "ink": "#22262b",
    "halo": "#ffffff",
    "faint": "#6b7079",
    "confirmed": "#1f7a5c",
    "disputed": "#c4622d",
    "told": "#3b6ea5",
    "single": "#8a8f98",
    "ahead": "#b9a14a",
}
"""Colours of pictures that stand by themselves; a page uses its own, under the same names."""

PAGE: Mapping[str, str] = {name: f"var(--{name})" for name in LIGHT}
KINDS = {
    "confirmed": "both sides, or verified",
    "disputed": "disputed",
    "told": "independent voices",
    "single": "a single voice",
    "ahead": "announced or expected",
}


@dataclass(frozen=True, slots=True)
class _View:
    """Where points lie in the picture: plate carrée, true to scale along the middle parallel."""

    west: float
    north: float
    across: float
    down: float

    def at(self, point: Point) -> Point:
        return (point[0] - self.west) * self.across, (self.north - point[1]) * self.down


def map_svg(brief: Brief, colours: Mapping[str, str] = LIGHT) -> str | None:
    """The map; ``None`` where no place is known."""
    if not brief.dots:
        return None
    box = _box(brief.dots)
    view = _view(box)
    inside = [dot for dot in brief.dots if box[0] <= dot.longitude <= box[2] and box[1] <= dot.latitude <= box[3]]
    outside = sum(dot.claims for dot in brief.dots) - sum(dot.claims for dot in inside)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + 44}" role="img" '
        f'font-family="Inter, Helvetica, Arial, sans-serif"><title>{escape(_title(inside))}</title>',
        f'<clipPath id="frame"><rect width="{WIDTH}" height="{HEIGHT}" rx="6"/></clipPath><g clip-path="url(#frame)">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" style="fill:{colours["sea"]}"/>',
        *_land(regions_in(box), view, colours),
        *_circles(inside, view, colours),
        *_labels(inside, view, colours),
        "</g>",
        *_legend(inside, _missing(outside, brief.unmapped), colours),
        "</svg>",
    ]
    return "\n".join(parts)


def _title(dots: Sequence[Dot]) -> str:
    return "Map of places that claims are about: " + ", ".join(f"{dot.name} ({dot.claims})" for dot in dots[:10])


def _box(dots: Sequence[Dot]) -> Box:
    """The box to show: around nearly all claims, so that a far-away aside does not make the rest small."""
    west, east = _most([(dot.longitude, dot.claims) for dot in dots])
    south, north = _most([(dot.latitude, dot.claims) for dot in dots])
    middle = (south + north) / 2
    narrow = max(math.cos(math.radians(middle)), 0.2)
    wide = max((east - west) * (1 + 2 * MARGIN), SMALLEST)
    tall = max((north - south) * (1 + 2 * MARGIN), SMALLEST * narrow * HEIGHT / WIDTH)
    wide = max(wide, tall * WIDTH / HEIGHT / narrow)
    tall = max(tall, wide * narrow * HEIGHT / WIDTH)
    centre = (west + east) / 2
    return centre - wide / 2, middle - tall / 2, centre + wide / 2, middle + tall / 2


def _most(weighted: list[tuple[float, int]]) -> tuple[float, float]:
    """The range that holds all but the outermost claims."""
    ordered = sorted(weighted)
    whole = sum(weight for _, weight in ordered)

    def first(values: list[tuple[float, int]]) -> float:
        passed = 0
        for value, weight in values:
            passed += weight
            if passed > whole * FARTHEST:
                return value
        return values[-1][0]

    return first(ordered), first(ordered[::-1])


def _view(box: Box) -> _View:
    west, south, east, north = box
    return _View(west, north, WIDTH / (east - west), HEIGHT / (north - south))


def _land(regions: Sequence[Region], view: _View, colours: Mapping[str, str]) -> Iterator[str]:
    """Regions filled, then the borders of countries: lines that only one of a country's regions has."""
    line = colours["region"] if WIDTH / view.across <= WIDEST else colours["land"]
    for region in regions:
        path = "".join(_path(ring, view) for ring in region.rings)
        if path:
            style = f"fill:{colours['land']};stroke:{line};stroke-width:0.7"
            yield f'<path d="{path}" style="{style}" fill-rule="evenodd"/>'
    borders = _borders(regions, view)
    yield f'<path d="{borders}" style="fill:none;stroke:{colours["border"]};stroke-width:1.1;stroke-linejoin:round"/>'


def _path(ring: Sequence[Point], view: _View) -> str:
    """The ring as path data."""
    kept = _seen(view.at(point) for point in ring)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _borders(regions: Sequence[Region], view: _View) -> str:
    """Lines that one region of a country has alone, as path data."""
    seen = Counter(step for region in regions for ring in region.rings for step in _steps(region.country, ring))
    out = []
    for region in regions:
        for ring in region.rings:
            run: list[Point] = []
            for step in pairwise(ring):
                if seen[_key(region.country, *step)] == 1:
                    run += [view.at(point) for point in (step if not run else step[1:])]
                else:
                    out.append(_line(run))
                    run = []
            out.append(_line(run))
    return "".join(out)


def _steps(country: str, ring: Sequence[Point]) -> Iterator[tuple[str, Point, Point]]:
    return (_key(country, first, last) for first, last in pairwise(ring) if first != last)


def _key(country: str, first: Point, last: Point) -> tuple[str, Point, Point]:
    return country, min(first, last), max(first, last)


def _line(points: Sequence[Point]) -> str:
    kept = [one for one in _seen(points) if -50 < one[0] < WIDTH + 50 and -50 < one[1] < HEIGHT + 50]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) if len(kept) > 1 else ""


def _seen(points: Iterable[Point]) -> list[Point]:
    """The points without steps that are too small to be seen."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > FINEST:
            kept.append(point)
    return kept


def _radius(dot: Dot, most: int) -> float:
    low, high = RADIUS
    return low + (high - low) * math.sqrt(dot.claims / most) if most > 1 else low * 1.5


def _circles(dots: Sequence[Dot], view: _View, colours: Mapping[str, str]) -> Iterator[str]:
    most = max((dot.claims for dot in dots), default=1)
    for dot in dots:
        x, y = view.at((dot.longitude, dot.latitude))
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_radius(dot, most):.1f}" style="fill:{colours[dot.kind]};'
            f'fill-opacity:0.62;stroke:{colours["halo"]};stroke-width:1"><title>{escape(dot.name)}: {dot.claims}'
            f" claims</title></circle>"
        )


def _labels(dots: Sequence[Dot], view: _View, colours: Mapping[str, str]) -> Iterator[str]:
    """Names of the most told places, each where it covers no other name."""
    most = max((dot.claims for dot in dots), default=1)
    taken: list[Box] = []
    named: set[str] = set()
    for dot in dots[: LABELS * 2]:
        if dot.name in named:
            continue
        x, y = view.at((dot.longitude, dot.latitude))
        off, wide = _radius(dot, most) + 3, 6.4 * len(dot.name)
        spots = (
            (x + off, y + 4, "start"),
            (x - off, y + 4, "end"),
            (x, y - off - 2, "middle"),
            (x, y + off + 10, "middle"),
        )
        for left, base, anchor in spots:
            start = left - {"start": 0, "end": wide, "middle": wide / 2}[anchor]
            frame = (start, base - 10, start + wide, base + 3)
            if (
                start > 2
                and start + wide < WIDTH - 2
                and 12 < base < HEIGHT - 4
                and not any(_meet(frame, b) for b in taken)
            ):
                taken.append(frame)
                named.add(dot.name)
                yield (
                    f'<text x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}" font-size="11.5" '
                    f'style="fill:{colours["ink"]};stroke:{colours["halo"]};stroke-width:3;paint-order:stroke;stroke-linejoin:round">{escape(dot.name)}</text>'
                )
                break
        if len(taken) >= LABELS:
            return


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _missing(outside: int, unmapped: int) -> str:
    told = [
        f"outside the map: {counted(outside, 'claim')}" if outside else "",
        f"about whole regions, or no place that is told: {counted(unmapped, 'claim')}" if unmapped else "",
    ]
    return "; ".join(filter(None, told))


def _legend(dots: Sequence[Dot], missing: str, colours: Mapping[str, str]) -> Iterator[str]:
    x = 6.0
    for kind, means in KINDS.items():
        if any(dot.kind == kind for dot in dots):
            yield f'<circle cx="{x + 5:.0f}" cy="{HEIGHT + 15}" r="5" style="fill:{colours[kind]};fill-opacity:0.75"/>'
            ink = f"fill:{colours['ink']}"
            yield f'<text x="{x + 14:.0f}" y="{HEIGHT + 19}" font-size="11" style="{ink}">{means}</text>'
            x += 28 + 5.6 * len(means)
    if missing:
        yield (f'<text x="6" y="{HEIGHT + 38}" font-size="10.5" style="fill:{colours["faint"]}">{missing}</text>')
