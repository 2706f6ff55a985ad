"""A brief as a page, as Markdown, as PDF: whole, safe, and each readable by its own reader."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from fogline.brief.bidi import isolated
from fogline.brief.html import html
from fogline.brief.markdown import markdown
from fogline.brief.model import Brief, Dot
from fogline.brief.outlines import regions_in
from fogline.brief.pdf import pdf
from fogline.brief.picture import map_svg
from tests.conftest import Call


class Page(HTMLParser):
    """Notes the elements, their addresses and ids."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: set[str] = set()
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.links |= {str(values[name]) for name in ("href", "src") if name in values}
        self.ids |= {str(values["id"])} if "id" in values else set()


def page(brief: Brief) -> Page:
    read = Page()
    read.feed(html(brief).decode())
    return read


def test_the_page_is_one_file_and_every_note_is_there(brief: Brief) -> None:
    read = page(brief)
    assert {link.removeprefix("#") for link in read.links if link.startswith("#")} <= read.ids
    assert not [link for link in read.links if not link.startswith("#")]
    assert not {"script", "link", "img", "iframe"} & set(read.tags)
    assert read.tags.count("svg") == 2
    assert "@media print" in html(brief).decode()
    assert "prefers-color-scheme: dark" in html(brief).decode()


def test_hostile_words_stay_words(brief: Brief) -> None:
    note = replace(brief.notes[0], words="<script>alert(1)</script> | *x* #f $y$", url="javascript:alert(1)")
    dot = Dot("<b>Town</b>", 48.0, 38.0, 3, "told")
    hostile = replace(brief, title='<img src=x> `#read("/etc/passwd")`', notes=(note, *brief.notes[1:]), dots=(dot,))
    read = page(hostile)
    assert not {"script", "img", "b"} & set(read.tags)
    assert not [link for link in read.links if link.startswith("javascript")]
    text, _ = markdown(hostile, stem="x")
    assert "<script>" not in text.decode().replace("\\<script\\>", "")
    assert "root:" not in words_of(pdf(hostile))


def words_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "\n".join(document[at].get_textpage().get_text_range() for at in range(len(document)))


def test_the_pdf_says_what_the_brief_says(brief: Brief) -> None:
    data = pdf(brief)
    words = " ".join(words_of(data).split())
    assert brief.title in words
    for section in brief.sections:
        assert section.heading in words
    assert all(note.words.split()[0] in words for note in brief.notes)


def test_markdown_has_a_note_for_every_mark_and_its_pictures_beside_it(brief: Brief) -> None:
    text, pictures = markdown(brief, stem="week 26")
    marks = set(re.findall(r"\[\^(\d+)\](?!:)", text.decode()))
    notes = set(re.findall(r"^\[\^(\d+)\]:", text.decode(), re.MULTILINE))
    assert marks == notes
    assert set(pictures) == {"week 26.map.svg", "week 26.chart.svg"}
    for name, svg in pictures.items():
        ElementTree.fromstring(svg)
        assert name.replace(" ", "%20") in text.decode()


def test_the_map_shows_the_places_and_the_land_around_them(brief: Brief) -> None:
    svg = map_svg(brief)
    assert svg is not None
    assert "Lysychansk" in svg
    assert svg.count("<path") > 5


def test_no_place_is_no_map(brief: Brief) -> None:
    assert map_svg(replace(brief, dots=())) is None
    assert page(replace(brief, dots=(), bars=())).tags.count("svg") == 0


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (44.95, 34.1, "ukr"),  # Simferopol: Crimea is Ukraine's, as the United Nations have it
        (44.6, 33.52, "ukr"),  # Sevastopol
        (55.75, 37.62, "rus"),
        (15.6, 32.5, "sdn"),
    ],
)
def test_outlines_have_countries_where_the_united_nations_have_them(
    latitude: float, longitude: float, country: str
) -> None:
    near = regions_in((longitude - 0.2, latitude - 0.2, longitude + 0.2, latitude + 0.2))
    holding = {one.country for one in near if any(inside(longitude, latitude, ring) for ring in one.rings)}
    assert holding == {country}


def inside(x: float, y: float, ring: tuple[tuple[float, float], ...]) -> bool:
    """Whether a point lies in a ring: by counting the sides that a ray crosses."""
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("name", ["week.html", "week.md", "week.pdf"])
def test_the_verb_writes_it(fogline: Call, war_file: Path, tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    assert fogline("brief", war_file, "-o", to, "--title", "Week 26").code == 0
    assert to.stat().st_size > 1000
    assert not list(tmp_path.glob(".*"))


def test_another_suffix_is_refused_in_one_line(fogline: Call, war_file: Path, tmp_path: Path) -> None:
    done = fogline("brief", war_file, "-o", tmp_path / "week.docx")
    assert done.code == 2
    assert "week.docx: a brief is .html, .md or .pdf" in done.err
    assert not list(tmp_path.iterdir())


ARABIC = "أحمد الخطيب"


def test_names_from_right_to_left_are_set_apart(brief: Brief) -> None:
    """Else "(12)" behind such a name would be drawn before it."""
    note = replace(brief.notes[0], words=f"{ARABIC} (12) said so", url=f"https://plain.example/{ARABIC}")
    told = replace(brief, title="On חיפה", notes=(note, *brief.notes[1:]))
    whole = html(told).decode()
    assert f"<bdi>{ARABIC}</bdi> (12) said so" in whole
    assert f'href="https://plain.example/{ARABIC}"' in whole
    assert "<title>On חיפה</title>" in whole
    assert "<h1>On <bdi>חיפה</bdi></h1>" in whole
    assert f"\u2068{ARABIC}\u2069 (12)" in isolated({"words": f"{ARABIC} (12)"})["words"]
    assert pypdfium2.PdfDocument(pdf(told)).get_page_size(0)


def test_what_runs_from_left_to_right_is_left_as_it_is() -> None:
    assert isolated("Ada Marsh – Львів (12)") == "Ada Marsh – Львів (12)"


def test_a_sentence_from_right_to_left_stays_one() -> None:
    assert isolated("“نحن 3 هنا”, “هنا”") == "“\u2068نحن 3 هنا\u2069”, “\u2068هنا\u2069”"
