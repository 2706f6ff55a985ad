"""Web pages become articles with their metadata; what holds none, or means harm, is named and costs nothing else."""

from __future__ import annotations

import gzip
import time
from datetime import date
from pathlib import Path

import pytest

from fogline.errors import NoArticle, SkipDocument, UnreadableInput
from fogline.ingest.base import Item
from fogline.ingest.walk import read_inputs
from fogline.model.document import Document

LEAD = "The army said on Monday that it had taken the ridge above Northford after two days of fighting."
MORE = "Residents told reporters that shells had struck the market and that at least seven people were hurt."
LAST = "The rebels denied it and said that their fighters still held the old mill on the eastern side of the town."
HEAD = """<meta charset="utf-8"><title>Ridge falls – The Plain</title>
<meta property="og:title" content="Ridge falls"><meta property="og:site_name" content="The Plain">
<meta name="author" content="Ada Marsh"><meta property="article:published_time" content="2021-05-02T23:10:00+02:00">
<link rel="canonical" href="https://plain.example/ridge">"""
MENU = "<nav><ul>" + "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(20)) + "</ul></nav>"


def page(*, head: str = HEAD, body: str | None = None, lang: str = "en-GB", before: str = "") -> str:
    body = f"<article><h1>Ridge falls</h1><p>{LEAD}</p><p>{MORE}</p><p>{LAST}</p></article>" if body is None else body
    return (
        f'{before}<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body>{MENU}{body}'
        "<footer>© The Plain. All rights reserved.</footer></body></html>"
    )


