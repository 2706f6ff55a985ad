"""Each text format can be read back, by its own reader."""

from __future__ import annotations

import csv
import io
import json
import math
import struct
from typing import Any

import pytest
from geojson_pydantic import Feature, FeatureCollection, Point

from fogline.errors import UsageError
from fogline.export.base import Material, What
from fogline.export.csv import COLUMNS
from fogline.export.formats import get_format
from fogline.export.record import record_of
from fogline.ledger import Ledger
from tests.factories import a_claim, a_document

RECORDS = [record_of(a_document(), a_claim()), record_of(a_document(), a_claim(speaker=None, quantities=()))]


def written(name: str) -> bytes:
    out = io.BytesIO()
    assert get_format(name).write(Material(lambda: RECORDS), out) == 2
    return out.getvalue()


def exported(ledger: Ledger, name: str, what: What | None = None) -> bytes:
    out = io.BytesIO()
    ledger.export(name, out, what=what)
    return out.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_jsonl_loses_nothing() -> None:
    assert [json.loads(line) for line in written("jsonl").splitlines()] == RECORDS


def test_jsonl_of_events_names_their_claims(war: Ledger) -> None:
    events = [json.loads(line) for line in exported(war, "jsonl", "events").splitlines()]
    claims = {record["claim_id"] for record in war.records()}
    assert {key for event in events for key in event["claims"]} == claims


def test_csv_has_a_column_for_every_key() -> None:
    rows = table(written("csv"))
    assert list(rows[0]) == list(COLUMNS)
    assert {column.split(".")[0] for column in COLUMNS} == set(RECORDS[0])
    assert rows[0]["speaker.name"] == "Ada Marsh"
    assert rows[0]["headline"] == "false"
    assert json.loads(rows[0]["quantities"])[0]["low"] == 13.0


def test_csv_leaves_absent_cells_empty() -> None:
    rows = table(written("csv"))
    assert rows[1]["speaker.name"] == ""
    assert rows[1]["quantities"] == "[]"


@pytest.mark.parametrize("title", ["=1+1", "+49", "-x", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"])
def test_csv_holds_nothing_that_a_spreadsheet_runs(title: str) -> None:
    out = io.BytesIO()
    claim = a_claim()
    get_format("csv").write(Material(lambda: [record_of(a_document(title=title), claim)]), out)
    (row,) = table(out.getvalue())
    assert row["document.title"] == f"'{title}"


def test_csv_leaves_negative_numbers_numbers() -> None:
    record = record_of(a_document(), a_claim())
    record["place"] |= {"latitude": -10.5}
    out = io.BytesIO()
    get_format("csv").write(Material(lambda: [record]), out)
    assert table(out.getvalue())[0]["place.latitude"] == "-10.5"


def test_no_records_are_still_a_table() -> None:
    out = io.BytesIO()
    assert get_format("csv").write(Material(), out) == 0
    assert out.getvalue().decode().strip() == ",".join(COLUMNS)


def test_an_unknown_format_says_what_there_is() -> None:
    with pytest.raises(UsageError, match="jsonl, csv"):
        get_format("xml")


def test_a_format_says_what_it_can_write(war: Ledger) -> None:
    with pytest.raises(UsageError, match="csv writes claims, not events"):
        exported(war, "csv", "events")


@pytest.mark.parametrize("what", ["claims", "events", "control"])
def test_geojson_is_valid_and_never_at_null_island(war: Ledger, what: What) -> None:
    found = FeatureCollection[Feature[Point, dict[str, Any]]].model_validate_json(exported(war, "geojson", what))
    assert found.features
    points = [feature.geometry.coordinates for feature in found.features if feature.geometry is not None]
    assert points
    assert all(abs(point[0]) > 1 and abs(point[1]) > 1 for point in points)
    assert all(22 < point[0] < 41 and 44 < point[1] < 53 for point in points)  # longitude first


def test_geojson_of_what_has_no_place_has_no_geometry() -> None:
    out = io.BytesIO()
    get_format("geojson").write(Material(lambda: [record_of(a_document(), a_claim(place=None))]), out)
    (feature,) = json.loads(out.getvalue())["features"]
    assert feature["geometry"] is None
    assert feature["properties"]["place"] is None


def test_parquet_is_typed_and_loses_nothing(war: Ledger) -> None:
    from pyarrow import parquet, types

    read = parquet.read_table(io.BytesIO(exported(war, "parquet")))
    assert json.loads(json.dumps(read.to_pylist(), default=str)) == list(war.records())
    place, time = read.schema.field("place").type, read.schema.field("time").type
    assert types.is_float64(place.field("latitude").type)
    assert types.is_date32(time.field("start").type)


def test_geopackage_is_read_by_gdal(war: Ledger, tmp_path: Any) -> None:
    import pyogrio

    path = tmp_path / "war.gpkg"
    path.write_bytes(exported(war, "gpkg"))
    assert {name for name, _ in pyogrio.list_layers(path)} == {"claims", "events", "control"}
    records = {record["claim_id"]: record for record in war.records()}
    for layer in ("claims", "events", "control"):
        info = pyogrio.read_info(path, layer=layer)
        assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", "Point")
    meta, _, geometry, columns = pyogrio.raw.read(path, layer="claims")
    values = dict(zip(meta["fields"], columns, strict=True))
    assert set(values["claim_id"]) == set(records)
    for key, shape, evidence in zip(values["claim_id"], geometry, values["evidence"], strict=True):
        place = records[key]["place"]
        assert evidence == records[key]["evidence"]["text"]
        if place is None or place["latitude"] is None:
            assert shape is None
        else:
            assert struct.unpack("<dd", shape[-16:]) == (place["longitude"], place["latitude"])


def test_geopackage_layers_know_their_extent(war: Ledger, tmp_path: Any) -> None:
    import pyogrio

    path = tmp_path / "war.gpkg"
    path.write_bytes(exported(war, "gpkg"))
    west, south, east, north = pyogrio.read_info(path, layer="events")["total_bounds"]
    assert 22 < west <= east < 41
    assert 44 < south <= north < 53
    assert not math.isnan(west)
