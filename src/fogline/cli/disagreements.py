"""``fogline disagreements``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, get_args

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import json_option, ledger_argument, min_confidence_option
from fogline.cli.console import show_each, stdout
from fogline.export.record import Record
from fogline.ledger import Ledger
from fogline.model.disagreement import DisagreementKind
from fogline.store.address import Where
from fogline.store.derived import DisagreementFilter

SHOWN_CLAIMS = 3
"""Claims of one side whose words are shown; ``--json`` has them all."""


@click.command("disagreements")
@ledger_argument
@click.option("--kind", type=click.Choice(get_args(DisagreementKind)), metavar="K", help="One kind.")
@click.option("--place", metavar="P", help="A place's name, in any spelling the gazetteer knows.")
@min_confidence_option
@json_option
def command(ledger: Where, kind: Any, place: str | None, min_confidence: float | None, as_json: bool) -> None:
    """List where accounts in LEDGER conflict, with the words of both sides.

    Kinds: control (both claim a place at once), denial, figure (ranges do not meet), framing (one side's retreat is
    the other's regrouping), headline (bolder than its own text), same_party (within one side), revision (one voice
    changes its account).

    \b
    fogline disagreements war.fog --kind denial
    """
    with Ledger.open(ledger, create=False) as opened:
        records = opened.disagreement_records(DisagreementFilter(kind=kind, place=place), min_confidence=min_confidence)
        if as_json:
            click.echo(json.dumps(list(records), ensure_ascii=False, indent=1))
        else:
            show(records, stdout())


def show(records: Iterable[Record], console: Console) -> None:
    """Print each disagreement: what is disputed, then each side with its words."""
    show_each(records, _show, console, nothing="no disagreements match")


def _show(record: Record, console: Console) -> None:
    line = Text()
    line.append(record["kind"], style="bold")
    place = record["place"]
    console.print(line.append(f" · {place['name']} · {record['about']}" if place else f" · {record['about']}"))
    for side in record["sides"]:
        party = f" ({side['party']})" if side["party"] else ""
        for claim in side["claims"][:SHOWN_CLAIMS]:
            words = " ".join((claim["evidence"] or "").split())
            console.print(Text(f"  {side['who']}{party}: “{words}”  {claim['claim_id']}"))
        more = len(side["claims"]) - SHOWN_CLAIMS
        if more > 0:
            console.print(Text(f"  … and {more} more", style="dim"))
