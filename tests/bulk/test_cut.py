"""A ledger cut out of a bulk folder is the ledger that building the same documents gives."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fogline.bulk.cut import cut
from fogline.bulk.layout import Layout
from fogline.bulk.run import run
from fogline.config import Settings
from fogline.errors import NotABulkFolder, UsageError
from fogline.ingest.intake import Intake
from fogline.ledger import Ledger
from fogline.store.base import ClaimFilter
from tests.bulk.corpora import lines, story
from tests.conftest import Call

GENERIC = Settings(profile="generic")

SAMPLE = Path(__file__).parents[2] / "sample" / "dispatches"


def records() -> list[dict[str, Any]]:
    """Stories, three of them told by two outlets, two without a day that another's day can give."""
    dated = [
        {"name": f"s{n}", "text": story(n), "published": f"2017-03-{6 + n % 3:02}", "outlet": "The Lantern"}
        for n in range(8)
    ]
    retold = [
        {"name": f"r{n}", "text": f"{story(n)} More follows.", "published": "2017-03-08", "outlet": "The Beacon"}
        for n in range(3)
    ]
    undated = [{"name": f"u{n}", "text": f"{story(n)} Nobody could be reached."} for n in range(2)]
    return [*dated, *retold, *undated]


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    folder = tmp_path_factory.mktemp("cut")
    inputs = lines(folder / "a.jsonl", records())
    run([inputs], str(folder / "news"), GENERIC, partition_size=3, intake=Intake(keep_bytes=True))
    return Layout(str(folder / "news"))


def everything(ledger: Path) -> dict[str, Any]:
    with Ledger.open(ledger) as opened:
        store = opened.store
        documents = {one.document_id: one for one in store.documents()}
        claims = {one.claim_id: one for one in store.claims(ClaimFilter())}
        return {
            "documents": documents,
            "claims": claims,
            "reasons": {key: claim.reasons for key, claim in claims.items()},
            "mentions": {key: store.mentions(key) for key in documents},
            "events": {one.event_id: one for one in store.derived.events()},
            "disagreements": {one.disagreement_id: one for one in store.derived.disagreements()},
            "origins": dict(store.derived.origins()),
            "received": {(one.source, one.sha256, one.document_id) for one in store.received()},
            "bytes": {one.sha256: store.body(one.sha256) for one in store.received()},
        }


def built(folder: Path, names: Iterable[str], home: Path) -> Path:
    """A ledger of those records, read from lines at the same places."""
    chosen = set(names)
    kept = [record if record["name"] in chosen else None for record in records()]
    # Sources name lines, so that those left out stay as blank ones.
    text = "".join("\n" if record is None else f"{json.dumps(record)}\n" for record in kept)
    (folder / "a.jsonl").write_text(text, encoding="utf-8")
    with Ledger.open(home) as ledger:
        ledger.add([folder / "a.jsonl"], settings=GENERIC)
    return home


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("true", [record["name"] for record in records()]),
        ("outlet = 'The Beacon' OR name IN ('s0', 's1', 'u1')", ["r0", "r1", "r2", "s0", "s1", "u1"]),
    ],
)
def test_it_is_what_a_build_of_the_same_documents_gives(
    news: Layout, tmp_path: Path, where: str, names: list[str]
) -> None:
    cut(news, where, tmp_path / "cut.fog")
    again = tmp_path / "in"
    again.mkdir()
    asked, given = everything(tmp_path / "cut.fog"), everything(built(again, names, tmp_path / "built.fog"))
    assert {one.name for one in asked["documents"].values()} == set(names)
    for kind in ("claims", "reasons", "mentions", "events", "disagreements", "origins", "bytes"):
        assert asked[kind] == given[kind], kind
    days = {key: (one.published, one.published_basis) for key, one in asked["documents"].items()}
    assert days == {key: (one.published, one.published_basis) for key, one in given["documents"].items()}
    assert {(sha, key) for _, sha, key in asked["received"]} == {(sha, key) for _, sha, key in given["received"]}
    assert len(asked["events"]) > 3


