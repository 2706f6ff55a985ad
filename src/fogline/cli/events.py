"""``fogline events``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, get_args

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import json_option, ledger_argument, min_confidence_option
from fogline.cli.console import show_each, stdout
from fogline.codebook.loader import codebook
from fogline.export.derived import event_record
from fogline.ledger import Ledger
from fogline.model.event import Event, EventStatus, Figure, Voice
from fogline.store.address import Where
from fogline.store.derived import EventFilter


@click.command("events")
@ledger_argument
@click.option("--place", metavar="P", help="A place's name, in any spelling the gazetteer knows.")
@click.option(
    "--type", "event_type", type=click.Choice(list(codebook().event_types)), metavar="T", help="One event type."
)
@click.option("--status", type=click.Choice(get_args(EventStatus)), metavar="S", help="One status.")
@click.option(
    "--min-claims",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Only events that so many claims tell of.",
)
@min_confidence_option
@json_option
def command(
    ledger: Where,
    place: str | None,
    event_type: str | None,
    status: Any,
    min_claims: int,
    min_confidence: float | None,
    as_json: bool,
) -> None:
    """List the events in LEDGER: claims held to be about one happening, with who tells it.

    A status is one of single_source, corroborated (independent origins), cross_party (both sides, or one against its
    interest), contested (denied or contradicted), verified (an outlet says it verified it).

    \b
    fogline events war.fog --min-claims 2
    fogline events war.fog --place Lysychansk --status contested --json
    """
    where = EventFilter(event_type=event_type, status=status, place=place)
    with Ledger.open(ledger, create=False) as opened:
        found = (
            event for event in opened.events(where, min_confidence=min_confidence) if len(event.members) >= min_claims
        )
        if as_json:
            click.echo(json.dumps([event_record(event) for event in found], ensure_ascii=False, indent=1))
        else:
            show(found, stdout())


def show(events: Iterable[Event], console: Console) -> None:
    """Print each event as what happened where and when, who says so, and its figures."""
    show_each(events, _show, console, nothing="no events match")


def _show(event: Event, console: Console) -> None:
    console.print(headline(event))
    for line in details(event):
        console.print(Text(f"  {line}"))
    console.print(Text(f"  {event.event_id}", style="dim"))


def headline(event: Event) -> Text:
    """``retreat · Sievierodonetsk · 2022-06-24 · cross_party · 10 claims, 2 independent``."""
    line = Text()
    line.append(event.event_type, style="bold")
    told = f"{len(event.members)} claim{'s' * (len(event.members) != 1)}, {event.independent} independent"
    for part in (event.place.name if event.place else None, _days(event), event.status, told):
        if part:
            line.append(f" · {part}")
    return line


def details(event: Event) -> Iterator[str]:
    """The voices by party, and the figures."""
    parties = sorted({voice.party or "" for voice in event.voices})
    for party in parties:
        named = [voice for voice in event.voices if (voice.party or "") == party]
        yield f"{party or 'no side'}: {', '.join(map(_voice, named))}"
    for figure in event.figures:
        yield _figure(figure)


def _voice(voice: Voice) -> str:
    name = voice.speaker or "an outlet's own words"
    notes = [note for note, is_so in (("conceding", voice.conceded), ("denying", voice.denies)) if is_so]
    return f"{name} ({', '.join(notes)})" if notes else name


def _figure(figure: Figure) -> str:
    whose = f" of {figure.party}" if figure.party else ""
    unit = f" {figure.unit}" if figure.unit and figure.unit != "people" else ""
    best = f", best {figure.best:g}" if figure.best is not None else ""
    low = "…" if figure.low is None else f"{figure.low:g}"
    high = "…" if figure.high is None else f"{figure.high:g}"
    return f"{figure.measure}{whose}: {low} to {high}{unit}{best}"


def _days(event: Event) -> str | None:
    if event.start is not None and event.start == event.end:
        return event.start.isoformat()
    if event.start is None and event.end is None:
        return None
    return f"{event.start or '…'} to {event.end or '…'}"
