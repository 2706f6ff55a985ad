"""``fogline watch`` adds what is new, round after round, until it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Call
from tests.ingest.site import Answer, Site, a_site
from tests.ingest.test_feeds import item, rss
from tests.running import PATIENCE


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        running.answers["/feed"] = Answer(rss(item(1)).encode(), media_type="application/rss+xml", etag='"1"')
        yield running


def watch(fogline: Call, site: Site, ledger: Path, *more: object) -> str:
    arguments = ["--ledger", ledger, "--allow-private", "--pause", "0", "--profile", "generic", *more]
    done = fogline("watch", site.url("/feed"), *arguments)
    assert done.code == 0, done.err
    assert done.out == ""
    return done.err


def test_each_round_adds_only_what_is_new(fogline: Call, site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "l.fog"
    first = site.answers["/feed"]
    second = Answer(rss(item(2), item(1)).replace("ridge above", "mill above", 1).encode(), etag='"2"')
    answers = iter([first, first, second])
    site.answers["/feed"] = lambda: next(answers)  # type: ignore[return-value,assignment]
    said = watch(fogline, site, ledger, "--every", "0.2s", "--rounds", "3")
    assert [line.split("  ")[1].split(",")[0] for line in said.splitlines()] == [
        "1 new documents",
        "0 new documents",
        "1 new documents",
    ]
    asked = [headers.get("if-none-match") for path, headers in site.asked if path == "/feed"]
    assert asked == [None, '"1"', '"1"']


def test_a_feed_that_fails_is_named_and_asked_again(fogline: Call, site: Site, tmp_path: Path) -> None:
    good = site.answers["/feed"]
    answers = iter([Answer(b"", 500), Answer(b"<rss>", media_type="text/xml"), good])
    site.answers["/feed"] = lambda: next(answers)  # type: ignore[return-value,assignment]
    said = watch(fogline, site, tmp_path / "l.fog", "--every", "0.1s", "--rounds", "3")
    assert "answers 500" in said
    assert "no feed that can be read" in said
    assert said.splitlines()[-1].endswith("1 new documents, " + said.splitlines()[-1].split(", ")[1])
    assert "1 new documents" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    command = [
        sys.executable,
        "-m",
        "fogline.cli.main",
        "watch",
        site.url("/feed"),
        "--ledger",
        str(tmp_path / "l.fog"),
    ]
    arguments = [*command, "--allow-private", "--profile", "generic"]
    home = os.environ | {"FOGLINE_HOME": str(tmp_path / "home")}
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, env=home) as running:
        assert running.stderr is not None
        assert "1 new documents" in running.stderr.readline()
        running.send_signal(number)
        _, rest = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, rest
    assert rest.strip() == "stopped; what was committed stays"


@pytest.mark.parametrize("every", ["soon", "-5", "5 years"])
def test_a_time_that_cannot_be_read(fogline: Call, site: Site, tmp_path: Path, every: str) -> None:
    done = fogline("watch", site.url("/feed"), "--ledger", tmp_path / "l.fog", "--every", every)
    assert done.code == 2
    assert "15m" in done.err
