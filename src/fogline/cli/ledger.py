"""``fogline ledger``: ledgers as files."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import click

from fogline.cli.arguments import json_option, ledger_argument, profile_option
from fogline.config import Settings


@click.group("ledger")
def command() -> None:
    """Merge ledgers, say what is in one, verify it, make its file small."""


@command.command("merge")
@click.argument("first", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.argument("second", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "-o", "--output", "to", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The new ledger."
)
@profile_option
@click.pass_context
def merge_(ctx: click.Context, first: Path, second: Path, to: Path, profile: str) -> None:
    """Make one ledger of FIRST and SECOND: what building the inputs of both in one would give.

    Documents that both hold are kept once; reviews of both are kept. FIRST and SECOND stay as they are.

    \b
    fogline ledger merge desk-a.fog desk-b.fog -o both.fog
    """
    from fogline.keeping.merge import merge

    done = merge(first, second, to, settings=Settings(profile=profile))
    counts = done.counts
    click.echo(f"{to}: {counts.documents:,} documents, {counts.claims:,} claims, {counts.reviews:,} reviews")
    click.echo(f"{done.twice:,} documents were in both; {done.read_again:,} read again for another day")
    for refused in done.refused:
        click.echo(f"fogline: {refused}", err=True)
    ctx.exit(1 if done.refused else 0)


@command.command("info")
@ledger_argument
@json_option
def info_(ledger: Path, as_json: bool) -> None:
    """Say what LEDGER is, and how much is in it."""
    from fogline.keeping.info import info

    found = info(ledger)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for key, value in found.items():
        shown = "; ".join(f"{name}: {many:,}" for name, many in value.items()) if isinstance(value, dict) else value
        click.echo(f"{key.replace('_', ' '):22}{'–' if shown in (None, '') else shown}")


@command.command("verify")
@ledger_argument
@click.pass_context
def verify_(ctx: click.Context, ledger: Path) -> None:
    """Check LEDGER: hashes, offsets verbatim, the record's schema, custody, the file itself.

    Each fault is named on a line of its own; the exit code is then 1.
    """
    from fogline.keeping.verify import faults
    from fogline.store.sql import open_store

    found = count()
    number = 0
    with open_store(ledger) as store:
        for fault in faults(store):
            number = next(found) + 1
            click.echo(fault)
        counts = store.counts()
    checked = f"{counts.documents:,} documents and {counts.claims:,} claims"
    click.echo(f"{checked}: {f'{number:,} faults' if number else 'no faults'}", err=bool(number))
    ctx.exit(1 if number else 0)


@command.command("vacuum")
@ledger_argument
def vacuum_(ledger: Path) -> None:
    """Give back the room in LEDGER's file that is no longer used."""
    from fogline.store.sql import open_store
    from fogline.store.upkeep import vacuum

    open_store(ledger).close()
    before, after = vacuum(ledger)
    click.echo(f"{ledger}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")
