"""How soon a large ledger's page opens, and how soon it answers what is asked with filters.

    python benchmarks/page/run.py [LEDGER] [--claims 100000] [--keep BIG.fog] [--rounds N]

A ledger of so many claims is made by copying LEDGER (where none is given, that of the shipped sample) with its times
spread over a year and more; --keep leaves it at a path, or uses the one that is there. Then `fogline serve` is started
on it as a user would, and asked over HTTP. "Opens" is from the start of the process to the end of the first answer of
/map: the first time from what the build left, then from what the first server kept. Filtered answers are asked one
after the other, none twice.
"""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[2]))

import httpx

from benchmarks.page.multiply import multiply
from fogline.ledger import Ledger
from fogline.sample import sample_folder

WITHIN_SECONDS = 120
"""How long an answer is waited for."""


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path, nargs="?")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="how often the server is started")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        big = options.keep or Path(folder) / "big.fog"
        if not big.exists():
            make(big, options.ledger, options.claims)
        measure(big, options.rounds)


def make(big: Path, source: Path | None, claims: int) -> None:
    """Make the ledger *big* of copies of *source*, or of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        small = source or Path(folder) / "sample.fog"
        with Ledger.open(small) as first, Ledger.open(big) as made:
            if source is None:
                with sample_folder() as dispatches:
                    first.add([dispatches])
            multiply(first, made, claims=claims, said=say)


def say(line: str) -> None:
    """Show progress, where somebody looks."""
    if sys.stderr.isatty():
        print(f"\r{line}   ", end="", file=sys.stderr)


def measure(big: Path, rounds: int) -> None:
    """Start the server on *big* once and *rounds* times again; print how soon it opens and answers."""
    with served(big) as (base, began, process), asking(base) as client:
        first = opened(client, began, process)
        meta = client.get("/meta").json()
        settle(client)
        answers = [ask(client, process, view, asked) for view, asked in addresses(meta).items()]
        memory = resident(process.pid)
    again = []
    for _ in range(rounds):
        with served(big) as (base, began, process), asking(base) as client:
            again.append(opened(client, began, process))
    counts = meta["counts"]
    print(f"ledger      {counts['documents']:,} documents, {counts['claims']:,} claims, {counts['events']:,} events")
    print(f"opens       first {first[0]:.2f} s, processor {first[1]:.2f} s")
    print(
        f"            again {middle(one[0] for one in again):.2f} s, processor {middle(one[1] for one in again):.2f} s"
    )
    print(f"memory      {memory:.0f} MB")
    print("answers    median ms  95 of 100  processor ms  median kB")
    whole = Answers("all", [], [], 0.0)
    for one in answers:
        show(one)
        whole = Answers("all", whole.seconds + one.seconds, whole.sizes + one.sizes, whole.processor + one.processor)
    show(whole)


@dataclass(frozen=True)
class Answers:
    """How long one view's answers took, how large they are, and what processor time all of them took."""

    view: str
    seconds: list[float]
    sizes: list[int]
    processor: float


def ask(client: httpx.Client, process: subprocess.Popen[str], view: str, asked: list[str]) -> Answers:
    """Ask all that is to be asked of one view."""
    before, seconds, sizes = processor_seconds(process.pid), [], []
    for address in asked:
        start = time.perf_counter()
        answer = client.get(address)
        seconds.append(time.perf_counter() - start)
        answer.raise_for_status()
        sizes.append(answer.num_bytes_downloaded)
    return Answers(view, seconds, sizes, processor_seconds(process.pid) - before)


def show(one: Answers) -> None:
    """Print one line of the table."""
    often, late = middle(one.seconds) * 1000, quantile(one.seconds) * 1000
    processor, size = one.processor * 1000 / len(one.seconds), middle(one.sizes) / 1000
    print(f"{one.view:<11}{often:>9.0f}{late:>11.0f}{processor:>14.0f}{size:>11.1f}")


def opened(client: httpx.Client, began: float, process: subprocess.Popen[str]) -> tuple[float, float]:
    """Seconds since the server was started until it has answered /map, and what processor time it took."""
    client.get("/map").raise_for_status()
    return time.perf_counter() - began, processor_seconds(process.pid)


def middle(found: Iterable[float]) -> float:
    """The median."""
    return statistics.median(found)


def asking(base: str) -> httpx.Client:
    """Somebody who asks the server at *base* for JSON."""
    return httpx.Client(base_url=base, headers={"accept": "application/json"}, timeout=WITHIN_SECONDS)


def settle(client: httpx.Client) -> None:
    """Wait until who holds which place is known: on a new ledger that comes after the first answers."""
    while not client.get("/control").json().get("complete", True):
        time.sleep(0.2)


def addresses(meta: dict[str, Any]) -> dict[str, list[str]]:
    """Questions as the page asks them: each view under pairs of filters, none twice."""
    types = [{"type": row["type"]} for row in meta["types"][:4]]
    parties = [{"party": row["party"]} for row in meta["parties"][:2]] + [{"party": "none"}]
    days = [
        *({"from": "2022-06-01", "to": "2022-12-31"}, {"from": "2022-06-25", "to": "2022-06-25"}),
        {"to": meta["days"]["last"]},
    ]
    rest = [
        *({"min_confidence": 0.8}, {"speaker": "haidai"}, {"place": "Severodonetsk"}, {"status": "contested"}),
        *({"modality": "planned", "certainty": "stated"}, {"q": "withdraw"}, {"undated": "only"}, {"reviewed": "none"}),
    ]
    pairs = [*itertools.product(types, parties), *itertools.product(days, rest)]
    asked = [urlencode(one | other) for one, other in pairs]
    searches = [urlencode({"q": words}) for words in ("Severodonetsk", "bridge", "Харків", '"was shelled"', "governor")]
    return {
        "/map": [f"/map?on=2022-07-01&{words}" for words in asked],
        "/timeline": [f"/timeline?{words}" for words in asked],
        "/claims": [f"/claims?{extra}{words}" for words in asked for extra in ("", "fields=short&sort=-confidence&")],
        "/events": [f"/events?{words}" for words in asked],
        "/search": [f"/search?{words}" for words in searches],
    }


@contextmanager
def served(ledger: Path) -> Iterator[tuple[str, float, subprocess.Popen[str]]]:
    """`fogline serve` on a free port: its address, when it was started, and its process."""
    command = [sys.executable, "-m", "fogline", "serve", str(ledger), "--port", "0", "--no-open"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[0], began, process
        finally:
            process.terminate()


def processor_seconds(process: int) -> float:
    """Seconds of processor time a process has taken."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(process: int) -> float:
    """Megabytes of memory a process holds."""
    line = next(line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def quantile(found: list[float]) -> float:
    """What 95 of 100 do not exceed."""
    return sorted(found)[min(len(found) - 1, int(len(found) * 0.95))]


if __name__ == "__main__":
    main()
