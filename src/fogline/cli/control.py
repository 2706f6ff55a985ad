"""``fogline control``."""

from __future__ import annotations

import json
from datetime import date

import click

from fogline.cli.arguments import Day, json_option, ledger_argument
from fogline.cli.console import show_table, stdout
from fogline.export.derived import state_record
from fogline.ledger import Ledger
from fogline.store.address import Where


@click.command("control")
@ledger_argument
@click.option("--on", "day", type=Day(), required=True, metavar="D", help="The day, as 2022-06-25.")
@json_option
def command(ledger: Where, day: date, as_json: bool) -> None:
    """Say for every place in LEDGER who is said to have held it on a day.

    Only what was told by then counts. "last told" is how old the word is: nothing newer is known.

    \b
    fogline control war.fog --on 2022-06-25
    """
    with Ledger.open(ledger, create=False) as opened:
        states = [(history, spell) for history in opened.histories() if (spell := history.on(day)) is not None]
    if as_json:
        click.echo(json.dumps([state_record(*state) for state in states], ensure_ascii=False, indent=1))
        return
    console = stdout()
    if not states:
        console.print(f"nothing is told of who held which place on {day}")
        return
    rows = (
        (history.place.name, spell.holder, spell.basis or "", str(spell.since), str(spell.last_told), len(spell.claims))
        for history, spell in states
    )
    headers = ("place", "holder", "basis", "since", "last told", "claims")
    show_table(console, headers, ([str(cell) for cell in row] for row in rows))
