"""``fogline build`` on what people bring: mixed folders, words of the user on formats and columns, and one line for
each thing that is wrong."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from fogline.ledger import Ledger
from tests.conftest import Call
from tests.ingest.site import Answer, a_site
from tests.ingest.test_feeds import item, rss
from tests.ingest.test_html import page
from tests.ingest.test_papers import book, pdf, word
from tests.ingest.test_telegram import export, post
from tests.ingest.test_warc import archive

STORY = "Rebel troops seized the town of Idlib on Friday, the governor said."

pytestmark = pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile.*")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One article in each format, and what stands around articles in a mirror."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.html").write_text(page(), encoding="utf-8")
    (inside / "b.csv").write_text(f'headline,body\nRidge,"{STORY} It was b."\n', encoding="utf-8")
    (inside / "c.jsonl").write_text(json.dumps({"text": f"{STORY} It was c."}), encoding="utf-8")
    (inside / "d.json").write_text(json.dumps([{"maintext": f"{STORY} It was d."}]), encoding="utf-8")
    (inside / "e.rss").write_text(rss(item(1)), encoding="utf-8")
    archive(inside / "f.warc.gz", page().replace("Northford", "Eastmere").encode())
    (inside / "g.pdf").write_bytes(pdf(f"{STORY} It was g."))
    (inside / "h.docx").write_bytes(word(f"{STORY} It was h."))
    (inside / "i.epub").write_bytes(book())
    (inside / "result.json").write_text(json.dumps(export(post(1, f"{STORY} It was r."))), encoding="utf-8")
    (inside / "j.md").write_text(f"# Ridge\n\n{STORY} It was j.", encoding="utf-8")
    (inside / "k.txt").write_text(f"{STORY} It was k.", encoding="utf-8")
    (inside / "style.css").write_text("p { }", encoding="utf-8")
    (inside / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" * 100)
    (inside / "index.html").write_text(page(head="<title>All</title>", body=""), encoding="utf-8")
    return inside


def test_everything_people_bring_at_once(fogline: Call, folder: Path, tmp_path: Path) -> None:
    done = fogline("build", folder, "--ledger", tmp_path / "l.fog", "--workers", "2", "--profile", "generic")
    assert done.code == 0, done.err
    assert "read        12 documents: 12 new" in done.err
    assert "b.csv: taken: text = body, title = headline" in done.err
    assert f"skipped: {folder / 'index.html'}: holds no article" in done.err
    assert ".css 1" in done.err
    assert ".jpg 1" in done.err
    with Ledger.open(tmp_path / "l.fog") as ledger:
        assert all(document.published is None or document.published_evidence for document in ledger.documents())


def test_a_second_build_adds_nothing(fogline: Call, folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.fog"
    fogline("build", folder, "--ledger", ledger, "--profile", "generic")
    done = fogline("build", folder, "--ledger", ledger, "--profile", "generic")
    assert "12 documents: 0 new" in done.err
    assert "from 0 documents" in done.err


@pytest.mark.parametrize(("option", "kept"), [("--keep-bytes", True), ("--no-keep-bytes", False)])
def test_bytes_are_kept_unless_told_otherwise(
    fogline: Call, folder: Path, tmp_path: Path, option: str, kept: bool
) -> None:
    fogline("build", folder / "a.html", "--ledger", tmp_path / "l.fog", option)
    with sqlite3.connect(tmp_path / "l.fog") as database:
        (bodies,) = database.execute("select count(*) from bodies").fetchone()
        ((sha256, size),) = database.execute("select sha256, size from received").fetchall()
    database.close()
    assert bool(bodies) is kept
    assert size == (folder / "a.html").stat().st_size
    assert len(sha256) == 64


def test_the_user_s_word_on_the_format(fogline: Call, tmp_path: Path) -> None:
    path = tmp_path / "notes.log"
    path.write_text(STORY, encoding="utf-8")
    refused = fogline("build", path, "--ledger", tmp_path / "l.fog")
    assert refused.code == 1
    assert "of a kind that is not read" in refused.err
    assert fogline("build", path, "--ledger", tmp_path / "l.fog", "--format", "text").code == 0


@pytest.mark.parametrize("columns", ["body", "headline=title", "=", "text=a,nonsense=b"])
def test_columns_that_make_no_sense(fogline: Call, folder: Path, tmp_path: Path, columns: str) -> None:
    done = fogline("build", folder / "b.csv", "--ledger", tmp_path / "l.fog", "--columns", columns)
    assert done.code == 2
    assert "FIELD=COLUMN" in done.err


def test_each_bad_input_is_one_line_and_the_rest_is_read(fogline: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "k.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "g.pdf").write_bytes(pdf())
    (folder / "b.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = fogline("build", folder, "--ledger", tmp_path / "l.fog", "--profile", "generic", "--quiet")
    assert done.code == 1
    lines = [line for line in done.err.splitlines() if line.startswith("fogline: ")]
    assert len(lines) == 3
    assert [Path(line.split(": ")[1]).name for line in lines] == ["b.csv", "g.pdf", "k.txt"]
    assert "9 documents" in fogline("build", folder / "j.md", "--ledger", tmp_path / "l.fog").err


def test_languages_not_read_are_kept_and_counted(fogline: Call, tmp_path: Path) -> None:
    posts = [post(1, "Є влучання. Їдемо до міста"), post(2, "Взрыв был слышен в районе вокзала"), post(3, STORY)]
    (tmp_path / "result.json").write_text(json.dumps(export(*posts)), encoding="utf-8")
    done = fogline("build", tmp_path / "result.json", "--ledger", tmp_path / "l.fog")
    assert done.code == 0
    assert "2 documents kept, not read for claims" in done.err
    assert "ledger      3 documents" in done.err


def test_an_address_is_an_input(fogline: Call, tmp_path: Path) -> None:
    with a_site() as site:
        site.answers["/a"] = Answer(page().encode())
        ledger = tmp_path / "l.fog"
        refused = fogline("build", site.url("/a"), "--ledger", ledger)
        assert refused.code == 1
        assert "--allow-private" in refused.err
        done = fogline("build", site.url("/a"), "--ledger", ledger, "--allow-private", "--pause", "0")
        assert done.code == 0, done.err
        assert "1 document: 1 new" in done.err
        assert f"fetching {site.url('/a')}\n" in done.err  # it may take its time, and one sees what for
