"""``fogline gazetteer``: a dump of one's own is added, used by the next build, and removed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Call

ROW = "9\tTinymill\tTinymill\t\t48.5\t38.25\tP\tPPL\tUA\t\t14\t\t\t\t120\t\t90\tKyiv\t2020-01-01\n"
STORY = "Ukrainian troops captured the village of Tinymill in Luhansk region on Friday, Ukraine said."


def places(fogline: Call, ledger: Path) -> set[tuple[str, float | None]]:
    records = json.loads(fogline("claims", ledger, "--json").out)
    return {(record["place"]["name"], record["place"]["latitude"]) for record in records if record["place"]}


def test_a_dump_is_used_until_it_is_removed(fogline: Call, tmp_path: Path) -> None:
    story, ledger, dump = tmp_path / "story.txt", tmp_path / "l.fog", tmp_path / "UA.txt"
    story.write_text(STORY, encoding="utf-8")
    dump.write_text(ROW, encoding="utf-8")
    fogline("build", story, "--ledger", ledger, "--quiet")
    assert ("Tinymill", 48.5) not in places(fogline, ledger)
    added = fogline("gazetteer", "add", dump)
    assert (added.code, added.out) == (0, "UA: 1 places\n")
    assert fogline("gazetteer", "list").out.startswith("UA ")
    fogline("build", story, "--ledger", ledger, "--quiet")
    assert ("Tinymill", 48.5) in places(fogline, ledger)
    assert fogline("gazetteer", "remove", "UA").code == 0
    assert fogline("gazetteer", "list").out == ""


def test_what_is_no_dump_is_refused(fogline: Call, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all,\n", encoding="utf-8")
    done = fogline("gazetteer", "add", letter)
    assert done.code == 2
    assert "letter.txt" in done.err
