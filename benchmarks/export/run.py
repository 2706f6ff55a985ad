"""Seconds and memory of every export format, and of a brief, on a ledger of many claims.

    python benchmarks/export/run.py [INPUT...] [--claims 50000] [--format F ...] [--keep LEDGER]

The ledger is made of INPUT (default: sample/dispatches), built once and then written again under other ids, shifted in
time and space, until it holds so many claims; what follows is derived as in any build. Every format is written by a
process of its own: seconds are the processor's, start-up and all; memory is the largest it held at a time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from fogline.derivation.derive import derive
from fogline.export.formats import FORMATS
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of, stable_id
from fogline.model.mention import Mentions
from fogline.store.sql import open_store

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Make the ledger, write every format, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", type=Path, default=[ROOT / "sample" / "dispatches"])
    parser.add_argument("--claims", type=int, default=50_000)
    parser.add_argument("--format", action="append", dest="formats", help="one format; may be repeated")
    parser.add_argument("--keep", type=Path, help="make the ledger here and keep it; use it where it is there")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = asked.keep or Path(folder) / "large.fog"
        if not ledger.exists():
            grow(asked.inputs, ledger, asked.claims, Path(folder))
        with open_store(ledger) as store:
            counts = store.counts()
        print(f"{counts.documents:,} documents, {counts.claims:,} claims\n")
        print("| format | seconds | memory, MB | file, MB |\n| --- | ---: | ---: | ---: |")
        for form in FORMATS:
            if not asked.formats or form.name in asked.formats:
                measure(form.name, ["export", str(ledger), "--format", form.name], Path(folder) / f"out.{form.name}")
        if not asked.formats:
            for suffix in ("html", "md", "pdf"):
                measure(f"brief.{suffix}", ["brief", str(ledger)], Path(folder) / f"brief.{suffix}")


def measure(name: str, arguments: list[str], to: Path) -> None:
    """Run one verb and print its row."""
    running = subprocess.Popen([sys.executable, "-m", "fogline", *arguments, "-o", str(to)])
    _, status, usage = os.wait4(running.pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    if status:
        raise SystemExit(f"{name}: failed")
    size = to.stat().st_size / 1e6
    print(f"| {name} | {seconds:.1f} | {usage.ru_maxrss / 1024:.0f} | {size:.1f} |", flush=True)
    to.unlink()


def grow(inputs: list[Path], to: Path, claims: int, folder: Path) -> None:
    """Make a ledger of *claims* claims at *to*: what *inputs* hold, again and again under other ids and days."""
    with Ledger.open(folder / "small.fog") as small:
        small.add(inputs)
    with open_store(folder / "small.fog") as source, open_store(to, create=True) as store:
        read = [
            (one, source.mentions(one.document_id), list(source.claims_as_read(_ids(source, one))))
            for one in source.documents()
        ]
        made = number = 0
        while made < claims:
            batch = [_again(*one, number=number) for one in read]
            store.add(batch)
            made += sum(len(one.claims) for one in batch)
            number += 1
        derive(store)


def _ids(source: object, document: Document) -> Iterator[str]:
    from fogline.store.base import ClaimFilter

    return (claim.claim_id for claim in source.claims(ClaimFilter(document=document.document_id)))  # type: ignore[attr-defined]


def _again(document: Document, mentions: Mentions, claims: list[Claim], *, number: int) -> Extraction:
    """The same article as if it told, in words of its own, of other towns and days."""
    text = f"{document.text}\n\n{number}"
    key = document_id(text)
    days = timedelta(days=11 * number)
    published = None if document.published is None else _later(document.published, days)
    copy = replace(document, document_id=key, text=text, sha256=sha256_of(text), published=published, url=None)
    moved = [
        replace(_moved(claim, number, days), document_id=key, claim_id=stable_id("copy", key, claim.claim_id))
        for claim in claims
    ]
    return Extraction(copy, replace(mentions, sentences=mentions.sentences), tuple(moved), "copies@1", "copies")


def _moved(claim: Claim, number: int, days: timedelta) -> Claim:
    if claim.place is not None and claim.place.place.latitude is not None and number:
        place = claim.place.place
        key = None if place.geonameid is None else -abs(place.geonameid) * 1000 - number
        there = replace(
            place,
            geonameid=key,
            name=f"{place.name} {number}",
            latitude=-60 + (place.latitude or 0) * 0.5 + number % 90 * 0.7,
        )
        claim = replace(claim, place=replace(claim.place, place=there))
    if claim.time is not None:
        value = claim.time.value
        ends = {end: None if (day := getattr(value, end)) is None else _later(day, days) for end in ("start", "end")}
        claim = replace(claim, time=replace(claim.time, value=replace(value, **ends)))
    return claim


def _later(day: date, days: timedelta) -> date:
    return min(day + days, date(9998, 12, 31)) if day.year < 9000 else day


if __name__ == "__main__":
    main()
