"""Papers and books: PDF through pypdf, DOCX through python-docx, EPUB as the web pages it is made of."""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from fogline.errors import UnreadableInput
from fogline.ingest.articles import Metadata, document_from, has_words, with_title
from fogline.ingest.base import Hints, Item, Piece, Reader
from fogline.ingest.compressed import whole
from fogline.ingest.detect import SUFFIXES
from fogline.ingest.encoding import Decoded, NotText, repaired
from fogline.ingest.feeds import text_of_fragment
from fogline.ingest.html import decode_page
from fogline.ingest.raw import Raw
from fogline.model.document import Document

MAX_PAPER_MB = 100
MAX_UNPACKED_MB = 300
"""A zip file that unpacks to more is no paper."""

MAX_TEXT_CHARACTERS = 10_000_000
"""As for plain text: more is no article."""

WORDS_A_PAGE = 3
"""A PDF with fewer words a page holds pictures of its text."""


class _PaperReader(Reader):
    """What the readers of papers share: one file is one document."""

    heavy = True

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The bytes of the paper at *path*."""
        yield whole(path, reader=self.name, limit_mb=MAX_PAPER_MB)

    def parse(self, raw: Raw) -> Item:
        """The document of a paper, or what is wrong with it."""
        if not raw.data.strip():
            return UnreadableInput(raw.source, "is empty")
        try:
            text, metadata = self.text_of(raw.data)
        except NotText as error:
            return UnreadableInput(raw.source, str(error))
        if not has_words(text):
            return UnreadableInput(raw.source, "holds no words")
        if len(text) > MAX_TEXT_CHARACTERS:
            return UnreadableInput(raw.source, f"has more than {MAX_TEXT_CHARACTERS // 1_000_000} million letters")
        return _document(raw, text, metadata)

    def text_of(self, data: bytes) -> tuple[str, Metadata]:
        """The words of a paper, and what it says of itself.

        Raises:
            NotText: it cannot be read; the message is the reason.
        """
        raise NotImplementedError


class PdfReader(_PaperReader):
    """Reads ``.pdf`` that holds its text; one that is locked, or holds pictures of it only, is named."""

    name = "pdf"
    version = "pdf@1"
    suffixes: tuple[str, ...] = SUFFIXES["pdf"]

    def text_of(self, data: bytes) -> tuple[str, Metadata]:
        """The words of its pages, lines that only end at the margin joined."""
        import pypdf

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            pdf = pypdf.PdfReader(io.BytesIO(data))
            if pdf.is_encrypted and not pdf.decrypt(""):
                raise NotText("is locked with a password")
            pages = [page.extract_text() or "" for page in pdf.pages]
            about = pdf.metadata
        except NotText:
            raise
        except (pypdf.errors.PyPdfError, pypdf.errors.DependencyError) as error:
            raise NotText(f"is a PDF that cannot be read ({' '.join(str(error).split())[:80]})") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError, OverflowError) as error:
            raise NotText(f"is a damaged PDF ({type(error).__name__})") from error
        if sum(len(page.split()) for page in pages) < WORDS_A_PAGE * len(pages):
            raise NotText("holds pictures of its text only (a scan); run it through OCR first")
        return "\n\n".join(filter(None, map(joined_lines, pages))), _about_pdf(about)


class DocxReader(_PaperReader):
    """Reads ``.docx``: paragraphs and cells of tables, in their order."""

    name = "docx"
    version = "docx@1"
    suffixes: tuple[str, ...] = SUFFIXES["docx"]

    def text_of(self, data: bytes) -> tuple[str, Metadata]:
        """The words of its body, a blank line between paragraphs."""
        import docx
        from docx.table import Table

        _check_zip(data)
        try:
            paper = docx.Document(io.BytesIO(data))
            parts: list[str] = []
            for block in paper.iter_inner_content():
                rows = block.rows if isinstance(block, Table) else ()
                parts += [" | ".join(cell.text.strip() for cell in row.cells) for row in rows]
                parts += [] if isinstance(block, Table) else [block.text]
            about = paper.core_properties
        except Exception as error:
            # python-docx lets through what its zip and XML libraries raise, and has no error of its own above them.
            raise NotText(f"is a DOCX file that cannot be read ({type(error).__name__})") from error
        metadata = Metadata(title=about.title or None, author=about.author or None, language=about.language or None)
        return "\n\n".join(part.strip() for part in parts if part.strip()), metadata


class EpubReader(_PaperReader):
    """Reads ``.epub``: its chapters, in the order of its spine."""

    name = "epub"
    version = "epub@1"
    suffixes: tuple[str, ...] = SUFFIXES["epub"]

    def text_of(self, data: bytes) -> tuple[str, Metadata]:
        """The words of its chapters, and what its package says of it (https://www.w3.org/TR/epub-33/)."""
        from lxml.etree import XMLParser, XMLSyntaxError, fromstring

        parser = XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        with _check_zip(data) as package:
            try:
                root = fromstring(package.read("META-INF/container.xml"), parser)
                at = root.xpath("string(//*[local-name()='rootfile']/@full-path)")
                opf = fromstring(package.read(at), parser)
                files = {item.get("id"): item.get("href") for item in opf.xpath("//*[local-name()='item']")}
                spine = opf.xpath("//*[local-name()='itemref']/@idref")
                folder = PurePosixPath(at).parent
                chapters = [package.read(str(folder / unquote(files[one]))) for one in spine if files.get(one)]
            except (KeyError, XMLSyntaxError, RuntimeError, zipfile.BadZipFile, ValueError) as error:
                raise NotText(f"is an EPUB file that cannot be read ({str(error)[:80]})") from error
        if any("encryption.xml" in name for name in package.namelist()) and not chapters:
            raise NotText("is locked")
        texts = [text_of_fragment(_body(decode_page(chapter, None).text)) for chapter in chapters]
        return "\n\n".join(filter(None, texts)), _about_epub(opf)


def joined_lines(page: str) -> str:
    """The paragraphs of a page of a PDF: a line that ends at the margin goes on in the next, a hyphen there is none.

    A line ends a paragraph where it ends like a sentence and is clearly shorter than the longest.
    """
    lines = [line.strip() for line in page.splitlines()]
    longest = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    going_on = False
    for line in lines:
        if not line:
            going_on = False
            continue
        if going_on and re.search(r"[^\W\d_]-\Z", paragraphs[-1]) and line[:1].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + line
        elif going_on:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
        else:
            paragraphs.append(line)
        ends = re.search(r"[.!?:”\"’')]\Z", line) is not None
        broken = re.search(r"[^\W\d_]-\Z", line) is not None
        going_on = broken or not (len(line) < 0.8 * longest and (ends or len(line) < 0.6 * longest))
    return "\n\n".join(paragraphs)


def _document(raw: Raw, text: str, metadata: Metadata) -> Document:
    given = metadata.over(raw.beside)
    title = " ".join((given.title or "").split()) or None
    stored, end = with_title(repaired(Decoded(text, is_source=False)), title)
    return document_from(stored, given, name=raw.name, source=raw.source, title_end=end, retrieved=raw.retrieved)


def _check_zip(data: bytes) -> zipfile.ZipFile:
    """The zip file of a paper, if it does not unpack to more than any paper has.

    Raises:
        NotText: it does, or it is damaged.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise NotText("is a damaged zip file") from error
    if sum(one.file_size for one in package.infolist()) > MAX_UNPACKED_MB * 1_000_000:
        raise NotText(f"unpacks to more than {MAX_UNPACKED_MB} MB, too large for a paper")
    return package


def _about_pdf(about: Any) -> Metadata:
    """What a PDF says of itself. Its dates are those of the file, which are seldom those of the report."""
    if about is None:
        return Metadata()
    title = str(about.title or "").strip()
    made_up = re.search(r"\.(?:docx?|pdf|indd|qxd)\Z|^(?:Microsoft Word|untitled)", title, re.IGNORECASE)
    return Metadata(title=None if made_up or not title else title, author=str(about.author or "").strip() or None)


def _about_epub(opf: Any) -> Metadata:
    def first(name: str) -> str | None:
        found = opf.xpath(f"string(//*[local-name()='metadata']/*[local-name()='{name}'])")
        return " ".join(found.split()) or None

    day = first("date")
    return Metadata(
        title=first("title"),
        author=first("creator"),
        outlet=first("publisher"),
        language=first("language"),
        published=day,
        published_evidence=day and f"EPUB dc:date: {day}",
    )


def _body(page: str) -> str:
    found = re.search(r"<body[^>]*>(.*)</body>", page, re.DOTALL | re.IGNORECASE)
    return found[1] if found else page
