"""The gazetteer that ships."""

from __future__ import annotations

import pytest

from fogline.gazetteer.frozen import built_in


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude", "why"),
    [
        ("Severodonetsk", "UA", 48.9, 38.5, "Russian spelling of a Ukrainian town"),
        ("Crimea", "UA", 45.3, 34.3, "under Ukraine"),
        ("Sevastopol", "UA", 44.6, 33.5, "under Ukraine"),
        ("Golan Heights", "SY", 33.0, 35.8, "under Syria"),
        ("Deir el-Zour", "SY", 35.3, 40.1, "one of many transliterations"),
        ("Khan Younis", "PS", 31.3, 34.3, "reporting's spelling"),
        ("El Fasher", "SD", 13.6, 25.3, "article el- or al-"),
        ("Sinjar", "IQ", 36.3, 41.9, "a town of the supplement"),
        ("Gao", "ML", 16.3, 0.0, "short name"),
    ],
)
def test_places_of_many_wars_are_known(name: str, country: str, latitude: float, longitude: float, why: str) -> None:
    assert any(
        place.country == country and abs(place.latitude - latitude) < 1 and abs(place.longitude - longitude) < 1
        for place in built_in().candidates(name)
    ), why


def test_every_name_is_legible() -> None:
    (place,) = [p for p in built_in().candidates("Khan Younis") if p.country == "PS"]
    assert place.name == "Khan Younis"
    assert place.admin1 == "Gaza Strip"
