"""``fogline evaluate``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fogline.cli.arguments import json_option, ledger_argument
from fogline.evaluate.report import render_figures, render_mistakes
from fogline.ledger import Ledger


@click.command("evaluate")
@ledger_argument
@click.argument("gold", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="GOLD_DIR")
@click.option("--errors", type=click.IntRange(0), default=0, metavar="N", help="List up to N claims that were wrong.")
@json_option
def command(ledger: Path, gold: Path, errors: int, as_json: bool) -> None:
    """Score the claims in LEDGER against the *.gold.json annotations in GOLD_DIR.

    Prints precision, recall and F1 of finding claims, the same over claims with type, speaker, place, time, modality
    and polarity all right ("usable"), and the share of paired claims whose field is right.
    """
    with Ledger.open(ledger, create=False) as opened:
        figures = opened.evaluate(gold)
    if as_json:
        click.echo(json.dumps(figures.to_json(), indent=1))
    else:
        click.echo(render_figures(figures))
    if errors:
        click.echo(render_mistakes(figures.mistakes[:errors]), err=True)
