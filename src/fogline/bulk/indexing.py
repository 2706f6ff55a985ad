"""What one partition is looked for by: the prints of its texts, the keys and marks of its claims.

Read once, too, is all that its documents settle by themselves: what each disputes alone, and what it says of who holds
places. Nothing here depends on another partition, so it stays when more are added.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from fogline.bulk import results, tables
from fogline.bulk.columns import Array, readable, write_array, write_table
from fogline.bulk.layout import WORK, Layout, part
from fogline.bulk.rows import Row, document_of, mentions_of
from fogline.control.histories import Source, countries_of_parties, found_in
from fogline.derivation.rules import rules
from fogline.disagreements.control import HOLDS
from fogline.disagreements.find import across
from fogline.matching.blocks import homes, reach
from fogline.matching.marks import MARK, mark_of
from fogline.matching.told import Told, told
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.values import Place
from fogline.origins.prints import prints_of
from fogline.store import codec
from fogline.store.conditions import claim_order
from fogline.version import __version__
from fogline.views.control import TOLD, profile_of

DOCUMENTS_AT_ONCE = 200
"""Documents in memory together, with all their claims."""

LIVES, REACHES = 1, 2
"""Bits that say of a claim under a key whether it lives there, and whether what may match it does."""


@dataclass(frozen=True, slots=True)
class Part:
    """A partition by its ``number``; ``stem`` begins the names of what is kept of it, and tells its content."""

    number: int
    stem: str

    def name(self, what: str, ending: str = "parquet") -> str:
        """The name of one of these files."""
        return f"{self.stem}.{what}.{ending}"

    @property
    def done(self) -> str:
        """The name of the file that is written last."""
        return self.name("done", "json")


def part_of(layout: Layout, number: int) -> Part:
    """Partition *number* as it is now, by its mark and the rules."""
    with readable(layout, layout.mark(number)), layout.storage.open(layout.mark(number)) as file:
        digest = hashlib.sha256(f"{__version__} {rules()} ".encode() + file.read()).hexdigest()
    return Part(number, f"{WORK}/index/{part(number)}-{digest[:12]}")


def index(one: Part, *, layout: Layout) -> Mapping[str, int]:
    """Read the partition *one*, unless that is done; gives nothing that counts.

    Raises:
        BulkError: a file is damaged, or none can be written.
    """
    if layout.storage.exists(one.done):
        return {}
    kept = _Kept()
    reading = _Partition(layout, one.number)
    for document, claims in reading.documents():
        _enter(kept, document, claims)
    _enter_said(kept, reading)
    claims_count, entered = reading.claims_count, kept.entered(one.number)
    write_table(layout, one.name("prints"), entered["prints"])
    write_table(layout, one.name("keys"), entered["keys"])
    write_array(layout, one.name("marks", "npy"), kept.in_order_of_rows(claims_count))
    write_array(layout, one.name("owners", "npy"), kept.owners(claims_count))
    for what, form, rows in (
        ("disagreements", results.schema_of("disagreements"), kept.disagreements),
        ("held", tables.schema(_HELD), kept.held),
        ("said", tables.schema(_SAID), kept.said),
    ):
        with tables.written(layout, one.name(what), form) as out:
            out.add(rows)
    told = {"documents": len(kept.sizes), "claims": claims_count, "countries": sorted(kept.countries, key=str)}
    layout.write_json(one.done, told)
    return {}


_HELD = {
    "geonameid": "int64",
    **dict.fromkeys(("document_id", "record"), "string"),
}
_SAID = {
    "country": "string",
    "strict": "bool",
    "document_id": "string",
    "position": "int32",
    "record": "string",
}


@dataclass
class _Kept:
    """What has been read so far."""

    prints: list[Array] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    keys: array[int] = field(default_factory=lambda: array("q"))
    key_rows: array[int] = field(default_factory=lambda: array("i"))
    flags: array[int] = field(default_factory=lambda: array("b"))
    rows: list[int] = field(default_factory=list)
    row_documents: list[int] = field(default_factory=list)
    marks: list[bytes] = field(default_factory=list)
    disagreements: list[Row] = field(default_factory=list)
    held: list[Row] = field(default_factory=list)
    said: list[Row] = field(default_factory=list)
    telling: list[tuple[Document, list[Claim]]] = field(default_factory=list)
    countries: set[str | None] = field(default_factory=set)

    def entered(self, number: int) -> Mapping[str, Any]:
        """The prints and the keys as columns, the keys in order."""
        order = np.argsort(np.asarray(self.keys), kind="stable")
        flags = np.asarray(self.flags)[order]
        prints = np.concatenate([np.empty(0, np.uint64), *self.prints])
        owners = np.repeat(np.arange(len(self.sizes), dtype=np.int32), self.sizes)
        return {
            "prints": {"partition": _same(number, len(owners)), "document": owners, "print": prints.view(np.int64)},
            "keys": {
                "partition": _same(number, len(order)),
                "key": np.asarray(self.keys)[order],
                "claim": np.asarray(self.key_rows)[order],
                "lives": (flags & LIVES).astype(np.int8),
                "reaches": ((flags & REACHES) // REACHES).astype(np.int8),
            },
        }

    def in_order_of_rows(self, count: int) -> Array:
        """The marks, by the claims' rows."""
        found = np.zeros(count, MARK)
        found[self.rows] = np.frombuffer(b"".join(self.marks), MARK)
        return found

    def owners(self, count: int) -> Array:
        """The documents' rows, by the claims' rows."""
        found = np.full(count, -1, np.int32)
        found[self.rows] = self.row_documents
        return found


