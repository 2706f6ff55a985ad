"""The seam for what is kept to date documents by others: of each its dossier, and what it is looked for by.

As all that is derived it can be dropped and made anew. A document is *unweighed* from the moment something about it
changes until those that it may date, itself among them, are weighed; the store marks it in the same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fogline.store.derived import Marks


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a document bears on days: its own ``day``, if it is known but from others; else whether it ``asks`` for one,
    and what was ``found`` for it, as those who found it wrote it down."""

    day: date | None = None
    asks: bool = False
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A document as it is entered: its bearing, the keys it is looked for by (64 bits, signed), its dossier."""

    bearing: Bearing
    keys: frozenset[int]
    record: str


class DossierStore(Protocol):
    """Keeps dossiers. Every writing method is one transaction."""

    def unweighed(self) -> Marks:
        """The documents of which something changed since they were weighed last, each with the number of its change."""

    def mark(self, document_ids: Collection[str]) -> Marks:
        """Say that these documents are unweighed, too; gives those that were not already."""

    def settle(self, marks: Marks) -> None:
        """Say that these documents are weighed, but for those that changed again meanwhile."""

    def enter(self, entries: Mapping[str, Entered]) -> None:
        """Keep the entries of documents in place of those they had."""

    def put_found(self, found: Mapping[str, str | None]) -> None:
        """Keep what was found for documents that are entered, in place of what was."""

    def entered(self, document_ids: Collection[str]) -> Mapping[str, Entered]:
        """The entries of these documents, as far as they have one."""

    def bearings(self, document_ids: Collection[str]) -> Mapping[str, Bearing]:
        """The bearings of these documents, as far as they are entered; far cheaper than all of an entry."""

    def asking(self) -> set[str]:
        """The documents that ask for a day."""

    def under(self, keys: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        """The documents under each of *keys*, in order, for keys that *most* have at most."""
