"""The tables of a bulk folder as Arrow has them: flat columns to ask in SQL, and beside them the nouns themselves.

``record`` holds the noun in the ledger's own form (:mod:`fogline.store.codec`), from which it is read back as it was
(:mod:`fogline.bulk.rows`); all other columns are read from it, for whoever asks. Columns are null where nothing is
known. ``partition`` is the file's number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from fogline.bulk.layout import Layout

ROWS = 5_000
"""Rows in a row group: what is in memory at a time, and what a reader can pass over."""

_AT_ONCE = 500
"""Rows made columns together, while they are in the processor's cache: all of a group took twice as long."""

_PLACE = {
    "geonameid": "int64",
    **dict.fromkeys(("country", "admin1", "feature_code"), "string"),
    **dict.fromkeys(("latitude", "longitude"), "float64"),
}
_QUANTITY = {
    **dict.fromkeys(("measure", "unit"), "string"),
    **dict.fromkeys(("low", "best", "high"), "float64"),
    "approximate": "bool",
    **dict.fromkeys(("rate", "of", "party", "text"), "string"),
}

COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "documents": {
        "partition": "int32",
        **dict.fromkeys(("document_id", "name", "title", "outlet", "author", "wire_credit", "url"), "string"),
        "published": "date32",
        **dict.fromkeys(("published_basis", "language", "sha256"), "string"),
        "text_is_source": "bool",
        **dict.fromkeys(("characters", "claims"), "int32"),
        **dict.fromkeys(("extractor", "profile"), "string"),
        **dict.fromkeys(("text", "record"), "string"),
    },
    "mentions": {
        "partition": "int32",
        **dict.fromkeys(("document_id", "kind"), "string"),
        **dict.fromkeys(("position", "span_start", "span_end"), "int32"),
        **dict.fromkeys(("text", "name", "party"), "string"),
        **{key: kind for key, kind in _PLACE.items() if key not in ("admin1", "feature_code")},
        **dict.fromkeys(("time_start", "time_end"), "date32"),
        "record": "string",
    },
    "claims": {
        "partition": "int32",
        **dict.fromkeys(("claim_id", "document_id"), "string"),
        "published": "date32",
        **dict.fromkeys(("outlet", "event_type", "acled_event_type", "acled_sub_event_type", "plover"), "string"),
        **dict.fromkeys(("polarity", "modality", "certainty", "verification"), "string"),
        **dict.fromkeys(("against_interest", "headline"), "bool"),
        "confidence": "float64",
        **dict.fromkeys(("speaker", "speaker_kind", "speaker_role", "speaker_party", "speaker_country"), "string"),
        "channel": "string",
        **dict.fromkeys(("agent", "agent_party", "agent_country"), "string"),
        **dict.fromkeys(("patient", "patient_party", "patient_country"), "string"),
        **dict.fromkeys(("place", "place_text"), "string"),
        **_PLACE,
        **dict.fromkeys(("geo_precision", "where_prec"), "int8"),
        **dict.fromkeys(("time_start", "time_end"), "date32"),
        **dict.fromkeys(("time_text", "edtf"), "string"),
        **dict.fromkeys(("time_precision", "date_prec"), "int8"),
        "quantities": [_QUANTITY],
        "evidence": "string",
        **dict.fromkeys(("evidence_start", "evidence_end"), "int32"),
        "trigger": "string",
        **dict.fromkeys(("trigger_start", "trigger_end"), "int32"),
        **dict.fromkeys(("extractor", "record"), "string"),
    },
    "received": {
        "partition": "int32",
        **dict.fromkeys(("source", "sha256"), "string"),
        "size": "int64",
        "retrieved": "timestamp",
        **dict.fromkeys(("tool", "reader", "media_type", "context", "document_id", "why"), "string"),
        "data": "binary",
    },
}
"""The columns of each table that reading writes, with their Arrow types; a list of one is a list of structs.

``documents.record`` is without the text, which has its column. ``received.data`` are the bytes, compressed with
Zstandard; null where they were not kept."""


