"""What the claims of a bulk folder add up to, across its partitions: the same as one ledger of all would derive.

Stage by stage, each resumable: tasks over partitions, stretches or groups run on the engine, with paths for arguments
and counts for results; between them DuckDB brings together what a task needs. What of a text or a claim is in one
process's memory at a time is bounded; of all claims it holds numbers alone, some hundred bytes each.

1. *index*: of each partition the prints of its texts, the keys and marks of its claims (:mod:`~fogline.bulk.indexing`),
   where they were not kept as it was read.
2. *texts*: documents that share prints are linked, and origins follow (:mod:`~fogline.bulk.alike`).
3. *claims*: those that meet under a key and may match are paired (:mod:`~fogline.bulk.meeting`), the pairs compared,
   stretch by stretch (:mod:`~fogline.bulk.scoring`), and what matches tie is put into clusters
   (:mod:`~fogline.bulk.clustering`).
4. *events*: of each batch of clusters, and of the claims that have no like (:mod:`~fogline.bulk.happenings`).
5. *places*: who is said to hold each (:mod:`~fogline.bulk.holding`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from typing import TypeVar

import numpy as np

from fogline.bulk import alike, clustering, happenings, holding, indexing, meeting, results, scoring
from fogline.bulk.columns import (
    GROUP_ROWS,
    Array,
    read_array,
    read_table,
    readable,
    write_array,
    write_pieces,
    write_table,
)
from fogline.bulk.components import groups_of, labels_of, labels_of_all
from fogline.bulk.gathering import Database, database_of
from fogline.bulk.happenings import Share
from fogline.bulk.layout import DERIVED, MARKS, WORK, Layout
from fogline.bulk.part import Part, part_of
from fogline.bulk.work import DERIVING, TIES, Work
from fogline.config import Settings
from fogline.derivation.derive import Step
from fogline.distinct import distinct
from fogline.engine.base import Engine
from fogline.engine.choose import engine_for
from fogline.matching.marks import MARK

T = TypeVar("T")

DONE = f"{MARKS}/derived.json"
"""Written when all is derived: from which partitions, and how much of it there is."""

BEGUN = f"{DERIVING}/begun.json"
"""Says from which partitions is being derived."""

LINKS_IN_GROUP = 8_000
"""Pairs of documents that one task compares: so many that few texts are printed for two of them, 150 MB at most."""

DOCUMENTS_IN_GROUP = 2_000
CLAIMS_IN_GROUP = 4_000
"""Documents or claims from which on a group of them is full, unless more hang together."""

CLAIMS_IN_BATCH = 4_000
"""Claims of whose clusters one task makes events, or some more: with their documents, some 60 MB."""

_NONE = np.empty(0, np.int32)


def derive_bulk(
    layout: Layout,
    settings: Settings,
    step: Step = lambda what, done, total: None,
    *,
    engine: Engine | None = None,
) -> Mapping[str, int]:
    """Derive origins, events, disagreements and control histories of the whole partitions of *layout*, on *engine*, or
    on the one that *settings* ask for; gives the number of rows of each table.

    Where that is done, nothing is done again; where it was stopped, it goes on; where partitions have come since, it
    begins anew, but for what was kept of each partition by itself.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    parts = [part_of(layout, number) for number in layout.whole()]
    if not parts:
        return dict.fromkeys(DERIVED, 0)
    state = _state(parts)
    if (counts := _done(layout, state)) is None:
        _begin(layout, parts, state)
        work = Work(layout, state)
        with nullcontext(engine) if engine is not None else engine_for(settings) as running:
            derivation = _Derivation(work, parts, running, settings.workers, step)
            counts = derivation.run()
        layout.write_json(DONE, {"state": state, "counts": counts, "ties": derivation.ties})
        layout.storage.remove(DERIVING)
    return counts


def ties_of(layout: Layout, parts: Sequence[Part]) -> Mapping[str, int] | None:
    """Of how many files what ties documents and claims consists, by its name, where all *parts*, as they are now, are
    derived."""
    try:
        told = layout.read_json(DONE)
        ties: Mapping[str, int] = told["ties"]
        return ties if told["state"] == _state(parts) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _state(parts: Sequence[Part]) -> str:
    """What tells these partitions, derived by these rules, from others."""
    return hashlib.sha256("\n".join(one.stem for one in parts).encode()).hexdigest()[:12]


