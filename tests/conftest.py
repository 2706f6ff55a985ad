"""What many tests ask for: the command line run in this process, and a folder that others may look into."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fogline.cli.main import run
from tests import postgres_server


def pytest_configure() -> None:
    """Ctrl-C counts here and in what the tests start, even where a shell began them in the background without it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@dataclass(frozen=True)
class Done:
    """What a call came to."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]


@pytest.fixture(autouse=True)
def no_dumps_of_ones_own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see the built-in gazetteer only, whatever the user who runs them has added."""
    monkeypatch.setenv("FOGLINE_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def fogline(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls ``fogline`` with the arguments given; gives its exit code and what it printed."""

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["fogline", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            run()
        printed = capsys.readouterr()
        return Done(int(stopped.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A new folder that every account may look into.

    It stands outside pytest's own, which every further run of pytest shuts again while this one is under way.
    """
    with TemporaryDirectory(prefix="fogline-") as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def server() -> postgres_server.Server:
    """A PostgreSQL server of the tests' own; who asks for it is marked ``postgres``."""
    return postgres_server.shared()
