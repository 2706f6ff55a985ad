"""What is derived of a whole bulk folder, as a ledger of all its documents keeps it: none of it is derived again.

A ledger keeps more than its results: by what texts and claims are found again, and what ties them. An index has the
first (:mod:`~fogline.bulk.indexed`), a derivation leaves the second (:data:`~fogline.bulk.work.TIES`). What is carried
is to the row what the ledger would derive; one article more then touches only its own part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

from fogline.bulk import tables
from fogline.bulk.columns import Array, read_array, read_table, readable
from fogline.bulk.derive import ties_of
from fogline.bulk.layout import Layout
from fogline.bulk.part import Part, part_of
from fogline.bulk.work import TIES
from fogline.derivation.derive import Step
from fogline.derivation.held import scope_in_time
from fogline.derivation.reading import Reading
from fogline.derivation.rules import rules
from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.origin import Link, Origin
from fogline.store import codec
from fogline.store.base import Store
from fogline.store.derived import Entry

ROWS = 5_000
"""Rows that are written together."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A bulk folder of which all is derived: its partitions, and of how many files what ties its rows consists."""

    layout: Layout
    parts: Sequence[Part]
    ties: Mapping[str, int]


def whole(layout: Layout, documents: int) -> Whole | None:
    """The folder, if *documents* are all that it has, each was read for claims, and what follows is derived, by these
    rules, and nothing of it thrown away."""
    parts = [part_of(layout, number) for number in layout.whole()]
    ties = ties_of(layout, parts)
    if ties is None or not all(map(partial(_is_there, layout), _files(parts, ties))):
        return None
    read = sum(_read_in(layout, one) for one in parts)
    there = sum(int(layout.read_json(one.done)["documents"]) for one in parts)
    return Whole(layout, parts, ties) if read == there == documents else None


def carry(store: Store, found: Whole, step: Step) -> None:
    """Keep in *store*, which has all documents and claims of the folder and nothing else, what is derived of them.

    Raises:
        BulkError: a file is damaged.
        LedgerError: the ledger cannot be written.
    """
    derived, layout = store.derived, found.layout
    derived.forget(rules())
    marks = derived.stale()
    claims: list[str] = []
    for number, one in enumerate(found.parts):
        step("taking what is derived", number, len(found.parts))
        claims += _enter(store, layout, one)
    for table, put in (("origins", _put_origins), ("events", _put_events)):
        for name in layout.storage.names(table):
            for rows in _rows(layout, f"{table}/{name}"):
                put(store, rows)
    for name in layout.storage.names("disagreements"):  # few, and those of a scope are in one file
        _put_disagreements(store, [row for rows in _rows(layout, f"disagreements/{name}") for row in rows])
    for name in layout.storage.names(f"{TIES}/links"):
        for rows in _rows(layout, f"{TIES}/links/{name}"):
            derived.put_links((), [codec.loads(Link, row["record"]) for row in rows])
    for name in layout.storage.names(f"{TIES}/matches"):
        for rows in _rows(layout, f"{TIES}/matches/{name}"):
            derived.put_matches(dict(_match(claims, row) for row in rows))
    derived.settle(marks)


def _files(parts: Iterable[Part], ties: Mapping[str, int]) -> Iterator[str]:
    yield from (one.done for one in parts)
    for what, count in ties.items():
        yield from (f"{TIES}/{what}/part-{number:05d}.parquet" for number in range(count))


def _is_there(layout: Layout, name: str) -> bool:
    return layout.storage.exists(name)


def _read_in(layout: Layout, one: Part) -> int:
    """How many documents of a partition have been read for claims."""
    column = read_table(layout, layout.path("documents", one.number), columns=("extractor",))["extractor"]
    return len(column) - int(column.null_count)


def _rows(layout: Layout, name: str) -> Iterator[list[Any]]:
    with readable(layout, name):
        yield from tables.read(layout, name, size=ROWS)


def _enter(store: Store, layout: Layout, one: Part) -> list[str]:
    """Enter the texts and claims of a partition by what they are looked for; gives its claims, by their rows."""
    documents = read_table(layout, layout.path("documents", one.number), columns=("document_id",))[0].to_pylist()
    claims: list[str] = read_table(layout, layout.path("claims", one.number), columns=("claim_id",))[0].to_pylist()
    prints = read_table(layout, one.name("prints"), columns=("document", "print"))
    texts = _parts(prints["document"].to_numpy(), prints["print"].to_numpy().view(np.uint64), len(documents))
    store.derived.enter_texts({key: text.tolist() for key, text in zip(documents, texts, strict=True)})
    keys = read_table(layout, one.name("keys"), columns=("key", "claim", "lives"))
    lives = keys["lives"].to_numpy() > 0
    rows, homes = keys["claim"].to_numpy()[lives], keys["key"].to_numpy()[lives]
    order = np.argsort(rows, kind="stable")
    entries: dict[str, dict[str, Entry]] = {key: {} for key in documents}
    own = zip(
        claims,
        read_array(layout, one.name("owners", "npy")).tolist(),
        _parts(rows[order], homes[order], len(claims)),
        read_array(layout, one.name("marks", "npy")),
        strict=True,
    )
    for claim, owner, living, mark in own:
        entries[documents[owner]][claim] = Entry(frozenset(living.tolist()), mark.tobytes())
    store.derived.enter_claims(entries)
    return claims


def _parts(owners: Array, values: Array, count: int) -> Iterator[Array]:
    """The *values* of each of *count* owners; *owners*, who has each value, are in order."""
    bounds = np.searchsorted(owners, np.arange(count + 1))
    return (values[start:end] for start, end in pairwise(bounds.tolist()))


def _match(claims: Sequence[str], row: Mapping[str, Any]) -> tuple[tuple[str, str], float]:
    one, other = sorted((claims[row["one"]], claims[row["other"]]))
    return (one, other), row["score"]


def _put_origins(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    origins = (codec.loads(Origin, row["record"]) for row in rows)
    store.derived.put_origins({key: one.origin_id for one in origins for key in one.documents})


def _put_events(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    made = [
        (codec.loads(Event, row["record"]), {one["claim_id"]: one["document_id"] for one in row["members"]})
        for row in rows
    ]
    store.derived.put_events((), made)


def _put_disagreements(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put the disagreements of *rows* under their scopes: a ledger takes up a place period by period."""
    scopes: defaultdict[str, list[Disagreement]] = defaultdict(list)
    reading = Reading(store, ())
    for row in rows:
        one, scope = codec.loads(Disagreement, row["record"]), row["scope"]
        if scope.startswith("place:"):
            scope = scope_in_time(int(scope.removeprefix("place:")), one, reading.told(one.claims))
        scopes[scope].append(one)
    store.derived.put_disagreements(scopes)
