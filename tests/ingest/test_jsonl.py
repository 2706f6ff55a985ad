"""JSON lines become documents, and a bad line costs only itself."""

from __future__ import annotations

import json
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from fogline.errors import SkipDocument, UnreadableInput, UnreadableRecord
from fogline.ingest import jsonl
from fogline.ingest.base import Item
from fogline.ingest.jsonl import JsonLinesReader
from fogline.model.document import Document

BODY = "The army said on Monday that it had taken the ridge above the town."


def read(path: Path, *lines: object) -> list[Item]:
    """The items of a file of *lines*: objects are written as JSON, bytes as they are."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(written))
    return list(JsonLinesReader().read(path))


def read_one(path: Path, **record: object) -> Document:
    (item,) = read(path, record)
    assert isinstance(item, Document), item
    return item


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.jsonl"


def test_a_record_with_everything(path: Path) -> None:
    document = read_one(
        path,
        name="ridge",
        title="Ridge falls",
        text=BODY,
        outlet="The Plain",
        author="Ada Marsh",
        published="2021-05-02T23:10:00Z",
        url="https://plain.example/1",
        language="en",
        likes=7,
    )
    assert document.text == f"Ridge falls\n\n{BODY}"
    assert document.text[: document.title_end] == document.title == "Ridge falls"
    assert not document.text_is_source, "the title was put before it"
    assert (document.name, document.outlet, document.author) == ("ridge", "The Plain", "Ada Marsh")
    assert (document.url, document.language) == ("https://plain.example/1", "en")
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata")
    assert document.sources == (f"{path}:1",)
    assert document.notes == ()


def test_a_record_with_text_only(path: Path) -> None:
    document = read_one(path, text=BODY)
    assert document.text == BODY
    assert document.text_is_source
    assert document.name == "posts.jsonl:1"
    assert document.title is None
    assert document.language == "en"


@pytest.mark.parametrize(
    ("title", "text", "end", "why"),
    [
        ("Ridge falls", f"Ridge falls\n\n{BODY}", 11, "set apart"),
        (" Ridge falls ", f"Ridge falls\n\n{BODY}", 11, "space around a title is none of it"),
        ("Ridge falls", f"\nRidge falls\n\n{BODY}", 12, "a blank line before"),
        ("Ridge falls", f"Ridge falls {BODY}", 11, "on one line with what follows"),
        ("Ridge falls", "Ridge falls to the army, officials said.", 0, "the text's first words only"),
        ("Ridge fall", "Ridge falls.", 0, "a part of a word"),
    ],
)
def test_a_title_that_the_text_begins_with_is_not_repeated(
    path: Path, title: str, text: str, end: int, why: str
) -> None:
    document = read_one(path, title=title, text=text)
    assert document.text == text, why
    assert document.title_end == end, why
    assert document.text_is_source


def test_an_empty_title_is_none(path: Path) -> None:
    document = read_one(path, title="  ", text=BODY, outlet="", name=None)
    assert (document.title, document.outlet, document.text) == (None, None, BODY)


@pytest.mark.parametrize(
    ("line", "reason", "why"),
    [
        (b'{"name": "two", "te', "is not JSON", "cut short"),
        (b"The army said so.", "is not JSON", "prose"),
        (b'["text"]', "is not an object", "a list"),
        (b'{"name": "two"}', "has no `text`", "nothing to read"),
        (b'{"text": null}', "has no `text`", "nor here"),
        (b'{"text": ["a", "b"]}', "is not text", "a list of paragraphs"),
        (b'{"text": " \\n "}', "is empty", "white space"),
        (b'{"text": "-- 120 --"}', "holds no words", "no letters"),
        (b"[" * 100_000, "is not JSON", "too deep for any reader"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "is not JSON", "a number too long to read"),
        (b"\x01\x02\x03\x04\x05" * 20, "binary", "no text"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(path: Path, line: bytes, reason: str, why: str) -> None:
    first, bad, last = read(path, {"name": "one", "text": BODY}, line, {"name": "three", "text": BODY})
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert last.name == "three"
    assert isinstance(bad, UnreadableRecord), why
    assert bad.where == f"{path} line 2"
    assert reason in bad.why
    assert "\n" not in str(bad)


def test_blank_lines_count_but_are_no_records(path: Path) -> None:
    (document,) = read(path, b"", b"  ", {"text": BODY})
    assert isinstance(document, Document)
    assert document.name == "posts.jsonl:3"


def test_values_of_the_wrong_kind_are_passed_over_with_a_note(path: Path) -> None:
    document = read_one(path, text=BODY, published=1748736000, outlet={"name": "The Plain"}, title=7, url=None)
    assert (document.published, document.outlet, document.title) == (None, None, None)
    assert document.notes == tuple(
        f"`{key}` is not text and was passed over" for key in ("title", "outlet", "published")
    )


def test_a_list_of_names_is_one_line(path: Path) -> None:
    assert read_one(path, text=BODY, author=["Ada Marsh", "Bo Reed"]).author == "Ada Marsh, Bo Reed"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("1970-01-01T00:00:00Z", "Unix"),
        ("2190-05-02", "after"),
        ("0001-01-01", "newspapers"),
        ("1900-01-01", "spreadsheets"),
    ],
)
def test_a_day_that_cannot_be_true_is_not_taken_and_said_so(path: Path, given: str, reason: str) -> None:
    document = read_one(path, text=BODY, published=given)
    assert (document.published, document.published_basis, document.published_evidence) == (None, None, None)
    (note,) = document.notes
    assert "was not taken" in note
    assert reason in note


def test_half_a_character_is_replaced(path: Path) -> None:
    (item,) = read(path, b'{"text": "The army \\ud83d said so.", "title": "A\\u0000B"}')
    assert isinstance(item, Document)
    assert item.text == "A\ufffdB\n\nThe army \ufffd said so."
    assert not item.text_is_source
    assert item.notes


def test_an_escaped_pair_is_one_character(path: Path) -> None:
    (item,) = read(path, b'{"text": "The army \\ud83d\\ude80 said so."}')
    assert isinstance(item, Document)
    assert item.text == "The army 🚀 said so."
    assert item.text_is_source


def test_a_mark_of_encoding_and_windows_line_ends(path: Path) -> None:
    (item, other) = read(path, b'\xef\xbb\xbf{"text": "The army said so."}\r', {"text": BODY})
    assert isinstance(item, Document)
    assert item.text == "The army said so."
    assert isinstance(other, Document)


def test_a_line_in_another_encoding(path: Path) -> None:
    (item,) = read(path, '{"text": "The army’s café “fell” – so they said."}'.encode("cp1252"))
    assert isinstance(item, Document)
    assert item.text == "The army’s café “fell” – so they said."
    assert item.notes


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "MAX_RECORD_MB", 1)
    long = {"text": BODY * 40_000}
    bad, good, bad_again = read(path, long, {"text": BODY}, long)
    assert isinstance(bad, UnreadableRecord)
    assert isinstance(bad_again, UnreadableRecord)
    assert bad_again.where.endswith("line 3")
    assert "MB" in bad.why
    assert isinstance(good, Document)


@pytest.mark.parametrize("content", [b"", b"\n\n \n", "text".encode("utf-16"), bytes(1000)])
def test_a_file_with_no_lines_of_text_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    (item,) = JsonLinesReader().read(path)
    assert isinstance(item, UnreadableInput)
    assert item.where == str(path)


def test_a_large_file_is_streamed(path: Path) -> None:
    with path.open("w", encoding="utf-8") as out:
        for number in range(300):
            out.write(json.dumps({"name": str(number), "text": f"{number} {BODY * 500}"}) + "\n")
    list(JsonLinesReader().read(path))  # so that what is loaded once is not counted
    tracemalloc.start()
    read_ = sum(not isinstance(item, SkipDocument) for item in JsonLinesReader().read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read_ == 300
    assert path.stat().st_size > 10_000_000
    assert peak < 2_000_000
