"""Made-up stories for reading on several workers, and what a ledger that is made of them holds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.conftest import Call

PLACES = ("Rastan", "Talbiseh", "Idlib", "Raqqa", "Mosul", "Kirkuk", "Tikrit", "Ramadi")
WHO = ("baker", "teacher", "poet", "gardener", "novelist", "librarian", "cook", "singer", "carpenter", "painter")
WORDS = tuple(
    word
    for row in (
        "apple barley bread bridge candle carpet cherry clover copper cradle daisy feather fennel garden ginger",
        "hammer hazel honey ivory jasmine kettle ladder lantern linen maple marble meadow mirror mustard needle",
        "nutmeg orchard paper pebble pepper pillow plum poplar quilt raven ribbon saddle saffron silver spoon",
        "swallow thimble thistle timber velvet violet walnut wicker willow window winter",
    )
    for word in row.split()
)

FORMATS = ("jsonl", "csv", "geojson", "acled-csv", "ucdp-csv")


def write_stories(path: Path, count: int) -> None:
    """Enough text that several processes are worth it, little of it with claims, no two stories much alike."""
    choose = Random(8)
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            day = date(2014, 1, 1) + timedelta(days=3 * number)
            told = [
                f"The {choose.choice(WHO)} said {' and '.join(choose.sample(WORDS, 3))} were fine." for _ in range(3)
            ]
            told += [f"{' '.join(choose.sample(WORDS, 9)).capitalize()}." for _ in range(28)]
            text = f"Rebels captured {PLACES[number % len(PLACES)]} on {day:%A}, state media reported. {' '.join(told)}"
            record = {"name": f"story-{number}", "text": text, "published": day.isoformat()}
            out.write(json.dumps(record) + "\n")


def content(fogline: Call, ledger: Path) -> dict[str, object]:
    """What is in *ledger*: exports byte for byte, and the number of rows of every table."""
    exports = {kind: fogline("export", ledger, "--format", kind).out for kind in FORMATS}
    lists = {verb: fogline(verb, ledger, "--json").out for verb in ("events", "disagreements")}
    return {**exports, **lists, "tables": tables(ledger)}


def tables(ledger: Path) -> dict[str, int]:
    """The number of rows of every table of *ledger*."""
    with closing(sqlite3.connect(ledger)) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: database.execute(f"select count(*) from {name}").fetchone()[0] for name in names}
