"""The command line as a user meets it: help, versions, exit codes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fogline.cli.main import VERBS
from fogline.version import __version__


def fogline(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fogline", *arguments], capture_output=True, text=True, check=False, timeout=120
    )


def test_help_lists_every_verb() -> None:
    done = fogline("--help")
    assert done.returncode == 0
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    done = fogline(verb, "--help")
    assert done.returncode == 0
    assert "Usage: fogline " + verb in done.stdout


def test_version() -> None:
    assert __version__ in fogline("--version").stdout


@pytest.mark.parametrize(
    ("arguments", "said", "why"),
    [
        (("bild",), "No such command", "a verb that is none"),
        (("build",), "Missing", "no input"),
        (("claims", "nowhere.fog"), "does not exist", "no such ledger"),
        (("build", "x.txt", "--ledger", "l.fog", "--date", "June"), "write it as 2022-06-25", "a day that is none"),
    ],
)
def test_unusable_arguments_end_with_2(arguments: tuple[str, ...], said: str, why: str) -> None:
    done = fogline(*arguments)
    assert done.returncode == 2, why
    assert said in done.stderr, why
    assert "Traceback" not in done.stderr


def test_importing_the_package_loads_no_model() -> None:
    code = "import sys, fogline; sys.exit(any(name in sys.modules for name in ('spacy', 'sqlalchemy', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
