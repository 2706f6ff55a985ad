"""Records with named fields (a line of JSON, a row of a table) to documents, whatever their fields are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.errors import UnreadableRecord
from fogline.ingest.addresses import is_address
from fogline.ingest.articles import METADATA_KEYS, Metadata, document_from, has_words, with_title
from fogline.ingest.base import Elsewhere, Item
from fogline.ingest.encoding import Decoded, repaired
from fogline.ingest.raw import Raw
from fogline.tables import read_table

FIELDS = ("text", "name", *METADATA_KEYS)
"""What a record may say, by our names."""


@cache
def aliases() -> Mapping[str, tuple[str, ...]]:
    """What others call each of :data:`FIELDS`, ours first, the surest first."""
    table = read_table(files(__package__), "fields.toml")
    return {field: (field, *table.get(field, ())) for field in FIELDS}


def renamed(columns: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The aliases, but for fields that the user has given *columns* for: these are nothing else."""
    return {field: (columns[field],) if field in columns else names for field, names in aliases().items()}


def taken_for(keys: Mapping[str, Any] | Sequence[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Which of *keys* is taken for which field: the first of its *names* that is there, letter case apart."""
    there = {key.strip().lower(): key for key in reversed(list(keys))}
    found = {field: next((there[n.lower()] for n in each if n.lower() in there), None) for field, each in names.items()}
    return {field: key for field, key in found.items() if key is not None}


def told(taken: Mapping[str, str], keys: Sequence[str]) -> str:
    """What was taken for what, and what was not taken, for the user to see."""
    said = ", ".join(f"{field} = {key}" for field, key in taken.items())
    rest = ", ".join(key for key in keys if key not in taken.values())
    return f"taken: {said}" + (f"; not taken: {rest[:200]}" if rest else "")


def document_of(
    record: object, raw: Raw, *, where: str, line: Decoded, names: Mapping[str, tuple[str, ...]] | None = None
) -> Item:
    """The document of *record*, or what is wrong with it, said of *where*; *line* tells how the bytes were decoded."""
    if not isinstance(record, dict):
        return UnreadableRecord(where, "is not an object")
    keys = _first_filled(record, names or aliases())
    text = record.get(keys.get("text", "text"))
    metadata, notes = _metadata(record, keys)
    metadata = raw.beside.over(metadata)
    if text in (None, "") and metadata.url is not None and is_address(metadata.url):
        return Elsewhere(raw.source, metadata.url, metadata)
    if not isinstance(text, str):
        return UnreadableRecord(where, "has no `text`" if text is None else "its `text` is not text")
    if not has_words(text):
        return UnreadableRecord(where, "its `text` is empty" if not text.strip() else "its `text` holds no words")
    body = repaired(Decoded(text, line.is_source, line.notes))
    stored, title_end = with_title(Decoded(body.text, body.is_source, body.notes + notes), metadata.title)
    name = _string(record, keys.get("name")) or raw.name
    return document_from(stored, metadata, name=name, source=raw.source, title_end=title_end, retrieved=raw.retrieved)


def _first_filled(record: Mapping[str, Any], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """As :func:`taken_for`, but of several names one that holds something comes before one that is empty."""
    filled = {key: value for key, value in record.items() if value not in (None, "", [])}
    return taken_for(record, names) | taken_for(filled, names)


def _metadata(record: Mapping[str, Any], keys: Mapping[str, str]) -> tuple[Metadata, tuple[str, ...]]:
    """The record's metadata, and notes on the keys whose values are not text."""
    notes = tuple(
        f"`{keys[field]}` is not text and was passed over"
        for field in METADATA_KEYS
        if field in keys and record[keys[field]] is not None and _text(record[keys[field]]) is None
    )
    values = {field: _string(record, keys.get(field)) for field in METADATA_KEYS}
    evidence = None
    if "published" in keys and values["published"] is not None:
        evidence = (
            values["published"] if keys["published"] == "published" else f"{keys['published']}: {values['published']}"
        )
    return Metadata(**values, published_evidence=evidence), notes


def _string(record: Mapping[str, Any], key: str | None) -> str | None:
    """The text under *key*, as it can be kept; ``None`` where there is none."""
    value = None if key is None else _text(record.get(key))
    return None if value is None else repaired(Decoded(value.strip())).text or None


def _text(value: object) -> str | None:
    """*value* as text: a string, or a list of names (as scrapers write authors), joined."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return value if isinstance(value, str) else None
