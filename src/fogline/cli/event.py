"""``fogline event``."""

from __future__ import annotations

import json

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import json_option, ledger_argument
from fogline.cli.claims import show as show_claims
from fogline.cli.console import stdout
from fogline.cli.events import details, headline
from fogline.export.derived import event_record, member_record
from fogline.export.record import Record, record_of
from fogline.ledger import Ledger
from fogline.model.event import Event
from fogline.store.address import Where


@click.command("event")
@ledger_argument
@click.argument("event_id", metavar="ID")
@json_option
def command(ledger: Where, event_id: str, as_json: bool) -> None:
    """Show one event in LEDGER: its claims, and why each is held to be about it.

    ID is the event's, or that of one of its claims; its beginning will do.

    \b
    fogline event war.fog 1a80de5d
    """
    with Ledger.open(ledger, create=False) as opened:
        event = opened.event(event_id)
        records = [record_of(document, claim) for document, claim in opened.claims_with(event.claims)]
    if as_json:
        why = {member.claim_id: member_record(member) for member in event.members}
        whole = event_record(event) | {"claims": [record | {"why": why[record["claim_id"]]} for record in records]}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
    else:
        _show(event, records, stdout())


def _show(event: Event, records: list[Record], console: Console) -> None:
    console.print(headline(event))
    for line in details(event):
        console.print(Text(f"  {line}"))
    why = {member.claim_id: member for member in event.members}
    for record in records:
        console.print()
        show_claims([record], console)
        member = why[record["claim_id"]]
        if member.by:
            console.print(Text(f"  here by review {member.by}", style="dim"))
        if member.like is not None:
            reasons = "; ".join(one.reason for one in member.comparisons if one.score)
            console.print(Text(f"  like {member.like} ({member.score:.1f}): {reasons}", style="dim"))
