"""SQL over a bulk folder: it answers, and can do nothing else."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from fogline.bulk.layout import Layout
from fogline.bulk.query import ask
from fogline.bulk.run import run
from fogline.config import Settings
from fogline.errors import UsageError
from tests.bulk.corpora import stories
from tests.conftest import Call


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("query")
    run([stories(made / "a.jsonl", 12)], str(made / "news"), Settings(profile="generic"), partition_size=5)
    (made / "secret.csv").write_text("word\nsesame\n", encoding="utf-8")
    (made / "news" / "link.csv").symlink_to(made / "secret.csv")
    return made


def test_a_table_for_people(fogline: Call, folder: Path) -> None:
    sql = "SELECT place, count(DISTINCT document_id) AS told FROM claims WHERE event_type = 'capture' GROUP BY place"
    done = fogline("query", folder / "news", f"{sql} ORDER BY place")
    assert done.code == 0 and done.err == ""
    head, rule, first, *_ = done.out.splitlines()
    assert head.split() == ["place", "told"] and set(rule) == {"-", " "}
    assert first.split() == ["Al", "Mosul", "2"] or first.split()[-1] == "2"


def test_the_same_rows_in_every_format(fogline: Call, folder: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    sql = "SELECT name, published, claims > 0 AS told, NULL AS nothing FROM documents ORDER BY name LIMIT 2"
    out = {form: fogline("query", folder / "news", sql, "--format", form).out for form in ("csv", "jsonl")}
    assert list(csv.reader(io.StringIO(out["csv"]))) == [
        ["name", "published", "told", "nothing"],
        ["story-0", "2017-03-06", "true", ""],
        ["story-1", "2017-03-06", "true", ""],
    ]
    rows = [json.loads(line) for line in out["jsonl"].splitlines()]
    assert rows[1] == {"name": "story-1", "published": "2017-03-06", "told": True, "nothing": None}
    assert fogline("query", folder / "news", sql, "--format", "parquet", "-o", tmp_path / "o.parquet").code == 0
    assert parquet.read_table(tmp_path / "o.parquet").num_rows == 2


def test_long_values_are_cut_in_a_table_only(fogline: Call, folder: Path) -> None:
    sql = "SELECT text FROM documents WHERE name = 'story-1'"
    assert "…" in fogline("query", folder / "news", sql).out
    assert "to save lives" in fogline("query", folder / "news", sql, "--format", "jsonl").out


def test_no_cell_is_a_formula(fogline: Call, folder: Path) -> None:
    done = fogline("query", folder / "news", "SELECT '=1+1' AS a, -3 AS b", "--format", "csv")
    assert done.out.splitlines()[1] == "'=1+1,-3"


def test_no_rows(fogline: Call, folder: Path) -> None:
    done = fogline("query", folder / "news", "SELECT name FROM documents WHERE false")
    assert done.code == 0 and "(no rows)" in done.out


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEKT 1", "syntax error"),
        ("SELECT nope FROM claims", 'column "nope" not found'),
        ("SELECT * FROM nowhere", "nowhere does not exist"),
        ("SELECT * FROM events", "nothing has been derived yet"),
        ("SELECT text::INT FROM documents", "Conversion Error"),
        ("", "must be one SELECT"),
        ("SELECT 1; SELECT 2", "not 2 statements"),
    ],
)
def test_what_cannot_be_answered_is_said_in_one_line(fogline: Call, folder: Path, sql: str, said: str) -> None:
    if said.startswith("nothing has been derived") and (folder / "news" / "events").exists():
        sql = sql.replace("events", "no_such_table")
        said = "does not exist"
    done = fogline("query", folder / "news", sql)
    assert done.code == 2
    (line,) = done.err.splitlines()
    assert line.startswith("fogline: ") and said in line


@pytest.mark.parametrize(
    "sql",
    [
        "COPY claims TO '{news}/x.csv'",
        "EXPLAIN ANALYZE COPY claims TO '{news}/x.csv'",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW claims",
        "ATTACH '{home}/x.db'",
        "EXPORT DATABASE '{news}/x'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "PRAGMA database_list",
        "CALL pragma_version()",
    ],
)
def test_nothing_is_written_and_nothing_set(folder: Path, sql: str) -> None:
    before = sorted(folder.rglob("*"))
    with (
        pytest.raises(UsageError, match="only read: the SQL must be a SELECT"),
        ask(Layout(str(folder / "news")), sql.format(news=folder / "news", home=folder)) as answer,
    ):
        answer.read_all()
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    "source",
    [
        "read_csv('{home}/secret.csv')",
        "'{home}/secret.csv'",
        "read_text('{news}/../secret.csv')",
        "read_csv('{news}/link.csv')",
        "glob('{home}/*')",
        "read_parquet('https://example.org/x.parquet')",
        "read_csv('/dev/stdin')",
    ],
)
def test_no_other_file_can_be_read(folder: Path, source: str) -> None:
    found = source.format(news=folder / "news", home=folder)
    with (
        pytest.raises(UsageError, match="Permission Error"),
        ask(Layout(str(folder / "news")), f"SELECT * FROM {found}") as answer,
    ):
        answer.read_all()


def test_a_table_is_never_a_variable_of_ours(folder: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"), ask(Layout(str(folder / "news")), "FROM connection"):
        pass


def test_a_folder_that_is_none_of_ours(fogline: Call, tmp_path: Path) -> None:
    for where in (tmp_path, tmp_path / "nowhere"):
        done = fogline("query", where, "SELECT 1")
        assert done.code == 2
        assert f"{where}: is no bulk folder" in done.err


def test_a_folder_behind_a_url_is_asked_alike(tmp_path: Path) -> None:
    where = f"memory://{tmp_path.name}/news"
    run([stories(tmp_path / "a.jsonl", 2)], where, Settings(profile="generic"))
    with ask(Layout(where), "SELECT name FROM documents ORDER BY name") as answer:
        assert answer.read_all()["name"].to_pylist() == ["story-0", "story-1"]
    (tmp_path / "x.csv").write_text("a\n1\n", encoding="utf-8")
    with (
        pytest.raises(UsageError, match="Permission Error"),
        ask(Layout(where), f"FROM read_csv('{tmp_path}/x.csv')") as answer,
    ):
        answer.read_all()


def test_what_is_asked_while_a_run_goes_on_is_what_is_whole(folder: Path, tmp_path: Path) -> None:
    layout = Layout(str(tmp_path / "news"))
    counts: list[int] = []

    def step(what: str, done: int, total: int) -> None:
        if what == "finding claims":
            with ask(layout, "SELECT count(*) AS many FROM documents") as answer:
                counts.extend(answer.read_all()["many"].to_pylist())

    run([folder / "a.jsonl"], layout.root, Settings(profile="generic"), partition_size=5, step=step)
    assert counts == [0, 5, 10, 12]
