"""Web pages: the article among menus, teasers and scripts, through trafilatura (https://trafilatura.readthedocs.io)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fogline.errors import NoArticle, SkipDocument, UnreadableInput
from fogline.ingest.articles import document_from, has_words, with_title
from fogline.ingest.base import Hints, Item, Piece, Reader
from fogline.ingest.compressed import whole
from fogline.ingest.encoding import Decoded, NotText, decode_as_is, repaired
from fogline.ingest.raw import Raw

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_PAGE_MB = 10
"""Larger pages are no articles: of news pages 99.9 % have less than 2 MB, and 10 MB take half a minute."""

DEEPEST = 255
"""libxml2 cuts an HTML tree off at 256 levels."""

FEWEST_WORDS = 12
"""A page with less text holds no article; one that declares itself an article may be a flash of one sentence."""

FEWEST_WORDS_OF_ARTICLE = 5

WORDS_A_TEASER = 25
"""A page with fewer words of text for each headline that links elsewhere is an index: an article of 300 words with ten
teasers beside it has 30, a front page of teasers with a line each about 15."""

FEWEST_TEASERS = 5

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_OF_TYPE = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)
_ERROR_TITLE = re.compile(
    r"\b(?:40[0134]|410|50[023])\b.{0,40}(?:error|found|forbidden|denied|unavailable|gone|$)"
    r"|page (?:not|cannot be) found|\bnot found\b|access denied|just a moment|attention required"
    r"|are you (?:a )?(?:robot|human)|service unavailable",
    re.IGNORECASE,
)
_MOST_WORDS_OF_ERROR = 80
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]*)[^>]{20000,}>")
"""A tag longer than any that means something: fifty thousand attributes cost libxml2 a minute. They are left out."""

_LATIN = frozenset({"iso-8859-1", "latin1", "us-ascii", "ascii"})
"""Browsers read these as the code page that has curly quotes (https://encoding.spec.whatwg.org/#names-and-labels)."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


class HtmlReader(Reader):
    """Reads saved pages. The text is the article's paragraphs, a blank line between, its title before them."""

    name = "html"
    version = "html@1"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml")
    heavy = True

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The page at *path*."""
        yield whole(path, reader=self.name, limit_mb=MAX_PAGE_MB)

    def parse(self, raw: Raw) -> Item:
        """The article in the page, or why there is none."""
        if not raw.data.strip():
            return UnreadableInput(raw.source, "is empty")
        try:
            decoded = decode_page(raw.data, raw.media_type)
        except NotText as error:
            return UnreadableInput(raw.source, str(error))
        return article_in(decoded, raw)


def decode_page(data: bytes, media_type: str | None, *, declared: re.Pattern[bytes] | None = None) -> Decoded:
    """The text of a page: a byte order mark and well-formed UTF-8 come before what is declared, which is often wrong.

    *declared* finds in the bytes what they declare.

    Raises:
        NotText: binary data, or an encoding that cannot be told.
    """
    found = _OF_TYPE.search(media_type or "") or (declared or _DECLARED).search(data[:4096])
    name = None if found is None else found[1]
    encoding = (name.decode("ascii") if isinstance(name, bytes) else name or "").lower()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(data, encoding) or decode_as_is(data)
    if text.startswith("\ufeff") or "\0" in text[:4096]:
        return decode_as_is(data)
    wrong = encoding and not text.isascii() and encoding not in ("utf-8", "utf8")
    return Decoded(text, notes=(f"declares itself {encoding} but is UTF-8; read as UTF-8",) if wrong else ())


def _as_declared(data: bytes, encoding: str) -> Decoded | None:
    """*data* in the encoding it declares, if that is one, fits, and gives text."""
    # Browsers read these two names as the code page that has curly quotes (https://encoding.spec.whatwg.org/#names-and-labels).
    known = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}.get(
        encoding, encoding
    )
    if not known or known in ("utf-8", "utf8"):
        return None
    try:
        text = data.decode(known)
    except (UnicodeDecodeError, LookupError):
        return None
    if len(_CONTROLS.findall(text)) > 0.005 * len(text) or re.search("[\x80-\x9f]{2}", text):
        return None
    return Decoded(text)


def article_in(decoded: Decoded, raw: Raw) -> Item:
    """The document of a page's article, or why there is none."""
    tree = parse_tree(decoded.text)
    if tree is None:
        return _none(raw, "holds no article (no HTML in it)")
    from fogline.ingest.pages import page_metadata, says_article

    depth = _depth(tree) if decoded.text.count("<") > DEEPEST else 0
    url = raw.context.get("url") or raw.beside.url
    metadata = page_metadata(tree, url=url).over(raw.beside)
    article = says_article(tree)
    teasers = _teasers(tree)
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    lines = _lines(tree)
    text = "\n\n".join(lines)
    words = sum(len(line.split()) for line in lines if line.removeprefix("- ") not in links)
    if depth > DEEPEST and words < FEWEST_WORDS:
        return UnreadableInput(raw.source, f"its tags are nested more than {DEEPEST} deep, which no page's are")
    if why := _no_article(text, words, metadata.title, says_article=article, teasers=teasers):
        return _none(raw, why)
    notes = (
        (*decoded.notes, f"tags nested more than {DEEPEST} deep were left out") if depth > DEEPEST else decoded.notes
    )
    body = repaired(Decoded(text, is_source=False, notes=notes))
    stored, title_end = with_title(body, metadata.title)
    return document_from(
        stored, metadata, name=raw.name, source=raw.source, title_end=title_end, retrieved=raw.retrieved
    )


def _none(raw: Raw, why: str) -> SkipDocument:
    """That the page holds no article: an error only where the user asked for just this page."""
    return UnreadableInput(raw.source, why) if raw.alone else NoArticle(raw.source, why)


def parse_tree(text: str) -> HtmlElement | None:
    """The page as a tree; ``None`` where there is no HTML in it."""
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(
            _LONG_TAG.sub(r"<\1>", _CONTROLS.sub("", text)).encode("utf-8", "replace"), parser=parser
        )
    except (LxmlError, ValueError):
        return None


def _depth(tree: HtmlElement) -> int:
    from lxml.etree import iterwalk

    depth = deepest = 0
    for step, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if step == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _teasers(tree: HtmlElement) -> int:
    """Headlines in the page that link elsewhere."""
    return int(tree.xpath("count(//h2[.//a or parent::a] | //h3[.//a or parent::a] | //h4[.//a or parent::a])"))


def _lines(tree: HtmlElement) -> list[str]:
    """The article's paragraphs, none where trafilatura finds none; *tree* is changed by it."""
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # that it finds nothing is said by us
    found = bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    lines = (getattr(found, "text", None) or "").split("\n")
    return [line for line in (line.strip() for line in lines) if line]


def _no_article(text: str, words: int, title: str | None, *, says_article: bool, teasers: int) -> str | None:
    """Why a page with this *text*, of *words* besides those of links, holds no article; ``None`` if it does."""
    if words < _MOST_WORDS_OF_ERROR and _ERROR_TITLE.search(title or text[:80]):
        return "holds no article (it is an error page)"
    if not has_words(text) or words < (FEWEST_WORDS_OF_ARTICLE if says_article else FEWEST_WORDS):
        return "holds no article (there is hardly any text)"
    if not says_article and teasers >= FEWEST_TEASERS and words < teasers * WORDS_A_TEASER:
        return f"holds no article (an index: {words} words beside {teasers} linked headlines)"
    return None
