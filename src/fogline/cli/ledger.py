"""``fogline ledger``: ledgers as files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fogline.cli.arguments import LedgerType, json_option, ledger_argument, profile_option
from fogline.cli.writing import output
from fogline.config import Settings
from fogline.store.address import Where


@click.group("ledger")
def command() -> None:
    """Copy and merge ledgers, cut one out of a bulk folder, say what is in one, verify it, show custody, shrink it."""


@command.command("merge")
@click.argument("first", type=LedgerType(exists=True))
@click.argument("second", type=LedgerType(exists=True))
@click.option("-o", "--output", "to", required=True, metavar="FILE|URL", type=LedgerType(), help="The new ledger.")
@profile_option
@click.pass_context
def merge_(ctx: click.Context, first: Where, second: Where, to: Where, profile: str) -> None:
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


@command.command("from-bulk")
@click.argument("folder", metavar="DIR")
@click.option(
    "--where", required=True, metavar="SQL", help="A condition on columns of DIR's documents and claims, in SQL."
)
@click.option(
    "-o", "--output", "to", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The new ledger."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="So many documents at most.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def from_bulk_(folder: str, where: str, to: Path, limit: int | None, quiet: bool) -> int:
    """Make a ledger of the documents in DIR that --where is true of, or of one of whose claims it is.

    DIR is what `fogline bulk` has made, and stays as it is. Documents come with all that was read in them; what follows
    from that is derived among them alone, as if they had been built into a ledger. With all documents (--where true)
    comes what is derived of them, too, and only what changes with days found for undated ones is derived again.

    \b
    fogline ledger from-bulk news --where "country = 'SD' AND published >= '2024-01-01'" -o sudan.fog
    fogline ledger from-bulk news --where "outlet = 'Reuters' AND event_type = 'casualties'" --limit 500 -o some.fog
    """
    from fogline.bulk.cut import cut
    from fogline.bulk.layout import Layout
    from fogline.cli.console import progress, show_refusals

    with progress(quiet=quiet) as (_, on_step):
        done = cut(Layout(folder), where, to, limit=limit, step=on_step)
    show_refusals(done.report)
    if not quiet:
        derived, counts = done.report.derived, done.counts
        found = f"{derived.events:,} events, {derived.disagreements:,} disagreements"
        if done.carried:
            found = f"with what is derived of all; derived again from {derived.documents:,} documents: {found}"
        click.echo(f"{to}: {counts.documents:,} documents, {counts.claims:,} claims, {found}", err=True)
    return 1 if done.report.refused else 0


@command.command("copy")
@click.argument("source", metavar="FROM", type=LedgerType(exists=True))
@click.argument("to", type=LedgerType())
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def copy_(source: Where, to: Where, quiet: bool) -> None:
    """Copy the ledger FROM to TO, which must be new or empty: a file to a server, back, or to another file.

    Everything is copied: reviews and custody with their ids and times, and what was derived. The copy is whole or not
    at all; broken off, it can be begun again.

    
    fogline ledger copy war.fog postgresql://desk@db.example/war
    fogline ledger copy postgresql://desk@db.example/war saved.fog
    """
    from fogline.cli.console import rows_shown
    from fogline.keeping.copy import copy

    with rows_shown(quiet=quiet) as step:
        counts = copy(source, to, step=step)
    if not quiet:
        click.echo(f"{to}: {counts.documents:,} documents, {counts.claims:,} claims, {counts.reviews:,} reviews")


@command.command("info")
@ledger_argument
@json_option
def info_(ledger: Where, as_json: bool) -> None:
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
@click.option("--quick", is_flag=True, help="Do not read the bytes kept again.")
@click.pass_context
def verify_(ctx: click.Context, ledger: Where, quick: bool) -> None:
    """Check LEDGER: hashes, offsets verbatim, the record's schema, custody, the file itself.

    The bytes that are kept must have their SHA-256, and read again they must give the text that is stored, where the
    reader and its library are those that read them first. Each fault is named on a line of its own; the exit code is
    then 1.
    """
    from fogline.keeping.custody import Checked
    from fogline.keeping.verify import faults
    from fogline.store.sql import open_store

    number, checked = 0, Checked()
    with open_store(ledger) as store:
        for number, fault in enumerate(faults(store, checked, read_again=not quick), start=1):  # noqa: B007
            click.echo(fault)
        counts = store.counts()
    kept = f"{checked.receipts:,} receipts, {checked.kept:,} with their bytes, {checked.read_again:,} read again"
    found = f"{counts.documents:,} documents and {counts.claims:,} claims; {kept}"
    click.echo(f"{found}: {f'{number:,} faults' if number else 'no faults'}", err=bool(number))
    ctx.exit(1 if number else 0)


@command.command("source")
@ledger_argument
@click.argument("document")
@click.option(
    "-o",
    "--output",
    "to",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the bytes here as they were received; - is standard output.",
)
@click.option("--sha256", metavar="BEGIN", help="Which bytes, where the document was read from several.")
@json_option
def source_(ledger: Where, document: str, to: Path | None, sha256: str | None, as_json: bool) -> None:
    """Say what DOCUMENT was made from: each time it was received, from where, by what; with -o, give its bytes back.

    DOCUMENT is the beginning of an id, or a name, an address or a source as `fogline sources` and the record have them.

    \b
    fogline ledger source war.fog 3f9a2c
    fogline ledger source war.fog https://example.org/story -o story.html
    """
    from fogline.keeping.custody import bytes_of, custody_of, find_document
    from fogline.store.sql import open_store

    with open_store(ledger) as store:
        found = find_document(store, document)
        if to is not None:
            data = bytes_of(store, found, sha256=sha256)
            with output(None if str(to) == "-" else to) as out:
                out.write(data)
            return
        receipts = custody_of(store, found)
    if as_json:
        about = {"document_id": found.document_id, "name": found.name, "sha256": found.sha256, "received": receipts}
        click.echo(json.dumps(about, ensure_ascii=False, indent=1))
        return
    click.echo(f"document  {found.document_id}  {found.title or found.name}")
    click.echo(f"text      SHA-256 {found.sha256}")
    for one in receipts:
        click.echo(f"\nsource    {one['source']}")
        click.echo(f"received  {one['retrieved']}  {one['media_type'] or 'no media type declared'}")
        click.echo(f"bytes     {one['size']:,}{'' if one['kept'] else ', not kept'}  SHA-256 {one['sha256']}")
        click.echo(f"read by   {one['reader']}, {one['tool']}")
        for key, value in one["context"].items():
            click.echo(f"{key:9} {value}")
    if not receipts:
        click.echo("\nno custody: it was read by a version of Fogline that kept none, or added as text")


@command.command("vacuum")
@ledger_argument
def vacuum_(ledger: Where) -> None:
    """Give back the room in LEDGER's file that is no longer used."""
    from fogline.store.sql import open_store

    with open_store(ledger) as store:
        before = store.size()
        store.shrink()
        after = store.size()
    click.echo(f"{ledger}: {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")
