"""Web archives give their pages, streamed, and a damaged record costs only itself."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from fogline.building import build
from fogline.config import Settings
from fogline.errors import SkipDocument, UnreadableInput, UnreadableRecord
from fogline.ingest.base import Notice
from fogline.ingest.raw import Raw
from fogline.ingest.walk import read_inputs, split_inputs
from fogline.model.document import Document
from fogline.store.memory import MemoryStore
from tests.ingest.test_html import page

pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile.*")
"""warcio's writer leaves its own temporary files to the garbage collection."""

SETTINGS = Settings(profile="generic")


def archive(path: Path, *pages: bytes, packed: bool = True, **headers: str) -> list[int]:
    """An archive with a response for each of *pages*, among records of other kinds; where each response begins."""
    places = []
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for number, body in enumerate(pages):
            places.append(out.tell())
            given = {"Content-Type": "text/html; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
            writer.write_record(record(writer, f"https://plain.example/{number}", body, given))
    return places


def record(writer: WARCWriter, url: str, body: bytes, headers: dict[str, str], status: str = "200 OK") -> object:
    told = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
    when = {"WARC-Date": "2021-05-03T10:00:00Z"}
    return writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=told, warc_headers_dict=when
    )


def story(number: int) -> bytes:
    return page().replace("Northford", f"Northford {number}").encode()


def titles(path: Path) -> list[str]:
    """What is read: the names of pages, ``!`` for what is damaged."""
    return [item.name[-1] if isinstance(item, Document) else "!" for item in read_inputs([path])]


@pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False), ("download", True)])
def test_pages_of_an_archive(tmp_path: Path, name: str, packed: bool) -> None:
    path = tmp_path / name
    archive(path, story(0), story(1), packed=packed)
    first, second = read_inputs([path])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert "Northford 0" in first.text
    assert first.sources == ("https://plain.example/0",)
    assert first.url == "https://plain.example/ridge"


def test_custody_names_the_record_and_when_it_was_crawled(tmp_path: Path) -> None:
    archive(tmp_path / "a.warc.gz", story(0))
    (raw,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Raw)]
    assert raw.retrieved == datetime(2021, 5, 3, 10, tzinfo=UTC)
    assert raw.data == story(0)
    assert raw.context["archive"] == str(tmp_path / "a.warc.gz")
    assert raw.context["record"].startswith("urn:uuid:")
    assert raw.context["payload_digest"].startswith("sha1:")


def test_a_day_after_the_crawl_is_not_taken(tmp_path: Path) -> None:
    archive(tmp_path / "a.warc.gz", page().replace("2021-05-02", "2021-06-02").encode())
    (document,) = read_inputs([tmp_path])
    assert isinstance(document, Document)
    assert document.published is None
    assert any("2021-05-03" in note for note in document.notes)


def test_packed_and_chunked_pages(tmp_path: Path) -> None:
    packed = gzip.compress(story(0))
    chunked = b"%x\r\n" % len(packed) + packed + b"\r\n0\r\n\r\n"
    archive(tmp_path / "a.warc.gz", chunked, Content_Encoding="gzip", Transfer_Encoding="chunked")
    (raw,) = [piece for piece in split_inputs([tmp_path]) if isinstance(piece, Raw)]
    assert raw.data == story(0)


def test_other_records_are_counted_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        html = {"Content-Type": "text/html"}
        writer.write_record(record(writer, "https://plain.example/0", story(0), html))
        writer.write_record(record(writer, "https://plain.example/1", b"", {"Location": "/0"}, "301 Moved"))
        writer.write_record(record(writer, "https://plain.example/2", story(2), html, "404 Not Found"))
        writer.write_record(record(writer, "https://plain.example/i.png", b"\x89PNG", {"Content-Type": "image/png"}))
        writer.write_record(record(writer, "https://plain.example/robots.txt", b"User-agent: *", html))
    pieces = list(split_inputs([path]))
    (notice,) = [piece for piece in pieces if isinstance(piece, Notice)]
    assert notice.what.startswith("4 of 5 records are no pages")
    assert titles(path) == ["0"]


def damaged(path: Path, places: list[int], number: int, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[places[number] + at : places[number] + at + 20] = b"\xff" * 20
    path.write_bytes(data)


@pytest.mark.parametrize("at", [0, 12, 300], ids=["magic", "head", "body"])
@pytest.mark.parametrize("number", [0, 2, 4])
def test_a_damaged_record_costs_only_itself(tmp_path: Path, at: int, number: int) -> None:
    path = tmp_path / "a.warc.gz"
    places = archive(path, *(story(n) for n in range(5)))
    damaged(path, places, number, at)
    found = titles(path)
    assert [name for name in found if name != "!"] == [str(n) for n in range(5) if n != number]
    assert found.count("!") == 1
    (said,) = [item for item in read_inputs([path]) if isinstance(item, SkipDocument)]
    assert isinstance(said, UnreadableRecord)
    assert str(path) in said.where
    assert "byte" in said.where
    assert "\n" not in str(said)


def test_two_damaged_records_apart_are_two(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    places = archive(path, *(story(n) for n in range(6)))
    damaged(path, places, 1, 200)
    damaged(path, places, 4, 200)
    assert sorted(titles(path)) == ["!", "!", "0", "2", "3", "5"]


def test_an_archive_that_is_cut_off_loses_only_its_last_record(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    places = archive(path, *(story(n) for n in range(3)))
    path.write_bytes(path.read_bytes()[: places[2] + 400])
    assert titles(path) == ["0", "1", "!"]


def test_a_bomb_in_a_record_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    bomb = gzip.compress(b"<html>" + b"<p>" * 20_000_000)
    archive(path, bomb, Content_Encoding="gzip")
    with path.open("ab") as out:
        writer = WARCWriter(out, gzip=True)
        writer.write_record(record(writer, "https://plain.example/1", story(1), {"Content-Type": "text/html"}))
    assert titles(path) == ["!", "1"]


def test_wet_files_are_text(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.wet.gz"
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        text = "Ridge falls\nThe army said on Monday that it had taken the ridge above the town.\n"
        made = writer.create_warc_record(
            "https://plain.example/0", "conversion", payload=io.BytesIO(text.encode()), warc_content_type="text/plain"
        )
        writer.write_record(made)
    (document,) = read_inputs([path])
    assert isinstance(document, Document)
    assert document.text == text


def test_a_wacz_package(tmp_path: Path) -> None:
    archive(tmp_path / "data.warc.gz", story(0), story(1))
    package = tmp_path / "site.wacz"
    with zipfile.ZipFile(package, "w") as out:
        out.writestr("datapackage.json", "{}")
        out.write(tmp_path / "data.warc.gz", "archive/data.warc.gz")
    assert titles(package) == ["0", "1"]
    package.write_bytes(package.read_bytes()[:2000])
    (item,) = read_inputs([package])
    assert isinstance(item, UnreadableInput)


def test_an_archive_is_gone_on_with_where_the_ledger_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    archive(path, story(0), story(1))
    store = MemoryStore()
    build(store, [path], SETTINGS)
    archive(path, story(0), story(1), story(2))
    report = build(store, [path], SETTINGS)
    assert (report.read, report.new) == (3, 1)


@pytest.mark.parametrize("content", [b"WARC/1.0\r\n", b"WARC/1.0\r\nnonsense", b"WARC/1.0\r\n\r\n\r\n" * 100])
def test_what_only_begins_like_an_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(content)
    found = list(read_inputs([path]))
    assert found
    assert all(isinstance(item, SkipDocument) for item in found)
