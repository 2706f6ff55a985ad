"""The formats there are, in one visible list."""

from __future__ import annotations

from fogline.errors import UsageError
from fogline.export.acled import AcledCsv
from fogline.export.base import Exporter
from fogline.export.claimreview import ClaimReview
from fogline.export.csv import Csv
from fogline.export.followthemoney import FollowTheMoney
from fogline.export.geojson import GeoJson
from fogline.export.gpkg import GeoPackage
from fogline.export.hxl import Hxl
from fogline.export.jsonl import JsonLines
from fogline.export.parquet import Parquet
from fogline.export.prov import Prov
from fogline.export.ucdp import UcdpCsv
from fogline.export.webannotation import WebAnnotation

FORMATS: tuple[Exporter, ...] = (
    JsonLines(),
    Csv(),
    Parquet(),
    GeoJson(),
    GeoPackage(),
    AcledCsv(),
    UcdpCsv(),
    Hxl(),
    ClaimReview(),
    Prov(),
    WebAnnotation(),
    FollowTheMoney(),
)


def get_format(name: str) -> Exporter:
    """The exporter that ``--format`` *name* means.

    Raises:
        UsageError: there is no such format.
    """
    for exporter in FORMATS:
        if exporter.name == name:
            return exporter
    known = ", ".join(exporter.name for exporter in FORMATS)
    raise UsageError(f"no such format: {name} (there are {known})")
