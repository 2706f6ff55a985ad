"""One article more is measured on a copy of the ledger, beside the same article in a new one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.scale import one_more, results
from fogline.ledger import Ledger

SCRIPT = Path(one_more.__file__)


def article(number: int) -> str:
    text = f"Shelling killed {number} people in Kherson on Monday, the regional governor said."
    return json.dumps({"text": text, "published": "2023-04-04"}) + "\n"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "before.jsonl").write_text(article(3) + article(4), encoding="utf-8")
    path = tmp_path / "war.fog"
    with Ledger.open(path) as made:
        made.add([tmp_path / "before.jsonl"])
    return path


def test_an_article_is_added_to_a_copy_and_to_a_new_ledger(ledger: Path, tmp_path: Path) -> None:
    articles, out = tmp_path / "articles.jsonl", tmp_path / "results.jsonl"
    articles.write_text(article(3) + article(5), encoding="utf-8")
    before = ledger.read_bytes()
    asked = [sys.executable, str(SCRIPT), str(ledger), str(articles), "--skip", "1", "--additions", "1"]
    done = subprocess.run([*asked, "--out", str(out)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "2 articles, " in done.stdout and "1 new of 1 added" in done.stdout
    (row,) = results.read(out)
    assert (row["what"], row["articles"], row["additions"], row["added"]) == ("one more", 2, 1, 1)
    assert all(seconds > 0 for name in ("new_ledger", "this_ledger") for seconds in row[name][0])
    assert ledger.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_too_few_articles_are_said(ledger: Path, tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    articles.write_text(article(5), encoding="utf-8")
    with pytest.raises(SystemExit, match="has 1 articles after the first 0, not 2"):
        one_more._articles(articles, 0, 2, tmp_path)


def test_no_ledger_is_said(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="there is no such ledger"), one_more.copied(tmp_path / "none.fog"):
        pass


def test_median_and_worst_of_each_clock_are_told() -> None:
    told = one_more.summary([(1.0, 2.0), (1.5, 9.0), (3.0, 2.5)])
    assert told == "1.50 s of the processor (at most 3.00), 2.50 s on the clock (at most 9.00)"
