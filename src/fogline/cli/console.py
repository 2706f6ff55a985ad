"""What a person sees: progress on a terminal, plain lines in a pipe, and the summary of a build."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from fogline.building import BuildReport
    from fogline.building import Progress as OnProgress
    from fogline.derivation.derive import Step as OnStep
    from fogline.model.document import Document

T = TypeVar("T")

LINE_EVERY = 500
"""Documents between two progress lines where there is no terminal to draw a bar on."""

LONGEST_ADDRESS = 60
"""Characters of an address shown beside the bar."""

SHOWN_REPAIRS = 10
SHOWN_KINDS = 8


def stderr() -> Console:
    """The console for messages: colour only on a terminal, and never with ``NO_COLOR``."""
    from fogline.cli.piped import Piped

    return Piped(stderr=True, highlight=False, soft_wrap=True, emoji=False)


def stdout() -> Console:
    """The console for results."""
    from fogline.cli.piped import Piped

    return Piped(highlight=False, soft_wrap=True, emoji=False)


def bar_of(console: Console, noun: str) -> Progress:
    """A bar that goes when all is done: what is done, how far it is, and of what (*noun* may name a task's fields)."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    shown = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn())
    return Progress(*shown, TextColumn(noun), TimeElapsedColumn(), console=console, transient=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[tuple[OnProgress, OnStep]]:
    """Callbacks that show how far reading and deriving are: a bar on a terminal, lines in a pipe, or nothing."""
    if quiet:
        yield (lambda report, document: None), (lambda what, done, total: None)
    elif (console := stderr()).is_terminal:
        with _bar(console) as both:
            yield both
    else:
        yield _lines(console), (lambda what, done, total: None)


@contextmanager
def rows_shown(*, quiet: bool) -> Iterator[OnStep]:
    """A callback that shows how many rows are done: a bar on a terminal, or nothing."""
    if quiet or not (console := stderr()).is_terminal:
        yield lambda what, done, total: None
        return
    with bar_of(console, "rows") as bar:
        task = bar.add_task("copying", total=None)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)


@contextmanager
def _bar(console: Console) -> Iterator[tuple[OnProgress, OnStep]]:
    with bar_of(console, "documents  {task.fields[claims]} claims") as bar:
        task = bar.add_task("reading", total=None, claims=0)

        def on_progress(report: BuildReport, document: Document | None) -> None:
            done = report.extracted
            bar.update(task, completed=done, total=max(report.read, done), claims=report.claims)

        def on_step(what: str, done: int, total: int) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield on_progress, on_step


def _lines(console: Console) -> OnProgress:
    said = 0

    def on_progress(report: BuildReport, document: Document | None) -> None:
        nonlocal said
        if report.extracted // LINE_EVERY > said:
            said = report.extracted // LINE_EVERY
            console.print(f"read {report.extracted} documents, {report.claims} claims")

    return on_progress


def visiting(on_step: OnStep, *, quiet: bool) -> Callable[[str], None]:
    """What shows each address before it is asked: beside the bar on a terminal, as a line in a pipe, or not at all."""
    if quiet:
        return lambda url: None
    console, asked = stderr(), 0

    def on_visit(url: str) -> None:
        nonlocal asked
        asked += 1
        if console.is_terminal:
            on_step(f"fetching {url[:LONGEST_ADDRESS]}", asked, asked)
        else:
            console.print(f"fetching {url}", markup=False)

    return on_visit


def show_each(items: Iterable[T], show: Callable[[T, Console], None], console: Console, *, nothing: str) -> None:
    """Print each of *items* with *show*, or, where there are none, say *nothing*."""
    count = 0
    for count, item in enumerate(items, start=1):  # noqa: B007 - the count outlives the loop
        show(item, console)
    if not count:
        console.print(nothing)


def show_table(console: Console, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print *rows* under *headers* in columns as wide as they need, numbers to the right; nothing is ever cut."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(line[at]) for line in [list(headers), *lines]) for at in range(len(headers))]
    right = [bool(lines) and all(_iscount(line[at]) for line in lines) for at in range(len(headers))]
    for number, line in enumerate([list(headers), *lines]):
        cells = [c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)]
        console.print("  ".join(cells).rstrip(), style="bold" if number == 0 else None, markup=False)


def _iscount(cell: str) -> bool:
    return cell.replace(" of ", "").replace(",", "").isdigit()


def show_refusals(report: BuildReport) -> None:
    """Name each input that could not be read, with why; and what had to be repaired."""
    show_named(report.refused, report.notices, report.no_article, report.repaired)


def show_named(
    refused: Collection[object],
    notices: Collection[object],
    no_article: Collection[object],
    repaired: Sequence[tuple[str, str]],
) -> None:
    """What cannot be read and what was noted, a line each."""
    if not (refused or notices or no_article or repaired):
        return
    console = stderr()
    for refusal in refused:
        console.print(f"fogline: {refusal}", style="red", markup=False)
    for notice in notices:
        console.print(f"note: {notice}", style="yellow", markup=False)
    for page in no_article:
        console.print(f"skipped: {page}", style="yellow", markup=False)
    for name, note in repaired[:SHOWN_REPAIRS]:
        console.print(f"note: {name}: {note}", style="yellow", markup=False)
    if len(repaired) > SHOWN_REPAIRS:
        console.print(f"note: … and {len(repaired) - SHOWN_REPAIRS} more notes like these", style="yellow")


def summary(report: BuildReport, *, total_documents: int, total_claims: int) -> list[str]:
    """What was read, found and refused, as plain lines."""
    lines = [
        f"read        {count(report.read, 'document')}: {report.new} new, {report.duplicates} met twice",
        f"extracted   {count(report.claims, 'claim')} from {count(report.extracted, 'document')}",
    ]
    if report.undated:
        lines.append(f"undated     {count(report.undated, 'document')}: nothing in them fixes a publication date")
    if report.dated_from_others:
        lines.append(f"dated       {count(report.dated_from_others, 'document')} from other documents")
    if report.unread_languages:
        named = ", ".join(f"{language} {count}" for language, count in report.unread_languages.most_common())
        kept = count(sum(report.unread_languages.values()), "document")
        lines.append(f"languages   {kept} kept, not read for claims, in languages not read yet: {named}")
    if report.no_article:
        lines.append(f"skipped     {count(len(report.no_article), 'page')} that hold no article (named above)")
    if report.other_kinds:
        named = ", ".join(f"{kind} {count}" for kind, count in report.other_kinds.most_common(SHOWN_KINDS))
        lines.append(f"passed over files of kinds that are not read: {named}")
    if report.derived.anew:
        lines.append("derived     all anew: what there was came of other rules of deriving")
    if report.derived.documents:
        found = f"{count(report.derived.events, 'event')}, {count(report.derived.disagreements, 'disagreement')}"
        lines.append(f"derived     {found} from {count(report.derived.documents, 'changed document')}")
    if report.refused:
        lines.append(f"refused     {count(len(report.refused), 'input')} (named above)")
    lines.append(f"ledger      {count(total_documents, 'document')}, {count(total_claims, 'claim')}")
    return lines


def write_summary(lines: list[str]) -> None:
    """Print the summary on stderr, so that a pipe carries results only."""
    console = stderr()
    for line in lines:
        console.print(line, markup=False)
    sys.stderr.flush()


def count(number: int, noun: str) -> str:
    """*number* and *noun*, in the plural where that is called for."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
