"""What common scrapers and archives write is read as it is: names of keys, shapes of files, compressions."""

from __future__ import annotations

import bz2
import gzip
import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import zstandard

from fogline.errors import NoArticle, SkipDocument, UnreadableInput
from fogline.ingest.base import Item, Notice
from fogline.ingest.walk import read_inputs, split_inputs
from fogline.model.document import Document

BODY = "The army said on Monday that it had taken the ridge above the town."

NEWS_PLEASE: dict[str, Any] = {
    "authors": ["Ada Marsh"],
    "date_download": "2022-07-01 10:00:00",
    "date_modify": None,
    "date_publish": "2021-05-02 09:30:00",
    "description": "A short word on it.",
    "filename": "https%3A%2F%2Fplain.example%2Fridge.json",
    "image_url": None,
    "language": "en",
    "localpath": None,
    "maintext": BODY,
    "source_domain": "plain.example",
    "text": None,
    "title": "Ridge falls",
    "title_page": None,
    "url": "https://plain.example/ridge",
}
MEDIA_CLOUD = {
    "id": "9f",
    "media_name": "plain.example",
    "publish_date": "2021-05-02",
    "title": "Ridge falls",
    "url": "https://plain.example/ridge",
    "language": "en",
    "text": BODY,
}
TRAFILATURA = {
    "title": "Ridge falls",
    "author": "Ada Marsh",
    "hostname": "plain.example",
    "date": "2021-05-02",
    "source": "https://plain.example/ridge",
    "source-hostname": "plain.example",
    "text": BODY,
}
CRAWL = {
    "headline": "Ridge falls",
    "plain_text": BODY,
    "publishing_date": "2021-05-02",
    "publisher": "plain.example",
}


def one(items: list[Item]) -> Document:
    (item,) = items
    assert isinstance(item, Document), item
    return item


def read(path: Path, content: bytes) -> list[Item]:
    path.write_bytes(content)
    return list(read_inputs([path]))


@pytest.mark.parametrize("record", [NEWS_PLEASE, MEDIA_CLOUD, TRAFILATURA, CRAWL])
@pytest.mark.parametrize("shape", ["lines", "file", "list", "wrapped"])
def test_records_of_common_scrapers(tmp_path: Path, record: dict[str, Any], shape: str) -> None:
    written: dict[str, tuple[str, Any]] = {
        "lines": ("a.jsonl", record),
        "file": ("a.json", record),
        "list": ("a.json", [record]),
        "wrapped": ("a.json", {"status": "ok", "articles": [record]}),
    }
    name, value = written[shape]
    document = one(read(tmp_path / name, json.dumps(value).encode()))
    assert document.text == f"Ridge falls\n\n{BODY}"
    assert document.outlet == "plain.example"
    assert (document.published, document.published_basis) == (date(2021, 5, 2), "metadata")


def test_what_was_taken_for_what_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(NEWS_PLEASE)}\n{json.dumps(NEWS_PLEASE)}\n", encoding="utf-8")
    (notice,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Notice)]
    assert "published = date_publish" in notice.what
    assert "date_download" in notice.what.split("not taken")[1]


def test_our_own_form_needs_no_words(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Ridge falls", "text": BODY, "likes": 7}), encoding="utf-8")
    assert not [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Notice)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.compress])
@pytest.mark.parametrize("name", ["a.jsonl.packed", "a.jsonl.gz", "a.jsonl.zst"])
def test_compressed_lines_whatever_the_name_says(tmp_path: Path, pack: Callable[[bytes], bytes], name: str) -> None:
    lines = b"\n".join(json.dumps({"text": f"{n} {BODY}"}).encode() for n in range(3))
    items = read(tmp_path / name, pack(lines))
    assert [isinstance(item, Document) for item in items] == [True] * 3


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstandard.compress])
def test_a_compressed_file_that_is_cut_off_loses_only_its_end(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    noise = [f"{n * 7919 % 100_003:x}" for n in range(60_000)]
    lines = [json.dumps({"text": f"{BODY} {' '.join(noise[n : n + 30])}"}).encode() for n in range(0, 60_000, 30)]
    packed = pack(b"\n".join(lines))
    items = read(tmp_path / "a.jsonl.gz", packed[: len(packed) * 3 // 4])
    assert len(items) > 500 or pack is bz2.compress, "a block of bzip2 holds 900 kB"
    assert isinstance(items[-1], SkipDocument)
    assert "damaged or cut off" in items[-1].why


def test_a_bomb_of_one_endless_line_holds_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", 1) as out:
        for _ in range(120):
            out.write(b" " * 0 + b"x" * 1_000_000)
    tracemalloc.start()
    (item,) = read_inputs([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(item, SkipDocument)
    assert peak < 80_000_000


def test_a_large_list_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": f"{n} {BODY * 500}"} for n in range(300)]), encoding="utf-8")
    tracemalloc.start()
    assert sum(isinstance(item, Document) for item in read_inputs([path])) == 300
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 10_000_000
    assert peak < 4_000_000


def test_a_list_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    items = read(tmp_path / "a.json", json.dumps([{"text": BODY}, {"text": f"{BODY} Again."}]).encode()[:-20])
    assert isinstance(items[0], Document)
    assert isinstance(items[-1], UnreadableInput)
    assert "what came before was read" in items[-1].why


def test_json_that_is_no_article_is_no_error_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name": "site", "version": "1.0"}', encoding="utf-8")
    (item,) = read_inputs([tmp_path])
    assert isinstance(item, NoArticle)
    (item,) = read_inputs([tmp_path / "package.json"])
    assert not isinstance(item, NoArticle)


def test_the_moment_gdelt_saw_a_page_is_no_day_of_publication(tmp_path: Path) -> None:
    record = {"title": "Ridge falls", "text": BODY, "seendate": "20210502T101500Z", "domain": "plain.example"}
    (item,) = read(tmp_path / "list.json", json.dumps({"articles": [record]}).encode())
    assert isinstance(item, Document)
    assert (item.published, item.outlet) == (None, "plain.example")
