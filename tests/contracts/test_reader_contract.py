"""What every reader promises: documents under the id of their text, and an error in the place of what is unreadable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from fogline.errors import SkipDocument
from fogline.ingest.base import Reader
from fogline.ingest.readers import READERS
from fogline.model.document import Document
from fogline.model.ids import document_id, sha256_of

TEXT = "The army said on Monday that it had taken the ridge above the town. Nobody else could say whether that was so."


WRITERS: dict[str, Callable[[str], bytes]] = {
    "text": str.encode,
    "markdown": str.encode,
    "jsonl": lambda text: json.dumps({"text": text}).encode() + b"\n",
    "feed": lambda text: (
        f"<rss version='2.0'><channel><item><description><p>{text}</p></description></item></channel></rss>".encode()
    ),
    "json": lambda text: json.dumps([{"text": text}]).encode(),
    "csv": lambda text: f'text,id\n"{text}",7\n'.encode(),
    "html": lambda text: f"<html><head><title></title></head><body><p>{text}</p></body></html>".encode(),
}
"""A file of each kind with one text."""


@pytest.fixture(params=[each for each in READERS if each.name in WRITERS], ids=lambda reader: type(reader).__name__)
def reader(request: pytest.FixtureRequest) -> Reader:
    made: Reader = request.param
    return made


def written(reader: Reader, folder: Path, text: str, name: str = "story") -> Path:
    """A file of the reader's kind that holds *text* as its one article."""
    suffix = reader.suffixes[0]
    path = folder / f"{name}{suffix}"
    path.write_bytes(WRITERS[reader.name](text))
    return path


def test_suffixes_are_in_lower_case_with_their_dot(reader: Reader) -> None:
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.suffixes)


def test_a_document_holds_the_text_and_where_it_came_from(reader: Reader, tmp_path: Path) -> None:
    path = written(reader, tmp_path, TEXT)
    (document,) = reader.read(path)
    assert isinstance(document, Document)
    assert document.text.strip() == TEXT
    assert document.document_id == document_id(document.text)
    assert document.sha256 == sha256_of(document.text)
    assert any(str(path) in source for source in document.sources)
    assert document.published is None


def test_the_same_file_twice_is_the_same_document(reader: Reader, tmp_path: Path) -> None:
    path = written(reader, tmp_path, TEXT)
    assert list(reader.read(path)) == list(reader.read(path))


def test_letters_of_any_script_keep_their_offsets(reader: Reader, tmp_path: Path) -> None:
    text = "Сєвєродонецьк (“Severodonetsk”), سوريا and 𝔸 – all at once, the ministry said on Friday."
    (document,) = reader.read(written(reader, tmp_path, text))
    assert isinstance(document, Document)
    assert document.text[document.text.index("𝔸") + 1 :].startswith(" – all")


@pytest.mark.parametrize("content", [b"", b"  \n\n \n", bytes(range(256)) * 30], ids=["empty", "blank", "binary"])
def test_what_is_no_article_is_an_error_in_its_place(reader: Reader, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / f"bad{reader.suffixes[0]}"
    path.write_bytes(content)
    found = list(reader.read(path))
    assert all(isinstance(item, SkipDocument) for item in found)
    assert all(str(path) in str(item) or path.name in str(item) for item in found)


def test_a_file_that_is_gone_is_an_error_in_its_place(reader: Reader, tmp_path: Path) -> None:
    (item,) = reader.read(tmp_path / f"gone{reader.suffixes[0]}")
    assert isinstance(item, SkipDocument)
    assert "gone" in str(item)
