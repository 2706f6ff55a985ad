"""``fogline brief``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fogline.cli.arguments import Day, ledger_argument, redaction_options
from fogline.cli.console import stderr
from fogline.cli.writing import output
from fogline.codebook.loader import codebook
from fogline.errors import UsageError
from fogline.ledger import Ledger
from fogline.store.address import Where
from fogline.store.base import ClaimFilter

FORMS = (".html", ".md", ".pdf")


@click.command("brief")
@ledger_argument
@click.option(
    "-o",
    "--output",
    "to",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="FILE.html, .md or .pdf.",
)
@click.option("--from", "since", type=Day(), metavar="D", help="Only what happened on this day or later.")
@click.option("--to", "until", type=Day(), metavar="D", help="Only what happened on this day or earlier.")
@click.option("--place", metavar="P", help="A place's name, in any spelling the gazetteer knows.")
@click.option("--party", metavar="P", help="Only what this side tells of.")
@click.option(
    "--type", "event_type", type=click.Choice(list(codebook().event_types)), metavar="T", help="One event type."
)
@click.option("--title", metavar="TEXT", help="The heading; else “Situation brief”.")
@click.option(
    "--min-confidence",
    "least",
    type=click.FloatRange(0, 1),
    default=0.6,
    show_default=True,
    metavar="C",
    help="Only claims at least this likely read rightly (0 to 1).",
)
@redaction_options
def command(
    ledger: Where, to: Path, title: str | None, coarsen: float | None, hide_names: bool, **options: Any
) -> None:
    """Write a brief: what is claimed, confirmed, disputed, and has changed hands, every sentence with its evidence.

    The suffix of the file says what is written: .html (one file, prints well), .md (its pictures beside it), .pdf.

    \b
    fogline brief war.fog --from 2022-06-20 --to 2022-06-26 -o week.html
    fogline brief war.fog --place Lysychansk --hide-names -o lysychansk.pdf
    """
    if to.suffix.lower() not in FORMS:
        raise UsageError(f"{to}: a brief is {', '.join(FORMS[:-1])} or {FORMS[-1]}; name the file so")
    least = options.pop("least")
    with Ledger.open(ledger, create=False) as opened:
        redaction = opened.redaction(coarsen_km=coarsen, hide_names=hide_names)
        made = opened.brief(ClaimFilter(**options), title=title, least=least, redaction=redaction)
        whole, pictures = made.as_file(to.suffix.lower(), to.stem)
    for name, picture in pictures.items():
        with output(to.with_name(name)) as out:
            out.write(picture)
    with output(to) as out:
        out.write(whole)
    for note in redaction.notes:
        stderr().print(note)
