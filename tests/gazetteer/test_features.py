"""Size and precision by feature."""

from __future__ import annotations

import pytest

from fogline.gazetteer.features import geo_precision, town_radius, where_prec
from fogline.gazetteer.frozen import built_in


@pytest.mark.parametrize(
    ("name", "feature", "geo", "where"),
    [
        ("Kramatorsk", "PPL", 1, 1),
        ("Idlib", "ADM1", 3, 4),
        ("Chad", "PCLI", 3, 6),
        ("Gulf of Aden", "GULF", 3, 7),
        ("Donbas", "RGN", 3, 5),
        ("Kakhovka Dam", "DAM", 1, 1),
    ],
)
def test_precision_codes(name: str, feature: str, geo: int, where: int) -> None:
    place = next(p for p in built_in().candidates(name) if p.feature_code == feature)
    assert (geo_precision(place), where_prec(place)) == (geo, where)


def test_towns_grow_with_their_people() -> None:
    assert town_radius(0) == 1.5
    assert 5 < town_radius(108_000) < 7
    assert town_radius(30_000_000) == 40
