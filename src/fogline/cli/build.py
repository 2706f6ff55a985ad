"""``fogline build``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from fogline.cli.arguments import (
    columns_option,
    fetch_option,
    format_option,
    inputs_argument,
    keep_bytes_option,
    ledger_option,
    pause_option,
    private_option,
    reading_options,
)
from fogline.cli.console import progress, show_refusals, summary, visiting, write_summary
from fogline.config import Settings
from fogline.ingest.cache import cache_folder
from fogline.ingest.fetch import Manners
from fogline.ingest.intake import Intake
from fogline.ledger import Ledger
from fogline.store.address import Where


@click.command("build")
@inputs_argument
@ledger_option
@reading_options
@format_option
@columns_option
@keep_bytes_option
@fetch_option
@pause_option
@private_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    inputs: tuple[Path | str, ...],
    ledger: Where,
    settings: Settings,
    kind: str | None,
    columns: dict[str, str],
    keep_bytes: bool,
    fetch: bool,
    pause: float,
    allow_private: bool,
    quiet: bool,
) -> int:
    """Read INPUT... into a ledger: files, folders, addresses of pages and feeds. docs/inputs.md lists the formats.

    Running again adds only what is new, and reads again what an older version of Fogline or another profile had
    read. What people decided about claims is kept.

    \b
    fogline build articles/ more/story.txt --ledger war.fog
    fogline build posts.jsonl --ledger war.fog --profile ukraine
    fogline build stories.csv --ledger war.fog --columns title=headline,text=body
    fogline build https://example.org/feed.xml --ledger war.fog
    """
    manners = Manners(pause=pause, allow_private=allow_private, cache=cache_folder())
    intake = Intake(kind=kind, columns=columns, keep_bytes=keep_bytes, fetch=fetch, manners=manners)
    with Ledger.open(ledger) as opened:
        with progress(quiet=quiet) as (on_progress, on_step):
            intake = replace(intake, visiting=visiting(on_step, quiet=quiet))
            report = opened.add(inputs, settings=settings, intake=intake, progress=on_progress, step=on_step)
        show_refusals(report)
        if not quiet:
            counts = opened.counts()
            write_summary(summary(report, total_documents=counts.documents, total_claims=counts.claims))
    return 1 if report.refused else 0
