"""RSS and Atom feeds and OPML lists of them, through feedparser (https://feedparser.readthedocs.io)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from fogline.errors import NoArticle, UnreadableInput
from fogline.ingest.addresses import is_address
from fogline.ingest.articles import Metadata, document_from, has_words, with_title
from fogline.ingest.base import Elsewhere, Hints, Item, Notice, Piece, Reader
from fogline.ingest.compressed import whole
from fogline.ingest.detect import SUFFIXES
from fogline.ingest.encoding import Decoded, NotText, repaired
from fogline.ingest.html import decode_page, parse_tree
from fogline.ingest.raw import Raw

MAX_FEED_MB = 20
"""Larger feeds are archives of something else; the largest of news sites have 3 MB."""

FULL_WORDS = 80
"""An entry's content, or a summary without dots at its end, with so many words is the article; less is a teaser."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_TEASED = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|read more|continue reading|more »)\W*\Z", re.IGNORECASE)
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "table"}
)


class FeedReader(Reader):
    """Reads feeds: each entry that brings its article is a document, of the others the linked page is read."""

    name = "feed"
    version = "feed@1"
    suffixes: tuple[str, ...] = SUFFIXES["feed"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The entries of the feed at *path*."""
        found = whole(path, reader=self.name, limit_mb=MAX_FEED_MB)
        yield from entries(found) if isinstance(found, Raw) else [found]

    def parse(self, raw: Raw) -> Item:
        """The document of one entry's content, which is a piece of HTML."""
        try:
            text = text_of_fragment(decode_page(raw.data, raw.media_type).text)
        except NotText as error:
            return UnreadableInput(raw.source, str(error))
        if not has_words(text):
            return NoArticle(raw.source, "holds no article (an entry without words)")
        stored, end = with_title(repaired(Decoded(text, is_source=False)), raw.beside.title)
        return document_from(
            stored, raw.beside, name=raw.name, source=raw.source, title_end=end, retrieved=raw.retrieved
        )


class OpmlReader(Reader):
    """Reads OPML lists: every feed in the list is read."""

    name = "opml"
    version = "opml@1"
    suffixes: tuple[str, ...] = SUFFIXES["opml"]
    heavy = False

    def split(self, path: Path, hints: Hints = Hints()) -> Iterator[Piece]:  # noqa: B008 - frozen
        """The feeds in the list at *path*, each to be fetched."""
        found = whole(path, reader=self.name, limit_mb=MAX_FEED_MB)
        yield from listed(found) if isinstance(found, Raw) else [found]

    def parse(self, raw: Raw) -> Item:
        """A list holds no article itself."""
        return NoArticle(raw.source, "holds no article (a list of feeds)")


def listed(raw: Raw) -> Iterator[Piece]:
    """The feeds in an OPML list, each to be fetched."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = fromstring(raw.data, parser)
    except XMLSyntaxError:
        tree = None
    found = [] if tree is None else tree.xpath("//outline/@xmlUrl | //outline/@xmlurl")
    feeds = list(dict.fromkeys(urljoin(raw.source, address.strip()) for address in found))
    if not feeds:
        yield UnreadableInput(raw.source, "lists no feeds")
    yield from (Elsewhere(raw.source, address) for address in feeds)


def entries(raw: Raw) -> Iterator[Piece]:
    """The entries of a feed: their content, or where it is; what is wrong with the feed is said."""
    import feedparser

    try:
        text = _DECLARATION.sub("", decode_page(raw.data, raw.media_type, declared=_ENCODING).text)
    except NotText as error:
        yield UnreadableInput(raw.source, str(error))
        return
    told = {"content-type": "application/xml; charset=utf-8", "content-location": raw.context.get("url", "")}
    feed = feedparser.parse(text.encode("utf-8", "replace"), response_headers=told)
    if not feed.entries:
        empty = bool(feed.get("version")) and not feed.bozo
        why = "is a feed without entries" if empty else "is no feed that can be read"
        yield Notice(raw.source, why) if empty else UnreadableInput(raw.source, why)
        return
    if feed.bozo and "encoding" not in type(feed.bozo_exception).__name__.lower():
        why = " ".join(str(feed.bozo_exception).split())[:80]
        yield Notice(raw.source, f"the feed is not well-formed ({why}); {len(feed.entries)} entries were read")
    outlet = _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(raw, entry, number, Metadata(outlet=outlet, language=_line(feed.feed.get("language"))))


_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,30})", re.IGNORECASE)


def _entry(raw: Raw, entry: Mapping[str, Any], number: int, feed: Metadata) -> Piece:
    link = urljoin(raw.context.get("url", ""), (entry.get("link") or "").strip())
    link = link if is_address(link) else ""
    day = entry.get("published_parsed") or (None if entry.get("published") else entry.get("updated_parsed"))
    written = entry.get("published") or entry.get("updated")
    published = None if day is None else datetime(*day[:3]).date().isoformat()
    beside = replace(
        feed,
        title=_line(text_of_fragment(entry.get("title") or "")),
        author=_line(entry.get("author")),
        url=link or None,
        published=published,
        published_evidence=None if published is None else f"feed: {_line(written)}",
    )
    content = full_content(entry)
    if content is None and link:
        return Elsewhere(raw.source, link, beside)
    source = link or f"{raw.source}#{entry.get('id') or number}"
    if content is None:
        return NoArticle(source, "holds no article (an entry without content or link)")
    return Raw(
        data=content.encode("utf-8", "replace"),
        source=source,
        name=link or f"{raw.name}:{number}",
        reader=FeedReader.name,
        retrieved=raw.retrieved,
        media_type="text/html; charset=utf-8",
        beside=beside,
        context={"feed": raw.source, **({"entry": str(entry["id"])} if entry.get("id") else {})},
    )


def full_content(entry: Mapping[str, Any]) -> str | None:
    """The HTML of an entry that is the whole article; ``None`` where it is a teaser and links to more."""
    contents = [one.get("value") or "" for one in entry.get("content") or ()]
    summary = entry.get("summary") or ""
    for given in (*sorted(contents, key=len, reverse=True), summary):
        words = text_of_fragment(given)
        if len(words.split()) >= FULL_WORDS and not _TEASED.search(words):
            return given
    longest = max([*contents, summary], key=len)
    return longest if longest.strip() and not entry.get("link") else None


def text_of_fragment(html: str) -> str:
    """The words of a piece of HTML, its blocks set apart by blank lines."""
    if "<" not in html and "&" not in html:
        return "\n\n".join(" ".join(line.split()) for line in html.splitlines() if line.strip())
    tree = parse_tree(f"<html><body>{html}</body></html>")
    if tree is None:
        return ""
    parts: list[str] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            parts.append(element.tail or "")
            continue
        parts.append("\0" if element.tag in _BLOCKS else "")
        parts.append(element.text or "")
        if len(element) == 0:
            parts.append(_tails(element))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\0"))
    return "\n\n".join(line for line in lines if line)


def _tails(element: Any) -> str:
    """What follows *element*, up to the next one that begins: its own tail, and its parents' where it ends them."""
    parts: list[str] = []
    while element is not None and element.tag != "body":
        parts.append("\0" if element.tag in _BLOCKS else "")
        parts.append(element.tail or "")
        if element.getnext() is not None:
            break
        element = element.getparent()
    return "".join(parts)


def _line(words: Any) -> str | None:
    line = " ".join(str(words or "").split())
    return line[:400] or None
