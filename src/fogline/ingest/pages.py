"""What a web page says of itself: title, author, outlet, day, address, language, each where its author put it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from fogline.ingest.articles import Metadata
from fogline.ingest.credits import wire_credit
from fogline.ingest.dates import parse_published

ARTICLE_TYPES = frozenset(
    {"article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "blogposting"}
    | {"liveblogposting", "opinionnewsarticle", "report", "socialmediaposting", "webpage", "techarticle", "review"}
)
"""schema.org types that carry the day on which one article was published (https://schema.org/Article)."""

_META_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time", "og:pubdate", "datepublished"),
    *(
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "publishtime",
        "publish_date",
        "publish-date",
    ),
    *(
        "publication_date",
        "pubdate",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date.created",
        "dcterms.created",
        "dc.date",
    ),
    *("citation_publication_date", "article.published", "originalpublicationdate", "date"),
)
"""Names of ``<meta>`` elements that hold the day of publication, the surest first (Open Graph, Dublin Core, Parse.ly,
Sailthru, Cxense, Highwire)."""

_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:[/_-]|$)")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)(\S+)")
_LD_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def page_metadata(tree: HtmlElement, *, url: str | None) -> Metadata:
    """The metadata of the page *tree*, that came from *url* if that is known."""
    from trafilatura.metadata import examine_meta, extract_meta_json, extract_title, extract_url

    found = examine_meta(tree)
    with suppress(RecursionError):  # of linked data nested without end
        found = extract_meta_json(tree, found)
    address = found.url or extract_url(tree, None) or _saved_from(tree) or url
    address = address if address and address.startswith(("http://", "https://")) else url
    published, evidence = _published(tree, address)
    author = _clean(found.author, 200)
    return Metadata(
        title=_clean(found.title or extract_title(tree), 400),
        outlet=_clean(found.sitename, 120) or _host(address),
        author=author,
        published=published,
        published_evidence=evidence,
        url=_clean(address, 2000),
        language=_language(tree),
        wire_credit=None if author is None else wire_credit(author) or wire_credit(f"By {author}"),
    )


def says_article(tree: HtmlElement) -> bool:
    """Whether the page declares that it holds one article."""
    kinds = tree.xpath('//meta[@property="og:type" or @name="og:type"]/@content')
    if any(kind.strip().lower() == "article" for kind in kinds):
        return True
    return any(_types(one) & (ARTICLE_TYPES - {"webpage"}) for one in _linked(tree))


def _published(tree: HtmlElement, url: str | None) -> tuple[str | None, str | None]:
    """The day of publication as it is written, and where it stands; the first that names a whole day."""
    for where, words in _dates(tree, url):
        if parse_published(words) is not None:
            return words, f"{where}: {words.strip()[:60]}"
    return _guessed(tree, url)


def _dates(tree: HtmlElement, url: str | None) -> Iterator[tuple[str, str]]:
    for one in _linked(tree):
        if _types(one) & ARTICLE_TYPES and isinstance(words := one.get("datePublished"), str):
            yield "JSON-LD datePublished", words
    broken = {words[:10] for text in _scripts(tree) for words in _LD_DAY.findall(text)}
    if len(broken) == 1:
        yield "JSON-LD datePublished", broken.pop()
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.strip().lower(), meta.get("content") or "")
    yield from ((f"meta {name}", metas[name]) for name in _META_DATES if metas.get(name))
    for time in tree.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]'):
        yield "datePublished in the page", time.get("datetime") or time.get("content") or time.text_content()[:60]
    days = {words[:10] for words in tree.xpath("//article//time/@datetime | //header//time/@datetime")}
    if len(days) == 1:
        yield "the article's only <time>", days.pop()
    if url and (day := _URL_DAY.search(url)):
        yield "the address", f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}"


def _guessed(tree: HtmlElement, url: str | None) -> tuple[str | None, str | None]:
    """What htmldate finds in the page's markup alone; it does not say where."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    day = find_date(tree, extensive_search=False, original_date=True, url=url)
    return (day, f"the page's markup, by htmldate: {day}") if day else (None, None)


def _scripts(tree: HtmlElement) -> list[str]:
    return [text for text in tree.xpath('//script[@type="application/ld+json"]/text()') if len(text) < 500_000]


def _linked(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects of the page's linked data, those inside others included, as far as it is JSON."""
    for text in _scripts(tree):
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(200):
            if not waiting:
                break
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting.extend(one[:50])
            elif isinstance(one, dict):
                yield one
                waiting.extend(one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)


def _types(one: dict[str, Any]) -> set[str]:
    given = one.get("@type")
    return {str(each).lower() for each in (given if isinstance(given, list) else [given])}


def _saved_from(tree: HtmlElement) -> str | None:
    """The address that browsers write into pages they save."""
    comments = tree.getroottree().xpath("//comment()[contains(., 'saved from url')]")
    found = _SAVED_FROM.match(comments[0].text or "") if comments else None
    return found[1] if found else None


def _language(tree: HtmlElement) -> str | None:
    for given in tree.xpath('(/html/@lang | //meta[@property="og:locale"]/@content)')[:1]:
        return given.strip() or None
    return None


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _clean(words: str | None, longest: int) -> str | None:
    """*words* on one line; ``None`` where there are none, or more than such a field can hold."""
    line = " ".join((words or "").split())
    return line if line and len(line) <= longest else None
