"""Plain text and Markdown files become documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fogline.ingest.text import MarkdownReader, TextReader, title_line
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of

BODY = "The army said on Monday that it had taken the ridge above the town.\n\nNobody could confirm that."


def read(path: Path, content: str | bytes) -> Document:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reader = MarkdownReader() if path.suffix == ".md" else TextReader()
    (item,) = reader.read(path)
    assert isinstance(item, Document), item
    return item


def test_a_text_file_is_kept_as_decoded(tmp_path: Path) -> None:
    text = f" \r\n{BODY}\r\n\r\n"
    document = read(tmp_path / "story.txt", text)
    assert document.text == text
    assert document.text_is_source
    assert document.name == "story.txt"
    assert document.sources == (str(tmp_path / "story.txt"),)
    assert document.document_id == document_id(text)
    assert document.sha256 == sha256_of(text)
    assert document.language == "en"
    assert document.published is None
    assert document.published_basis is None
    assert document.notes == ()


def test_nothing_in_a_text_file_is_taken_for_metadata(tmp_path: Path) -> None:
    document = read(tmp_path / "story.txt", f"Outlet: The Plain\nDate: 2021-05-02\n\n{BODY}")
    assert (document.outlet, document.published, document.title) == (None, None, None)


def test_an_offset_counts_characters_not_bytes(tmp_path: Path) -> None:
    document = read(tmp_path / "story.txt", "\ufeff🛰 “Вибух” said the army.".encode())
    assert document.text[2:9] == "“Вибух”"


def test_a_wire_credit_is_found(tmp_path: Path) -> None:
    document = read(tmp_path / "story.txt", f"Ridge falls\n\nNORTHFORD, May 2 (Reuters) - {BODY}")
    assert document.wire_credit == "Reuters"


@pytest.mark.parametrize(
    ("text", "title", "why"),
    [
        ("Army takes ridge\n\nThe army said so.", "Army takes ridge", "short, set apart, no full stop"),
        ("\n  Army takes ridge  \r\n\r\nThe army said so.", "Army takes ridge", "space around it, other line ends"),
        ("Has the ridge fallen?\n\nThe army said so.", "Has the ridge fallen?", "headlines may ask"),
        ("Army: ‘We hold the ridge’\n\nThe army said so.", "Army: ‘We hold the ridge’", "or quote"),
        ("The army took the ridge.\n\nNobody could confirm it.", None, "a sentence"),
        ("“We took the ridge.”\n\nSo said the army.", None, "a sentence in quotes"),
        ("Army takes ridge\nThe army said so.", None, "not set apart"),
        ("Army takes ridge", None, "all there is"),
        ("Army takes ridge\n\n", None, "nothing comes after"),
        ("Army takes " + "ridge " * 60 + "\n\nThe army said so.", None, "too long"),
        ("By Ada Marsh\n\nThe army said so.", None, "a by-line"),
        ("https://plain.example/ridge\n\nThe army said so.", None, "an address"),
        ("Published 2 May 2021\n\nThe army said so.", None, "a date line"),
        ("The army named these places:\n\nNorthford and Weir.", None, "it leads into what follows"),
        ("* * *\n\nThe army said so.", None, "no words"),
        ("date 2021-05-02\n\nThe army said so.", None, "a date, and no headline behind it"),
    ],
)
def test_titles(text: str, title: str | None, why: str) -> None:
    found, end = title_line(text)
    assert found == title, why
    assert text[:end].strip() == (title or ""), why


def test_behind_a_scrapers_date_the_line_is_a_title_though_it_ends_in_a_stop() -> None:
    text = " date 2021-05-02 Army takes ridge, rebels gone.\n\nThe army said so."
    found, end = title_line(text)
    assert found == "Army takes ridge, rebels gone."
    assert text[:end] == " date 2021-05-02 Army takes ridge, rebels gone."


@pytest.mark.parametrize(
    ("text", "title", "marked", "why"),
    [
        (f"# Army takes ridge\n\n{BODY}", "Army takes ridge", "# Army takes ridge", "a heading"),
        (f"\n# Army takes ridge #\n{BODY}", "Army takes ridge", "# Army takes ridge #", "closed, no blank line"),
        (f"Army takes ridge\n\n{BODY}", "Army takes ridge", "Army takes ridge", "as in plain text"),
        (f"## Background\n\n{BODY}", None, "", "a part's heading is not the title"),
        (f"#ridge\n\n{BODY}", None, "", "a hashtag"),
    ],
)
def test_a_markdown_heading_is_the_title(tmp_path: Path, text: str, title: str | None, marked: str, why: str) -> None:
    document = read(tmp_path / "story.md", text)
    assert document.text == text, "offsets count in the file"
    assert document.text_is_source
    assert document.title == title, why
    assert document.text[: document.title_end].strip() == marked, why


def test_front_matter_is_metadata_and_no_text(tmp_path: Path) -> None:
    head = '---\ntitle: "Army takes ridge"\nOutlet: The Plain\nauthor: Ada Marsh\npublished: 2 May 2021\n'
    rest = "url: https://plain.example/1\nlanguage: en-GB\ntags:\n  - war\n---\n\n"
    document = read(tmp_path / "story.md", head + rest + BODY)
    assert document.text == f"Army takes ridge\n\n{BODY}"
    assert document.text[: document.title_end] == document.title == "Army takes ridge"
    assert (document.outlet, document.author) == ("The Plain", "Ada Marsh")
    assert (document.url, document.language) == ("https://plain.example/1", "en")
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata")
    assert document.published_evidence == "2 May 2021"
    assert not document.text_is_source


def test_front_matter_over_a_heading_adds_no_second_title(tmp_path: Path) -> None:
    document = read(
        tmp_path / "story.md", f"---\ntitle: Army takes ridge\ndate: 2021-05-02\n---\n# Ridge falls\n\n{BODY}"
    )
    assert document.text == f"# Ridge falls\n\n{BODY}"
    assert document.published == date(2021, 5, 2), "`date` is what most site makers write"


def test_a_rule_is_no_front_matter(tmp_path: Path) -> None:
    text = f"---\n\n{BODY}"
    assert read(tmp_path / "story.md", text).text == text


def test_a_date_that_cannot_be_read_leaves_a_note_and_no_date(tmp_path: Path) -> None:
    document = read(tmp_path / "story.md", f"---\npublished: 05/06/2031\n---\n{BODY}")
    assert document.published is None
    assert document.published_evidence is None
    assert document.notes == ("the publication date cannot be read as one day: '05/06/2031'",)
