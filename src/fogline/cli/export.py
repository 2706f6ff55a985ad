"""``fogline export``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from fogline.cli.arguments import filter_of, filter_options, ledger_argument
from fogline.errors import UsageError
from fogline.export.formats import FORMATS
from fogline.ledger import Ledger


@click.command("export")
@ledger_argument
@click.option("--format", "form", required=True, type=click.Choice([form.name for form in FORMATS]))
@click.option("-o", "--output", "output", type=click.Path(path_type=Path, dir_okay=False), help="A file; else stdout.")
@filter_options
def command(ledger: Path, form: str, output: Path | None, **options: Any) -> None:
    """Write the claims in LEDGER, all of them or those the options ask for.

    \b
    jsonl   one claim record a line, the whole schema; loses nothing
    csv     one row a claim, nested keys joined by a dot; quantities and cues as JSON in their cells
    """
    with Ledger.open(ledger, create=False) as opened, ExitStack() as stack:
        out = sys.stdout.buffer
        if output is not None:
            try:
                out = stack.enter_context(output.open("wb"))
            except OSError as error:
                raise UsageError(f"{output}: cannot be written: {error.strerror}") from error
        opened.export(form, out, filter_of(**options))
