"""``fogline serve``: it says where it is, answers, and ends when asked to."""

from __future__ import annotations

import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest

from fogline.ledger import Ledger
from fogline.web.desk import Desk
from tests.conftest import Call
from tests.nobody import as_nobody
from tests.reports import claim, read, story
from tests.running import PATIENCE, served, until

HEADERS = {"accept": "application/json"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of two claims."""
    path = tmp_path / "war.fog"
    document = story(1)
    with Ledger.open(path) as opened:
        opened.store.add([read(document, claim(document), claim(document, 2, event_type="capture"))])
    return path


def test_it_prints_its_address_and_ends_quietly_on_ctrl_c(ledger: Path) -> None:
    with served(ledger) as (address, process):
        assert address.startswith("http://127.0.0.1:")
        assert httpx.get(f"{address}claims", headers=HEADERS).json()["total"] == 2
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_while_a_browser_keeps_its_connection_open(ledger: Path) -> None:
    with served(ledger) as (address, process), httpx.Client(base_url=address) as browser:
        browser.get("/claims", headers=HEADERS)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, -signal.SIGTERM)


def test_what_a_build_adds_meanwhile_is_shown(ledger: Path) -> None:
    with served(ledger) as (address, _):
        assert httpx.get(f"{address}claims", headers=HEADERS).json()["total"] == 2
        with Ledger.open(ledger) as building:
            for number in range(2, 8):
                document = story(number)
                building.store.add([read(document, claim(document))])
                assert httpx.get(f"{address}map", headers=HEADERS).status_code == 200
        until(lambda: httpx.get(f"{address}claims", headers=HEADERS).json()["total"] == 8, "what was added is shown")


def test_another_address_than_this_machines_needs_the_token_that_is_printed(ledger: Path) -> None:
    with served(ledger, "--host", "0.0.0.0", "--token", "seven") as (address, _):
        assert address.endswith("/?token=seven")
        port = address.partition("/?")[0].rpartition(":")[2]
        base = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{base}/claims", headers=HEADERS).status_code == 401
        assert httpx.get(f"{base}/claims", headers=HEADERS | {"authorization": "Bearer seven"}).status_code == 200
    with served(ledger, "--host", "0.0.0.0") as (address, _):
        assert len(address.partition("token=")[2]) >= 32, "one is made up where none is given"


def test_a_port_that_is_taken_is_said_in_one_line(fogline: Call, ledger: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = fogline("serve", ledger, "--port", port, "--no-open")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert f"127.0.0.1:{port} is taken" in done.err
    assert "--port" in done.err


@pytest.mark.parametrize("host", ["203.0.113.1", "no.such.host.example.invalid"])
def test_an_address_of_another_machine_is_said_in_one_line(fogline: Call, ledger: Path, host: str) -> None:
    done = fogline("serve", ledger, "--host", host, "--no-open")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert host in done.err


def test_what_is_no_ledger_is_not_served(fogline: Call, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no ledger", encoding="utf-8")
    done = fogline("serve", tmp_path / "notes.txt", "--no-open")
    assert (done.code, done.err.count("\n")) == (2, 1)


def test_a_ledger_that_may_not_be_written_is_served_for_reading(public_folder: Path, ledger: Path) -> None:
    copy = Path(shutil.copy(ledger, public_folder / "copy.fog"))
    copy.chmod(0o444)

    def shown(path: Path) -> None:
        with Ledger.open(path, create=False) as opened:
            desk = Desk(opened)
            desk.settle()
            assert len(desk.index()) == 2

    shown(ledger)  # so that all it needs is loaded: nobody may not read where Python is, perhaps
    assert as_nobody(lambda: shown(copy)) == 0
