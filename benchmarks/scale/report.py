"""Writes the tables of ``docs/scale.md`` from what was measured.

    python benchmarks/scale/report.py results.jsonl [--page docs/scale.md] [--busy]

Each table stands between ``<!-- table: NAME -->`` and ``<!-- end -->``; all else of the page stays as it is. Runs on a
busy machine are left out; with ``--busy`` they are in, and called so. Peers, who are timed by the processor and in
turns, are in at all events, and called so.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import estimate, fit, peers_table, results

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
OPEN = "not measured yet"
_BLOCK = re.compile(r"(<!-- table: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Found = Sequence[results.Result]


def main() -> None:
    """Fill in the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--busy", action="store_true", help="also runs on a machine with other work, called so")
    given = parser.parse_args()
    found = results.read(given.results)
    filled, open_ = fill(given.page.read_text("utf-8"), tables(found, busy=given.busy))
    given.page.write_text(filled, encoding="utf-8")
    print(f"{given.page} is written" + (f"; not measured yet: {', '.join(open_)}" if open_ else ""))


def fill(page: str, made: Mapping[str, Sequence[str]]) -> tuple[str, list[str]]:
    """*page* with the tables *made* between their marks, and the names of those that are open.

    Raises:
        ValueError: the page has a mark for a table that is not known.
    """
    names = [match["name"] for match in _BLOCK.finditer(page)]
    if unknown := [name for name in names if name not in made]:
        raise ValueError(f"no table is called {unknown[0]}; there are {', '.join(made)}")

    def block(match: re.Match[str]) -> str:
        return f"{match[1]}{chr(10).join(made[match['name']] or [f'*{OPEN}*'])}\n{match[3]}"

    return _BLOCK.sub(block, page), [name for name in names if not made[name]]


def tables(found: Found, *, busy: bool) -> dict[str, list[str]]:
    """Every table of the page by its name; empty where nothing was measured."""
    runs = [one for one in results.latest(found) if busy or results.is_quiet(one)]
    reckoned = estimate.measured(found, busy=busy)
    assumed = estimate.Assumed.read(Path(__file__).parent / "month.toml")
    return {
        "machine": _machine(runs),
        "runs": _runs(runs),
        "phases": _phases(results.of_one_build(runs)),
        "storage": _storage(results.of_one_build(runs)),
        "month": estimate.table(reckoned, assumed) if reckoned else [],
        **{f"growth-{what}": _growth(found, what, busy) for what in ("bulk", "build")},
        **{part: peers_table.with_verdicts(peers_table.latest(found, part)) for part in peers_table.PARTS},
    }


def _machine(runs: Found) -> list[str]:
    told = {
        f"{one['machine']['processor']}, {one['machine']['cores']} cores, {one['machine']['memory_gib']:.0f} GiB; "
        f"Python {one['versions']['python']}; commit {one['commit']}"
        f"{', rules compiled' if one.get('compiled') else ''}, {one['when'][:10]}"
        for one in runs
    }
    return [f"* {each}" for each in sorted(told)]


def _runs(runs: Found) -> list[str]:
    if not runs:
        return []
    names = (
        "articles (varied)",
        "seconds",
        "articles/s",
        "words/s",
        "processor ms an article",
        "largest process",
        "all",
    )
    head = f"| | {' | '.join((*names, 'claims'))} |"
    return [head, "| --- |" + " ---: |" * 8, *map(_run, runs)]


def _run(one: results.Result) -> str:
    where = f"{one['what']}, {one['workers']} worker{'s' if one['workers'] > 1 else ''}"
    where += "" if one["engine"] == "processes" else f", {one['engine']}"
    where = f"**{where}, compiled**" if results.is_compiled(one) else where
    where += "" if results.is_quiet(one) else f" (busy: {one['others']:.0%} other work)"
    cells = [
        f"{one['size']:,} ({one['varied']:,})",
        f"{one['seconds']:,.0f}",
        f"{one['articles_a_second']:.1f}",
        f"{one['words_a_second']:,.0f}",
        f"{1000 * one['processor_seconds'] / one['size']:.1f}",
        f"{one['largest_mib']:,} MiB",
        f"{one['all_mib']:,} MiB",
        f"{one['claims']:,}",
    ]
    return f"| {where} | {' | '.join(cells)} |"


def _phases(runs: Found) -> list[str]:
    """Seconds on the clock by what the largest bulk run of each kind said it was at."""
    largest: dict[tuple[int, str], results.Result] = {}
    for one in runs:
        if one["what"] == "bulk" and one["phases"]:
            largest[one["workers"], one["engine"]] = one
    if not largest:
        return []
    names = list(dict.fromkeys(name for one in largest.values() for name in one["phases"]))
    heads = [f"{one['size']:,}, {workers} {engine}" for (workers, engine), one in largest.items()]
    lines = [f"| seconds on the clock | {' | '.join(heads)} |", "| --- |" + " ---: |" * len(heads)]
    for name in names:
        cells = [f"{one['phases'][name]:.1f}" if name in one["phases"] else "–" for one in largest.values()]
        lines.append(f"| {name.removeprefix('bulk: ')} | {' | '.join(cells)} |")
    return lines


def _storage(runs: Found) -> list[str]:
    """Bytes of each table of the largest bulk run, whole and for a million claims."""
    bulk = [one for one in runs if one["what"] == "bulk"]
    if not bulk:
        return []
    last = max(bulk, key=lambda one: int(one["size"]))
    head = [
        f"| table, {last['size']:,} articles | rows | MB | MB for a million claims |",
        "| --- | ---: | ---: | ---: |",
    ]
    sizes = {name: size for name, size in last["bytes"].items() if size >= 1e4}
    rows = [
        f"| {name} | {last.get('rows', {}).get(name, 0):,} | {size / 1e6:.1f} | {size / last['claims']:.0f} |"
        for name, size in sizes.items()
    ]
    whole = sum(sizes.values())
    return [*head, *rows, f"| **all** | | {whole / 1e6:.1f} | {whole / last['claims']:.0f} |"]


def _growth(found: Found, what: str, busy: bool) -> list[str]:
    return fit.table(fit.growths(fit.chosen(found, what=what, workers=1, engine="processes", busy=busy)))


if __name__ == "__main__":
    main()
