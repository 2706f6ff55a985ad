"""Which kind of file this is: by what it holds first, by its name second."""

from __future__ import annotations

import re

BINARY_MAGIC = {
    b"%PDF-": "pdf",
    b"WARC/": "warc",
}
"""How files of one kind begin."""

_SPACE = b" \t\r\n\x0b\x0c"
_XML_COMMENT = re.compile(rb"\s*(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(rb"\s*<(?:[\w-]+:)?([\w-]+)")
_HTML_ROOTS = frozenset({b"html", b"head", b"body", b"title", b"meta"})
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_HTML_DOCTYPE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<!DOCTYPE\s+html", re.DOTALL | re.IGNORECASE)
_TELEGRAM = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')
_TELEGRAM_HEAD = re.compile(
    rb'\s*\{\s*(?:"name"\s*:\s*(?:null|"(?:[^"\\]|\\.)*")\s*,\s*"type"\s*:\s*"(?:public|private|personal|saved|bot|verification)'
    rb'|"about"\s*:\s*"Here is the data you requested|"personal_information"|"chats"\s*:\s*\{)'
)
_ONE_LINE_OBJECT = re.compile(rb"\s*\{[^\n]*\}\s*?(?:\n|\Z)")


def kind_of(head: bytes, name: str) -> str | None:
    """The reader for a file that begins with *head* (decompressed) and is called *name*; ``None`` if none is told.

    Plain text is told by its name only: any file of words begins like one.
    """
    for magic, kind in BINARY_MAGIC.items():
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(head, name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(_SPACE)
    if start.startswith(b"<"):
        return _kind_of_markup(start) or _kind_by_name(name, "html", "feed")
    if start.startswith((b"{", b"[")):
        return _kind_of_json(start, name)
    return _kind_by_name(name)


def _kind_of_markup(start: bytes) -> str | None:
    if _HTML_DOCTYPE.match(start):
        return "html"
    while passed := _XML_COMMENT.match(start):
        start = start[passed.end() :]
    root = _ROOT.match(start)
    tag = b"" if root is None else root[1].lower()
    if tag in _HTML_ROOTS:
        return "html"
    if tag in _FEED_ROOTS:
        return "feed"
    return "opml" if tag == b"opml" else None


def _kind_of_json(start: bytes, name: str) -> str | None:
    if _TELEGRAM_HEAD.match(start) and _TELEGRAM.search(start):
        return "telegram"
    if stem(name).endswith((".json", ".js")) and not (_ONE_LINE_OBJECT.match(start) and start.count(b"\n") > 1):
        return "json"
    return "jsonl" if _ONE_LINE_OBJECT.match(start) else _kind_by_name(name)


def _kind_of_zip(head: bytes, name: str) -> str | None:
    if b"mimetypeapplication/epub+zip" in head[:200]:
        return "epub"
    if b"word/" in head or stem(name).endswith(".docx"):
        return "docx"
    if b"archive/" in head or b"datapackage.json" in head or stem(name).endswith(".wacz"):
        return "wacz"
    return "epub" if stem(name).endswith(".epub") else None


SUFFIXES: dict[str, tuple[str, ...]] = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "jsonl": (".jsonl", ".ndjson", ".jsonlines"),
    "json": (".json",),
    "html": (".html", ".htm", ".xhtml", ".shtml", ".mhtml.html"),
    "csv": (".csv", ".tsv", ".tab"),
    "feed": (".rss", ".atom", ".rdf"),
    "opml": (".opml",),
    "warc": (".warc", ".warc.wet"),
    "wacz": (".wacz",),
    "epub": (".epub",),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "telegram": (),
}
"""The endings of each kind's names, a compression's ending apart."""


def _kind_by_name(name: str, *only: str) -> str | None:
    ending = stem(name)
    found = (kind for kind, endings in SUFFIXES.items() if ending.endswith(endings) and (not only or kind in only))
    return next(found, None)


def stem(name: str) -> str:
    """*name* in lower case without the ending of a compression."""
    low = name.lower()
    return next((low[: -len(end)] for end in (".gz", ".bz2", ".zst") if low.endswith(end)), low)
