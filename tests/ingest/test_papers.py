"""PDF, DOCX and EPUB become documents; what is locked, scanned or damaged is named with its cause."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pypdf
import pytest

from fogline.errors import UnreadableInput
from fogline.ingest.base import Item
from fogline.ingest.papers import joined_lines
from fogline.ingest.walk import read_inputs
from fogline.model.document import Document
from tests.ingest.test_html import LEAD, MORE


def pdf(*lines: str, title: str = "Ridge falls") -> bytes:
    """A PDF of one page, written out as the format's standard has it."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 10 Tf 12 TL 40 800 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Title ({title}) /Author (Ada Marsh) /CreationDate (D:20210502093000Z) >>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    size = len(objects) + 1
    return out + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode("latin-1")


def locked(data: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    paper = docx.Document()
    paper.core_properties.title, paper.core_properties.author = "Ridge falls", "Ada Marsh"
    for paragraph in paragraphs:
        paper.add_paragraph(paragraph)
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Northford", "seven hurt"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def book(**changes: str) -> bytes:
    container = '<container><rootfiles><rootfile full-path="in/a.opf"/></rootfiles></container>'
    opf = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Ridge falls</dc:title>'
        "<dc:creator>Ada Marsh</dc:creator><dc:language>en</dc:language><dc:date>2021-05-02</dc:date></metadata>"
        '<manifest><item id="b" href="two.xhtml"/><item id="a" href="one%20.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": container,
        "in/a.opf": opf,
        "in/one .xhtml": f"<html><head><title>x</title></head><body><h1>One</h1><p>{LEAD}</p></body></html>",
        "in/two.xhtml": f"<html><body><p>{MORE}</p></body></html>",
    } | changes
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in files.items():
            package.writestr(name, text)
    return out.getvalue()


def read(folder: Path, data: bytes, name: str) -> Item:
    (folder / name).write_bytes(data)
    (item,) = read_inputs([folder])
    return item


def paper(folder: Path, data: bytes, name: str) -> Document:
    item = read(folder, data, name)
    assert isinstance(item, Document), item
    return item


@pytest.mark.parametrize("name", ["report.pdf", "download"])
def test_a_pdf(tmp_path: Path, name: str) -> None:
    document = paper(
        tmp_path, pdf("The army said on Monday that it had taken", "the ridge above North-", "ford."), name
    )
    assert document.text == "Ridge falls\n\nThe army said on Monday that it had taken the ridge above Northford."
    assert (document.title, document.author) == ("Ridge falls", "Ada Marsh")
    assert document.published is None, "the day of the file is not that of the report"


def test_a_pdf_s_made_up_title_is_none(tmp_path: Path) -> None:
    assert paper(tmp_path, pdf(LEAD, title="Microsoft Word - draft2.docx"), "a.pdf").title is None


def test_a_pdf_without_a_password_for_reading(tmp_path: Path) -> None:
    assert "ridge" in paper(tmp_path, locked(pdf(LEAD), ""), "a.pdf").text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (locked(pdf(LEAD), "secret"), "is locked with a password"),
        (pdf(), "holds pictures of its text only (a scan); run it through OCR first"),
        (pdf(LEAD)[:300], "PDF"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "PDF"),
    ],
    ids=["locked", "scan", "cut", "noise"],
)
def test_a_pdf_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, why: str) -> None:
    item = read(tmp_path, data, "a.pdf")
    assert isinstance(item, UnreadableInput)
    assert why in item.why
    assert "\n" not in str(item)


def test_lines_of_a_pdf_become_paragraphs() -> None:
    page = (
        "The army said on Monday that it had taken the ridge above\nthe town of Northford after two days of\n"
        "fighting.\n"
        "Residents told reporters that shells had struck the market\nand the mill."
    )
    assert joined_lines(page) == (
        "The army said on Monday that it had taken the ridge above the town of Northford after two days of "
        "fighting.\n\n"
        "Residents told reporters that shells had struck the market and the mill."
    )


@pytest.mark.parametrize("name", ["report.docx", "download"])
def test_a_docx(tmp_path: Path, name: str) -> None:
    document = paper(tmp_path, word(LEAD, "", MORE), name)
    assert document.text == f"Ridge falls\n\n{LEAD}\n\n{MORE}\n\nNorthford | seven hurt"
    assert (document.title, document.author) == ("Ridge falls", "Ada Marsh")


@pytest.mark.parametrize("name", ["book.epub", "download"])
def test_an_epub(tmp_path: Path, name: str) -> None:
    document = paper(tmp_path, book(), name)
    assert document.text == f"Ridge falls\n\nOne\n\n{LEAD}\n\n{MORE}"
    assert document.published == date(2021, 5, 2)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (word(LEAD)[:2000], "a.docx"),
        (book()[:400], "a.epub"),
        (book(**{"META-INF/container.xml": "<no"}), "a.epub"),
        (book(**{"in/a.opf": "<package/>"}), "a.epub"),
    ],
)
def test_damaged_papers_are_named(tmp_path: Path, data: bytes, name: str) -> None:
    item = read(tmp_path, data, name)
    assert isinstance(item, UnreadableInput)
    assert "\n" not in str(item)


def test_a_zip_bomb_is_refused_at_once(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 301_000_000)
    item = read(tmp_path, out.getvalue(), "a.docx")
    assert isinstance(item, UnreadableInput)
    assert "unpacks to more than 300 MB" in item.why
