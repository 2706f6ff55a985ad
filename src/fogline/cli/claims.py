"""``fogline claims``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import as_extracted_option, filter_of, filter_options, json_option, ledger_argument
from fogline.cli.console import show_each, stdout
from fogline.export.record import Record
from fogline.ledger import Ledger
from fogline.store.address import Where


@click.command("claims")
@ledger_argument
@filter_options
@as_extracted_option
@json_option
def command(ledger: Where, as_json: bool, **options: Any) -> None:
    """List the claims in LEDGER that all options given hold for.

    Each is shown as who says what happened where and when, and the words it stands on.

    \b
    fogline claims war.fog --place Lysychansk --type shelling
    fogline claims war.fog --speaker Gaidai --from 2022-06-20 --json
    """
    with Ledger.open(ledger, create=False) as opened:
        records = opened.records(filter_of(**options))
        if as_json:
            click.echo(json.dumps(list(records), ensure_ascii=False, indent=1))
        else:
            show(records, stdout())


def show(records: Iterable[Record], console: Console) -> None:
    """Print each record as who says what happened, the words it stands on, and where those stand."""
    show_each(records, _show, console, nothing="no claims match")


def _show(record: Record, console: Console) -> None:
    console.print(_headline(record))
    console.print(Text(f"  {_one_line(record['evidence']['text'])}"))
    console.print(Text(f"  {_provenance(record)}", style="dim"))


def _headline(record: Record) -> Text:
    """``planned retreat · Sievierodonetsk · 2022-06-24 · says Serhiy Haidai (ukraine)``."""
    line = Text()
    line.append(_what(record), style="bold")
    for part in (_name(record["place"]), (record["time"] or {}).get("edtf"), _figures(record), _who(record)):
        if part:
            line.append(f" · {part}")
    return line


def _what(record: Record) -> str:
    words = [record["event_type"]]
    if record["modality"] not in ("occurred", "ongoing"):
        words.insert(0, record["modality"])
    if record["polarity"] == "denied":
        words.insert(0, "not:")
    if record["certainty"] == "hedged":
        words.append("(hedged)")
    return " ".join(words)


def _name(value: Record | None) -> str | None:
    return None if value is None else value["name"]


def _figures(record: Record) -> str:
    return ", ".join(f"{quantity['text']} ({quantity['measure']})" for quantity in record["quantities"])


def _who(record: Record) -> str:
    speaker = record["speaker"]
    if speaker is None:
        return f"in the words of {record['document']['outlet'] or 'the outlet'}"
    party = f" ({speaker['party']})" if speaker["party"] else ""
    return f"says {speaker['name']}{party}"


def _provenance(record: Record) -> str:
    document, evidence = record["document"], record["evidence"]
    flags = [flag for flag in ("headline", "against_interest") if record[flag]]
    if record["verification"]:
        flags.append(record["verification"])
    parts = [
        f"{document['name']}:{evidence['start']}-{evidence['end']}",
        document["published"] or "undated",
        f"confidence {record['confidence']:.2f}",
        *flags,
        record["claim_id"],
    ]
    return " · ".join(parts)


def _one_line(text: str) -> str:
    return "“" + " ".join(text.split()) + "”"
