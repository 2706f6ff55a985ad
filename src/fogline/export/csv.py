"""CSV: the whole schema, one row a claim, nested keys joined by a dot (RFC 4180, UTF-8, header row)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from fogline.export.base import Material, What
from fogline.export.record import Record
from fogline.export.stream import write_rows

_STRETCH = ("start", "end", "text")
_ROLE = ("text", "name", "party", "country", "start", "end")
_NESTED: dict[str, tuple[str, ...]] = {
    "document": (
        "document_id",
        "name",
        "sha256",
        "title",
        "outlet",
        "url",
        "published",
        "published_basis",
        "language",
        "origin_id",
        "text_is_source",
    ),
    "evidence": _STRETCH,
    "trigger": _STRETCH,
    "speaker": ("text", "name", "role", "organisation", "kind", "party", "country", "start", "end"),
    "acled": ("event_type", "sub_event_type"),
    "agent": _ROLE,
    "patient": _ROLE,
    "place": (
        "text",
        "name",
        "geonameid",
        "latitude",
        "longitude",
        "country",
        "admin1",
        "feature_code",
        "radius_km",
        "geo_precision",
        "where_prec",
        "score",
        "start",
        "end",
    ),
    "time": ("text", "timex3", "edtf", "start", "end", "time_precision", "date_prec"),
}
_KEYS = (
    "schema_version",
    "claim_id",
    "document",
    "evidence",
    "trigger",
    "headline",
    "speaker",
    "channel",
    "event_type",
    "acled",
    "plover",
    "agent",
    "patient",
    "place",
    "time",
    "quantities",
    "polarity",
    "modality",
    "certainty",
    "verification",
    "against_interest",
    "cues",
    "confidence",
    "extractor",
)
COLUMNS = tuple(f"{key}.{inner}" if inner else key for key in _KEYS for inner in _NESTED.get(key, ("",)))
"""The header, in order. ``quantities`` and ``cues`` are lists: they stand in their cell as JSON."""


class Csv:
    """``--format csv``: the whole schema; lists are JSON in their cell, absent values are empty cells."""

    name = "csv"
    means = "one row a claim, nested keys joined by a dot; quantities and cues as JSON in their cells"
    offers: tuple[What, ...] = ("claims",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write a header and a row for each record; gives the number of records."""
        return write_rows(out, (COLUMNS,), (list(flat(record)) for record in material.claims()))


def flat(record: Record) -> Iterator[object]:
    """The values of *record* in the order of :data:`COLUMNS`."""
    for key in _KEYS:
        value = record[key]
        if key in _NESTED:
            yield from ((None if value is None else value[inner]) for inner in _NESTED[key])
        else:
            yield value
