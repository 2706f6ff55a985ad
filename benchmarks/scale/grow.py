"""A ledger as large as asked for, out of one that was read, and what deriving it costs.

python benchmarks/scale/grow.py make READ.fog OUT.fog --articles 10000 [--undated]
python benchmarks/scale/grow.py derive LEDGER.fog [--again 20]
python benchmarks/scale/grow.py again DERIVED.fog [--count 20]
python benchmarks/scale/grow.py add DERIVED.fog ARTICLES.jsonl [--count 10]

``make`` writes the documents and claims of READ many times over. Copy after copy is later by as long as all of READ
takes, so that there are as many happenings a place and day as there were: the ledger grows longer, not denser. In each
copy every word of three letters and more, wherever no claim stands on it, is another of the same length (in one copy
the same one throughout, so that reprints stay reprints and footers footers, but no copy is another's). Spans stay where
they are and verbatim, ids are those of the new texts. Undated articles get a day of their copy, drawn at random; with
``--undated`` they stay without, and all copies' undated claims of a town lie on one heap (``--undated-once``: those of
the first copy alone). Mentions and reasons, which deriving does not read, are left out.

``derive`` derives a copy of the ledger and says what each stage took, in seconds of the processor; then, as ``again``
does, how long one article more takes, for some drawn at random: each is said to have changed, which is the work of
adding it. Before that undated articles are dated by others, if they are to be; for one article more both are told: to
date by it, or it by others, as if it had not been there, and to derive.

``add`` adds articles to the ledger, which stays so: the first one by one by ``fogline build``, each in a process of its
own, then as many in one process that stays. Told are seconds on the clock and of the processor; the first of each kind
brings the ledger up to date, and is left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from fogline.building import BuildReport, gives_its_day
from fogline.config import Settings
from fogline.derivation.derive import begin, derive
from fogline.ledger import Ledger
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of, stable_id
from fogline.store.dossiers import Bearing, Entered
from fogline.store.sql import SqlStore, open_store
from fogline.undated.date import date_undated

SEED = 5
AT_ONCE = 500
DAYS = 14
"""Copies are apart by a multiple of so many days: the length of a period in which claims are looked for."""

_WORD = re.compile(r"[^\W\d_]{3,}")

Row = dict[str, Any]


class Clock:
    """Adds up the processor's seconds of each stage that a derivation tells of."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}
        self._stage, self._since = "before", time.process_time()
        self._told = time.monotonic()

    def step(self, what: str, done: int = 0, total: int = 0) -> None:
        now = time.process_time()
        self.stages[self._stage] = self.stages.get(self._stage, 0.0) + now - self._since
        self._stage, self._since = what, now
        if time.monotonic() - self._told > 20:
            self._told = time.monotonic()
            print(f"  … {what}: {done} of {total}, {sum(self.stages.values()):.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = parser.add_subparsers(required=True)
    making = asked.add_parser("make")
    making.add_argument("read", type=Path)
    making.add_argument("out", type=Path)
    making.add_argument("--articles", type=int, required=True)
    making.add_argument("--undated", action="store_true", help="undated articles stay without a day")
    making.add_argument("--undated-once", action="store_true", help="… in the first copy alone")
    making.set_defaults(
        run=lambda asked: make(
            asked.read, asked.out, asked.articles, sys.maxsize if asked.undated else int(asked.undated_once)
        )
    )
    deriving = asked.add_parser("derive")
    deriving.add_argument("ledger", type=Path)
    deriving.add_argument("--again", type=int, default=20, help="articles derived again, one by one")
    deriving.add_argument("--keep", type=Path, help="keep the derived copy here")
    deriving.set_defaults(run=lambda asked: measure(asked.ledger, asked.again, asked.keep))
    more = asked.add_parser("again")
    more.add_argument("ledger", type=Path)
    more.add_argument("--count", type=int, default=20)
    more.set_defaults(run=lambda asked: _measure_again(asked.ledger, asked.count))
    adding = asked.add_parser("add")
    adding.add_argument("ledger", type=Path)
    adding.add_argument("articles", type=Path)
    adding.add_argument("--count", type=int, default=10)
    adding.set_defaults(run=lambda asked: measure_adding(asked.ledger, asked.articles, asked.count))
    options = parser.parse_args()
    options.run(options)


# Making ----------------------------------------------------------------------------------------------------------


def make(read: Path, out: Path, articles: int, undated: int) -> None:
    """Write *articles* articles with their claims into a new ledger at *out*; *undated* of the copies keep no day."""
    open_store(out, create=True).close()
    source, target = sqlite3.connect(f"file:{read}?mode=ro", uri=True), sqlite3.connect(out)
    source.row_factory = sqlite3.Row
    target.execute("PRAGMA synchronous = OFF")
    target.execute("PRAGMA cache_size = -1000000")
    documents = [dict(row) for row in source.execute("SELECT * FROM documents ORDER BY document_id")]
    claims = _claims_of(source)
    days = sorted(date.fromisoformat(one["published"]) for one in documents if one["published"])
    copies = _Copies(documents, claims, days, undated)
    done = 0
    for number in range(-(-articles // len(documents))):
        for start in range(0, len(documents), AT_ONCE):
            batch = documents[start : start + AT_ONCE][: articles - done]
            made = [copies.of(one, number) for one in batch]
            with target:
                _insert(target, "documents", [document for document, _ in made])
                _insert(target, "claims", [claim for _, found in made for claim in found])
                sources = [{"document_id": one["document_id"], "position": 0, "source": one["name"]} for one, _ in made]
                _insert(target, "document_sources", sources)
                read_at = [(one["document_id"], "grow", "grow", "2031-01-01 00:00:00") for one, _ in made]
                target.executemany("INSERT INTO extractions VALUES (?, ?, ?, ?)", read_at)
                for marks in ("stale", "unweighed"):
                    target.executemany(f"INSERT INTO {marks} VALUES (?, 1)", [(one["document_id"],) for one, _ in made])
            done += len(batch)
        print(f"{done} articles", flush=True)
    with target:
        target.execute("INSERT INTO document_index(document_index) VALUES ('rebuild')")
    target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _claims_of(source: sqlite3.Connection) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in source.execute("SELECT * FROM claims WHERE review IS NULL ORDER BY document_id, claim_id"):
        record = json.loads(row["record"])
        record.pop("reasons", None)
        found[row["document_id"]].append({**dict(row), "record": record})
    return found


class _Copies:
    """Copies of documents and their claims, each by its number (0: as they are)."""

    def __init__(
        self, documents: Sequence[Row], claims: Mapping[str, list[Row]], days: Sequence[date], undated: int
    ) -> None:
        self._claims, self._days, self._undated = claims, days, undated
        self._stretch = ((days[-1] - days[0]).days // DAYS + 2) * DAYS
        self._chance = random.Random(SEED)
        words = {word for one in documents for word in _WORD.findall(one["text"]) if word.islower()}
        self._pool: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(words):
            self._pool[len(word)].append(word)

    def of(self, document: Row, number: int) -> tuple[Row, list[Row]]:
        claims = self._claims.get(document["document_id"], [])
        text = self._varied(document["text"], _held(claims), number) if number else document["text"]
        key = document_id(text)
        published = document["published"]
        if published is None and number >= self._undated:
            published = self._chance.choice(self._days).isoformat()
        made = document | {
            "document_id": key,
            "text": text,
            "sha256": sha256_of(text),
            "published": self._later(published, number),
            "name": f"{number}/{document['name']}",
            "title": text[: document["title_end"]].strip() or None,
        }
        made.pop("number")
        return made, [self._claim(claim, key, number) for claim in claims]

    def _varied(self, text: str, held: Sequence[tuple[int, int]], number: int) -> str:
        kept = bytearray(len(text))
        for start, end in held:
            kept[start:end] = b"\1" * (end - start)

        def other(found: re.Match[str]) -> str:
            word, chance = found[0], zlib.crc32(f"{number} {found[0].lower()}".encode())
            if any(kept[found.start() : found.end()]):
                return word
            pool = self._pool.get(len(word), [word])
            new = pool[chance % len(pool)]
            return new.capitalize() if word[0].isupper() else new

        return _WORD.sub(other, text)

    def _claim(self, claim: Row, document: str, number: int) -> Row:
        key = stable_id("claim", document, claim["claim_id"])
        record = claim["record"] | {"claim_id": key, "document_id": document}
        if record.get("time") and number:
            value = record["time"]["value"]
            moved = {end: self._later(value.get(end), number) for end in ("start", "end") if end in value}
            record |= {"time": record["time"] | {"value": value | moved}}
        days = {name: self._later(claim[name], number) for name in ("time_start", "time_end")}
        written = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        return claim | {"claim_id": key, "document_id": document, "record": written, "as_read": None, **days}

    def _later(self, day: str | None, number: int) -> str | None:
        return (date.fromisoformat(day) + timedelta(days=number * self._stretch)).isoformat() if day else None


def _held(claims: Sequence[Row]) -> list[tuple[int, int]]:
    """The stretches that a claim stands on, but for its sentence."""
    return [span for claim in claims for name, part in claim["record"].items() for span in _spans(name, part)]


def _spans(name: str, part: Any) -> Iterator[tuple[int, int]]:
    if name in ("span", "trigger") and part:
        yield part[0], part[1]
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from _spans(key, value)
    elif isinstance(part, list) and name != "evidence":
        for value in part:
            yield from _spans("", value)


def _insert(target: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        names = list(rows[0])
        columns, places = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        # Two texts of what was read can become one where only words differ that the same word takes the place of.
        sql = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({places})"
        target.executemany(sql, [[row[name] for name in names] for row in rows])


# Measuring -------------------------------------------------------------------------------------------------------


def measure(ledger: Path, again: int, keep: Path | None) -> None:
    """Derive a copy of *ledger* and print what it cost, then what some articles more cost."""
    with tempfile.TemporaryDirectory(dir=ledger.parent) as folder:
        path = keep or Path(folder) / "war.fog"
        shutil.copy(ledger, path)
        with open_store(path) as store:
            begin(store)
            counts, dated = store.counts(), _dated(store)
            print(f"to date by others: {dated:.1f} s, of {len(store.dossiers.asking())} articles that could be")
            clock = Clock()
            report = derive(store, step=clock.step)
            clock.step("after")
            total = sum(clock.stages.values())
            size = path.stat().st_size >> 20
            print(
                f"{counts.documents} articles, {counts.claims} claims: {total:.1f} s,"
                f" {1000 * total / counts.documents:.2f} ms an article, {_megabytes()} MiB, a ledger of {size} MiB"
            )
            each = {name: 1000 * seconds / counts.documents for name, seconds in clock.stages.items()}
            print("  ms an article: " + ", ".join(f"{name} {took:.2f}" for name, took in each.items() if took >= 0.01))
            print(f"  {report.links} links, {report.events} events, {report.disagreements} disagreements", flush=True)
            _print_again(store, again)


def _measure_again(ledger: Path, count: int) -> None:
    with open_store(ledger) as store:
        _print_again(store, count)


def _print_again(store: SqlStore, count: int) -> None:
    drawn = random.Random(SEED).sample(sorted(store.derived.origins()), count)
    for what, once_more in (("date by others", _date_once_more), ("derive", _once_more)):
        took = sorted(once_more(store, key) for key in drawn)
        if took:
            median = took[len(took) // 2]
            print(f"  one article more, to {what}: {median:.3f} s (median of {count}), {took[-1]:.3f} s at most")


def _once_more(store: SqlStore, document: str) -> float:
    store.derived.mark([document])
    start = time.process_time()
    derive(store)
    return time.process_time() - start


def _date_once_more(store: SqlStore, document: str) -> float:
    store.dossiers.enter({document: Entered(Bearing(), frozenset(), "")})
    store.dossiers.mark([document])
    return _dated(store)


def _dated(store: SqlStore) -> float:
    start = time.process_time()
    date_undated(store, gives_its_day=partial(gives_its_day, settings=Settings()))
    return time.process_time() - start


# Adding ----------------------------------------------------------------------------------------------------------


def measure_adding(ledger: Path, articles: Path, count: int) -> None:
    """Add articles to *ledger* one by one and print what that took."""
    with articles.open("rb") as lines, tempfile.TemporaryDirectory() as folder:
        wanted = [line for _, line in zip(range(2 * (count + 1)), lines, strict=False)]
        paths = [Path(folder) / f"{number}.jsonl" for number in range(len(wanted))]
        for path, line in zip(paths, wanted, strict=True):
            path.write_bytes(line)
        half = len(paths) // 2
        _tell("a process each", [_built(ledger, path) for path in paths[:half]][1:])
        with Ledger.open(ledger) as opened:
            took = [_added(opened, path) for path in paths[half:]][1:]
            counts = opened.counts()
        for stage in took[0]:
            _tell(f"one process: {stage}", [one[stage] for one in took])
        print(f"in a ledger of {counts.documents} articles, {counts.claims} claims, {ledger.stat().st_size >> 20} MiB")


Spent = tuple[float, float]
"""Seconds on the clock, and of the processor."""


def _built(ledger: Path, article: Path) -> Spent:
    """Build in a process of its own."""
    before = _spent(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "fogline", "build", str(article), "--ledger", str(ledger), "--quiet"]
    subprocess.run(command, check=True)
    return _since(before, resource.RUSAGE_CHILDREN)


def _added(ledger: Ledger, article: Path) -> dict[str, Spent]:
    """Add in this process: what reading and keeping took, dating by others, deriving, and all with what comes last."""
    start = _spent()
    told: dict[str, Spent] = {}

    def committed(report: BuildReport, document: Document | None) -> None:
        if document is None:
            told["read and kept"] = _since(start)

    def derived(what: str, done: int, total: int) -> None:
        told.setdefault("dated", _since(start))

    ledger.add([article], progress=committed, step=derived)
    told["all"] = _since(start)
    return {stage: told.get(stage, told["all"]) for stage in ("read and kept", "dated", "all")}


def _spent(whose: int = resource.RUSAGE_SELF) -> Spent:
    used = resource.getrusage(whose)
    return time.monotonic(), used.ru_utime + used.ru_stime


def _since(before: Spent, whose: int = resource.RUSAGE_SELF) -> Spent:
    now = _spent(whose)
    return now[0] - before[0], now[1] - before[1]


def _tell(what: str, took: Sequence[Spent]) -> None:
    clock, processor = (sorted(one[which] for one in took) for which in (0, 1))
    print(
        f"  {what}: {clock[len(clock) // 2]:.2f} s ({clock[0]:.2f} to {clock[-1]:.2f}) on the clock,"
        f" {processor[len(processor) // 2]:.2f} s ({processor[0]:.2f} to {processor[-1]:.2f}) of the processor",
        flush=True,
    )


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main()
