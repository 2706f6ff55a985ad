"""``fogline mentions``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from fogline.cli.arguments import date_option, inputs_argument, profile_option, workers_option
from fogline.cli.console import show_refusals
from fogline.config import Settings
from fogline.ledger import BuildReport, read_documents
from fogline.mentions.attributions.find import outermost, with_attitudes
from fogline.model.extraction import Extraction
from fogline.model.mention import Attribution, PlaceMention, TimeMention
from fogline.model.span import Span


@click.command("mentions")
@inputs_argument
@profile_option
@date_option
@workers_option
def command(inputs: tuple[Path | str, ...], profile: str, published: date | None, workers: int | None) -> int:
    """Print what is found beneath the claims of each document: one JSON object a line, no ledger needed.

    Keys: name, published, sentences, places, times, quantities, actors, attributions (the outermost ones, speech
    that runs on joined; `type` tells speech from the attitudes that no claim rests on), all_attributions (with those
    inside others; their `parent` counts in this list), verifications. Offsets count characters of the document's text.
    """
    settings = Settings(profile=profile, published=published, workers=workers)
    report = BuildReport()
    for extraction in read_documents(inputs, settings=settings, report=report):
        click.echo(json.dumps(mentions_record(extraction), ensure_ascii=False, default=str))
    show_refusals(report)
    return 1 if report.refused else 0


def mentions_record(extraction: Extraction) -> dict[str, Any]:
    """One document's mentions as JSON-ready values."""
    mentions = extraction.mentions
    attributions = with_attitudes(
        extraction.document.text,
        sentences=mentions.sentences,
        actors=mentions.actors,
        attributions=mentions.attributions,
    )
    return {
        "name": extraction.document.name,
        "published": extraction.document.published,
        "sentences": [[s.start, s.end] for s in mentions.sentences],
        "places": [_place(place) for place in mentions.places],
        "times": [_time(time) for time in mentions.times],
        "quantities": [{**_ends(q.span), **_without(asdict(q), "span", "counted_span")} for q in mentions.quantities],
        "actors": [{**_ends(a.span), **_without(asdict(a), "span", "head")} for a in mentions.actors],
        "attributions": [_attribution(attribution) for attribution in outermost(attributions)],
        "all_attributions": [_attribution(attribution) for attribution in attributions],
        "verifications": [
            {**_ends(note.span), "status": note.status, "covers": _pairs(note.covers)}
            for note in mentions.verifications
        ],
    }


def _place(mention: PlaceMention) -> dict[str, Any]:
    return {**_ends(mention.span), "text": mention.text, "use": mention.use, **asdict(mention.place)}


def _time(mention: TimeMention) -> dict[str, Any]:
    value = mention.value
    return {
        **_ends(mention.span),
        "text": mention.text,
        "type": mention.type,
        "value": value.timex3,
        "edtf": value.edtf,
        "from": value.start,
        "to": value.end,
        "basis": mention.basis,
    }


def _attribution(attribution: Attribution) -> dict[str, Any]:
    return {
        "source": _pairs(attribution.source),
        "cue": _pairs(attribution.cue),
        "content": _pairs(attribution.content),
        "speaker": None if attribution.speaker is None else _without(asdict(attribution.speaker), "span"),
        "channel": attribution.channel,
        "kind": attribution.kind,
        "stance": attribution.stance,
        "type": attribution.type,
        "parent": attribution.parent,
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _ends(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _without(record: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in keys}
