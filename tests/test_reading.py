"""Inputs are read once, by as many processes as are given, and what was received is kept."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from fogline.building import build
from fogline.config import Settings
from fogline.errors import NoArticle, NoSpace
from fogline.ingest.html import HtmlReader
from fogline.ingest.intake import Intake
from fogline.reading import Taken, read_all
from fogline.store.memory import MemoryStore
from fogline.store.sql import open_store
from tests.ingest.test_html import page

SETTINGS = Settings(profile="generic")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.html").write_text(page().replace("Northford", f"Northford {number}"), encoding="utf-8")
    (folder / "index.html").write_text(page(head="<title>All</title>", body=""), encoding="utf-8")
    (folder / "note.txt").write_text("Rebels captured the town of Rastan on Monday.", encoding="utf-8")
    return folder


def names(inputs: list[Path | str], workers: int) -> list[str]:
    return [
        one.document.name if isinstance(one, Taken) and one.document else "-"
        for one in read_all(inputs, Intake(), settings=Settings(workers=workers))
    ]


def test_several_processes_give_the_same_in_the_same_order(folder: Path) -> None:
    assert names([folder], 2) == names([folder], 1) == [f"{n:02}.html" for n in range(20)] + ["-", "note.txt"]


def test_the_bytes_are_kept_with_their_hash_source_time_and_reader(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "l.fog", create=True) as store:
        build(store, [folder], SETTINGS)
        data = (folder / "07.html").read_bytes()
        (kept,) = [one for one in store.received() if one.source == str(folder / "07.html")]
        assert kept.sha256 == hashlib.sha256(data).hexdigest()
        assert kept.size == len(data)
        assert store.body(kept.sha256) == data
        assert kept.tool.startswith("fogline ")
        assert kept.reader == HtmlReader.version
        assert kept.retrieved.tzinfo is not None
        document = store.document(kept.document_id or "")
        assert document is not None
        assert document.name == "07.html"


def test_the_bytes_are_not_kept_where_the_user_says_so(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "l.fog", create=True) as store:
        build(store, [folder], SETTINGS, intake=Intake(keep_bytes=False))
        html = [one for one in store.received() if one.source.endswith("07.html")]
        assert [store.body(one.sha256) for one in html] == [None]


def test_a_second_build_reads_nothing_twice(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    first = build(store, [folder], SETTINGS)
    asked: list[str] = []
    monkeypatch.setattr(HtmlReader, "parse", lambda self, raw: asked.append(raw.name))
    again = build(store, [folder], SETTINGS)
    assert asked == []
    assert (again.read, again.new, again.extracted) == (first.read, 0, 0)
    assert [page.where for page in again.no_article] == [page.where for page in first.no_article]


def test_a_page_that_changed_is_read_again(folder: Path) -> None:
    store = MemoryStore()
    build(store, [folder], SETTINGS)
    (folder / "07.html").write_text(page().replace("two days", "three days"), encoding="utf-8")
    assert build(store, [folder], SETTINGS).new == 1


def test_another_version_of_a_reader_reads_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    build(store, [folder], SETTINGS)
    monkeypatch.setattr(HtmlReader, "version", "html@0")
    assert build(store, [folder], SETTINGS).read == 21
    assert {one.reader for one in store.received() if one.source.endswith(".html")} == {"html@0"}


def test_pages_without_an_article_are_no_errors(folder: Path) -> None:
    report = build(MemoryStore(), [folder], SETTINGS)
    assert report.refused == []
    (skipped,) = report.no_article
    assert isinstance(skipped, NoArticle)
    assert skipped.where.endswith("index.html")


def test_a_fault_of_ours_on_one_input_is_said_and_costs_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parse = HtmlReader.parse

    def fails_once(self: HtmlReader, raw: object) -> object:
        if str(raw).count("07.html"):
            raise RuntimeError("boom")
        return parse(self, raw)  # type: ignore[arg-type]

    monkeypatch.setattr(HtmlReader, "parse", fails_once)
    report = build(MemoryStore(), [folder], SETTINGS)
    assert report.read == 20
    (fault,) = report.refused
    assert "07.html" in str(fault)
    assert "boom" in str(fault)


def test_a_full_disk_stops_the_run_and_refuses_no_input(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(self: HtmlReader, raw: object) -> object:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(HtmlReader, "parse", no_space)
    with pytest.raises(NoSpace, match="no space left on the disk"):
        build(MemoryStore(), [folder], SETTINGS)
