"""The page in a real browser, from ledgers that Fogline builds itself and a server of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import running
from tests.e2e.page import Reader

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample" / "dispatches"

SOFTWARE_WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser, and runs by ``make e2e``, not among the other tests."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.e2e)


def chromium() -> str:
    """Where a Chromium is."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "no Chromium here: `make e2e` installs it with apt-get, or name one in CHROMIUM"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=[*SOFTWARE_WEBGL, *sandbox])
        yield opened
        opened.close()


@contextmanager
def served(ledger: Path) -> Iterator[str]:
    """``fogline serve`` on *ledger*: its address."""
    with running.served(ledger) as (address, _):
        yield address.rstrip("/")


def build(ledger: Path, *inputs: Path) -> Path:
    """``fogline build``."""
    command = [sys.executable, "-m", "fogline", "build", *map(str, inputs), "--ledger", str(ledger), "--quiet"]
    subprocess.run(command, check=True)
    return ledger


@pytest.fixture(scope="session")
def sample_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sample as a ledger."""
    return build(tmp_path_factory.mktemp("sample") / "sample.fog", SAMPLE)


@pytest.fixture(scope="session")
def sample(sample_ledger: Path) -> Iterator[str]:
    """The address of a server on it; nobody decides anything there."""
    with served(sample_ledger) as address:
        yield address


@pytest.fixture
def fresh(sample_ledger: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server on a copy of it, to decide on: its address, and the ledger."""
    copy = tmp_path / "copy.fog"
    shutil.copy(sample_ledger, copy)
    with served(copy) as address:
        yield address, copy


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server on a ledger of articles that mean harm, and of names in three scripts."""
    folder = tmp_path_factory.mktemp("hostile")
    articles = folder / "articles.jsonl"
    articles.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in HOSTILE), encoding="utf-8")
    with served(build(folder / "hostile.fog", articles)) as address:
        yield address


HOSTILE = (
    {
        "name": "bad",
        "title": '<img src=x onerror="window.harmed=1">Troops left Lysychansk',
        "outlet": "<script>window.harmed=2</script>Daily",
        "published": "2022-07-04",
        "url": "javascript:window.harmed=3",
        "text": "<b onclick=window.harmed=4>Shelling</b> killed 12 people in Lysychansk on Sunday, the mayor said. "
        "<script>window.harmed=5</script> Troops withdrew from Lysychansk on Saturday.",
    },
    {
        "name": "scripts",
        "title": "Військові залишили Лисичанськ — القوات غادرت",
        "outlet": "Рідне місто",
        "published": "2022-07-04",
        "url": "https://news.example/a",
        "text": "Ukrainian troops withdrew from Lysychansk (Лисичанськ) on Sunday, 😀 the correspondent of القدس said. "
        "Kramatorsk was shelled on Saturday, killing 3 people, the mayor said.",
    },
)


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Somebody with a browser of their own, 1280 wide; what went wrong in it fails the test."""
    with Reader.of(browser) as opened:
        yield opened
