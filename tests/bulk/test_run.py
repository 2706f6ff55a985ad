"""A bulk run gives what a build gives, in any partitions, by any workers, however often it was stopped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fogline.bulk import rows, tables
from fogline.bulk.layout import Layout
from fogline.bulk.run import BulkReport, run
from fogline.config import Settings
from fogline.errors import BulkError, NotABulkFolder, OtherRun, UsageError
from fogline.ingest.intake import Intake
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.custody import Received
from fogline.model.document import Document
from fogline.model.mention import Mentions
from fogline.store.base import ClaimFilter
from tests.bulk.corpora import lines, mixed, stories, story

GENERIC = Settings(profile="generic")


def bulk(inputs: Path, out: Path, settings: Settings = GENERIC, size: int = 3, **more: Any) -> BulkReport:
    return run([inputs], str(out), settings, partition_size=size, **more)


def every(out: Path, table: str) -> Iterator[dict[str, Any]]:
    layout = Layout(str(out))
    for number in layout.whole():
        for some in tables.read(layout, layout.path(table, number)):
            yield from some


def documents(out: Path) -> dict[str, Document]:
    found = [rows.document_of(row) for row in every(out, "documents")]
    assert len({one.document_id for one in found}) == len(found), "each document is kept once"
    return {one.document_id: one for one in found}


def claims(out: Path) -> dict[str, Claim]:
    return {claim.claim_id: claim for claim in map(rows.claim_of, every(out, "claims"))}


def mentions(out: Path) -> dict[str, Mentions]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in every(out, "mentions"):
        found.setdefault(row["document_id"], []).append(row)
    return {key: rows.mentions_of(some) for key, some in found.items()}


def custody(out: Path) -> set[tuple[str, str, str | None]]:
    return {(one.source, one.sha256, one.document_id) for one in map(rows.received_of, every(out, "received"))}


class Built:
    """What a build of the same inputs gives."""

    def __init__(self, inputs: Path, ledger: Path) -> None:
        with Ledger.open(ledger) as opened:
            opened.add([inputs], settings=GENERIC)
            self.documents = {one.document_id: one for one in opened.store.documents()}
            self.claims = {one.claim_id: one for one in opened.store.claims(ClaimFilter())}
            self.mentions = {key: opened.store.mentions(key) for key in self.documents}
            receipts: list[Received] = list(opened.store.received())
            self.custody = {(one.source, one.sha256, one.document_id) for one in receipts}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("mixed") / "in")


@pytest.fixture(scope="module")
def built(corpus: Path) -> Built:
    return Built(corpus, corpus.parent / "l.fog")


@pytest.mark.parametrize(("size", "workers"), [(1, 1), (3, 1), (500, 1), (2, 2)])
def test_it_gives_what_a_build_gives(corpus: Path, built: Built, tmp_path: Path, size: int, workers: int) -> None:
    report = bulk(corpus, tmp_path / "out", Settings(profile="generic", workers=workers), size)
    out = tmp_path / "out"
    assert documents(out) == built.documents
    assert claims(out) == built.claims
    assert {key: claim.reasons for key, claim in claims(out).items()} == {
        key: claim.reasons for key, claim in built.claims.items()
    }
    assert mentions(out) == built.mentions
    assert custody(out) == built.custody
    assert (report.noted.read, report.noted.documents, report.noted.duplicates) == (13, 10, 3)
    assert report.noted.claims == len(built.claims) > 20
    assert report.other_kinds == {".png": 1}
    assert [where for _, where, _ in report.noted.refused] == [str(corpus / "e.csv")]
    assert not (out / "work" / "documents").exists(), "what is done with is thrown away"


def test_a_copy_that_gives_the_day_dates_the_text_wherever_it_stands(tmp_path: Path) -> None:
    given = [{"name": f"s{n}", "text": story(n)} for n in range(4)] + [{"text": story(1), "published": "2017-03-06"}]
    bulk(lines(tmp_path / "a.jsonl", given), tmp_path / "out", size=2)
    (dated,) = (one for one in documents(tmp_path / "out").values() if one.published is not None)
    assert dated.text == story(1)
    assert dated.sources == (f"{tmp_path}/a.jsonl:2", f"{tmp_path}/a.jsonl:5")
    days = [
        c.time.value.start for c in claims(tmp_path / "out").values() if c.time and c.document_id == dated.document_id
    ]
    assert any(days), "its times are read with that day"


def test_running_again_reads_nothing_again(corpus: Path, tmp_path: Path) -> None:
    first = bulk(corpus, tmp_path / "out")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    again = bulk(corpus, tmp_path / "out")
    assert (first.fresh, again.fresh) == (first.partitions, 0)
    assert again.noted == first.noted
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")} == before


class Stopped(Exception):
    """Stands for whatever stops a run."""


@pytest.mark.parametrize("after", range(1, 12))
def test_stopped_anywhere_it_goes_on_with_what_is_missing(
    corpus: Path, built: Built, tmp_path: Path, after: int
) -> None:
    steps = 0

    def step(what: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps == after:
            raise Stopped

    out = tmp_path / "out"
    with pytest.raises(Stopped):
        bulk(corpus, out, step=step)
    assert set(claims(out)) <= set(built.claims), "what is whole is there, nothing else"
    whole = Layout(str(out)).whole()
    report = bulk(corpus, out)
    assert report.fresh == report.partitions - len(whole)
    assert documents(out) == built.documents and claims(out) == built.claims and mentions(out) == built.mentions
    assert custody(out) == built.custody


def test_bytes_are_kept_where_they_are_asked_for(tmp_path: Path) -> None:
    import zstandard

    stories(tmp_path / "a.jsonl", 1)
    (tmp_path / "b.txt").write_text(story(5), encoding="utf-8")
    run([tmp_path / "a.jsonl", tmp_path / "b.txt"], str(tmp_path / "out"), GENERIC, intake=Intake(keep_bytes=True))
    kept = {row["source"]: row["data"] for row in every(tmp_path / "out", "received")}
    line = zstandard.ZstdDecompressor().decompress(kept[f"{tmp_path}/a.jsonl:1"])
    assert line == (tmp_path / "a.jsonl").read_bytes()
    assert kept[f"{tmp_path}/b.txt"] is None, "the text itself is stored already"


def test_inputs_that_hold_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    report = bulk(tmp_path / "empty.jsonl", tmp_path / "out")
    assert [str(error) for error in report.noted.errors()] == [f"{tmp_path}/empty.jsonl: is empty"]
    assert report.noted.documents == 0


def test_what_only_links_elsewhere_is_named_and_not_fetched(tmp_path: Path) -> None:
    lines(tmp_path / "a.jsonl", [{"url": "https://lantern.example/1"}, {"text": story(1)}])
    report = bulk(tmp_path / "a.jsonl", tmp_path / "out")
    (error,) = report.noted.errors()
    assert "only links to https://lantern.example/1" in str(error)
    assert report.noted.documents == 1


def test_an_address_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fetches nothing"):
        run(["https://lantern.example/feed.xml"], str(tmp_path / "out"), GENERIC)
    assert not (tmp_path / "out").exists()


def test_a_folder_behind_a_url(corpus: Path, built: Built, tmp_path: Path) -> None:
    where = f"memory://{tmp_path.name}"
    run([corpus], where, GENERIC, partition_size=4)
    layout = Layout(where)
    found = [row for n in layout.whole() for some in tables.read(layout, layout.path("claims", n)) for row in some]
    assert {row["claim_id"] for row in found} == set(built.claims)
    assert run([corpus], where, GENERIC, partition_size=4).fresh == 0


# what is refused


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    bulk(stories(folder / "a.jsonl", 2), folder / "out")
    return folder


def test_another_profile_is_refused(begun: Path) -> None:
    with pytest.raises(OtherRun, match=r"another state of the conflict profile .*generic.*ukraine.*give another --out"):
        bulk(begun / "a.jsonl", begun / "out", Settings(profile="ukraine"))


def test_another_day_or_size_is_refused(begun: Path) -> None:
    with pytest.raises(OtherRun, match=r"--partition-size \(3; now 4\)"):
        bulk(begun / "a.jsonl", begun / "out", size=4)


def test_another_version_is_refused(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fogline.bulk.manifest.__version__", "99.1")
    with pytest.raises(OtherRun, match=r"another state of Fogline \(.*; now 99.1\); run it as it was begun"):
        bulk(begun / "a.jsonl", begun / "out")


def test_changed_inputs_are_refused(tmp_path: Path) -> None:
    inputs = stories(tmp_path / "a.jsonl", 2)
    bulk(inputs, tmp_path / "out")
    stories(inputs, 3)
    with pytest.raises(OtherRun, match="the inputs' files"):
        bulk(inputs, tmp_path / "out")


def test_a_second_run_into_one_folder_is_refused(begun: Path) -> None:
    from filelock import FileLock

    with FileLock(begun / "out" / ".lock"), pytest.raises(OtherRun, match="another run is writing it"):
        bulk(begun / "a.jsonl", begun / "out")


def test_somebody_elses_folder_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    inputs, theirs = stories(tmp_path / "a.jsonl", 2), tmp_path / "photos"
    theirs.mkdir()
    (theirs / "one.jpg").write_bytes(b"...")
    with pytest.raises(NotABulkFolder, match=r"holds other things \(one.jpg …\)"):
        bulk(inputs, theirs)
    assert [path.name for path in theirs.iterdir()] == ["one.jpg"]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    inputs = stories(tmp_path / "a.jsonl", 2)
    with pytest.raises(BulkError, match="is a file"):
        bulk(inputs, inputs)


@pytest.mark.parametrize("content", ['{"format": "something"}', "[1]", "no json"])
def test_somebody_elses_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bulk.json").write_text(content, encoding="utf-8")
    with pytest.raises(NotABulkFolder, match="is no bulk folder"):
        bulk(stories(tmp_path / "a.jsonl", 2), tmp_path / "out")


def test_a_folder_of_a_later_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    content = '{"format": "fogline bulk", "format_version": 2, "fogline": "9.0"}'
    (tmp_path / "out" / "bulk.json").write_text(content, encoding="utf-8")
    with pytest.raises(NotABulkFolder, match=r"later version of Fogline \(9.0\)"):
        bulk(stories(tmp_path / "a.jsonl", 2), tmp_path / "out")
