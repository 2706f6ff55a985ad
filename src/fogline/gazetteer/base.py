"""The seam: where place names are looked up."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from fogline.model.values import Toponym


@runtime_checkable
class Gazetteer(Protocol):
    """Something that knows places by name.

    Every implementation folds names alike (:func:`fogline.gazetteer.names.normalise`), so that case, diacritics,
    apostrophes and hyphens never decide whether a place is found.
    """

    def candidates(self, name: str) -> tuple[Toponym, ...]:
        """The places that go by *name*, most populous first; empty where none does.

        A candidate's ``primary`` says whether *name* is its main name.
        """
        ...

    def opens(self, name: str) -> bool:
        """Whether a longer name than *name* may begin with its words: ``False`` only where surely none does."""
        ...

    def get(self, toponym_id: int) -> Toponym | None:
        """The place with this id, or ``None``."""
        ...
