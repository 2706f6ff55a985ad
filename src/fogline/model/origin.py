"""Origins: documents, and passages of documents, that descend from one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fogline.model.quick import sent_by_arguments
from fogline.model.span import Span

LinkKind = Literal["copy", "abridgement", "wire", "passage"]
"""How two documents hang together: nearly the same text; one cut down or worked over from the other (or both from a
third); both credited to one agency and sharing much of its copy; a passage in common, the rest their own."""


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Stretch:
    """The same words in two documents: where they stand in each, small changes included."""

    first: Span
    second: Span


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Link:
    """Two documents (``first`` has the smaller id) that share text, and why they are taken to hang together.

    ``share`` is the part (0 to 1) of the shorter document's words that stand in ``stretches``; ``of_longer`` the same
    of the longer one. Only a ``passage`` leaves the two documents origins of their own.
    """

    first: str
    second: str
    kind: LinkKind
    share: float
    of_longer: float
    stretches: tuple[Stretch, ...]
    reason: str

    @property
    def joins(self) -> bool:
        """Whether the two documents as wholes descend from one text."""
        return self.kind != "passage"


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that several documents share: one voice, however often it is printed."""

    passage_id: str
    places: tuple[tuple[str, Span], ...]
    """Document id and span, in the order of ids."""


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Origin:
    """Documents (ids, in order) that descend from one text; alone, a document is an origin of its own."""

    origin_id: str
    documents: tuple[str, ...]
    links: tuple[Link, ...] = ()
