"""How fast inputs are read, and in how much memory; no claims are extracted (see benchmarks/throughput for these).

    python benchmarks/ingest/run.py pages --pages 10000 --workers 2
    python benchmarks/ingest/run.py warc --megabytes 1000 --workers 2

Both make their inputs themselves, from pages that are always the same (pages.py), in a temporary folder.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.ingest.pages import page
from fogline.config import Settings
from fogline.ingest.intake import Intake
from fogline.reading import Taken, read_all


def make_pages(folder: Path, pages: int) -> Path:
    """*pages* saved pages in *folder*, a hundred in each of its folders."""
    for number in range(pages):
        path = folder / f"{number // 100:04}" / f"{number}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(number), encoding="utf-8")
    return folder


def make_warc(path: Path, megabytes: int) -> Path:
    """A plain WARC file of *megabytes* million bytes, as crawlers write them."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        number = 0
        while out.tell() < megabytes * 1_000_000:
            told = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://plain.example/{number}"
            body = io.BytesIO(page(number).encode())
            writer.write_record(writer.create_warc_record(url, "response", payload=body, http_headers=told))
            number += 1
    return path


def peak_mb(workers: int) -> int:
    """The most memory that this process and its *workers* have had, in million bytes; each worker counts as the
    largest of them."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if workers > 1 else 0
    return (own + workers * child) * 1024 // 1_000_000


def cpu_seconds() -> float:
    """The time of processors that this process and its workers have had, start-up included."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    """Make the input, read it, print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "warc", "warc.gz"))
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the input is made; kept afterwards")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.folder or Path(temporary)
        if given.what == "pages":
            made = make_pages(folder, given.pages)
        else:
            made = make_warc(folder / f"made.{given.what}", given.megabytes)
        size = sum(path.stat().st_size for path in ([made] if made.is_file() else made.rglob("*.html")))
        began = time.perf_counter()
        taken = sum(
            isinstance(one, Taken) for one in read_all([made], Intake(), settings=Settings(workers=given.workers))
        )
        seconds = time.perf_counter() - began
        print(
            f"{given.what}: {taken} pages, {size / 1e6:.0f} MB in {seconds:.0f} s with {given.workers} workers: "
            f"{taken / seconds:.0f} pages/s, {size / 1e6 / seconds:.1f} MB/s; {taken / cpu_seconds():.0f} pages and "
            f"{size / 1e6 / cpu_seconds():.1f} MB a second of one core; peak memory {peak_mb(given.workers)} MB"
        )


if __name__ == "__main__":
    main()
