"""The command line as a user meets it: help, versions, exit codes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from fogline.cli.main import VERBS
from fogline.ledger import Ledger
from fogline.version import __version__
from tests.conftest import Call
from tests.reports import claim, read, story
from tests.running import PATIENCE


def test_a_shell_gets_help_that_lists_every_verb() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "fogline", "--help"], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(fogline: Call, verb: str) -> None:
    done = fogline(verb, "--help")
    assert done.code == 0
    assert "Usage: fogline " + verb in done.out


def test_version(fogline: Call) -> None:
    assert __version__ in fogline("--version").out


@pytest.mark.parametrize(
    ("arguments", "said", "why"),
    [
        (("bild",), "No such command", "a verb that is none"),
        (("build",), "Missing", "no input"),
        (("claims", "nowhere.fog"), "does not exist", "no such ledger"),
        (("build", "x.txt", "--ledger", "l.fog", "--date", "June"), "write it as 2022-06-25", "a day that is none"),
    ],
)
def test_unusable_arguments_end_with_2(fogline: Call, arguments: tuple[str, ...], said: str, why: str) -> None:
    done = fogline(*arguments)
    assert done.code == 2, why
    assert said in done.err, why
    assert "Traceback" not in done.err


def test_a_program_does_what_waits_for_its_end_and_says_its_code() -> None:
    code = (
        "import atexit, sys\n"
        "import fogline.cli.main as cli\n"
        "sys.argv, run = ['fogline', {0!r}], cli.run\n"
        "cli.run = lambda: (atexit.register(print, 'put away'), run())\n"
        "cli.main()\n"
    )
    for argument, expected in (("--version", 0), ("bild", 2)):
        program = [sys.executable, "-c", code.format(argument)]
        done = subprocess.run(program, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.returncode == expected
        assert done.stdout.endswith("put away\n")


def test_importing_the_package_loads_no_model() -> None:
    code = "import sys, fogline; sys.exit(any(name in sys.modules for name in ('spacy', 'sqlalchemy', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture(scope="module")
def long_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger whose listing is longer than a pipe's buffer."""
    path = tmp_path_factory.mktemp("long") / "l.fog"
    stories = [story(number) for number in range(400)]
    with Ledger.open(path) as ledger:
        ledger.store.add([read(one, claim(one), claim(one, 2, event_type="capture")) for one in stories])
    return path


@pytest.mark.parametrize("verb", [("claims",), ("export", "--format", "jsonl"), ("export", "--format", "csv")])
def test_a_reader_who_has_seen_enough_is_no_error(verb: tuple[str, ...], long_ledger: Path) -> None:
    name, *options = verb
    listing = subprocess.Popen(
        [sys.executable, "-m", "fogline", name, str(long_ledger), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert listing.stdout is not None
    assert listing.stderr is not None
    listing.stdout.readline()
    listing.stdout.close()
    assert listing.wait(timeout=PATIENCE) == 0
    assert listing.stderr.read() == b""
    listing.stderr.close()
