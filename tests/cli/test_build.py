"""``fogline build``: what is new, what is known, and what the summary says."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import Call

STORY = (
    "Rebel troops seized the town of Idlib on Friday, the governor said. At least 13 people were killed in shelling."
)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_story_becomes_claims(fogline: Call, tmp_path: Path) -> None:
    write(tmp_path, "story.txt", STORY)
    done = fogline("build", tmp_path / "story.txt", "--ledger", tmp_path / "l.fog", "--date", "2018-05-05")
    assert done.code == 0, done.err
    assert "1 document" in done.err
    assert done.out == ""
    records = json.loads(fogline("claims", tmp_path / "l.fog", "--json").out)
    assert "capture" in {record["event_type"] for record in records}
    assert all(STORY[r["evidence"]["start"] : r["evidence"]["end"]] == r["evidence"]["text"] for r in records)
    assert {record["document"]["published"] for record in records} == {"2018-05-05"}
    assert {record["document"]["published_basis"] for record in records} == {"user"}


def test_running_again_adds_only_what_is_new(fogline: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", STORY)
    ledger = tmp_path / "l.fog"
    assert fogline("build", folder, "--ledger", ledger).code == 0
    before = fogline("export", ledger, "--format", "jsonl", "-o", tmp_path / "before.jsonl")
    assert before.code == 0
    write(folder, "b.txt", STORY.replace("13", "17"))
    done = fogline("build", folder, "--ledger", ledger)
    assert "2 documents: 1 new" in done.err
    assert "from 1 document" in done.err
    fogline("export", ledger, "--format", "jsonl", "-o", tmp_path / "after.jsonl")
    old = (tmp_path / "before.jsonl").read_text(encoding="utf-8").splitlines()
    new = (tmp_path / "after.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(old) < set(new)


def test_the_same_text_twice_is_one_document(fogline: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", STORY)
    write(folder, "b.txt", STORY)
    done = fogline("build", folder, "--ledger", tmp_path / "l.fog")
    assert "2 documents: 1 new, 1 met twice" in done.err
    assert "ledger      1 document" in done.err


def test_another_profile_reads_again(fogline: Call, tmp_path: Path) -> None:
    story = write(tmp_path, "story.txt", "Russian troops shelled Lysychansk on Friday, Ukraine said.")
    ledger = tmp_path / "l.fog"
    fogline("build", story, "--ledger", ledger, "--profile", "generic")
    assert {r["agent"]["party"] for r in json.loads(fogline("claims", ledger, "--json").out) if r["agent"]} == {None}
    done = fogline("build", story, "--ledger", ledger, "--profile", "ukraine")
    assert "from 1 document" in done.err
    records = json.loads(fogline("claims", ledger, "--json").out)
    assert "russia" in {record["agent"]["party"] for record in records if record["agent"]}


def test_quiet_says_nothing(fogline: Call, tmp_path: Path) -> None:
    story = write(tmp_path, "story.txt", STORY)
    done = fogline("build", story, "--ledger", tmp_path / "l.fog", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_several_processes_find_the_same(fogline: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        write(folder, f"{number}.txt", STORY.replace("13", str(13 + number)))
    for workers in (1, 2):
        ledger = tmp_path / f"{workers}.fog"
        assert fogline("build", folder, "--ledger", ledger, "--workers", workers, "--quiet").code == 0
    one, two = (fogline("export", tmp_path / f"{workers}.fog", "--format", "csv").out for workers in (1, 2))
    assert one == two


def test_an_unreadable_profile_costs_nothing(fogline: Call, tmp_path: Path) -> None:
    story = write(tmp_path, "story.txt", STORY)
    profile = write(tmp_path, "mine.toml", 'title = "No name"\nparties = 3\n')
    ledger = tmp_path / "l.fog"
    done = fogline("build", story, "--ledger", ledger, "--profile", profile)
    assert done.code == 2
    assert "mine.toml" in done.err
    assert "Traceback" not in done.err


def test_a_folder_of_kinds_that_are_not_read_is_said_so(fogline: Call, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "style.css", "p { color: red }")
    done = fogline("build", folder, "--ledger", tmp_path / "l.fog")
    assert done.code == 0
    assert ".css 1" in done.err


def test_a_ledger_that_other_rules_derived_is_derived_anew_and_says_so(fogline: Call, tmp_path: Path) -> None:
    story, ledger = write(tmp_path, "story.txt", STORY), tmp_path / "l.fog"
    assert "anew" not in fogline("build", story, "--ledger", ledger).err
    with closing(sqlite3.connect(ledger)) as file, file:
        file.execute("UPDATE meta SET value = '0:older' WHERE key = 'derived_by'")
    again = fogline("build", story, "--ledger", ledger)
    assert "anew" in again.err
    assert "anew" not in fogline("build", story, "--ledger", ledger).err
