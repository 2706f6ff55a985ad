"""Plain text and Markdown files: one article a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from fogline.errors import UnreadableInput
from fogline.ingest.articles import METADATA_KEYS, Metadata, document_from, has_words, with_title
from fogline.ingest.base import Hints, Item, Piece, Reader
from fogline.ingest.compressed import whole
from fogline.ingest.encoding import Decoded, NotText, decode
from fogline.ingest.raw import Raw
from fogline.language.sentences import STAMP
from fogline.model.document import Document

MAX_TEXT_MB = 10
"""Larger files are no articles: long novels have 5 MB, and 10 MB take minutes and most of a gigabyte to parse."""

LONGEST_TITLE = 200
"""Characters; among 1,400 press headlines that came with their articles the longest had 162."""

_HEAD = 2000
"""Characters in which a title is looked for, so that no pattern runs over a whole file."""

_FRONT_MATTER = re.compile(r"---[^\S\n]*\r?\n(?P<lines>.*?)^---[^\S\n]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"(?P<key>[A-Za-z][\w-]*)[^\S\n]*:[^\S\n]*(?P<value>.*?)\s*")
_HEADING = re.compile(r"\s*(?P<line>#[^\S\n]+(?P<title>[^\n]*?)[^\S\n]*#*)[^\S\n]*\r?(?:\n|\Z)")
_FIRST_LINE = re.compile(r"\s*(?P<title>[^\n]*?\S)[^\S\n]*\n[^\S\n]*\r?\n\s*\S")
_NO_TITLE = re.compile(r"[#>|*-]|https?://|www\.|by\s+[A-Z]|(?:date|published|updated|source)\b", re.IGNORECASE)


class TextReader(Reader):
    """Reads ``.txt``: the text is the file as decoded, and nothing in it is taken for metadata.

    The title is a first line that a blank line sets apart, that is short and does not end like a sentence.
    """

    name = "text"
    version = "text@1"
    suffixes: tuple[str, ...] = (".txt", ".text")
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The bytes of the file at *path*: one article."""
        yield whole(path, reader=self.name, limit_mb=MAX_TEXT_MB)

    def parse(self, raw: Raw) -> Item:
        """The document of *raw*."""
        try:
            decoded = decode(raw.data)
            _check_words(raw.source, decoded)
            return self._document(raw, decoded)
        except NotText as error:
            return UnreadableInput(raw.source, str(error))
        except UnreadableInput as error:
            return error

    def _document(self, raw: Raw, decoded: Decoded) -> Document:
        title, end = title_line(decoded.text)
        if raw.beside.title is not None:
            decoded, end = with_title(decoded, raw.beside.title)
        given = raw.beside.over(Metadata(title=title))
        return document_from(decoded, given, name=raw.name, source=raw.source, title_end=end, retrieved=raw.retrieved)


class MarkdownReader(TextReader):
    """Reads ``.md``: a leading ``# heading`` is the title, and front matter (``---``, ``key: value`` …) the metadata.

    The front matter is no part of the text; without any, the text is the file as decoded.
    """

    name = "markdown"
    version = "markdown@1"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def _document(self, raw: Raw, decoded: Decoded) -> Document:
        metadata, body = front_matter(decoded)
        _check_words(raw.source, body)
        heading = _HEADING.match(body.text[:_HEAD])
        if heading is not None:
            end = heading.end("line")
            metadata = replace(metadata, title=metadata.title or heading["title"].strip() or None)
        elif metadata.title is not None:
            body, end = with_title(body, metadata.title)
        else:
            title, end = title_line(body.text)
            metadata = replace(metadata, title=title)
        given = raw.beside.over(metadata)
        return document_from(body, given, name=raw.name, source=raw.source, title_end=end, retrieved=raw.retrieved)


def title_line(text: str) -> tuple[str | None, int]:
    """The first line of *text* and where it ends, if it is a title: set apart, short, not a sentence, not a by-line.

    Behind a date that a scraper put before it ("date 2031-05-02 Rebels take Northford."), it may end in a stop.
    """
    found = _FIRST_LINE.match(text[:_HEAD])
    if found is None or len(found["title"]) > LONGEST_TITLE:
        return None, 0
    title = found["title"]
    stamp = STAMP.match(title)
    if stamp is not None and has_words(title[stamp.end() :]):
        return title[stamp.end() :].strip(), found.end("title")
    if _NO_TITLE.match(title):
        return None, 0
    if title.rstrip("\"'”’»)]").endswith((".", ":", ";", ",", "…")) or not has_words(title):
        return None, 0
    return title, found.end("title")


def front_matter(decoded: Decoded) -> tuple[Metadata, Decoded]:
    """The metadata at the head of a Markdown text, and the text without it; lines that are no field are passed over."""
    found = _FRONT_MATTER.match(decoded.text)
    if found is None:
        return Metadata(), decoded
    fields: dict[str, str] = {}
    for line in found["lines"].splitlines():
        if (field := _FIELD.fullmatch(line)) and (value := field["value"].strip("\"'").strip()):
            fields[field["key"].lower()] = value
    if "published" not in fields and "date" in fields:
        fields["published"] = fields["date"]
    body = decoded.text[found.end() :].lstrip("\r\n")
    metadata = Metadata(**{key: fields.get(key) for key in METADATA_KEYS})
    return metadata, Decoded(body, is_source=False, notes=decoded.notes)


def _check_words(source: str, decoded: Decoded) -> None:
    if not decoded.text.strip():
        raise UnreadableInput(source, "is empty")
    if not has_words(decoded.text):
        raise UnreadableInput(source, "holds no words")
