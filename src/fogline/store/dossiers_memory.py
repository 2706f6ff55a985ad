"""Dossiers in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.store.derived import Marks
from fogline.store.dossiers import Bearing, Entered
from fogline.store.marked_memory import Marked


class MemoryDossiers:
    """A :class:`~fogline.store.dossiers.DossierStore` that is gone when the process ends."""

    def __init__(self) -> None:
        self._marked = Marked()
        self._entries: dict[str, Entered] = {}

    def forget(self) -> None:
        """Drop all entries."""
        self._entries.clear()

    def mark_changed(self, document_ids: Iterable[str]) -> None:
        """Say that something about these documents changed."""
        self._marked.mark(document_ids)

    def unweighed(self) -> Marks:
        """See :class:`~fogline.store.dossiers.DossierStore`, as for all methods here."""
        return self._marked.all()

    def mark(self, document_ids: Collection[str]) -> Marks:
        return self._marked.mark_others(document_ids)

    def settle(self, marks: Marks) -> None:
        self._marked.settle(marks)

    def enter(self, entries: Mapping[str, Entered]) -> None:
        self._entries.update(entries)

    def put_found(self, found: Mapping[str, str | None]) -> None:
        for key, what in found.items():
            if key in self._entries:
                entry = self._entries[key]
                self._entries[key] = replace(entry, bearing=replace(entry.bearing, found=what))

    def entered(self, document_ids: Collection[str]) -> Mapping[str, Entered]:
        return {key: self._entries[key] for key in document_ids if key in self._entries}

    def bearings(self, document_ids: Collection[str]) -> Mapping[str, Bearing]:
        return {key: entry.bearing for key, entry in self.entered(document_ids).items()}

    def asking(self) -> set[str]:
        return {key for key, entry in self._entries.items() if entry.bearing.asks}

    def under(self, keys: Collection[int], *, most: int) -> Mapping[int, Sequence[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for document, entry in sorted(self._entries.items()):
            for key in entry.keys.intersection(keys):
                found[key].append(document)
        return {key: documents for key, documents in found.items() if len(documents) <= most}