def read(folder: Path, content: str | bytes, name: str = "page.html") -> Item:
    """What reading a folder with one page gives."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = read_inputs([folder])
    return item


def article(folder: Path, content: str | bytes, name: str = "page.html") -> Document:
    item = read(folder, content, name)
    assert isinstance(item, Document), item
    return item


def test_a_page_is_its_article_with_what_it_says_of_itself(tmp_path: Path) -> None:
    document = article(tmp_path, page())
    assert document.text == f"Ridge falls\n\n{LEAD}\n\n{MORE}\n\n{LAST}"
    assert document.text[: document.title_end] == document.title == "Ridge falls"
    assert (document.outlet, document.author) == ("The Plain", "Ada Marsh")
    assert (document.url, document.language) == ("https://plain.example/ridge", "en")
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata")
    assert document.published_evidence == "meta article:published_time: 2021-05-02T23:10:00+02:00"
    assert not document.text_is_source
    assert document.notes == ()


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-05-02"}]}'
            "</script>",
            "JSON-LD datePublished",
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-05-02T10:00", broken}'
            "</script>",
            "JSON-LD datePublished",
        ),
        ('<meta name="DC.date.issued" content="2021-05-02">', "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="2021-05-02T10:00:00Z">', "meta datepublished"),
        ('<link rel="canonical" href="https://plain.example/2021/05/02/ridge">', "the address"),
    ],
)
def test_the_day_is_found_where_the_page_says_it(tmp_path: Path, head: str, evidence: str) -> None:
    document = article(tmp_path, page(head=f"<title>Ridge falls</title>{head}"))
    assert document.published == date(2021, 5, 2)
    assert document.published_evidence is not None
    assert document.published_evidence.startswith(evidence)


def test_a_page_without_a_day_has_none(tmp_path: Path) -> None:
    assert article(tmp_path, page(head="<title>Ridge falls</title>")).published is None


@pytest.mark.parametrize(("given", "why"), [("1970-01-01", "Unix"), ("2199-01-01", "lies after")])
def test_an_absurd_day_is_not_taken(tmp_path: Path, given: str, why: str) -> None:
    document = article(tmp_path, page(head=HEAD.replace("2021-05-02", given)))
    assert document.published is None
    assert any(why in note for note in document.notes)


def test_a_wire_credit_is_known_from_the_byline(tmp_path: Path) -> None:
    assert article(tmp_path, page(head=HEAD.replace("Ada Marsh", "Reuters"))).wire_credit == "Reuters"


def test_a_browser_s_note_gives_the_address(tmp_path: Path) -> None:
    saved = page(head="<title>Ridge falls</title>", before="<!-- saved from url=(0029)https://plain.example/saved -->")
    assert article(tmp_path, saved).url == "https://plain.example/saved"


def test_a_page_needs_no_ending_to_its_name(tmp_path: Path) -> None:
    assert article(tmp_path, page(), name="story?id=7").title == "Ridge falls"
    assert article(tmp_path, page(), name="story?id=7").name == "story?id=7"


def test_compressed_pages(tmp_path: Path) -> None:
    assert article(tmp_path, gzip.compress(page().encode()), name="page.html.gz").title == "Ridge falls"


@pytest.mark.parametrize(
    ("declared", "real", "why"),
    [
        ("windows-1251", "utf-8", "UTF-8 that calls itself something else"),
        ("utf-8", "cp1252", "the commonest lie"),
        ("iso-8859-1", "cp1252", "browsers take one for the other"),
    ],
)
def test_a_wrong_encoding_is_repaired(tmp_path: Path, declared: str, real: str, why: str) -> None:
    quoted = LEAD.replace("the ridge", "“the ridge” of Café Noir")
    text = page(body=f"<article><p>{quoted}</p><p>{MORE}</p></article>").replace("utf-8", declared).replace("–", "-")
    document = article(tmp_path, text.encode(real, "replace").replace("©".encode(real), b""))
    assert quoted in document.text, why


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(head="<title>404 Not Found</title>", body="<p>Sorry, the page you want is gone.</p>"), "error page"),
        (page(head="<title>The Plain</title>", body=""), "hardly any text"),
        (page(head="<title>Not found | The Plain</title>", body="<p>Try the search.</p>"), "error page"),
        (
            page(
                head="<title>The Plain</title>",
                body="".join(f'<div><h3><a href="/{n}">{LEAD}</a></h3><p>{n} hours ago</p></div>' for n in range(12)),
            ),
            "holds no article",
        ),
    ],
)
def test_pages_without_an_article_are_named_and_skipped(tmp_path: Path, content: str, reason: str) -> None:
    item = read(tmp_path, content)
    assert isinstance(item, NoArticle), item
    assert reason in item.why
    (alone,) = read_inputs([tmp_path / "page.html"])
    assert isinstance(alone, UnreadableInput), "the user asked for just this page"


HOSTILE = {
    "deep": page(body="<div>" * 100_000 + f"<p>{LEAD}</p>" + "</div>" * 100_000),
    "attribute": page(body=f'<article><p title="{"x" * 8_000_000}">{LEAD}</p><p>{MORE}</p></article>'),
    "attributes": page(
        body=f"<article><p {' '.join(f'a{n}=1' for n in range(50_000))}>{LEAD}</p><p>{MORE}</p></article>"
    ),
    "scripts": page(body=f"<script>{'var a=1;' * 500_000}</script><article><p>{LEAD}</p><p>{MORE}</p></article>"),
    "entities": '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 9 if n else "&b;" * 9}">' for n in range(12))
    + f"]><html><body><p>&x11; {LEAD}</p><p>{MORE}</p></body></html>",
    "file": f'<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>&f; {LEAD}</p><p>{MORE}</p>',
    "nulls": page().replace("ridge", "ri\0dge\x01"),
    "unclosed": page(body="<article><p>" + f"<b><i><p>{MORE}" * 3000),
    "cut off": page()[: len(page()) // 2],
    "comments": page(body="<!--" * 50_000 + f"--><p>{LEAD}</p><p>{MORE}</p>"),
    "json": page(head=f'<title>Ridge</title><script type="application/ld+json">{"[" * 100_000}</script>'),
    "endless word": page(body=f"<article><p>{'a' * 3_000_000} {LEAD}</p><p>{MORE}</p></article>"),
}


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_pages_are_read_or_named_in_one_line_and_the_rest_is_read(tmp_path: Path, case: str) -> None:
    (tmp_path / "a.html").write_text(HOSTILE[case], encoding="utf-8")
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    began = time.perf_counter()
    hostile, good = read_inputs([tmp_path])
    assert time.perf_counter() - began < 30
    assert isinstance(good, Document)
    if isinstance(hostile, SkipDocument):
        assert str(hostile).startswith(f"{tmp_path / 'a.html'}: ")
        assert "\n" not in str(hostile)
    else:
        assert isinstance(hostile, Document)
        assert "root:" not in hostile.text
        assert len(hostile.text) < 4_000_000


def test_tags_nested_without_end_are_said_to_be_so(tmp_path: Path) -> None:
    item = read(tmp_path, HOSTILE["deep"])
    assert isinstance(item, UnreadableInput)
    assert "nested" in item.why


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_at_once(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<html><body>" + b"<p>" * 60_000_000, 9)
    assert len(bomb) < 1_000_000
    item = read(tmp_path, bomb, name="page.html.gz")
    assert isinstance(item, UnreadableInput)
    assert "larger than" in item.why


def test_a_damaged_gzip_is_named(tmp_path: Path) -> None:
    item = read(tmp_path, gzip.compress(page().encode())[:300], name="page.html.gz")
    assert isinstance(item, UnreadableInput)
    assert "damaged or cut off" in item.why
