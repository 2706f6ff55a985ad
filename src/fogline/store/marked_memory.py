"""Documents that are marked until something is done about them, in memory: who, and with which change."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.store.derived import Marks


class Marked:
    """The marks of documents; a later change has a larger number."""

    def __init__(self) -> None:
        self._changes = 0
        self._marks: dict[str, int] = {}

    def all(self) -> Marks:
        """All marks, in the order of the documents."""
        return dict(sorted(self._marks.items()))

    def mark(self, document_ids: Iterable[str]) -> None:
        """Mark these documents anew."""
        for key in document_ids:
            self._changes += 1
            self._marks[key] = self._changes

    def mark_others(self, document_ids: Iterable[str]) -> Marks:
        """Mark those of these documents that are not; gives their marks."""
        fresh = [key for key in document_ids if key not in self._marks]
        self.mark(fresh)
        return {key: self._marks[key] for key in fresh}

    def settle(self, marks: Marks) -> None:
        """Take *marks* off; who has been marked anew meanwhile stays marked."""
        for key, change in marks.items():
            if self._marks.get(key) == change:
                del self._marks[key]

    def clear(self) -> None:
        """Take all marks off."""
        self._marks.clear()
