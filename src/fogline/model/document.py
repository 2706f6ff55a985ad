"""Documents: what was read, never altered afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from fogline.model.quick import sent_by_arguments

PublishedBasis = Literal["metadata", "text", "inferred", "user"]
"""How a publication date is known: from metadata, from the text, inferred from other evidence, or the user."""


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Document:
    """One article or post as read: its stored text and what is known about it.

    ``text`` is what every offset counts in. ``title_end`` is the number of leading characters of ``text`` that are
    the title (0: no title stands in the text). ``text_is_source`` says whether the text is that of the file as
    decoded (else it was extracted or repaired). ``sources`` lists every place the same text was read from, the first
    one first; ``notes`` what reading it had to repair or assume. ``published`` is ``None`` where it is not known;
    ``published_evidence`` then too, else the words or field it rests on.
    """

    document_id: str
    name: str
    text: str
    sha256: str
    title: str | None = None
    title_end: int = 0
    outlet: str | None = None
    author: str | None = None
    wire_credit: str | None = None
    url: str | None = None
    published: date | None = None
    published_basis: PublishedBasis | None = None
    published_evidence: str | None = None
    language: str | None = None
    text_is_source: bool = True
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
