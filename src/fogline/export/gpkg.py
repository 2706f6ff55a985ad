"""GeoPackage (OGC 12-128r18): one SQLite file with the layers claims, events and control, for QGIS and GDAL.

The tables are the standard's own, written with the standard library; the tests read them with GDAL.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from fogline.export.base import Material, What
from fogline.export.features import ATTRIBUTES, Feature, Point, features

APPLICATION_ID = 0x47504B47
"""``GPKG`` in the file's header (clause 1.1.1.1.1)."""
VERSION = 10301
"""GeoPackage 1.3.1."""
ROWS = 2000
"""Rows written in one go."""
STAMP = "1970-01-01T00:00:00.000Z"
"""``last_change`` of every layer: the same ledger gives the same file, whenever it is exported."""

LAYERS: tuple[What, ...] = ("claims", "events", "control")
WGS_84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
"""
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84", 4326, "EPSG", 4326, WGS_84, "longitude and latitude in degrees"),
)


class GeoPackage:
    """``--format gpkg``: the three layers in one file."""

    name = "gpkg"
    means = "GeoPackage for QGIS with the layers claims, events and control"
    offers: tuple[What, ...] = ("claims",)
    binary = True

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write the file, made in a temporary place first (SQLite needs one); gives the number of claims."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export.gpkg"
            count = _write(material, path)
            with path.open("rb") as made:
                shutil.copyfileobj(made, out)
        return count


def _write(material: Material, path: Path) -> int:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.executescript(_TABLES)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        counts = [_layer(connection, layer, features(material, layer), material) for layer in LAYERS]
        connection.execute("COMMIT")
    finally:
        connection.close()
    return counts[0]


def _layer(connection: sqlite3.Connection, layer: What, found: Iterator[Feature], material: Material) -> int:
    columns = ATTRIBUTES[layer]
    named = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    connection.execute(f'CREATE TABLE "{layer}" (fid INTEGER PRIMARY KEY AUTOINCREMENT, geom POINT, {named})')
    about = "; ".join(material.redacted)
    row = (layer, "features", layer, about, STAMP, None, None, None, None, 4326)
    connection.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (layer,))
    places = ", ".join("?" for _ in range(len(columns) + 1))
    names = ", ".join(f'"{name}"' for name in columns)
    count = 0
    while batch := list(islice(found, ROWS)):
        rows = [(_geometry(one.point), *(one.values[name] for name in columns)) for one in batch]
        connection.executemany(f'INSERT INTO "{layer}" (geom, {names}) VALUES ({places})', rows)
        count += len(batch)
        _reach(connection, layer, [one.point for one in batch if one.point is not None])
    return count


def _reach(connection: sqlite3.Connection, layer: What, points: list[Point]) -> None:
    """Widen the layer's bounding box by *points*."""
    if not points:
        return
    east, north = [x for x, _ in points], [y for _, y in points]
    box = (min(east), min(north), max(east), max(north))
    connection.execute(
        "UPDATE gpkg_contents SET min_x = min(coalesce(min_x, ?1), ?1), min_y = min(coalesce(min_y, ?2), ?2),"
        " max_x = max(coalesce(max_x, ?3), ?3), max_y = max(coalesce(max_y, ?4), ?4) WHERE table_name = ?5",
        (*box, layer),
    )


def _geometry(point: Point | None) -> bytes | None:
    """The standard's binary form of a point (clause 2.1.3): header without an envelope, then well-known binary."""
    if point is None:
        return None
    return b"GP" + struct.pack("<BBi", 0, 1, 4326) + struct.pack("<BIdd", 1, 1, *point)
