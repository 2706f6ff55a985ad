"""Text and metadata, however they were read, to a ``Document``."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime

from fogline.ingest.credits import wire_credit
from fogline.ingest.dates import absurd, parse_published
from fogline.ingest.encoding import Decoded
from fogline.ingest.language import settled_language
from fogline.limits import read_part
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of


@dataclass(frozen=True, slots=True)
class Metadata:
    """What stands beside a text, as it was given; ``None`` or blank for what was not."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    published_evidence: str | None = None
    wire_credit: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and those of *other* for what is not given here."""
        mine = {field.name: getattr(self, field.name) or getattr(other, field.name) for field in fields(self)}
        if self.published:
            mine["published_evidence"] = self.published_evidence
        return Metadata(**mine)


METADATA_KEYS = ("title", "outlet", "author", "published", "url", "language")


def with_title(body: Decoded, title: str | None) -> tuple[Decoded, int]:
    """The text to store for *body* under *title*, and where in it the title ends.

    A title that the text does not begin with is put before it, a blank line between.
    """
    if title is None:
        return body, 0
    start = len(body.text) - len(body.text.lstrip())
    end = start + len(title)
    if body.text.startswith(title, start):
        return body, end if _ends_there(body.text[end:]) else 0
    return Decoded(f"{title}\n\n{body.text}", is_source=False, notes=body.notes), len(title)


def _ends_there(rest: str) -> bool:
    """Whether what precedes *rest* can be a title by itself, rather than the first words of a sentence."""
    return re.match(r"[^\S\n]*(?:\Z|\n)|[\s|–—:.-]+[^\sa-zß-ÿ]", rest) is not None


def document_from(
    decoded: Decoded,
    metadata: Metadata,
    *,
    name: str,
    source: str,
    title_end: int,
    retrieved: datetime | None = None,
) -> Document:
    """The document of a text whose title, if any stands in it, ends at *title_end*.

    *name* is the file's base name or what the record calls itself, *source* where it was read, *retrieved* when it
    was received (now, unless given): nothing was published after that. A language that is not given is detected; a
    date that cannot be read, or cannot be true, leaves a note and no date.
    """
    text, notes = decoded.text, list(decoded.notes)
    published, doubt = _published(metadata.published, retrieved or datetime.now(UTC))
    if doubt is not None:
        notes.append(doubt)
    language, doubt = settled_language(text[title_end:] if has_words(text[title_end:]) else text, metadata.language)
    if doubt is not None:
        notes.append(doubt)
    if (part := len(read_part(text))) < len(text):
        notes.append(
            f"too long to be read whole: claims are found in the first {part:,} of its {len(text):,} characters"
        )
    return Document(
        document_id=document_id(text),
        name=name,
        text=text,
        sha256=sha256_of(text),
        title=metadata.title,
        title_end=title_end,
        outlet=metadata.outlet,
        author=metadata.author,
        wire_credit=metadata.wire_credit or wire_credit(text, title_end=title_end),
        url=metadata.url,
        published=published,
        published_basis=None if published is None else "metadata",
        published_evidence=None if published is None else metadata.published_evidence or metadata.published,
        language=language,
        text_is_source=decoded.is_source,
        sources=(source,),
        notes=tuple(notes),
    )


def _published(given: str | None, retrieved: datetime) -> tuple[date | None, str | None]:
    """The day that metadata gives, and what is wrong with it, if it is not taken."""
    if given is None:
        return None, None
    day = parse_published(given)
    if day is None:
        return None, f"the publication date cannot be read as one day: {given[:60]!r}"
    doubt = absurd(day, retrieved=retrieved.date())
    return (day, None) if doubt is None else (None, f"the publication date {day} was not taken: {doubt}")


def has_words(text: str) -> bool:
    """Whether there is anything in *text* to read."""
    return re.search(r"[^\W\d_]", text) is not None
