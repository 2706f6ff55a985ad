"""How the cost of every stage grows with the number of articles.

    python benchmarks/scale/fit.py results.jsonl [--what bulk] [--workers 1] [--engine processes] [--busy]

A power law is fitted to the processor seconds of each stage by least squares on logarithms: 1.00 means twice the
articles, twice the cost. Beside it stands what an article costs at the smallest and the largest size. A stage that
took less than half a second anywhere is not fitted: its clock says too little.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import results

LEAST_SECONDS = 0.5
ALL = "all"
REST = "loading and all else"


@dataclass(frozen=True, slots=True)
class Growth:
    """A stage at several sizes: (articles, processor seconds), ascending, and the exponent fitted to them, if any."""

    stage: str
    points: tuple[tuple[int, float], ...]
    exponent: float | None

    @property
    def ends(self) -> tuple[float, float]:
        """Milliseconds an article costs at the smallest size and at the largest."""
        (few, first), (many, last) = self.points[0], self.points[-1]
        return 1000 * first / few, 1000 * last / many


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The *b* of ``y = a·x^b`` by least squares on logarithms.

    Raises:
        ValueError: there are fewer than two different sizes, or a value is not above zero.
    """
    if len({x for x, _ in points}) < 2:
        raise ValueError("two sizes at least are needed to fit a growth")
    xs, ys = ([math.log(value) for value in values] for values in zip(*points, strict=True))
    middle_x, middle_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - middle_x) * (y - middle_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - middle_x) ** 2 for x in xs)


def growths(runs: Iterable[results.Result]) -> list[Growth]:
    """The growth of each stage of *runs*, which differ in size alone, and of all together; the dearest first."""
    by_size = sorted(runs, key=lambda one: int(one["size"]))
    names = dict.fromkeys(name for one in by_size for name in one["stages"])
    found = [
        _growth(name, [(one["size"], one["stages"].get(name, 0.0)) for one in by_size if one["stages"]])
        for name in names
    ]
    whole = _growth(ALL, [(one["size"], one["processor_seconds"]) for one in by_size]) if by_size else None
    found.sort(key=lambda each: -each.ends[1])
    return [*found, *([whole] if whole else [])]


def _growth(stage: str, points: list[tuple[int, float]]) -> Growth:
    telling = [(size, seconds) for size, seconds in points if seconds >= LEAST_SECONDS]
    fitted = exponent(telling) if len({size for size, _ in telling}) > 1 and not _is_loading(stage) else None
    return Growth(stage, tuple(points), fitted)


def _is_loading(stage: str) -> bool:
    return stage == REST or stage.endswith(": begin")


def table(found: Sequence[Growth]) -> list[str]:
    """Lines of a Markdown table: milliseconds an article at every size, and the exponent."""
    if not found:
        return []
    sizes = [size for size, _ in found[-1].points]
    head = [f"| stage | {' | '.join(f'{size:,}' for size in sizes)} | dearer | exponent |"]
    head.append("| --- |" + " ---: |" * (len(sizes) + 2))
    return head + [_row(each, sizes) for each in found]


def _row(each: Growth, sizes: Sequence[int]) -> str:
    cost = {size: f"{1000 * seconds / size:.2f}" for size, seconds in each.points}
    first, last = each.ends
    dearer = f"{last / first - 1:+.0%}" if first and len(each.points) > 1 and each.exponent is not None else "–"
    fitted = "–" if each.exponent is None else f"{each.exponent:.2f}"
    cells = " | ".join(cost.get(size, "–") for size in sizes)
    name = f"**{each.stage}**" if each.stage == ALL else each.stage
    return f"| {name} | {cells} | {dearer} | {fitted} |"


def chosen(
    found: Iterable[results.Result], *, what: str, workers: int, engine: str, busy: bool
) -> list[results.Result]:
    """The last runs of one kind and build, those of a busy machine only if *busy*: of one size that with most varied
    articles.

    Varied articles cost less than real ones, so that a growth from these to those would look better than it is.
    """
    runs = [
        one
        for one in results.latest(found)
        if (one["what"], one["workers"], one["engine"]) == (what, workers, engine) and (busy or results.is_quiet(one))
    ]
    return list({one["size"]: one for one in results.of_one_build(runs)}.values())


def main() -> None:
    """Print the growth of every stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--what", default="bulk,build", help="bulk, build or both")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--engine", default="processes")
    parser.add_argument("--busy", action="store_true", help="also runs on a machine with other work")
    given = parser.parse_args()
    for what in given.what.split(","):
        runs = chosen(
            results.read(given.results), what=what, workers=given.workers, engine=given.engine, busy=given.busy
        )
        print(f"\n{what}, {given.workers} {given.engine} worker(s): processor milliseconds an article")
        print("\n".join(table(growths(runs))) if runs else "no quiet run is there (--busy takes the others, too)")


if __name__ == "__main__":
    main()
