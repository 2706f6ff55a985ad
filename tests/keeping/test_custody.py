"""What a document was made from stays provable: shown, given back, merged, and read again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from fogline.config import Settings
from fogline.ingest.intake import Intake
from fogline.keeping.merge import merge
from fogline.ledger import Ledger
from fogline.store.sql import open_store
from tests.conftest import Call

PAGE = """<html><head><title>{title}</title><meta property="article:published_time" content="2022-07-03"></head>
<body><article><h1>{title}</h1><p>{words} Russian forces shelled Kramatorsk on Saturday, Donetsk governor Pavlo
Kyrylenko said. Two people were killed and five were wounded, he told reporters in the town on Sunday.</p>
<p>The strike hit a street of small houses near the railway, residents said, and the power failed until noon.</p>
<p>Crews worked through the night to clear what had fallen on the road to the east of the town.</p></article></body>
</html>"""


def built(path: Path, *pages: Path, keep_bytes: bool = True) -> Path:
    with Ledger.open(path) as ledger:
        ledger.add(list(pages), settings=Settings(profile="ukraine"), intake=Intake(keep_bytes=keep_bytes))
    return path


def page(folder: Path, name: str, words: str = "") -> Path:
    path = folder / name
    path.write_text(PAGE.format(title="Shells on Kramatorsk", words=words), encoding="utf-8")
    return path


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return page(tmp_path, "story.html")


@pytest.fixture
def ledger(tmp_path: Path, story: Path) -> Path:
    return built(tmp_path / "war.fog", story)


def change(path: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(sql, values)
    connection.close()


def test_the_custody_of_a_document_is_shown(fogline: Call, ledger: Path, story: Path) -> None:
    told = json.loads(fogline("ledger", "source", ledger, "story.html", "--json").out)
    (receipt,) = told["received"]
    assert receipt["sha256"] == hashlib.sha256(story.read_bytes()).hexdigest()
    assert (receipt["source"], receipt["size"], receipt["kept"]) == (str(story), story.stat().st_size, True)
    assert receipt["context"]["library"].startswith("trafilatura ")  # which version found the words
    shown = fogline("ledger", "source", ledger, told["document_id"][:8]).out
    assert receipt["sha256"] in shown
    assert f"source    {story}" in shown


def test_the_bytes_are_given_back_as_they_were(fogline: Call, ledger: Path, story: Path, tmp_path: Path) -> None:
    assert fogline("ledger", "source", ledger, "story.html", "-o", tmp_path / "back.html").code == 0
    assert (tmp_path / "back.html").read_bytes() == story.read_bytes()


def test_a_text_gives_its_bytes_back_too(fogline: Call, tmp_path: Path) -> None:
    text = tmp_path / "note.txt"
    text.write_text("Shells on Kramatorsk\n\nRussian forces shelled Kramatorsk on 2 July 2022.\n", encoding="utf-8")
    ledger = built(tmp_path / "t.fog", text)
    fogline("ledger", "source", ledger, "note.txt", "-o", tmp_path / "back.txt")
    assert (tmp_path / "back.txt").read_bytes() == text.read_bytes()


def test_bytes_that_were_not_kept_are_said_to_be_so(fogline: Call, tmp_path: Path, story: Path) -> None:
    ledger = built(tmp_path / "lean.fog", story, keep_bytes=False)
    assert "not kept" in fogline("ledger", "source", ledger, "story.html").out
    done = fogline("ledger", "source", ledger, "story.html", "-o", tmp_path / "back.html")
    assert done.code == 2
    assert "were not kept" in done.err
    assert not (tmp_path / "back.html").exists()
    assert fogline("ledger", "verify", ledger).code == 0  # asked for, and no fault


def test_a_document_that_is_not_there(fogline: Call, ledger: Path) -> None:
    done = fogline("ledger", "source", ledger, "zzz")
    assert done.code == 2
    assert "'zzz'" in done.err


def test_a_document_read_from_two_pages_asks_which(fogline: Call, tmp_path: Path, story: Path) -> None:
    other = tmp_path / "mirror.html"
    other.write_text(story.read_text(encoding="utf-8").replace("</body>", "<!-- a mirror --></body>"), encoding="utf-8")
    ledger = built(tmp_path / "two.fog", story, other)
    done = fogline("ledger", "source", ledger, str(story), "-o", tmp_path / "x.html")
    assert done.code == 2
    assert "say --sha256" in done.err
    sha256 = hashlib.sha256(other.read_bytes()).hexdigest()
    fogline("ledger", "source", ledger, str(story), "--sha256", sha256[:8], "-o", tmp_path / "x.html")
    assert (tmp_path / "x.html").read_bytes() == other.read_bytes()


def test_verify_reads_the_bytes_again(fogline: Call, ledger: Path) -> None:
    assert "1 receipts, 1 with their bytes, 1 read again" in fogline("ledger", "verify", ledger).out
    assert "0 read again" in fogline("ledger", "verify", ledger, "--quick").out


def test_bytes_that_are_others_are_named(fogline: Call, ledger: Path) -> None:
    import zstandard

    change(ledger, "UPDATE bodies SET data = ?", zstandard.ZstdCompressor().compress(b"<p>something else</p>"))
    done = fogline("ledger", "verify", ledger)
    assert done.code == 1
    assert "the bytes kept do not have the SHA-256" in done.out
    assert len(done.out.splitlines()) == 1


def test_bytes_that_cannot_be_unpacked_are_named(fogline: Call, ledger: Path, tmp_path: Path) -> None:
    change(ledger, "UPDATE bodies SET data = x'28b52ffd00'")
    done = fogline("ledger", "verify", ledger)
    assert done.code == 1
    assert "are damaged" in done.out
    assert "are damaged" in fogline("ledger", "source", ledger, "story.html", "-o", tmp_path / "x").err


def test_bytes_that_give_another_text_are_named(fogline: Call, ledger: Path, tmp_path: Path) -> None:
    """Bytes and their SHA-256 changed together, so that only reading them again can tell."""
    import zstandard

    forged = page(tmp_path, "forged.html", "Nobody was there.").read_bytes()
    change(ledger, "UPDATE bodies SET data = ?, sha256 = ?", zstandard.ZstdCompressor().compress(forged), sha(forged))
    change(ledger, "UPDATE received SET sha256 = ?, size = ?", sha(forged), len(forged))
    done = fogline("ledger", "verify", ledger)
    assert done.code == 1
    assert "read again by html@1, they give another text than document" in done.out


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_what_another_version_read_is_not_read_again(fogline: Call, ledger: Path) -> None:
    change(ledger, "UPDATE received SET reader = 'html@0'")
    done = fogline("ledger", "verify", ledger)
    assert done.code == 0
    assert "0 read again" in done.out


def test_info_says_how_much_is_kept(fogline: Call, ledger: Path, story: Path) -> None:
    found = json.loads(fogline("ledger", "info", ledger, "--json").out)
    assert (found["received"], found["originals_kept"], found["originals_bytes"]) == (1, 1, story.stat().st_size)
    assert 0 < found["originals_packed_bytes"] < found["originals_bytes"]


def test_a_merge_carries_the_custody_of_both(fogline: Call, tmp_path: Path, story: Path) -> None:
    other = page(tmp_path, "other.html", "There was smoke over the market.")
    first = built(tmp_path / "a.fog", story, keep_bytes=False)
    second = built(tmp_path / "b.fog", story, other)
    merge(first, second, tmp_path / "c.fog", settings=Settings(profile="ukraine"))
    with open_store(tmp_path / "c.fog") as store:
        kept = {one.source: store.body(one.sha256) for one in store.received()}
    assert kept == {str(path): path.read_bytes() for path in (story, other)}  # the bytes where either has them
    done = fogline("ledger", "verify", tmp_path / "c.fog")
    assert done.code == 0
    assert "2 receipts, 2 with their bytes, 2 read again" in done.out
