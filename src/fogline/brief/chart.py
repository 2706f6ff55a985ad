"""The time chart of a brief as SVG: how many claims are about each day (week, month), by whose word it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import escape

from fogline.brief.model import Bar, Brief
from fogline.brief.phrases import counted, side
from fogline.brief.picture import LIGHT, WIDTH

HEIGHT = 170
LEFT, BASE, TOP = 30, 138, 26
FARTHEST = 0.03
"""The share of claims at days far from the rest that the chart may leave out on each side."""
DAYS, WEEKS = 62, 62 * 7
"""Days up to which a bar is a day, and up to which it is a week; else it is a month."""
SIDES = ("told", "disputed", "ahead")
"""Colours of the parties, in the order of how much they tell; the last is all further ones'."""


def chart_svg(brief: Brief, colours: Mapping[str, str] = LIGHT) -> str | None:
    """The chart; ``None`` where no claim is about a single day."""
    if not brief.bars:
        return None
    bars, outside = _central(brief.bars)
    step, binned = _binned(bars)
    shades = _shades(binned.values())
    tallest = max(sum(counts.values()) for counts in binned.values())
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="Inter, Helvetica, Arial, sans-serif"><title>Claims by the {step} they are about</title>',
        *_axis(tallest, colours),
        *_columns(binned, shades, tallest, colours),
        *_dates(list(binned), step, colours),
        *_legend(shades, step, _missing(outside, brief.undated), colours),
        "</svg>",
    ]
    return "\n".join(parts)


def _central(bars: Sequence[Bar]) -> tuple[list[Bar], int]:
    """The bars without the outermost few, and how many claims these hold."""
    whole = sum(_size(bar) for bar in bars)
    kept = list(bars)
    outside = 0
    for end in (0, -1):
        room = whole * FARTHEST
        while len(kept) > 1 and _size(kept[end]) <= room:
            size = _size(kept.pop(end))
            room -= size
            outside += size
    return kept, outside


def _size(bar: Bar) -> int:
    return sum(count for _, count in bar.by_party)


def _binned(bars: Sequence[Bar]) -> tuple[str, dict[date, Counter[str | None]]]:
    """What a column stands for, and every column from the first to the last by its first day."""
    first, last = (date.fromisoformat(bars[at].day) for at in (0, -1))
    length = (last - first).days + 1
    step = "day" if length <= DAYS else "week" if length <= WEEKS else "month"
    columns: dict[date, Counter[str | None]] = {}
    day = _start(first, step)
    while day <= last:
        columns[day] = Counter()
        day = _next(day, step)
    for bar in bars:
        columns[_start(date.fromisoformat(bar.day), step)].update(dict(bar.by_party))
    return step, columns


def _start(day: date, step: str) -> date:
    return day if step == "day" else day - timedelta(days=day.weekday()) if step == "week" else day.replace(day=1)


def _next(day: date, step: str) -> date:
    if step == "month":
        return (day + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=1 if step == "day" else 7)


def _shades(columns: Iterable[Counter[str | None]]) -> dict[str | None, str]:
    whole: Counter[str | None] = Counter()
    for counts in columns:
        whole.update(counts)
    named = [name for name, _ in whole.most_common() if name is not None]
    shades: dict[str | None, str] = {name: SIDES[min(at, len(SIDES) - 1)] for at, name in enumerate(named)}
    return {**shades, **({None: "single"} if None in whole else {})}


def _axis(tallest: int, colours: Mapping[str, str]) -> Iterator[str]:
    for value in sorted({0, tallest}):
        y = BASE - (BASE - TOP) * value / tallest
        yield f'<line x1="{LEFT}" x2="{WIDTH - 4}" y1="{y:.1f}" y2="{y:.1f}" style="stroke:{colours["region"]}"/>'
        yield (
            f'<text x="{LEFT - 5}" y="{y + 4:.1f}" font-size="10.5" text-anchor="end" '
            f'style="fill:{colours["faint"]}">{value}</text>'
        )


def _columns(
    binned: Mapping[date, Counter[str | None]],
    shades: Mapping[str | None, str],
    tallest: int,
    colours: Mapping[str, str],
) -> Iterator[str]:
    room = (WIDTH - 4 - LEFT) / len(binned)
    wide = min(room * 0.78, 46)
    for at, counts in enumerate(binned.values()):
        x, y = LEFT + room * at + (room - wide) / 2, float(BASE)
        for name, shade in shades.items():
            tall = (BASE - TOP) * counts[name] / tallest
            if tall:
                y -= tall
                yield (
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" '
                    f'style="fill:{colours[shade]};fill-opacity:0.85"/>'
                )


def _dates(days: Sequence[date], step: str, colours: Mapping[str, str]) -> Iterator[str]:
    """The days under the columns: as many as fit."""
    room = (WIDTH - 4 - LEFT) / len(days)
    every = max(1, round(64 / room + 0.49))
    for at in range(0, len(days), every):
        day = days[at]
        text = f"{day:%b}" if step == "month" else f"{day.day} {day:%b}"
        if at == 0 or (day.year != days[at - every].year):
            text += f" {day.year}"
        yield (
            f'<text x="{LEFT + room * (at + 0.5):.1f}" y="{BASE + 15}" font-size="10.5" text-anchor="middle" '
            f'style="fill:{colours["faint"]}">{text}</text>'
        )


def _missing(outside: int, undated: int) -> str:
    told = [
        f"on other days: {counted(outside, 'claim')}" if outside else "",
        f"about no single day: {counted(undated, 'claim')}" if undated else "",
    ]
    return "; ".join(filter(None, told))


def _legend(shades: Mapping[str | None, str], step: str, missing: str, colours: Mapping[str, str]) -> Iterator[str]:
    x = float(LEFT)
    ink = f"fill:{colours['ink']}"
    yield f'<text x="{x:.0f}" y="12" font-size="11" style="{ink}">Claims by the {step} they are about, told by</text>'
    x += 232
    for name, shade in shades.items():
        text = side(name) if name else "outlets and others"
        yield f'<rect x="{x:.0f}" y="3" width="10" height="10" style="fill:{colours[shade]};fill-opacity:0.85"/>'
        yield f'<text x="{x + 14:.0f}" y="12" font-size="11" style="fill:{colours["ink"]}">{escape(text)}</text>'
        x += 28 + 5.8 * len(text)
    if missing:
        yield (
            f'<text x="{WIDTH - 4}" y="{HEIGHT - 3}" font-size="10" text-anchor="end" '
            f'style="fill:{colours["faint"]}">{missing}</text>'
        )
