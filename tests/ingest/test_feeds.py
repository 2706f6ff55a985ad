"""Feeds and lists of feeds become documents: from what they bring, or from the pages they link to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fogline.building import BuildReport, build
from fogline.config import Settings
from fogline.errors import NoArticle, UnreadableInput
from fogline.ingest.base import Elsewhere, Notice
from fogline.ingest.feeds import FeedReader, text_of_fragment
from fogline.ingest.fetch import Manners
from fogline.ingest.intake import Intake
from fogline.ingest.raw import Raw
from fogline.ingest.walk import read_inputs, split_inputs
from fogline.model.document import Document
from fogline.store.memory import MemoryStore
from tests.ingest.site import Answer, Site, a_site
from tests.ingest.test_html import LEAD, MORE, page

FULL = f"<p>{LEAD}</p><p>{MORE}</p>" + "<p>The front has been quiet since then, a farmer said on Sunday.</p>" * 6
INTAKE = Intake(manners=Manners(pause=0, allow_private=True))
SETTINGS = Settings(profile="generic")


def item(number: int, *, content: str = FULL, day: str = "Sun, 02 May 2021 09:30:00 GMT", link: str = "") -> str:
    return (
        f"<item><title>Ridge falls {number}</title><link>{link or f'https://plain.example/{number}'}</link>"
        f"<guid>id-{number}</guid><pubDate>{day}</pubDate><dc:creator>Ada Marsh</dc:creator>"
        f"<description>A word on it …</description><content:encoded><![CDATA[{content}]]></content:encoded></item>"
    )


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return (
        f'{head}<rss version="2.0" {spaces}><channel><title>The Plain</title><link>https://plain.example/</link>'
        f"<language>en-gb</language>{''.join(items)}</channel></rss>"
    )


ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Plain</title>
<entry><title type="html">Ridge &amp;amp; mill</title><link href="https://plain.example/1"/><id>1</id>
<published>2021-05-02T09:30:00Z</published><author><name>Ada Marsh</name></author>
<content type="html">{FULL.replace("<", "&lt;")}</content></entry></feed>"""


def read(path: Path, content: str | bytes) -> list[object]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_inputs([path]))


def one(found: list[object]) -> Document:
    (document,) = found
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "download", "index.php?feed=rss2"])
def test_an_entry_with_its_article_is_a_document(tmp_path: Path, name: str) -> None:
    document = one(read(tmp_path / name, rss(item(1))))
    assert document.text.startswith(f"Ridge falls 1\n\n{LEAD}\n\n{MORE}\n\n")
    assert (document.title, document.outlet, document.author) == ("Ridge falls 1", "The Plain", "Ada Marsh")
    assert (document.url, document.language) == ("https://plain.example/1", "en")
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata")
    assert document.published_evidence == "feed: Sun, 02 May 2021 09:30:00 GMT"


def test_atom(tmp_path: Path) -> None:
    document = one(read(tmp_path / "feed.atom", ATOM))
    assert document.title == "Ridge & mill"
    assert document.published == date(2021, 5, 2)


def test_a_teaser_is_followed_to_its_page(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(rss(item(1, content="Fighting went on …")), encoding="utf-8")
    (link,) = split_inputs([tmp_path])
    assert isinstance(link, Elsewhere)
    assert link.url == "https://plain.example/1"
    assert link.beside.title == "Ridge falls 1"


@pytest.mark.parametrize(
    ("declared", "real"), [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("nonsense", "utf-8")]
)
def test_a_feed_that_lies_about_its_encoding(tmp_path: Path, declared: str, real: str) -> None:
    quoted = FULL.replace("the ridge", "“the ridge” of Café Noir")
    text = rss(item(1, content=quoted), head=f'<?xml version="1.0" encoding="{declared}"?>').replace("…", "")
    document = one(read(tmp_path / "feed.xml", text.encode(real)))
    assert "“the ridge” of Café Noir" in document.text


def test_a_feed_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    whole = rss(item(1), item(2), item(3))
    (tmp_path / "feed.xml").write_text(whole[: whole.index("Ridge falls 3")], encoding="utf-8")
    pieces = list(split_inputs([tmp_path]))
    assert sum(isinstance(piece, Raw) for piece in pieces) >= 2
    assert any(isinstance(piece, Notice) and "not well-formed" in piece.what for piece in pieces)


@pytest.mark.parametrize("content", ["<rss><channel></channel>", "<rss>no", "<feed><<<>>"])
def test_what_is_no_feed_is_said_in_a_line(tmp_path: Path, content: str) -> None:
    (found,) = read(tmp_path / "feed.xml", content)
    assert isinstance(found, UnreadableInput)
    assert "\n" not in str(found)


def test_an_entity_bomb_in_a_feed(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n else "") + ";") * 10}">' for n in range(10)
    )
    found = read(tmp_path / "feed.xml", f'<?xml version="1.0"?>{bomb}]><rss><channel><item><title>&a9;</title></item>')
    assert len(found) <= 1
    assert all(len(str(each)) < 2_000_000 for each in found)