def _done(layout: Layout, state: str) -> Mapping[str, int] | None:
    """The counts of what is derived, if it is derived of this *state*."""
    try:
        told = layout.read_json(DONE)
        counts: Mapping[str, int] = told["counts"]
        return counts if told["state"] == state else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _begin(layout: Layout, parts: Sequence[Part], state: str) -> None:
    """Clear away what was derived of another state."""
    try:
        if layout.read_json(BEGUN)["state"] == state:
            return
    except (OSError, ValueError, KeyError, TypeError):
        pass  # none is begun
    for name in (DONE, *DERIVED, TIES, DERIVING):
        layout.storage.remove(name)
    stems = {one.stem.rpartition("/")[2] for one in parts}
    for name in layout.storage.names(f"{WORK}/index"):
        if name.partition(".")[0] not in stems:
            layout.storage.remove(f"{WORK}/index/{name}")
    layout.write_json(BEGUN, {"state": state})


class _Derivation:
    """One derivation, stage by stage."""

    def __init__(self, work: Work, parts: Sequence[Part], engine: Engine, threads: int | None, step: Step) -> None:
        self._work, self._parts, self._engine, self._threads, self._step = work, parts, engine, threads, step
        self._layout = work.layout
        self._counts: Counter[str] = Counter()
        self.ties: Mapping[str, int] = {}

    def run(self) -> Mapping[str, int]:
        """All stages; gives how many rows each table has."""
        self._each("indexing", partial(indexing.index, layout=self._layout), self._parts)
        self._shares = _shares(self._layout, self._parts)
        with database_of(self._work, self._shares, threads=self._threads) as database:
            links, origins = self._link(database)
            groups, matches = self._tell(database, links)
            self.ties = {"links": links, "matches": matches}
            first = max(origins, groups)
            places = self._hold(database, first + len(self._parts))
            there = [*range(groups), *range(first + len(self._parts), first + len(self._parts) + places)]
            disputed = [self._layout.path("disagreements", number) for number in there]
            in_events = database.parts_of(disputed, {"disagreement_id": "string"})
            in_documents = database.indexed("disagreements")
            database.store(happenings.AGAIN, "again", in_documents=in_documents, in_events=in_events)
        shares = [replace(one, to=first + number) for number, one in enumerate(self._shares)]
        self._each("claims alone", partial(happenings.tell_alone, work=self._work), shares)
        for table in DERIVED:
            if not self._layout.urls(table):  # derived, and nothing is in it: that is not the same as not derived
                write_table(self._layout, self._layout.path(table, 0), results.schema_of(table).empty_table())
        return {name: self._counts[name] for name in DERIVED}

    # Documents -----------------------------------------------------------------------------------------------

    def _link(self, database: Database) -> tuple[int, int]:
        """Link the documents that share text, and derive their origins; gives how many groups there are of either."""
        work, name = self._work, self._work.name("sharing")
        size = sum(one.documents for one in self._shares)
        if not self._layout.storage.exists(work.name("alike")):
            database.store(alike.SHARING, "shared", prints=database.indexed("prints"))
            one, other, shared = (each.to_numpy() for each in read_table(self._layout, work.name("shared")).columns)
            place = alike.by_family(size, one, other, shared)
            ends = place[one], place[other]
            order = np.lexsort((np.maximum(*ends), np.minimum(*ends)))
            groups = np.arange(len(order)) // LINKS_IN_GROUP
            write_table(self._layout, name, {"grp": groups, "one": one[order], "other": other[order]})
            database.register("members", _members(np.tile(groups, 2), np.concatenate([one[order], other[order]])))
            database.store(alike.TEXTS, "alike", documents=database.numbered("documents"))
        count = _groups_in(self._layout, name)
        self._each("comparing texts", partial(alike.link, work=work), range(count))
        links = database.parts_of([work.tie("links", number) for number in range(count)], alike.LINKS)
        if not self._layout.storage.exists(work.name("names")):
            database.store("SELECT first, second FROM {links} AS links WHERE joins ORDER BY ALL", "joins", links=links)
            first, second = (column.to_numpy() for column in read_table(self._layout, work.name("joins")).columns)
            groups = groups_of(labels_of(size, first, second), DOCUMENTS_IN_GROUP)
            inside = np.flatnonzero(groups >= 0)
            database.register("members", _members(groups[inside], inside))
            database.store(alike.JOINED, "joined", links=links)
            database.store(alike.NAMES, "names", documents=database.numbered("documents"))
        origins = _groups_in(self._layout, work.name("names"))
        self._each("origins", partial(alike.make_origins, work=work), range(origins))
        of = database.parts_of([work.name("origin_of", number) for number in range(origins)], alike.ORIGIN_OF)
        database.store("SELECT * FROM {of} ORDER BY document", "origin_of", of=of)
        return count, origins

    # Claims --------------------------------------------------------------------------------------------------

    def _tell(self, database: Database, links: int) -> tuple[int, int]:
        """Derive the events of the claims that others match; gives how many batches of them there are, and how many
        files of matches."""
        work, layout = self._work, self._layout
        buckets = self._meet(database)
        told = work.name("stretches", ending="json")
        if not layout.storage.exists(told):
            self._read_met(database, buckets)
            layout.write_json(told, meeting.ranges(work, buckets, self._claims, scoring.PAIRS_AT_ONCE))
        stretches = [scoring.Stretch(number, *ends) for number, ends in enumerate(layout.read_json(told))]
        self._each("matching claims", partial(scoring.score, work=work, buckets=buckets), stretches)
        if not layout.storage.exists(work.name("ties")):
            self._group(database, len(stretches), links)
        groups = _groups_in(layout, work.name("matched"))
        self._each("joining claims", partial(clustering.cluster, work=work), range(groups))
        if not layout.storage.exists(work.name("texts")):
            self._gather(database, groups)
        count = _groups_in(layout, work.name("told"))
        self._each("events", partial(happenings.tell, work=work), range(count))
        return count, len(stretches)

    def _meet(self, database: Database) -> list[int]:
        """Find the pairs of claims that may match; gives the buckets that they are in."""
        work, layout = self._work, self._layout
        if not layout.storage.exists(work.name("keys")):
            self._number(database)
        buckets = sorted(read_table(layout, work.name("keys"), columns=("bucket",))["bucket"].unique().to_pylist())
        self._each("comparing claims", partial(meeting.meet, work=work), buckets)
        return buckets

    def _number(self, database: Database) -> None:
        """Number the claims in the order of time, and put those that may meet under each key together."""
        work, layout = self._work, self._layout
        marks = self._of_claims("marks")
        order = meeting.in_time(marks)
        write_array(layout, work.name("order", ending="npy"), order)
        write_pieces(layout, work.name("marks", ending="npy"), MARK, len(order), meeting.in_order(marks, order))
        in_part = zip(self._of_claims("owners"), self._shares, strict=True)
        owners = [own + one.first_document for own, one in in_part]
        write_array(layout, work.name("owners", ending="npy"), np.concatenate([_NONE, *owners])[order])
        database.register("ranks", {"claim": order, "rank": np.arange(len(order), dtype=np.int32)})
        database.store(meeting.KEYS, "keys", rows=GROUP_ROWS, keys=database.indexed("keys"))

    def _of_claims(self, what: str) -> list[Array]:
        return [read_array(self._layout, one.part.name(what, "npy")) for one in self._shares]

    @property
    def _claims(self) -> int:
        return sum(one.claims for one in self._shares)

    def _read_met(self, database: Database, buckets: Sequence[int]) -> None:
        """Put the claims that may match some other in the order of time."""
        order = read_array(self._layout, self._work.name("order", ending="npy"))
        met = meeting.in_pairs(self._work, buckets, self._claims)
        database.register("ranks", {"claim": order, "rank": np.arange(len(order), dtype=np.int32), "met": met})
        database.store(scoring.CLAIMS, "claims", claims=database.numbered("claims"))

    def _group(self, database: Database, stretches: int, links: int) -> None:
        """Put the claims that match into groups that no match leaves, with what ties them."""
        work, layout = self._work, self._layout
        names = [work.name("matched", number) for number in range(stretches)]
        tables = (read_table(layout, name, columns=("one", "other")) for name in names)
        tied = ((found["one"].to_numpy(), found["other"].to_numpy()) for found in tables)
        groups = groups_of(labels_of_all(self._claims, tied), CLAIMS_IN_GROUP)
        write_array(layout, work.name("groups", ending="npy"), groups.astype(np.int32))
        inside = np.flatnonzero(groups >= 0)
        owners = read_array(layout, work.name("owners", ending="npy"))
        database.register("groups", {"claim": inside, "grp": groups[inside]})
        matched = database.parts_of(names, scoring.MATCHED)
        database.store(clustering.MATCHED, "matched", rows=GROUP_ROWS, matched=matched)
        self._tie(database, _members(groups[inside], owners[inside]), links)

    def _tie(self, database: Database, members: Mapping[str, Array], links: int) -> None:
        """Put the links of documents to the groups of claims that both of their documents are in."""
        names = [self._work.tie("links", number) for number in range(links)]
        tables = [read_table(self._layout, name, columns=("first", "second")) for name in names]
        first, second = (
            np.concatenate([_NONE, *(each[end].to_numpy() for each in tables)]) for end in ("first", "second")
        )
        database.register("tied", clustering.tied(members["grp"], members["document"], first, second))
        database.store(clustering.TIES, "ties", links=database.parts_of(names, alike.LINKS))

    def _gather(self, database: Database, groups: int) -> None:
        """Put the claims that match into batches of whole clusters, and what the task of a batch reads together."""
        work, layout = self._work, self._layout
        names = [work.name("clusters", number) for number in range(groups)]
        found = [read_table(layout, name, columns=("claim", "cluster")) for name in names]
        claims, clusters = (
            np.concatenate([np.empty(0, np.int64), *(each[name].to_numpy() for each in found)])
            for name in ("claim", "cluster")
        )
        batches = groups_of(self._by_day(clusters), CLAIMS_IN_BATCH, least=1)
        order = read_array(layout, work.name("order", ending="npy"))
        owners = read_array(layout, work.name("owners", ending="npy"))
        batch_of = np.full(self._claims, -1, np.int32)
        batch_of[order[claims]] = batches
        write_array(layout, work.name("batches", ending="npy"), batch_of)
        database.register("batches", {"claim": claims, "grp": batches})
        database.register("members", _members(batches, owners[claims]))
        clustered = database.parts_of(names, clustering.CLUSTERED)
        database.store(happenings.CLAIMS, "told", claims=database.file(work.name("claims")), clusters=clustered)
        documents, origin_of = database.numbered("documents"), database.file(work.name("origin_of"))
        database.store(happenings.TEXTS, "texts", documents=documents, origin_of=origin_of)

    def _by_day(self, clusters: Array) -> Array:
        """*clusters*, by the number of their first claim, numbered in the order of its day: what one document tells is
        of few days."""
        first, which = np.unique(clusters, return_inverse=True)
        days = meeting.days_of(read_array(self._layout, self._work.name("marks", ending="npy"))[first])
        place = np.empty(len(first), np.int64)
        place[np.argsort(days, kind="stable")] = np.arange(len(first))
        return place[which]

    # Places --------------------------------------------------------------------------------------------------

    def _hold(self, database: Database, first: int) -> int:
        """Derive who holds places; gives how many groups of disputed places there are.

        Their files are numbered from *first* on.
        """
        work, layout = self._work, self._layout
        if not layout.storage.exists(work.name("said")):
            sides = {country or "" for one in self._parts for country in layout.read_json(one.done)["countries"]}
            database.register("sides", {"country": sorted(sides)})
            database.store(holding.HELD, "held", held=database.indexed("held"))
            held, texts = database.file(work.name("held")), database.numbered("documents")
            database.store(holding.TEXTS, "held_texts", held=held, documents=texts)
            database.store(holding.SAID, "said", said=database.indexed("said"))
        places, countries = (_groups_in(layout, work.name(name)) for name in ("held", "said"))
        self._each("places", partial(holding.dispute, work=work, first=first), range(places))
        self._each("control", partial(holding.add_up_country, work=work), range(countries))
        return places

    # Doing ---------------------------------------------------------------------------------------------------

    def _each(self, what: str, function: Callable[[T], Mapping[str, int]], tasks: Sequence[T]) -> None:
        """Do *function* of every task, and count what it made."""
        for done, counts in enumerate(self._engine.map(function, tasks), 1):
            self._counts.update(counts)
            self._step(what, done, len(tasks))


def _shares(layout: Layout, parts: Sequence[Part]) -> list[Share]:
    """The documents and claims of each partition, numbered through."""
    found, documents, claims = [], 0, 0
    for one in parts:
        with readable(layout, one.done):
            told = layout.read_json(one.done)
            found.append(Share(one, documents, told["documents"], claims, told["claims"]))
        documents, claims = documents + told["documents"], claims + told["claims"]
    return found


def _in_order(groups: Array, **columns: Array) -> Mapping[str, Array]:
    """*columns* with the group of each row, in the order of these."""
    order = np.argsort(groups, kind="stable")
    return {"grp": groups[order], **{name: column[order] for name, column in columns.items()}}


def _members(groups: Array, documents: Array) -> Mapping[str, Array]:
    """Each group with each of its documents, once."""
    size = int(documents.max(initial=0)) + 1
    found = distinct(groups.astype(np.int64) * size + documents)
    return {"grp": found // size, "document": found % size}


def _groups_in(layout: Layout, name: str) -> int:
    """How many groups the rows of *name* are in; they are numbered from 0."""
    from pyarrow import compute

    last = compute.max(read_table(layout, name, columns=("grp",))["grp"]).as_py()
    return 0 if last is None else int(last) + 1
