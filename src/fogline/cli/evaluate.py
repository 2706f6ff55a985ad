"""``fogline evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fogline.cli.arguments import as_extracted_option, json_option, ledger_argument
from fogline.evaluate.errors import errors_to_json, render_errors
from fogline.evaluate.report import render_figures
from fogline.ledger import Ledger
from fogline.store.address import Where


@click.command("evaluate")
@ledger_argument
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="GOLD_DIR")
@click.option(
    "--errors",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Show the N commonest kinds of error, with counts and examples.",
)
@as_extracted_option
@json_option
def command(ledger: Where, gold: Path, errors: int, as_read: bool, as_json: bool) -> None:
    """Score the claims in LEDGER against the *.gold.json annotations in GOLD_DIR.

    Prints precision, recall and F1 of finding claims, the same over claims with type, speaker, place, time, modality
    and polarity all right ("usable"), and the share of paired claims whose field is right. With --json, --errors adds
    a list of kinds, each with all of its errors.

    \b
    fogline evaluate war.fog annotations/ --errors 20
    """
    with Ledger.open(ledger, create=False) as opened:
        figures = opened.evaluate(gold, as_read=as_read)
        found = opened.errors(gold, as_read=as_read) if errors else []
    if as_json:
        more = {"errors": errors_to_json(found, patterns=errors)} if errors else {}
        click.echo(json.dumps({**figures.to_json(), **more}, indent=1, ensure_ascii=False))
        return
    click.echo(render_figures(figures))
    if errors:
        click.echo()
        click.echo(render_errors(found, patterns=errors))