@pytest.mark.parametrize("day", ["Thu, 01 Jan 1970 00:00:00 GMT", "Tue, 02 May 2195 09:30:00 GMT"])
def test_an_absurd_day_is_not_taken(tmp_path: Path, day: str) -> None:
    document = one(read(tmp_path / "feed.xml", rss(item(1, day=day))))
    assert document.published is None
    assert any("was not taken" in note for note in document.notes)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>two</b> three.</p><p>Four</p>", "One two three.\n\nFour"),
        ("One<br/>two &amp; three", "One\n\ntwo & three"),
        ("<div><ul><li>a</li><li>b</li></ul> after</div>tail", "a\n\nb\n\nafter\n\ntail"),
        ("<script>x()</script>One<style>p{}</style> two", "One two"),
        ("no markup", "no markup"),
    ],
)
def test_the_words_of_a_piece_of_html(html: str, text: str) -> None:
    assert text_of_fragment(html) == text


# Over the network


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        teaser = item(1, content="Fighting went on …", link=running.url("/one"))
        running.answers["/feed"] = Answer(rss(teaser, item(2)).encode(), media_type="application/rss+xml", etag='"1"')
        running.answers["/one"] = Answer(page().encode())
        yield running


def run(store: MemoryStore, *inputs: Path | str) -> BuildReport:
    return build(store, inputs, SETTINGS, intake=INTAKE)


def test_a_feed_s_address_gives_its_entries_and_the_pages_behind_them(site: Site) -> None:
    store = MemoryStore()
    report = run(store, site.url("/feed"))
    assert report.refused == []
    assert {document.title for document in store.documents()} == {"Ridge falls", "Ridge falls 2"}
    fetched = next(document for document in store.documents() if document.title == "Ridge falls")
    assert fetched.sources == (site.url("/one"),)
    (custody,) = store.received(fetched.document_id)
    assert dict(custody.context)["from"] == site.url("/feed")
    assert store.body(custody.sha256) == page().encode()


def test_a_second_round_asks_for_no_page_again(site: Site) -> None:
    store = MemoryStore()
    run(store, site.url("/feed"))
    again = run(store, site.url("/feed"))
    assert (again.new, again.extracted) == (0, 0)
    assert site.paths.count("/one") == 1


def test_a_list_of_feeds_is_read_to_the_pages(site: Site, tmp_path: Path) -> None:
    outlines = f'<outline text="a" xmlUrl="{site.url("/feed")}"/><outline text="b" xmlUrl="{site.url("/gone")}"/>'
    (tmp_path / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', encoding="utf-8")
    report = run(MemoryStore(), tmp_path / "feeds.opml")
    assert report.new == 2
    (gone,) = report.refused
    assert str(gone) == f"{site.url('/gone')}: answers 404 Not Found"


def test_a_list_of_stories_without_text_is_followed(site: Site, tmp_path: Path) -> None:
    """As Media Cloud and GDELT give them."""
    (tmp_path / "stories.csv").write_text(f"id,title,url\n7,Ridge,{site.url('/one')}\n", encoding="utf-8")
    (tmp_path / "list.json").write_text(f'{{"articles": [{{"url": "{site.url("/one")}?2", "title": "Ridge"}}]}}')
    site.answers["/one?2"] = Answer(page().replace("Northford", "Eastmere").encode())
    store = MemoryStore()
    report = run(store, tmp_path)
    assert report.refused == []
    assert {document.published for document in store.documents()} == {date(2021, 5, 2)}
    assert report.new == 2


def test_a_page_s_address(site: Site) -> None:
    store = MemoryStore()
    assert run(store, site.url("/one")).new == 1
    assert run(store, site.url("/two")).refused[0].why == "answers 404 Not Found"
    site.answers["/index"] = Answer(page(head="<title>All</title>", body="").encode())
    (refusal,) = run(store, site.url("/index")).refused
    assert not isinstance(refusal, NoArticle)
    assert "holds no article" in refusal.why


def test_feed_reader_names_its_kind() -> None:
    assert FeedReader().name == "feed"
