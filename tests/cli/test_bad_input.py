"""Whatever is wrong with an input is said in one line that names it, and costs nothing else."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Call
from tests.running import PATIENCE, started, until

GOOD = "Government forces captured the town of Rastan on Monday, state media reported."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "good.txt").write_text(GOOD, encoding="utf-8")
    return inputs


def refused(fogline: Call, folder: Path, *extra: object) -> str:
    """Builds, and sees that the good story is there all the same; gives the one line of complaint."""
    ledger = folder.parent / "l.fog"
    done = fogline("build", folder, *extra, "--ledger", ledger)
    assert done.code == 1
    assert "Traceback" not in done.err
    lines = [line for line in done.err.splitlines() if line.startswith("fogline: ")]
    assert len(lines) == 1, done.err
    records = json.loads(fogline("claims", ledger, "--json").out)
    assert "good.txt" in {record["document"]["name"] for record in records}
    return lines[0]


def test_an_empty_file(fogline: Call, folder: Path) -> None:
    (folder / "empty.txt").write_text("", encoding="utf-8")
    line = refused(fogline, folder)
    assert "empty.txt" in line
    assert "empty" in line.replace("empty.txt", "")


def test_a_binary_file(fogline: Call, folder: Path) -> None:
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 40)
    line = refused(fogline, folder)
    assert "picture.txt" in line
    assert "binary" in line


def test_a_200_mb_file(fogline: Call, folder: Path) -> None:
    with (folder / "huge.txt").open("wb") as out:
        out.truncate(200 * 2**20)
    line = refused(fogline, folder)
    assert "huge.txt" in line
    assert "MB" in line


def test_a_broken_line_of_json(fogline: Call, folder: Path) -> None:
    lines = [json.dumps({"name": "one", "text": GOOD + " It was calm."}), '{"name": "two", "te', ""]
    (folder / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    line = refused(fogline, folder)
    assert "posts.jsonl" in line
    assert "line 2" in line


def test_a_missing_folder(fogline: Call, folder: Path) -> None:
    line = refused(fogline, folder, folder / "nowhere")
    assert "nowhere" in line


def test_no_permission(public_folder: Path) -> None:
    public_folder.chmod(0o777)
    secret = public_folder / "secret.txt"
    secret.write_text("The town fell.", encoding="utf-8")
    secret.chmod(0)
    done = run_as_nobody("build", str(public_folder), "--ledger", str(public_folder / "l.fog"))
    assert done.returncode == 1, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("fogline: ")]
    assert "secret.txt" in line
    assert "ermission" in line


def test_another_language_is_kept_and_said(fogline: Call, folder: Path) -> None:
    text = "Мер міста повідомив, що війська відійшли на нові позиції. Бої тривають на околицях міста з самого ранку."
    (folder / "uk.txt").write_text(text, encoding="utf-8")
    done = fogline("build", folder, "--ledger", folder.parent / "l.fog")
    assert done.code == 0
    assert "uk 1" in done.err
    assert "ledger      2 documents" in done.err


@pytest.mark.parametrize("content", [b"once upon a time, this was a letter" * 50, b"\x00\x01\x02" * 3000])
def test_a_file_that_is_no_ledger(fogline: Call, folder: Path, content: bytes) -> None:
    ledger = folder.parent / "letter.fog"
    ledger.write_bytes(content)
    done = fogline("build", folder, "--ledger", ledger)
    assert done.code == 2
    assert "letter.fog" in done.err
    assert "Traceback" not in done.err
    assert ledger.read_bytes() == content


def test_somebody_elses_database(fogline: Call, folder: Path) -> None:
    ledger = folder.parent / "contacts.db"
    with sqlite3.connect(ledger) as database:
        database.execute("create table contacts (name text)")
    database.close()
    done = fogline("claims", ledger)
    assert done.code == 2
    assert "contacts.db" in done.err


def test_a_ledger_in_a_folder_that_is_not_there(fogline: Call, folder: Path) -> None:
    done = fogline("build", folder, "--ledger", folder.parent / "no" / "such" / "l.fog")
    assert done.code == 2
    assert "Traceback" not in done.err


def test_a_full_disk_keeps_what_was_committed(folder: Path) -> None:
    """The operating system itself refuses to let the ledger grow, as a full disk does."""
    many = folder / "many.jsonl"
    many_stories(many, 400)
    ledger = folder.parent / "l.fog"
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))\n"
        f"sys.argv = ['fogline', 'build', {str(many)!r}, '--ledger', {str(ledger)!r}, '--workers', '1']\n"
        "from fogline.cli.main import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2, done.stderr
    assert "l.fog" in done.stderr
    assert "Traceback" not in done.stderr
    assert_whole(ledger)


def test_a_full_disk_while_workers_read_is_told_once_and_of_no_document(folder: Path) -> None:
    """Reading writes nothing itself: the language of these pages is told by a model that unpacks to 70 MB."""
    for number in range(150):
        (folder / f"{number:03}.html").write_text(page_of_two_languages(number), encoding="utf-8")
    ledger = folder.parent / "l.fog"
    script = folder.parent / "build.py"  # a file, not -c: workers start from it again
    script.write_text(
        "import resource, sys\n"
        "from fogline.cli.main import run\n"
        "if __name__ == '__main__':\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))\n"
        f"    sys.argv = ['fogline', 'build', {str(folder)!r}, '--ledger', {str(ledger)!r}, '--workers', '2']\n"
        "    run()\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("fogline: ")]
    assert "l.fog" in line
    assert "Traceback" not in done.stderr
    assert "too large" not in done.stderr
    assert_whole(ledger)


def test_an_export_that_finds_no_space_says_so(fogline: Call, folder: Path) -> None:
    many, ledger, out = folder / "many.jsonl", folder.parent / "l.fog", folder.parent / "out.jsonl"
    many_stories(many, 60)
    assert fogline("build", many, "--ledger", ledger, "--quiet").code == 0
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        f"sys.argv = ['fogline', 'export', {str(ledger)!r}, '--format', 'jsonl', '-o', {str(out)!r}]\n"
        "from fogline.cli.main import run\n"
        "run()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert done.returncode == 2, done.stderr
    assert "too large" in done.stderr
    assert "Traceback" not in done.stderr


def test_ctrl_c_keeps_what_was_committed_and_the_next_build_goes_on(fogline: Call, folder: Path) -> None:
    many = folder / "many.jsonl"
    many_stories(many, 1500)
    ledger = folder.parent / "l.fog"
    building = started("build", many, "--ledger", ledger, "--workers", 1)
    committed = wait_for_extractions(ledger, building)
    building.send_signal(signal.SIGINT)
    _, err = building.communicate(timeout=PATIENCE)
    assert building.returncode == 130, err
    assert "interrupted" in err
    assert "Traceback" not in err
    assert_whole(ledger)
    assert extracted(ledger) >= committed
    few = folder / "good.txt"
    assert fogline("build", few, "--ledger", ledger, "--quiet").code == 0


def many_stories(path: Path, count: int) -> None:
    places = ("Rastan", "Talbiseh", "Idlib", "Raqqa", "Mosul", "Kirkuk")
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = (
                f"Government forces captured {places[number % 6]} on Monday after {number} days of fighting, state "
                f"media reported. At least {number + 2} people were killed, a monitoring group said. Rebels said they "
                f"had withdrawn from the town to save lives. Shelling hit {places[(number + 1) % 6]} overnight."
            )
            out.write(json.dumps({"name": f"story-{number}", "text": text}) + "\n")


def page_of_two_languages(number: int) -> str:
    english = (
        f"Government forces captured the town of Rastan on Monday after {number} days of fighting, state media said. "
        f"At least {number + 2} people were killed and many more were wounded, a monitoring group said on Tuesday."
    )
    french = (
        f"Les forces gouvernementales ont pris la ville de Rastan lundi après {number} jours de combats. Au moins "
        f"{number + 2} personnes ont été tuées et beaucoup d'autres blessées, selon une organisation locale."
    )
    text = french if number % 8 == 0 else english
    body = "".join(f"<p>{text} ({part})</p>" for part in range(4))
    return f"<html><head><title>Story {number}</title></head><body><article>{body}</article></body></html>"


def wait_for_extractions(ledger: Path, building: subprocess.Popen[str]) -> int:
    return until(lambda: ledger.exists() and extracted(ledger), "anything was committed", building)


def extracted(ledger: Path) -> int:
    try:
        with sqlite3.connect(f"file:{ledger}?mode=ro", uri=True) as database:
            (count,) = database.execute("select count(*) from extractions").fetchone()
    except sqlite3.OperationalError:  # not there yet
        return 0
    finally:
        if "database" in locals():
            database.close()
    return int(count)


def assert_whole(ledger: Path) -> None:
    with sqlite3.connect(ledger) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()


def run_as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs ``fogline`` as a user whom file permissions bind (root is not), everything it needs loaded before."""
    code = (
        "import os, sys\n"
        "from fogline.cli import build, piped\n"
        "from fogline.cli.main import run\n"
        "from fogline.pipeline import tools_for\n"
        "tools_for('auto')\n"
        "if os.geteuid() == 0:\n"
        "    os.seteuid(65534)\n"
        f"sys.argv = ['fogline', *{list(arguments)!r}]\n"
        "run()\n"
    )
    home = {**os.environ, "FOGLINE_HOME": str(Path(arguments[1]) / "home")}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=PATIENCE, env=home
    )
