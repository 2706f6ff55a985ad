"""The seam for export formats: what a ledger gives them, and what they make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from fogline.export.record import Record
from fogline.model.review import Review

What = Literal["claims", "events", "control"]
"""What a row, a feature, an entity of an export stands for."""


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim's record with what the record does not say: of what kind those are who act and are acted upon."""

    record: Record
    agent_kind: str | None = None
    patient_kind: str | None = None


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event's record with its claims, in the order of documents and texts."""

    event: Record
    claims: tuple[ToldClaim, ...]


def _nothing() -> tuple[()]:
    return ()


def _none_of(claim_ids: Iterable[str]) -> tuple[()]:
    return ()


def _no_text(document_id: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Material:
    """What an export is made from; each part is read anew, and streamed, whenever it is called.

    ``claims`` are claim records. ``events`` come with their claims. ``control`` are spells (who is said to hold a
    place, ``since`` and ``until``): those of one day where a day was asked for. ``disagreements`` are those that one of
    the claims is in; ``claims_with`` gives any claims by their ids. ``reviews`` are people's decisions by
    the id they are about. ``text`` gives a document's stored text by its id, ``None`` where it may not leave the house.
    ``what`` is what was asked for, ``None``: what the format is for. ``redacted`` says, a line each, what was dropped.
    """

    claims: Callable[[], Iterable[Record]] = _nothing
    events: Callable[[], Iterable[ToldEvent]] = _nothing
    control: Callable[[], Iterable[Record]] = _nothing
    disagreements: Callable[[], Iterable[Record]] = _nothing
    claims_with: Callable[[Iterable[str]], Iterable[Record]] = _none_of
    reviews: Callable[[], Mapping[str, Sequence[Review]]] = dict
    text: Callable[[str], str | None] = _no_text
    what: What | None = None
    redacted: tuple[str, ...] = ()


class Exporter(Protocol):
    """Writes what a ledger holds in one format."""

    name: str
    """What ``--format`` calls it."""

    means: str
    """One line for people: what stands in the file."""

    offers: tuple[What, ...]
    """What ``--what`` may ask of it; the first is what it writes unasked."""

    binary: bool
    """Whether a terminal cannot show it."""

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write *material*, streamed, to *out*; gives the number of rows. Raises ``OSError`` as *out* does."""
        ...
