"""What the documents of one partition are looked for by: the prints of their texts, the keys and marks of their claims.

Entered, too, is all that they settle by themselves: what each disputes alone, and what it says of who holds places.
Nothing here depends on another partition. Whoever has a document and its claims in hand enters them: the worker that
has just found them (:mod:`~fogline.bulk.extracting`), or one that reads them again (:mod:`~fogline.bulk.indexing`).
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fogline.bulk import results, tables
from fogline.bulk.columns import Array, write_array, write_table
from fogline.bulk.layout import Layout
from fogline.bulk.part import Part
from fogline.bulk.rows import Row
from fogline.control.histories import Source, countries_of_parties, found_in
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
from fogline.views.control import TOLD, profile_of

LIVES, REACHES = 1, 2
"""Bits that say of a claim under a key whether it lives there, and whether what may match it does."""

SourceOf = Callable[[str], Source]
"""Gives the words of one document, by its id, with its sentences and places."""


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
class Index:
    """The index of a partition, as far as its documents have been entered."""

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
    telling: list[tuple[Document, list[Claim], SourceOf]] = field(default_factory=list)
    countries: set[str | None] = field(default_factory=set)

    def enter(self, document: Document, claims: Sequence[tuple[int, Claim]], source_of: SourceOf) -> None:
        """Enter a *document* with its *claims* and the numbers of their rows; documents come in the order of theirs."""
        ordered = sorted(claims, key=lambda one: claim_order(one[1]))
        everything = [told(claim, document.published) for _, claim in ordered]
        prints = prints_of(document.document_id, document.text).prints
        self.prints.append(prints)
        for (row, _), one in zip(ordered, everything, strict=True):
            self._enter_claim(row, one)
        self.row_documents.extend([len(self.sizes)] * len(ordered))
        self.sizes.append(len(prints))
        found = across(everything, lambda place: (), (), {document.document_id: document}, lambda key: document)
        self.disagreements.extend(results.disagreement_row(scope, one) for scope, them in found.items() for one in them)
        self.held.extend(_held(one) for one in everything if one.claim.event_type in HOLDS and _has_id(one))
        if telling := [claim for _, claim in ordered if claim.event_type in TOLD]:
            telling.sort(key=lambda claim: claim.event_type)
            self.telling.append((document, telling, source_of))
            self.countries.update(countries_of_parties(telling))

    def write(self, layout: Layout, one: Part) -> None:
        """Write it as that of the partition *one*, when all its documents are entered.

        Raises:
            BulkError: it cannot be written.
        """
        self._enter_said()
        claims = len(self.rows)
        entered = self._entered(one.number)
        write_table(layout, one.name("prints"), entered["prints"])
        write_table(layout, one.name("keys"), entered["keys"])
        write_array(layout, one.name("marks", "npy"), self._in_order_of_rows(claims))
        write_array(layout, one.name("owners", "npy"), self._owners(claims))
        for what, form, rows in (
            ("disagreements", results.schema_of("disagreements"), self.disagreements),
            ("held", tables.schema(_HELD), self.held),
            ("said", tables.schema(_SAID), self.said),
        ):
            with tables.written(layout, one.name(what), form) as out:
                out.add(rows)
        told = {"documents": len(self.sizes), "claims": claims, "countries": sorted(self.countries, key=str)}
        layout.write_json(one.done, told)

    def _enter_claim(self, row: int, one: Told) -> None:
        lives, reaches = homes(one), reach(one)
        alone = lives - reaches
        self.keys.extend(reaches)
        self.keys.extend(alone)
        self.flags.extend([REACHES | LIVES if key in lives else REACHES for key in reaches])
        self.flags.extend([LIVES] * len(alone))
        self.key_rows.extend([row] * (len(reaches) + len(alone)))
        self.marks.append(mark_of(one))
        self.rows.append(row)

    def _enter_said(self) -> None:
        """Enter what the documents say of who holds places.

        Whether only parties of a profile count as sides in a country, is settled by all partitions together. Where this
        one does not settle it already, both readings are kept, the one with parties alone as the strict one.
        """

        def is_open(place: Place) -> bool:
            return place.country not in self.countries

        for document, claims, source_of in self.telling:
            found = [(True, one) for one in found_in(claims, source_of, profile_of, known=_EVERYWHERE)]
            if any(claim.place is not None and is_open(claim.place.place) for claim in claims):
                found += [(False, one) for one in found_in(claims, source_of, profile_of, known=(), about=is_open)]
            for position, (strict, one) in enumerate(found):
                of = {"country": one.place.country, "strict": strict, "document_id": document.document_id}
                self.said.append({**of, "position": position, "record": codec.dumps(one)})

    def _entered(self, number: int) -> Mapping[str, Any]:
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

    def _in_order_of_rows(self, count: int) -> Array:
        """The marks, by the claims' rows."""
        found = np.zeros(count, MARK)
        found[self.rows] = np.frombuffer(b"".join(self.marks), MARK)
        return found

    def _owners(self, count: int) -> Array:
        """The documents' rows, by the claims' rows."""
        found = np.full(count, -1, np.int32)
        found[self.rows] = self.row_documents
        return found


def _same(value: int, count: int) -> Array:
    return np.full(count, value, np.int32)


def _has_id(one: Told) -> bool:
    return one.place is not None and one.place.geonameid is not None


def _held(one: Told) -> Row:
    """A claim on who holds a place, as it is held against others of the place."""
    return {
        "geonameid": one.place.geonameid if one.place else None,
        "document_id": one.claim.document_id,
        "record": codec.cut(codec.dumps(one.claim), "reasons"),
    }


class _Everywhere:
    """Every country there is."""

    def __contains__(self, country: object) -> bool:
        return True


_EVERYWHERE = _Everywhere()