@cache
def schema_of(table: str) -> Any:
    """The Arrow schema of *table*."""
    return schema(COLUMNS[table])


def schema(columns: Mapping[str, Any]) -> Any:
    """The Arrow schema of *columns*, written as in :data:`COLUMNS`."""
    import pyarrow

    def arrow(kind: Any) -> Any:
        if isinstance(kind, dict):
            return pyarrow.struct([(key, arrow(inner)) for key, inner in kind.items()])
        if isinstance(kind, list):
            return pyarrow.list_(arrow(kind[0]))
        if kind == "timestamp":
            return pyarrow.timestamp("s", tz="UTC")
        return {"bool": pyarrow.bool_}.get(kind, getattr(pyarrow, kind, None))()  # type: ignore[misc]

    return pyarrow.schema([(key, arrow(kind)) for key, kind in columns.items()])


def filled(columns: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """The Arrow table of *columns*, written as in :data:`COLUMNS`, with the *values* of each, arrays or lists."""
    import pyarrow

    form = schema(columns)
    return pyarrow.table([pyarrow.array(values[field.name], field.type) for field in form], schema=form)


class Rows:
    """Takes rows and writes them in groups; :attr:`count` says how many there were."""

    def __init__(self, writer: Any, form: Any) -> None:
        self.count = 0
        self._writer, self._form = writer, form
        self._names: list[str] = form.names
        self._waiting: list[Sequence[Any]] = []
        self._columns: list[Any] = []
        self._held = 0

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add *rows*, a mapping of columns each; columns they do not have are null."""
        self.put([tuple(map(row.get, self._names)) for row in rows])

    def put(self, rows: Sequence[Sequence[Any]]) -> None:
        """Add *rows*, the values of each in the order of the columns."""
        self._waiting.extend(rows)
        self.count += len(rows)
        if len(self._waiting) >= _AT_ONCE:
            self._turn()
        if self._held >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        import pyarrow

        if self._waiting:
            self._turn()
        if self._columns:
            self._writer.write_table(pyarrow.Table.from_batches(self._columns, schema=self._form))
            self._columns, self._held = [], 0

    def _turn(self) -> None:
        """Make columns of the rows that wait."""
        import pyarrow

        values = zip(*self._waiting, strict=True)
        columns = [pyarrow.array(each, field.type) for each, field in zip(values, self._form, strict=True)]
        self._columns.append(pyarrow.RecordBatch.from_arrays(columns, schema=self._form))
        self._held += len(self._waiting)
        self._waiting = []


@contextmanager
def written(layout: Layout, name: str, form: Any) -> Iterator[Rows]:
    """The Parquet file *name* with the Arrow schema *form*, to be filled: there when the context is left, whole.

    Raises:
        BulkError: it cannot be written.
    """
    import pyarrow
    from pyarrow import parquet

    with layout.storage.write(name) as out:
        sink = pyarrow.PythonFile(out, mode="w")
        with parquet.ParquetWriter(sink, form, compression="zstd") as writer:
            rows = Rows(writer, form)
            yield rows
            rows.flush()


def count(layout: Layout, name: str) -> int:
    """The number of rows in the Parquet file *name*."""
    from pyarrow import parquet

    with layout.storage.open(name) as file, parquet.ParquetFile(file) as found:
        return int(found.metadata.num_rows)


def read(layout: Layout, name: str, *, columns: Sequence[str] | None = None, size: int = ROWS) -> Iterator[list[Any]]:
    """The rows of the Parquet file *name*, as mappings, in lists of *size* at most.

    Raises:
        OSError: it is not there, or is no Parquet.
    """
    from pyarrow import parquet

    with layout.storage.open(name) as file, parquet.ParquetFile(file) as found:
        for batch in found.iter_batches(batch_size=size, columns=None if columns is None else list(columns)):
            yield batch.to_pylist()
