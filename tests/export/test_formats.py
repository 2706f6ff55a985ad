"""Each format can be read back, by its own reader."""

from __future__ import annotations

import csv
import io
import json

import pytest

from fogline.errors import UsageError
from fogline.export.csv import COLUMNS
from fogline.export.formats import get_format
from fogline.export.record import record_of
from tests.factories import a_claim, a_document

RECORDS = [record_of(a_document(), a_claim()), record_of(a_document(), a_claim(speaker=None, quantities=()))]


def written(name: str) -> bytes:
    out = io.BytesIO()
    assert get_format(name).write(iter(RECORDS), out) == 2
    return out.getvalue()


def test_jsonl_loses_nothing() -> None:
    assert [json.loads(line) for line in written("jsonl").splitlines()] == RECORDS


def test_csv_has_a_column_for_every_key() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8"), newline="")))
    assert list(rows[0]) == list(COLUMNS)
    assert {column.split(".")[0] for column in COLUMNS} == set(RECORDS[0])
    assert rows[0]["speaker.name"] == "Ada Marsh"
    assert rows[0]["headline"] == "false"
    assert json.loads(rows[0]["quantities"])[0]["low"] == 13.0


def test_csv_leaves_absent_cells_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8"), newline="")))
    assert rows[1]["speaker.name"] == ""
    assert rows[1]["quantities"] == "[]"


def test_no_records_are_still_a_table() -> None:
    out = io.BytesIO()
    assert get_format("csv").write([], out) == 0
    assert out.getvalue().decode().strip() == ",".join(COLUMNS)


def test_an_unknown_format_says_what_there_is() -> None:
    with pytest.raises(UsageError, match="jsonl, csv"):
        get_format("xml")
