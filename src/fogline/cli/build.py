"""``fogline build``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from fogline.cli.arguments import (
    columns_option,
    date_option,
    format_option,
    inputs_argument,
    keep_bytes_option,
    profile_option,
    workers_option,
)
from fogline.cli.console import progress, show_refusals, summary, write_summary
from fogline.config import Settings
from fogline.ingest.intake import Intake
from fogline.ledger import Ledger


@click.command("build")
@inputs_argument
@click.option(
    "--ledger",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The ledger file; made where there is none.",
)
@profile_option
@date_option
@workers_option
@format_option
@columns_option
@keep_bytes_option
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    inputs: tuple[Path, ...],
    ledger: Path,
    profile: str,
    published: date | None,
    workers: int,
    kind: str | None,
    columns: dict[str, str],
    keep_bytes: bool,
    quiet: bool,
) -> int:
    """Read INPUT... (files and folders) into a ledger. docs/inputs.md lists the formats and what is taken from each.

    Running again adds only what is new, and reads again what an older version of Fogline or another profile had
    read. What people decided about claims is kept.

    \b
    fogline build articles/ more/story.txt --ledger war.fog
    fogline build posts.jsonl --ledger war.fog --profile ukraine
    """
    settings = Settings(profile=profile, published=published, workers=workers)
    intake = Intake(kind=kind, columns=columns, keep_bytes=keep_bytes)
    with Ledger.open(ledger) as opened:
        with progress(quiet=quiet) as (on_progress, on_step):
            report = opened.add(inputs, settings=settings, intake=intake, progress=on_progress, step=on_step)
        show_refusals(report)
        if not quiet:
            counts = opened.counts()
            write_summary(summary(report, total_documents=counts.documents, total_claims=counts.claims))
    return 1 if report.refused else 0
