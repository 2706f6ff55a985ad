"""GeoJSON (RFC 7946): a feature collection of points; features whose place is not known have a null geometry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from fogline.export.base import Material, What
from fogline.export.features import Feature, features
from fogline.export.stream import write_object


class GeoJson:
    """``--format geojson``: claims, events or control as points with attributes."""

    name = "geojson"
    means = "claims, events or control (--what, --on) as points; where no place is known, null"
    offers: tuple[What, ...] = ("claims", "events", "control")
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write one feature collection; gives the number of features."""
        what = material.what or "claims"
        head: dict[str, Any] = {"type": "FeatureCollection", "fogline": {"what": what}}
        if material.redacted:
            head["fogline"]["redaction"] = list(material.redacted)
        return write_object(out, head, "features", _features(material, what))


def _features(material: Material, what: What) -> Iterator[dict[str, Any]]:
    return map(_feature, features(material, what))


def _feature(feature: Feature) -> dict[str, Any]:
    geometry = None if feature.point is None else {"type": "Point", "coordinates": list(feature.point)}
    return {"type": "Feature", "id": feature.feature_id, "geometry": geometry, "properties": feature.values}
