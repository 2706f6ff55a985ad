"""``fogline place``."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import json_option, ledger_argument
from fogline.cli.console import stdout
from fogline.errors import UsageError
from fogline.export.derived import history_record
from fogline.ledger import ClaimFilter, Ledger
from fogline.model.claim import Claim
from fogline.model.control import History, Spell, Statement
from fogline.model.document import Document
from fogline.store.address import Where


@click.command("place")
@ledger_argument
@click.argument("name")
@json_option
def command(ledger: Where, name: str, as_json: bool) -> None:
    """Show who is said to have held a place, since when, and the words behind each step.

    NAME is the place's, in any spelling the gazetteer knows. A holder is a party, contested, or unknown; it rests on
    what is claimed, conceded (the losing side says so), cross_party (both do) or verified.

    \b
    fogline place war.fog Sievierodonetsk
    """
    with Ledger.open(ledger, create=False) as opened:
        histories = opened.histories(name)
        records = list(opened.records(ClaimFilter(place=name)))
        if not records and not histories:
            raise UsageError(f"nothing in the ledger is told of a place called {name!r}")
        if as_json:
            whole = {"histories": [history_record(one) for one in histories], "claims": records}
            click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
            return
        told = {
            c.claim_id: (d, c) for d, c in opened.claims_with({s.claim_id for h in histories for s in h.statements})
        }
    console = stdout()
    for history in histories:
        show(history, told, console)
    if not histories:
        console.print(f"nobody is said to hold or leave {name}")
    console.print(Text(f"{len(records)} claims in all: fogline claims {ledger} --place {name!r}", style="dim"))


def show(history: History, told: Mapping[str, tuple[Document, Claim]], console: Console) -> None:
    """Print one history: each spell, then what is said in it."""
    console.print(Text(history.place.name, style="bold"))
    for spell in history.spells:
        console.print(_line(spell))
        said = {one.claim_id: one for one in history.statements if one.claim_id in spell.claims}
        for claim_id, statement in said.items():  # a retreat is two statements, of who left and of who has it now
            console.print(Text(f"    {_said(*told[claim_id], statement)}"))


def _line(spell: Spell) -> Text:
    line = Text(f"  {spell.since} to {spell.until or '…'}  ")
    line.append(spell.holder, style="bold")
    if spell.basis:
        line.append(f" ({spell.basis})")
    if spell.until is None:
        line.append(f", last told {spell.last_told}", style="dim")
    return line


def _said(document: Document, claim: Claim, statement: Statement) -> str:
    words = " ".join(claim.evidence.of(document.text).split())
    who = claim.speaker.name if claim.speaker else document.outlet or document.name
    reach = f", of all {statement.through}" if statement.through else ""
    if statement.excepting:
        reach += f" apart from {', '.join(statement.excepting)}"
    return f"{who}{reach}: “{words}”  {document.name}:{claim.evidence.start}-{claim.evidence.end}"
