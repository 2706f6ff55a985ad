"""Parquet: one row a claim, typed, nested as the record is (structs, and lists of structs for figures and cues)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, BinaryIO

from fogline.export.base import Material, What
from fogline.export.record import Record

ROWS = 2000
"""Claims in a row group: what is in memory at a time."""

_ENDS = {"start": "int32", "end": "int32"}
_STRETCH = {**_ENDS, "text": "string"}
_ROLE = {"text": "string", "name": "string", "party": "string", "country": "string", **_ENDS}
_DOCUMENT = {
    **dict.fromkeys(("document_id", "name", "sha256", "title", "outlet", "url"), "string"),
    "published": "date32",
    **dict.fromkeys(("published_basis", "language", "origin_id"), "string"),
    "text_is_source": "bool",
}
_SPEAKER = {**dict.fromkeys(("text", "name", "role", "organisation", "kind", "party", "country"), "string"), **_ENDS}
_PLACE = {
    "text": "string",
    "name": "string",
    "geonameid": "int64",
    **dict.fromkeys(("latitude", "longitude"), "float64"),
    **dict.fromkeys(("country", "admin1", "feature_code"), "string"),
    "radius_km": "float64",
    **dict.fromkeys(("geo_precision", "where_prec"), "int8"),
    "score": "float64",
    **_ENDS,
}
_TIME = {
    **dict.fromkeys(("text", "timex3", "edtf"), "string"),
    **dict.fromkeys(("start", "end"), "date32"),
    **dict.fromkeys(("time_precision", "date_prec"), "int8"),
}
_QUANTITY = {
    **dict.fromkeys(("text", "measure", "unit"), "string"),
    **dict.fromkeys(("low", "best", "high"), "float64"),
    "approximate": "bool",
    **dict.fromkeys(("rate", "of", "party"), "string"),
    **_ENDS,
}
_CUE = {"kind": "string", "text": "string", **_ENDS}

COLUMNS: dict[str, Any] = {
    "schema_version": "string",
    "claim_id": "string",
    "document": _DOCUMENT,
    "evidence": _STRETCH,
    "trigger": _STRETCH,
    "headline": "bool",
    "speaker": _SPEAKER,
    "channel": "string",
    "event_type": "string",
    "acled": {"event_type": "string", "sub_event_type": "string"},
    "plover": "string",
    "agent": _ROLE,
    "patient": _ROLE,
    "place": _PLACE,
    "time": _TIME,
    "quantities": [_QUANTITY],
    **dict.fromkeys(("polarity", "modality", "certainty", "verification"), "string"),
    "against_interest": "bool",
    "cues": [_CUE],
    "confidence": "float64",
    "extractor": "string",
}
"""The columns with their Arrow types; a mapping is a struct, a list of one a list of structs."""


class Parquet:
    """``--format parquet``: the whole schema, typed; loses nothing."""

    name = "parquet"
    means = "one row a claim, typed and nested as the record is; loses nothing"
    offers: tuple[What, ...] = ("claims",)
    binary = True

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write the claims in groups of rows; gives their number."""
        import pyarrow
        from pyarrow import parquet

        schema = _schema().with_metadata({"fogline": "claim record, schema version 1", **_notes(material.redacted)})
        records = iter(material.claims())
        count = 0
        with parquet.ParquetWriter(pyarrow.PythonFile(out, mode="w"), schema, compression="zstd") as writer:
            while group := list(_rows(islice(records, ROWS))):
                writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
                count += len(group)
        return count


@cache
def _schema() -> Any:
    import pyarrow

    def arrow(kind: Any) -> Any:
        if isinstance(kind, dict):
            return pyarrow.struct([(key, arrow(inner)) for key, inner in kind.items()])
        if isinstance(kind, list):
            return pyarrow.list_(arrow(kind[0]))
        return {"string": pyarrow.string, "bool": pyarrow.bool_, "date32": pyarrow.date32}.get(
            kind, getattr(pyarrow, kind, None)
        )()  # type: ignore[misc]

    return pyarrow.schema([(key, arrow(kind)) for key, kind in COLUMNS.items()])


def _notes(redacted: Sequence[str]) -> dict[str, str]:
    return {"redaction": "; ".join(redacted)} if redacted else {}


def _rows(records: Iterator[Record]) -> Iterator[Record]:
    for record in records:
        row = dict(record)
        row["document"] = {**record["document"], "published": _day(record["document"]["published"])}
        if record["time"] is not None:
            row["time"] = {**record["time"], **{end: _day(record["time"][end]) for end in ("start", "end")}}
        yield row


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
