"""What a brief is made of, before it is HTML, Markdown or PDF: plain text with numbered notes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """The evidence of a sentence: the words in their document, and who says them."""

    number: int
    words: str
    who: str
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the numbers of the notes that it stands on. ``quote`` says that it is somebody's own words."""

    text: str
    notes: tuple[int, ...] = ()
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One happening, dispute or place: its heading, what stands behind it in a few words, and the sentences."""

    heading: str
    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, its cells as text, with its notes."""

    cells: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief. ``kind`` colours it: confirmed, told, disputed, control, figures, single, ahead."""

    kind: str
    heading: str
    about: str
    items: tuple[Item, ...] = ()
    table: Table | None = None
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: how many claims are about it, and the best that stands behind any of them."""

    name: str
    latitude: float
    longitude: float
    claims: int
    kind: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A day (ISO 8601), and how many claims are about it by whose word it is (party, ``None``: no side)."""

    day: str
    by_party: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief."""

    title: str
    scope: str
    glance: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    dots: tuple[Dot, ...]
    bars: tuple[Bar, ...]
    method: tuple[str, ...]
    unmapped: int = 0
    undated: int = 0
