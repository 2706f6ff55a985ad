"""What a web page costs before it is an article: Fogline's reader of pages, and bare trafilatura beside it.

    python benchmarks/scale/pages.py --pages 200 --out results.jsonl

The pages are made (``benchmarks/ingest/pages.py``): 40 to 90 kB, an article among menus, scripts and teasers.
Processor seconds of one process, loading left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.ingest.pages import page
from benchmarks.scale import results
from benchmarks.scale.watching import other_work
from fogline.ingest.intake import Intake
from fogline.reading import Taken, read_all

WARM_UP = 20


def read_seconds(pages: list[str]) -> float:
    """Processor seconds of reading *pages* as files in a folder."""
    with tempfile.TemporaryDirectory() as name:
        for number, text in enumerate(pages):
            (Path(name) / f"{number:06}.html").write_text(text, encoding="utf-8")
        began = time.process_time()
        taken = sum(isinstance(one, Taken) and one.document is not None for one in read_all([Path(name)], Intake()))
        seconds = time.process_time() - began
    if taken < 0.9 * len(pages):
        raise SystemExit(f"only {taken} of {len(pages)} pages gave an article")
    return seconds


def bare_seconds(pages: list[str]) -> float:
    """Processor seconds of ``trafilatura.extract`` over *pages*, without their metadata."""
    import trafilatura

    began = time.process_time()
    for text in pages:
        trafilatura.extract(text)
    return time.process_time() - began


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    made = [page(number) for number in range(given.pages + WARM_UP)]
    warm, pages = made[:WARM_UP], made[WARM_UP:]
    found = {}
    with other_work() as others:
        for name, measured in (("fogline", read_seconds), ("trafilatura", bare_seconds)):
            measured(warm)
            found[name] = measured(pages)
            print(f"{name}: {1000 * found[name] / len(pages):.1f} ms a page", flush=True)
    result = {
        "what": "pages",
        "pages": len(pages),
        "bytes": sum(len(text.encode()) for text in pages),
        "seconds": {name: round(seconds, 3) for name, seconds in found.items()},
        "others": round(others(), 3),
        **results.circumstances(),
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    results.append(given.out, result)


if __name__ == "__main__":
    main()
