"""Arguments and options that several verbs share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from fogline.codebook.loader import codebook
from fogline.config import ENGINES, EngineName, Settings
from fogline.ingest.addresses import is_address
from fogline.ingest.readers import KINDS
from fogline.ingest.records import FIELDS
from fogline.store.address import Where, where_of
from fogline.store.base import ClaimFilter

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A calendar day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that *value* writes."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2022-06-25", param, ctx)


class LedgerType(click.ParamType[Where]):
    """A ledger: a file, or the address of a PostgreSQL database. *exists*: it must be there already."""

    name = "file|postgresql://…"

    def __init__(self, *, exists: bool = False) -> None:
        self._file = click.Path(path_type=Path, dir_okay=False, exists=exists)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Where:
        """The path or address that *value* writes."""
        where = where_of(value)
        return self._file.convert(where, param, ctx) if isinstance(where, Path) else where


ledger_argument = click.argument("ledger", type=LedgerType(exists=True))


class InputType(click.ParamType[Path | str]):
    """A file, a folder, or the address of a page or feed."""

    name = "input"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The path or address that *value* writes."""
        return value if isinstance(value, Path) or is_address(value) else Path(value)


class Seconds(click.ParamType[float]):
    """A length of time: ``90``, ``90s``, ``15m``, ``2h``, ``1d``; in seconds."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds that *value* writes."""
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd]?)", str(value).strip())
        if found is None:
            self.fail(f"{value!r} is no length of time; write it as 90s, 15m or 2h", param, ctx)
        return float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]


ledger_option = click.option(
    "--ledger",
    required=True,
    type=LedgerType(),
    metavar="FILE|URL",
    help="The ledger file, or postgresql://user@host/database; made where there is none.",
)
inputs_argument = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=InputType())
fetch_option = click.option(
    "--fetch/--no-fetch", default=True, show_default=True, help="Fetch the pages that feeds and lists link to."
)
pause_option = click.option(
    "--pause",
    type=Seconds(),
    default="2s",
    show_default=True,
    metavar="TIME",
    help="Least time between two visits to one host.",
)
private_option = click.option(
    "--allow-private", is_flag=True, help="Ask addresses that are not public, too (an intranet's)."
)
profile_option = click.option(
    "--profile",
    default="auto",
    show_default=True,
    metavar="NAME|FILE.toml",
    help="Conflict profile: auto (chosen for each document), generic, ukraine, or a file of your own.",
)
date_option = click.option(
    "--date",
    "published",
    type=Day(),
    metavar="YYYY-MM-DD",
    help="Publication date of every document read; comes before any other.",
)
workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read side by side.  [default: one a core, with 1 GiB of memory each]",
)


def reading_options(verb: Callable[..., int]) -> Callable[..., int]:
    """The options that say how documents are read, and where; *verb* is given what they mean as its ``settings``."""

    @wraps(verb)
    def told(
        *,
        profile: str,
        published: date | None,
        workers: int | None,
        engine: EngineName,
        ray_address: str | None,
        document_seconds: float,
        **more: Any,
    ) -> int:
        settings = Settings(profile, published, workers, engine, ray_address, document_seconds)
        return verb(settings=settings, **more)

    for option in (
        click.option(
            "--time-limit",
            "document_seconds",
            type=Seconds(),
            default="60s",
            show_default=True,
            metavar="TIME",
            help="Processor time for a document, and again for each 100,000 characters; one that takes longer is kept "
            "without claims.",
        ),
        click.option(
            "--ray-address",
            metavar="HOST:PORT",
            help="The Ray cluster to read on.  [default: $RAY_ADDRESS, or one of our own on this machine]",
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default=ENGINES[0],
            show_default=True,
            help="Read in processes of this machine, or on a Ray cluster (docs/cluster.md).",
        ),
        workers_option,
        date_option,
        profile_option,
    ):
        told = option(told)
    return told


format_option = click.option(
    "--format",
    "kind",
    type=click.Choice(KINDS),
    metavar="KIND",
    help=f"Take every input for this kind, whatever it looks like: {', '.join(KINDS)}.",
)


class Columns(click.ParamType[dict[str, str]]):
    """Which column or key holds which field, as ``title=headline,text=body``."""

    name = "columns"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """The columns that *value* names, by field."""
        if isinstance(value, dict):
            return value
        pairs = [part.partition("=") for part in str(value).split(",")]
        wrong = next((field.strip() for field, sign, _ in pairs if not sign or field.strip() not in FIELDS), None)
        if wrong is not None:
            self.fail(f"{wrong!r} is no field; write FIELD=COLUMN,… with fields {', '.join(FIELDS)}", param, ctx)
        return {field.strip(): column.strip() for field, _, column in pairs}


columns_option = click.option(
    "--columns",
    type=Columns(),
    default={},
    metavar="FIELD=COLUMN,…",
    help="Which column of a table or key of a record holds the text, title, outlet, author, published, url, language.",
)
keep_bytes_option = click.option(
    "--keep-bytes/--no-keep-bytes",
    default=True,
    show_default=True,
    help="Keep the bytes of every article as they were received, compressed, so that evidence can be proved.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
min_confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="C",
    help="Only what rests on claims at least this likely right (0 to 1).",
)


as_extracted_option = click.option(
    "--as-extracted", "as_read", is_flag=True, help="Claims as they were read, whatever people decided."
)


def filter_options(verb: F) -> F:
    """The options that say which claims are meant; :func:`filter_of` reads them."""
    for option in (
        min_confidence_option,
        click.option("--to", "until", type=Day(), metavar="D", help="Only claims about this day or earlier."),
        click.option("--from", "since", type=Day(), metavar="D", help="Only claims about this day or later."),
        click.option("--party", metavar="P", help="Only what this side says."),
        click.option(
            "--type", "event_type", type=click.Choice(list(codebook().event_types)), metavar="T", help="One event type."
        ),
        click.option("--speaker", metavar="S", help="Part of a speaker's name or role, or 'narrator'."),
        click.option("--place", metavar="P", help="A place's name, in any spelling the gazetteer knows."),
    ):
        verb = option(verb)
    return verb


def filter_of(
    *,
    place: str | None,
    speaker: str | None,
    event_type: str | None,
    party: str | None,
    since: date | None,
    until: date | None,
    min_confidence: float | None,
    as_read: bool = False,
) -> ClaimFilter:
    """The filter that those options mean."""
    return ClaimFilter(
        place=place,
        speaker=speaker,
        event_type=event_type,
        party=party,
        since=since,
        until=until,
        min_confidence=min_confidence,
        as_read=as_read,
    )


def redaction_options(verb: F) -> F:
    """The options that say what is left out of what leaves the house."""
    for option in (
        click.option(
            "--hide-names", is_flag=True, help="Hide the names of private people: witnesses, residents, posters."
        ),
        click.option(
            "--coarsen",
            type=click.FloatRange(min=0, min_open=True, max=1000),
            metavar="KM",
            help="Put coordinates on a grid this wide, and leave places smaller than it unnamed.",
        ),
    ):
        verb = option(verb)
    return verb
