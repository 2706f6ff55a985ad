"""A month of CC-News on 64 cores, reckoned from what was measured here and from the assumptions in ``month.toml``.

    python benchmarks/scale/estimate.py results.jsonl [--busy]

Reading costs what an article cost at the largest size measured, by the word. What is derived is carried on by the power
law of each of its stages (``fit.py``), if that grew faster than the corpus. Memory of the largest process is carried on
by the line through the two largest sizes.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.scale import results
from benchmarks.scale.fit import Growth, chosen, growths

READING = frozenset(
    {
        "bulk: begin",
        "bulk: reading",
        "bulk: finding copies",
        "bulk: finding claims",
        "bulk: end",
        "loading and all else",
    }
)
"""What ``staged.py`` calls the parts of a bulk run that are not derivation, beside its named stages."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """The assumptions: see ``month.toml``."""

    pages: int
    english: float
    conflict: float
    words: float
    page_kb: float
    page_factor: float
    cores: int
    kept_busy: float

    @staticmethod
    def read(path: Path) -> Assumed:
        """Those of the file at *path*."""
        told = tomllib.loads(path.read_text("utf-8"))
        return Assumed(**told["month"], **told["machines"])


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured: seconds a page and a word of reading, the growth of what is derived, claims, bytes, memory."""

    page: float | None
    word: float
    derived: tuple[Growth, ...]
    claims_a_word: float
    bytes_a_claim: float
    size: int
    memory: tuple[tuple[float, float], ...]
    """(claims, MiB of the largest process) at each size, ascending"""


@dataclass(frozen=True, slots=True)
class Month:
    """What a month comes to: articles, processor hours by step, hours on all cores, claims, gigabytes, gibibytes."""

    articles: float
    extract: float | None
    read: float
    derive: float
    hours: float
    claims: float
    gigabytes: float
    driver_gib: float


def measured(found: Sequence[results.Result], *, busy: bool) -> Measured | None:
    """What *found* tells, or nothing, where no bulk run with one worker is in it."""
    runs = chosen(found, what="bulk", workers=1, engine="processes", busy=busy)
    runs = [one for one in runs if one["stages"]]
    if not runs:
        return None
    grown = {each.stage: each for each in growths(runs)}
    last = max(runs, key=lambda one: int(one["size"]))
    derived = tuple(each for name, each in grown.items() if name.startswith("bulk: ") and name not in READING)
    of_derived = sum(last["stages"].get(each.stage, 0.0) for each in derived)
    pages = [one for one in found if one["what"] == "pages" and (busy or results.is_quiet(one))]
    size = sum(number for table, number in last["bytes"].items() if table not in ("work", "marks"))
    return Measured(
        pages[-1]["seconds"]["fogline"] / pages[-1]["pages"] if pages else None,
        (last["processor_seconds"] - of_derived) / last["words"],
        derived,
        last["claims"] / last["words"],
        size / last["claims"],
        last["size"],
        tuple((one["claims"], one["largest_mib"]) for one in runs),
    )


def month(given: Measured, assumed: Assumed, *, filtered: bool) -> Month:
    """What the month comes to, of all English articles or, *filtered*, of those that tell of an armed conflict."""
    articles = assumed.pages * assumed.english * (assumed.conflict if filtered else 1.0)
    extract = None if given.page is None else assumed.pages * given.page * assumed.page_factor / 3600
    read = articles * assumed.words * given.word / 3600
    derive = articles * sum(carried_on(each, articles) for each in given.derived) / 3600
    claims = articles * assumed.words * given.claims_a_word
    busy = assumed.cores * assumed.kept_busy
    return Month(
        articles, extract, read, derive, ((extract or 0.0) + read + derive) / busy, claims,
        claims * given.bytes_a_claim / 1e9, _line(given.memory, claims) / 1024,
    )  # fmt: skip


def carried_on(growth: Growth, articles: float) -> float:
    """Seconds that an article costs in a stage at so many *articles*: no less than at the largest size measured."""
    size, seconds = growth.points[-1]
    power = 1.0 if growth.exponent is None else max(1.0, growth.exponent)
    return seconds / size * float((articles / size) ** (power - 1.0))


def _line(points: Sequence[tuple[float, float]], at: float) -> float:
    if len(points) < 2:
        return points[-1][1]
    (few, first), (many, last) = points[-2:]
    slope = max(0.0, (last - first) / (many - few)) if many > few else 0.0
    return last + slope * (at - many)


def table(given: Measured, assumed: Assumed) -> list[str]:
    """Lines of a Markdown table of the month, all of it and what tells of conflicts."""
    whole, part = (month(given, assumed, filtered=filtered) for filtered in (False, True))
    memory = "largest process, if its memory goes on growing so"
    rows = [
        ("pages in WARC files", *(_pages(assumed),) * 2),
        ("articles read", *(f"{each.articles / 1e6:.2f} million" for each in (whole, part))),
        ("pages to text, processor hours", *(_hours(each.extract) for each in (whole, part))),
        ("text to claims, processor hours", *(_hours(each.read) for each in (whole, part))),
        (_derived_name(given), *(_hours(each.derive) if given.derived else "–" for each in (whole, part))),
        (f"**hours on {assumed.cores} cores**", *(f"**{each.hours:.1f}**" for each in (whole, part))),
        ("claims", *(f"{each.claims / 1e6:.1f} million" for each in (whole, part))),
        ("Parquet", *(f"{each.gigabytes:.0f} GB" for each in (whole, part))),
        (memory, *(f"{each.driver_gib:.1f} GiB" for each in (whole, part))),
    ]  # fmt: skip
    head = ["| a month | all in English | those on armed conflict |", "| --- | ---: | ---: |"]
    return head + [f"| {name} | {first} | {second} |" for name, first, second in rows]


def _pages(assumed: Assumed) -> str:
    return f"{assumed.pages / 1e6:.1f} million, {assumed.pages * assumed.page_kb / 1e6:,.0f} GB"


def _derived_name(given: Measured) -> str:
    return f"origins, events and the rest, processor hours (carried on from {given.size:,} articles)"


def _hours(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def main() -> None:
    """Print the estimate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path)
    parser.add_argument("--busy", action="store_true", help="also runs on a machine with other work")
    given = parser.parse_args()
    found = measured(results.read(given.results), busy=given.busy)
    if found is None:
        sys.exit("no quiet bulk run with one worker is there (--busy takes the others, too)")
    print("\n".join(table(found, Assumed.read(Path(__file__).parent / "month.toml"))))
    if not found.derived:
        print("what is derived was not in these runs")
    for each in sorted(found.derived, key=lambda one: -one.ends[1]):
        power = "–" if each.exponent is None else f"{each.exponent:.2f}"
        print(f"{each.stage:40s} {each.ends[1]:8.2f} ms an article, exponent {power}")


if __name__ == "__main__":
    main()
