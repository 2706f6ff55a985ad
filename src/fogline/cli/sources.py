"""``fogline sources``."""

from __future__ import annotations

import json

import click
from rich.console import Console

from fogline.cli.arguments import json_option, ledger_argument
from fogline.cli.console import show_table, stdout
from fogline.export.derived import sources_record
from fogline.ledger import Ledger
from fogline.store.address import Where
from fogline.views.sources import Tally


@click.command("sources")
@ledger_argument
@json_option
def command(ledger: Where, as_json: bool) -> None:
    """Count what each outlet and each named speaker in LEDGER has told.

    "disputed" counts, of all the events it tells of, those in which its word is denied or contradicted; "shared" the
    events that others tell of, too, and of these, how many it told first, the other side confirmed; "revised" its
    changed figures. No score is made of them: what is right, counts cannot say.
    """
    with Ledger.open(ledger, create=False) as opened:
        found = opened.sources()
    if as_json:
        click.echo(json.dumps(sources_record(found), ensure_ascii=False, indent=1))
        return
    console = stdout()
    _show("outlet", found.outlets, console)
    console.print()
    _show("voice", found.voices, console)


def _show(what: str, tallies: tuple[Tally, ...], console: Console) -> None:
    headers = (what, "party", "documents", "claims", "shared", "first", "confirmed", "disputed", "revised")
    show_table(console, headers, map(_row, tallies))


def _row(one: Tally) -> list[str]:
    shared = [str(one.events), f"{one.first} of {one.events}", f"{one.confirmed} of {one.events}"]
    return [
        one.name,
        one.party or "",
        str(one.documents),
        str(one.claims),
        *shared,
        f"{one.disputed} of {one.happenings}",
        str(one.revised),
    ]
