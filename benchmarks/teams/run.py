"""What a ledger costs where it lives: the same work on a file and on a server, by turns.

    python benchmarks/teams/run.py LEDGER postgresql://user@host/name [--turns N]

Takes what was read in LEDGER (nothing is read again) into a new file and into the database, which must hold no ledger
and is emptied between turns, and prints milliseconds of wall time, the least of the turns: per article for adding and
deriving, per call for the rest.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from fogline.derivation.derive import derive
from fogline.ledger import Ledger
from fogline.model.extraction import Extraction
from fogline.store.address import where_of
from fogline.store.database import database_at
from fogline.store.sql import SqlStore, open_store

BATCH = 64
"""Documents committed together, as a build does."""


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("address")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    with open_store(options.ledger) as store:
        read = [one for one in map(store.extraction, store.documents()) if one is not None]
    figures: dict[str, dict[str, float]] = {"file": {}, "server": {}}
    for _ in range(options.turns):
        with tempfile.TemporaryDirectory() as folder:
            _measure(open_store(Path(folder) / "l.fog", create=True), read, figures["file"])
        with _emptied(options.address):
            _measure(open_store(options.address, create=True), read, figures["server"])
    print(f"{len(read)} articles, {sum(len(one.claims) for one in read)} claims, {options.turns} turns; milliseconds")
    print(f"{'':28}{'file':>10}{'server':>10}")
    for name, least in figures["file"].items():
        print(f"{name:28}{least:10.2f}{figures['server'][name]:10.2f}")


def _measure(store: SqlStore, read: list[Extraction], figures: dict[str, float]) -> None:
    def least(name: str, work: Callable[[], object], calls: int) -> None:
        began = time.perf_counter()
        work()
        took = 1000 * (time.perf_counter() - began) / calls
        figures[name] = min(took, figures.get(name, took))

    def add() -> None:
        rest = iter(read)
        while batch := list(islice(rest, BATCH)):
            store.add(batch)

    with store, Ledger(store) as ledger:
        least("add, per article", add, len(read))
        least("derive, per article", lambda: derive(store), len(read))
        claims = [claim.claim_id for claim in store.claims()]
        some = claims[:: max(1, len(claims) // 20)]
        least("all claims", lambda: list(store.claims()), 1)
        least("one claim", lambda: [store.claim(each) for each in some], len(some))
        least("a search", lambda: [list(store.search(each)) for each in ("russian forces", '"said that"')], 2)
        least("an accepted claim", lambda: [ledger.review("accept", each, "ada") for each in some], len(some))


@contextmanager
def _emptied(address: str) -> Iterator[None]:
    """Drop the ledger's tables afterwards."""
    database = database_at(where_of(address))
    assert not database.holds_ledger(create=True), f"{database.name} holds a ledger; give an empty database"
    try:
        yield
    finally:
        with database.engine.begin() as connection:
            tables = connection.exec_driver_sql(
                "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = current_schema()::regnamespace"
            )
            connection.exec_driver_sql(f"DROP TABLE {', '.join(tables.scalars())}")
        database.close()


if __name__ == "__main__":
    main()
