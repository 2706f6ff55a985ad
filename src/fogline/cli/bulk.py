"""``fogline bulk``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fogline.cli.arguments import (
    columns_option,
    format_option,
    inputs_argument,
    reading_options,
)
from fogline.cli.console import bar_of, count, show_named, stderr, write_summary
from fogline.config import PARTITION_SIZE, Settings
from fogline.ingest.intake import Intake

if TYPE_CHECKING:
    from fogline.bulk.run import BulkReport, Step

LINE_EVERY = 5_000
"""Documents between two progress lines where there is no terminal to draw a bar on."""

IN_DOCUMENTS = frozenset({"reading", "finding claims"})
"""What is done document by document; other steps are counted as they come."""

SHOWN_ERRORS = 200
"""Inputs that could not be read, named in the end; of a million articles there may be thousands more."""


@click.command("bulk")
@inputs_argument
@click.option("--out", required=True, metavar="DIR", help="The bulk folder: a path, or a URL of a kind fsspec knows.")
@click.option(
    "--partition-size",
    type=click.IntRange(1),
    default=PARTITION_SIZE,
    show_default=True,
    metavar="N",
    help="Articles in a partition: what is read and written as one.",
)
@reading_options
@format_option
@columns_option
@click.option("--keep-bytes/--no-keep-bytes", default=False, show_default=True, help="Keep the bytes of every article.")
@click.option("--quiet", is_flag=True, help="Say nothing but errors.")
def command(
    inputs: tuple[Path | str, ...],
    out: str,
    partition_size: int,
    settings: Settings,
    kind: str | None,
    columns: dict[str, str],
    keep_bytes: bool,
    quiet: bool,
) -> int:
    """Read INPUT... into DIR, a folder of Parquet files, where there is too much for one ledger.

    Files and folders are read as by `fogline build`; nothing is fetched. The work is cut into partitions, each written
    whole or not at all: whatever stops a run, the same command goes on with what is missing. Claims are those that
    `fogline build` finds, but that documents without a date are not dated from others.

    \b
    fogline bulk news-2024/*.jsonl.gz --out news
    fogline query news "SELECT event_type, count(*) FROM claims GROUP BY ALL"
    fogline ledger from-bulk news --where "country = 'SD'" -o sudan.fog
    """
    from fogline.bulk.run import run

    intake = Intake(kind=kind, columns=columns, keep_bytes=keep_bytes, fetch=False)
    try:
        with _progress(quiet=quiet) as step:
            report = run(inputs, out, settings, intake=intake, partition_size=partition_size, step=step)
    except KeyboardInterrupt:
        from fogline.cli.main import INTERRUPTED

        click.echo(f"fogline: interrupted; {out} is sound, and the same command goes on with what is missing", err=True)
        return INTERRUPTED
    noted = report.noted
    errors = noted.errors()
    notices, no_article = ([*map(": ".join, named)] for named in (noted.notices, noted.no_article))
    show_named(errors[:SHOWN_ERRORS], notices, no_article, noted.repaired)
    if len(errors) > SHOWN_ERRORS:
        click.echo(f"fogline: … and {len(errors) - SHOWN_ERRORS:,} more, named in {out}/marks", err=True)
    if not quiet:
        write_summary(_summary(report, out))
    return 1 if noted.refused else 0


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Step]:
    if quiet or not (console := stderr()).is_terminal:
        yield _lines(quiet=quiet)
        return
    with bar_of(console, "{task.fields[noun]}") as bar:
        task = bar.add_task("reading", total=None, noun="documents")

        def on_step(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total or None, noun=_noun(what))

        yield on_step


def _lines(*, quiet: bool) -> Step:
    said = ("", 0)

    def on_step(what: str, done: int, total: int) -> None:
        nonlocal said
        now = (what, done // LINE_EVERY)
        if not quiet and now != said and done:
            stderr().print(f"{what}: {done:,}{f' of {total:,}' if total else ''} {_noun(what)}".rstrip(), markup=False)
        said = now

    return on_step


def _noun(what: str) -> str:
    return "documents" if what in IN_DOCUMENTS else ""


def _summary(report: BulkReport, out: str) -> list[str]:
    noted = report.noted
    kept = f"{count(noted.documents, 'document')}, {noted.duplicates:,} met twice"
    lines = [
        f"read        {count(noted.read, 'article')}: {kept}",
        f"found       {count(noted.claims, 'claim')}, {count(noted.mentions, 'mention')}",
    ]
    if noted.undated:
        lines.append(f"undated     {count(noted.undated, 'document')}: nothing in them fixes a publication date")
    if noted.unread_languages:
        named = ", ".join(f"{language} {many:,}" for language, many in noted.unread_languages.most_common())
        lines.append(f"languages   {count(noted.unread_languages.total(), 'document')} not read for claims: {named}")
    if report.other_kinds:
        named = ", ".join(f"{kind} {many:,}" for kind, many in report.other_kinds.most_common(8))
        lines.append(f"passed over files of kinds that are not read: {named}")
    if report.derived:
        lines.append(f"derived     {', '.join(f'{many:,} {what}' for what, many in report.derived.items())}")
    if noted.refused:
        lines.append(f"refused     {count(len(noted.refused), 'input')} (named above)")
    lines.append(f"partitions  {report.partitions:,}, {report.fresh:,} of them in this run, in {out}")
    lines.append(f'next        fogline query {out} "SELECT event_type, count(*) FROM claims GROUP BY ALL"')
    return lines
