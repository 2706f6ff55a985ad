"""Tables become documents, whatever their columns are called, and a bad row costs only itself."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from fogline.errors import SkipDocument, UnreadableInput, UnreadableRecord
from fogline.ingest.base import Hints, Item, Notice
from fogline.ingest.raw import Raw
from fogline.ingest.tables import TableReader
from fogline.ingest.walk import read_inputs
from fogline.model.document import Document

BODY = "The army said on Monday that it had taken the ridge above the town."


def read(path: Path, content: str | bytes, **columns: str) -> tuple[list[Item], str]:
    """The items of a table, and what was said to have been taken for what."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    pieces = list(TableReader().split(path, Hints(columns)))
    said = "".join(piece.what for piece in pieces if isinstance(piece, Notice))
    items = [TableReader().parse(p) if isinstance(p, Raw) else p for p in pieces if not isinstance(p, Notice)]
    return items, said


def only(items: list[Item]) -> Document:
    (item,) = items
    assert isinstance(item, Document), item
    return item


def test_columns_are_known_by_their_usual_names(tmp_path: Path) -> None:
    items, said = read(
        tmp_path / "a.csv",
        f'id,Headline,Body,pubDate,source_domain,authors,link\n7,Ridge falls,"{BODY}",2021-05-02,plain.example,'
        "Ada Marsh,https://plain.example/1\n",
    )
    document = only(items)
    assert document.text == f"Ridge falls\n\n{BODY}"
    assert (document.outlet, document.author) == ("plain.example", "Ada Marsh")
    assert (document.published, document.published_evidence) == (date(2021, 5, 2), "pubDate: 2021-05-02")
    assert document.url == "https://plain.example/1"
    assert "text = Body" in said
    assert "not taken: id" in said


def test_the_user_s_word_on_columns_comes_first(tmp_path: Path) -> None:
    content = f"text,summary,when\nnot this,{BODY},2 May 2021\n"
    items, said = read(tmp_path / "a.csv", content, text="summary", published="when")
    assert only(items).text == BODY
    assert only(items).published == date(2021, 5, 2)
    assert "text = summary" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", f"title;text\nRidge falls;{BODY}\n"),
        ("a.tsv", f"title\ttext\nRidge falls\t{BODY}\n"),
        ("a.csv", f"title|text\r\nRidge falls|{BODY}\r\n"),
        ("a.csv", f"\ufefftitle,text\nRidge falls,{BODY}"),
        ("a.csv", f"title\ttext\nRidge falls\t{BODY}\n".encode("utf-16")),
        ("a.csv.gz", gzip.compress(f"title,text\nRidge falls,{BODY}\n".encode(), mtime=0)),
    ],
)
def test_delimiters_and_encodings(tmp_path: Path, name: str, content: str | bytes) -> None:
    items, _ = read(tmp_path / name, content)
    assert only(items).text == f"Ridge falls\n\n{BODY}"


def test_a_code_page_is_told_from_the_whole_beginning(tmp_path: Path) -> None:
    items, _ = read(tmp_path / "a.csv", f"title,text\nCafé “Noir”,The army’s café fell – {BODY}\n".encode("cp1252"))
    assert only(items).title == "Café “Noir”"


def test_cells_may_run_over_lines_and_keep_the_bytes_of_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = f'"One.\n\n{BODY}",1\n"Two ""quoted"". {BODY}",2\n'
    items, _ = read(path, f"text,id\n\n{rows}")
    assert [item.text[:4] for item in items if isinstance(item, Document)] == ["One.", "Two "]
    raws = [piece for piece in TableReader().split(path) if isinstance(piece, Raw)]
    assert b"".join(raw.data for raw in raws).decode().strip() == rows.strip()


def test_bad_rows_cost_only_themselves(tmp_path: Path) -> None:
    items, _ = read(tmp_path / "a.csv", f"text,id\n{BODY},1\n,2\n{BODY},3,4,5\n-- 7 --,4\n{BODY} Again.,5\n")
    assert [isinstance(item, Document) for item in items] == [True, False, False, False, True]
    reasons = [item.why for item in items if isinstance(item, UnreadableRecord)]
    assert reasons == ["has no `text`", "has 4 cells, the header 2", "its `text` holds no words"]
    assert all(str(tmp_path / "a.csv") in str(item) for item in items if isinstance(item, SkipDocument))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("a,b\n1,2\n", "no column is known to hold the text; say which with --columns: a, b"),
        (bytes(range(256)) * 20, "is binary, not text"),
    ],
)
def test_what_is_no_table_of_articles(tmp_path: Path, content: str | bytes, why: str) -> None:
    items, _ = read(tmp_path / "a.csv", content)
    (item,) = items
    assert isinstance(item, UnreadableInput)
    assert item.why == why


def test_a_cell_without_end_is_named(tmp_path: Path) -> None:
    items, _ = read(tmp_path / "a.csv", f'text,id\n{BODY},1\n"{BODY * 200_000}')
    assert isinstance(items[0], Document)
    assert isinstance(items[-1], SkipDocument)


def test_tables_in_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"text\n{BODY}\n", encoding="utf-8")
    (document,) = read_inputs([tmp_path])
    assert isinstance(document, Document)
    assert document.sources == (f"{tmp_path / 'a.csv'}:2",)
