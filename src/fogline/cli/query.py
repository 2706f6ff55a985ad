"""``fogline query``."""

from __future__ import annotations

from pathlib import Path

import click

from fogline.cli.tabular import FORMATS, write
from fogline.cli.writing import output


@click.command("query")
@click.argument("folder", metavar="DIR")
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="How rows are written; in a table, long values are cut.",
)
@click.option(
    "-o", "--output", "to", type=click.Path(path_type=Path, dir_okay=False), help="Write the rows here instead."
)
def command(folder: str, sql: str, form: str, to: Path | None) -> None:
    """Ask SQL (DuckDB's) of DIR, which `fogline bulk` has made.

    Tables: documents, mentions, claims, received (custody), and, where they have been derived, origins, events,
    disagreements, control. `DESCRIBE claims` lists the columns of one. Nothing is written, and no other file can be
    read.

    \b
    fogline query news "SELECT place, count(*) AS claims FROM claims WHERE event_type = 'shelling'
                        GROUP BY place ORDER BY claims DESC LIMIT 20"
    fogline query news "SELECT published, speaker, evidence FROM claims WHERE country = 'SD'" --format csv -o sudan.csv
    """
    from fogline.bulk.layout import Layout
    from fogline.bulk.query import ask

    with ask(Layout(folder), sql) as answer, output(to, binary=form == "parquet") as out:
        write(answer, form, out)