KEPT = {
    "document_origins": "document_id, origin_id",
    "links": "first, second, record",
    "matches": "one, other, score",
    "claim_homes": "home, claim_id",
    "claim_marks": "claim_id, document_id, mark",
    "events": "event_id, record",
    "event_claims": "claim_id, event_id, document_id",
    "disagreements": "disagreement_id, scope, record",
    "disagreement_claims": "claim_id, disagreement_id, scope",
    "stale": "document_id",
    "texts": "document_id, (SELECT group_concat(print) FROM prints WHERE prints.number = texts.number ORDER BY print)",
}
"""What a ledger keeps of what is derived, with all by which it is found again."""


def kept_in(ledger: Path) -> dict[str, set[tuple[object, ...]]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return {table: set(connection.execute(f"SELECT {rows} FROM {table}")) for table, rows in KEPT.items()}


def test_of_a_whole_folder_what_is_derived_comes_with_it(tmp_path: Path) -> None:
    news, cut_out, built_one = tmp_path / "news", tmp_path / "cut.fog", tmp_path / "built.fog"
    undated = lines(tmp_path / "u.jsonl", [one for one in records() if one["name"].startswith("u")])
    run([SAMPLE, undated], str(news), GENERIC, partition_size=9)
    done = cut(Layout(str(news)), "true", cut_out)
    with Ledger.open(built_one) as ledger:
        ledger.add([SAMPLE, undated], settings=GENERIC)
    assert kept_in(cut_out) == kept_in(built_one)
    assert all(kept_in(cut_out)[table] for table in KEPT if table != "stale")
    assert done.report.derived.documents == done.report.dated_from_others < 3, "nothing is derived again"
    more = lines(tmp_path / "more.jsonl", [{"text": f"{story(1)} Then it rained.", "published": "2017-03-09"}])
    for one in (cut_out, built_one):
        with Ledger.open(one) as ledger:
            assert ledger.add([more], settings=GENERIC).derived.events > 0
    assert kept_in(cut_out) == kept_in(built_one)


@pytest.mark.parametrize("gone", ["work/ties", "work/index"])
def test_where_it_was_thrown_away_it_is_derived_again(news: Layout, tmp_path: Path, gone: str) -> None:
    shutil.copytree(news.root, tmp_path / "news")
    shutil.rmtree(tmp_path / "news" / gone)
    done = cut(Layout(str(tmp_path / "news")), "true", tmp_path / "cut.fog")
    cut(news, "true", tmp_path / "carried.fog")
    assert done.report.derived.documents == done.counts.documents
    assert kept_in(tmp_path / "cut.fog") == kept_in(tmp_path / "carried.fog")


def test_a_condition_may_speak_of_claims_and_documents_together(news: Layout, tmp_path: Path) -> None:
    done = cut(news, "event_type = 'capture' AND place = 'Raqqa' AND name LIKE 's%'", tmp_path / "cut.fog", limit=1)
    assert done.counts.documents == 1
    with Ledger.open(tmp_path / "cut.fog") as ledger:
        assert {one.name for one in ledger.store.documents()} == {"s3"}


def test_from_the_command_line(fogline: Call, news: Layout, tmp_path: Path) -> None:
    out = tmp_path / "cut.fog"
    done = fogline("ledger", "from-bulk", news.root, "--where", "outlet = 'The Beacon'", "-o", out)
    assert done.code == 0, done.err
    assert f"{out}: 3 documents" in done.err
    assert fogline("ledger", "verify", out).code == 0
    again = fogline("ledger", "from-bulk", news.root, "--where", "true", "-o", out)
    assert again.code == 2 and "is there already" in again.err


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("outlet = 'Nobody'", "no document, and none of their claims, is as --where says"),
        ("nope = 1", "nope"),
        ("true) UNION SELECT (1", "."),
        ("1 = 1; DROP VIEW claims", "."),
        ("true -- and nothing more", None),
    ],
)
def test_a_condition_that_cannot_be_asked_makes_no_ledger(
    news: Layout, tmp_path: Path, where: str, said: str | None
) -> None:
    if said is None:
        assert cut(news, where, tmp_path / "cut.fog").counts.documents == len(records())
        return
    with pytest.raises(UsageError, match=said):
        cut(news, where, tmp_path / "cut.fog")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_none_of_ours(tmp_path: Path) -> None:
    with pytest.raises(NotABulkFolder):
        cut(Layout(str(tmp_path)), "true", tmp_path / "cut.fog")
