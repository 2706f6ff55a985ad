"""How soon a large ledger's page opens, and how soon it answers what is asked with filters.

    python benchmarks/page/run.py [LEDGER] [--claims 100000] [--keep BIG.fog] [--rounds N]

A ledger of so many claims is made by copying LEDGER (where none is given, that of the shipped sample) with its times
spread over a year and more; --keep leaves it at a path, or uses the one that is there. Then `fogline serve` is started
on it as a user would, and asked over HTTP. "Opens" is from the start of the process to the end of the first answer of
/map. Filtered answers are asked one after the other, none twice.
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
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Start the server *rounds* times on *big*; print how soon it opens and answers."""
    opened, processor = [], []
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, list[int]] = defaultdict(list)
    memory = 0.0
    for number in range(rounds):
        with served(big) as (base, began, process), asking(base) as client:
            client.get("/map").raise_for_status()
            opened.append(time.perf_counter() - began)
            processor.append(processor_seconds(process.pid))
            if number == 0:
                meta = client.get("/meta").json()
                settle(client)
                for address in addresses(meta):
                    start = time.perf_counter()
                    answer = client.get(address)
                    times[address.partition("?")[0]].append(time.perf_counter() - start)
                    answer.raise_for_status()
                    sizes[address.partition("?")[0]].append(answer.num_bytes_downloaded)
                memory = resident(process.pid)
    counts = meta["counts"]
    print(f"ledger      {counts['documents']:,} documents, {counts['claims']:,} claims, {counts['events']:,} events")
    print(f"opens       {statistics.median(opened):.2f} s (processor {statistics.median(processor):.2f} s)")
    print(f"memory      {memory:.0f} MB")
    print("answers     median ms   95 of 100   median kB")
    everything = [one for found in times.values() for one in found]
    for name, found in [*times.items(), ("all", everything)]:
        size = statistics.median(sizes.get(name, [0])) / 1000
        print(f"{name:<12}{statistics.median(found) * 1000:>9.0f}{quantile(found) * 1000:>12.0f}{size:>12.0f}")


def asking(base: str) -> httpx.Client:
    """Somebody who asks the server at *base* for JSON."""
    return httpx.Client(base_url=base, headers={"accept": "application/json"}, timeout=WITHIN_SECONDS)


def settle(client: httpx.Client) -> None:
    """Wait until who holds which place is known: on a new ledger that comes after the first answers."""
    while not client.get("/control").json().get("complete", True):
        time.sleep(0.2)


def addresses(meta: dict[str, Any]) -> Iterator[str]:
    """Questions as the page asks them: each view under every pair of some filters, none twice."""
    types = [{"type": row["type"]} for row in meta["types"][:4]]
    parties = [{"party": row["party"]} for row in meta["parties"][:2]] + [{"party": "none"}]
    middle = meta["days"]["last"]
    days = [{"from": "2022-06-01", "to": "2022-12-31"}, {"from": "2022-06-25", "to": "2022-06-25"}, {"to": middle}]
    rest = [
        *({"min_confidence": 0.8}, {"speaker": "haidai"}, {"place": "Severodonetsk"}, {"status": "contested"}),
        *({"modality": "planned", "certainty": "stated"}, {"q": "withdraw"}, {"undated": "only"}, {"reviewed": "none"}),
    ]
    for one, other in itertools.chain(itertools.product(types, parties), itertools.product(days, rest)):
        words = urlencode(one | other)
        yield f"/map?on=2022-07-01&{words}"
        yield f"/timeline?{words}"
        yield f"/claims?{words}"
        yield f"/claims?fields=short&sort=-confidence&{words}"
        yield f"/events?{words}"
    for words in ("Severodonetsk", "bridge", "Харків", '"was shelled"', "governor said"):
        yield f"/search?{urlencode({'q': words})}"


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