def _same(value: int, count: int) -> Array:
    return np.full(count, value, np.int32)


def _enter(kept: _Kept, document: Document, claims: Sequence[tuple[int, Claim]]) -> None:
    ordered = sorted(claims, key=lambda one: claim_order(one[1]))
    everything = [told(claim, document.published) for _, claim in ordered]
    prints = prints_of(document.document_id, document.text).prints
    kept.prints.append(prints)
    for (row, _), one in zip(ordered, everything, strict=True):
        _enter_claim(kept, row, one)
    kept.row_documents.extend([len(kept.sizes)] * len(ordered))
    kept.sizes.append(len(prints))
    found = across(everything, lambda place: (), (), {document.document_id: document}, lambda key: document)
    kept.disagreements.extend(results.disagreement_row(scope, one) for scope, them in found.items() for one in them)
    kept.held.extend(_held(one) for one in everything if one.claim.event_type in HOLDS and _has_id(one))
    if telling := [claim for _, claim in ordered if claim.event_type in TOLD]:
        telling.sort(key=lambda claim: claim.event_type)
        kept.telling.append((document, telling))
        kept.countries.update(countries_of_parties(telling))


def _enter_claim(kept: _Kept, row: int, one: Told) -> None:
    lives, reaches = homes(one), reach(one)
    for key in reaches:
        kept.keys.append(key)
        kept.flags.append(REACHES | (LIVES if key in lives else 0))
    for key in lives - reaches:
        kept.keys.append(key)
        kept.flags.append(LIVES)
    kept.key_rows.extend([row] * (len(reaches) + len(lives - reaches)))
    kept.marks.append(mark_of(one))
    kept.rows.append(row)


def _has_id(one: Told) -> bool:
    return one.place is not None and one.place.geonameid is not None


def _held(one: Told) -> Row:
    """A claim on who holds a place, as it is held against others of the place."""
    return {
        "geonameid": one.place.geonameid if one.place else None,
        "document_id": one.claim.document_id,
        "record": codec.dumps(one.claim),
    }


class _Everywhere(frozenset[str | None]):
    """Every country there is."""

    def __contains__(self, country: object) -> bool:
        return True


_EVERYWHERE = _Everywhere()


def _enter_said(kept: _Kept, reading: _Partition) -> None:
    """Enter what the documents say of who holds places.

    Whether only parties of a profile count as sides in a country, is settled by all partitions together. Where this one
    does not settle it already, both readings are kept, the one with parties alone as the strict one.
    """

    def is_open(place: Place) -> bool:
        return place.country not in kept.countries

    for document, claims in kept.telling:
        source_of = partial(reading.source_of, document)
        found = [(True, one) for one in found_in(claims, source_of, profile_of, known=_EVERYWHERE)]
        if any(claim.place is not None and is_open(claim.place.place) for claim in claims):
            found += [(False, one) for one in found_in(claims, source_of, profile_of, known=(), about=is_open)]
        for position, (strict, one) in enumerate(found):
            of = {"country": one.place.country, "strict": strict, "document_id": document.document_id}
            kept.said.append({**of, "position": position, "record": codec.dumps(one)})


class _Partition:
    """The rows of one partition, a document's together."""

    def __init__(self, layout: Layout, number: int) -> None:
        self._layout, self._number = layout, number
        self.claims_count = 0
        self._claims: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        self._mentions: Any = None
        self._where: dict[str, list[int]] = {}
        self._source: tuple[str, Source] | None = None
        self._read_claims()

    def _read_claims(self) -> None:
        name = self._layout.path("claims", self._number)
        with readable(self._layout, name):
            for some in tables.read(self._layout, name, columns=("document_id", "record")):
                for number, row in enumerate(some, self.claims_count):
                    self._claims[row["document_id"]].append((number, codec.cut(row["record"], "reasons")))
                self.claims_count += len(some)

    def documents(self) -> Iterator[tuple[Document, list[tuple[int, Claim]]]]:
        """Each document with its claims, and these with the numbers of their rows."""
        name = self._layout.path("documents", self._number)
        with readable(self._layout, name):
            for some in tables.read(
                self._layout, name, columns=("document_id", "text", "record"), size=DOCUMENTS_AT_ONCE
            ):
                for row in some:
                    own = self._claims.pop(row["document_id"], [])
                    yield document_of(row), [(number, codec.loads(Claim, record)) for number, record in own]

    def source_of(self, document: Document, document_id: str) -> Source:
        """The words of *document*, with its sentences and places."""
        if self._source is None or self._source[0] != document_id:
            mentions = mentions_of(self._mentioned(document_id))
            source = Source(document.text, document.published, mentions.sentences, mentions.places)
            self._source = document_id, source
        return self._source[1]

    def _mentioned(self, document_id: str) -> list[Row]:
        name = self._layout.path("mentions", self._number)
        if self._mentions is None:
            with readable(self._layout, name):
                self._mentions, self._where = _mentions_by_document(self._layout, name)
        wanted = np.array(self._where.get(document_id, ()), np.int64)
        rows: list[Row] = self._mentions.take(wanted).to_pylist()
        return rows


def _mentions_by_document(layout: Layout, name: str) -> tuple[Any, dict[str, list[int]]]:
    """The sentences and places of a partition, and the rows that each document has among them."""
    from pyarrow import parquet

    with layout.storage.open(name) as file:
        columns = ["document_id", "kind", "position", "record"]
        found = parquet.read_table(file, columns=columns, filters=[("kind", "in", ["sentences", "places"])])
    where: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(found["document_id"].to_pylist()):
        where[key].append(row)
    return found.combine_chunks(), where
