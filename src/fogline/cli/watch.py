"""``fogline watch``."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

import click
from rich.console import Console

from fogline.cli.arguments import (
    Seconds,
    inputs_argument,
    keep_bytes_option,
    ledger_option,
    pause_option,
    private_option,
    profile_option,
    workers_option,
)
from fogline.cli.console import stderr
from fogline.config import Settings
from fogline.ingest.cache import cache_folder
from fogline.ingest.fetch import Manners
from fogline.ingest.intake import Intake
from fogline.ledger import BuildReport, Ledger
from fogline.store.address import Where


@click.command("watch")
@inputs_argument
@ledger_option
@click.option(
    "--every", type=Seconds(), default="15m", show_default=True, metavar="TIME", help="Time between two rounds."
)
@click.option("--rounds", type=click.IntRange(1), metavar="N", help="Stop after this many rounds.")
@profile_option
@workers_option
@keep_bytes_option
@pause_option
@private_option
def command(
    inputs: tuple[Path | str, ...],
    ledger: Where,
    every: float,
    rounds: int | None,
    profile: str,
    workers: int | None,
    keep_bytes: bool,
    pause: float,
    allow_private: bool,
) -> int:
    """Read INPUT... (feeds, OPML lists of feeds, pages, folders) again and again; add what is new until stopped.

    Servers are asked only for what is newer than at the last visit. A feed that fails in one round is asked again in
    the next. Ctrl-C stops: what was committed stays, and the next run goes on from there.

    \b
    fogline watch https://example.org/feed.xml --every 15m --ledger war.fog
    fogline watch feeds.opml --ledger war.fog
    """
    settings = Settings(profile=profile, workers=workers)
    manners = Manners(pause=pause, allow_private=allow_private, cache=cache_folder())
    intake = Intake(keep_bytes=keep_bytes, manners=manners)
    console, done = stderr(), 0
    with Ledger.open(ledger) as opened, _stopped_by_signals():
        while True:
            began = time.monotonic()
            _say(opened.add(inputs, settings=settings, intake=intake), console)
            done += 1
            if done == rounds:
                break
            time.sleep(max(0.0, every - (time.monotonic() - began)))
    return 0


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Ctrl-C and a service manager's stop both end the watch with a word and no error."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        # On a console of its own: one that was stopped in mid-line would say that line again.
        stderr().print("stopped; what was committed stays")
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _say(report: BuildReport, console: Console) -> None:
    """One line on a round, and one on each thing that went wrong in it."""
    at = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")
    console.print(f"{at}  {report.new} new documents, {report.claims} claims", markup=False)
    for refusal in report.refused:
        console.print(f"fogline: {refusal}", style="red", markup=False)
    for told in (*report.notices, *(page for page in report.no_article if report.new)):
        console.print(f"note: {told}", style="yellow", markup=False)
