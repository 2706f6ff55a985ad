"""``fogline export``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, get_args

import click

from fogline.cli.arguments import (
    Day,
    as_extracted_option,
    filter_of,
    filter_options,
    ledger_argument,
    redaction_options,
)
from fogline.cli.console import stderr
from fogline.cli.writing import output
from fogline.export.base import What
from fogline.export.formats import FORMATS, get_format
from fogline.ledger import Ledger
from fogline.store.address import Where

FIXED_COLUMNS = frozenset({"csv", "acled-csv", "ucdp-csv", "hxl"})
"""Formats whose columns are given, so that what was left out cannot be said in them."""

_WIDEST = max(len(form.name) for form in FORMATS)
_HELP = "\n".join(
    (
        "Write what is in LEDGER, all of it or what the options ask for.",
        "",
        "Events and control are those that one of the claims asked for tells of. A file is put in its place when it is",
        "whole. docs/exports.md says of every format what it holds, and what is lost.",
        "",
        "\b",
        *(f"{form.name:{_WIDEST}}  {form.means}" for form in FORMATS),
    )
)


@click.command("export", help=_HELP)
@ledger_argument
@click.option("--format", "form", required=True, type=click.Choice([form.name for form in FORMATS]))
@click.option("-o", "--output", "to", type=click.Path(path_type=Path, dir_okay=False), help="A file; else stdout.")
@click.option("--what", type=click.Choice(get_args(What)), help="What a row stands for (jsonl, geojson).")
@click.option("--on", type=Day(), metavar="D", help="Control on this day, instead of whole histories.")
@filter_options
@as_extracted_option
@redaction_options
def command(
    ledger: Where,
    form: str,
    to: Path | None,
    what: Any,
    on: date | None,
    coarsen: float | None,
    hide_names: bool,
    **options: Any,
) -> None:
    """Write what is in LEDGER."""
    with Ledger.open(ledger, create=False) as opened:
        redaction = opened.redaction(coarsen_km=coarsen, hide_names=hide_names)
        with output(to, binary=get_format(form).binary) as out:
            opened.export(form, out, filter_of(**options), what=what, on=on, redaction=redaction)
    for note in redaction.notes:
        stderr().print(note)
    if redaction.notes and form in FIXED_COLUMNS:
        stderr().print(f"{form} has no place to say so: keep these lines with the file")
