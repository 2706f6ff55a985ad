"""What every gazetteer does, whatever it is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fogline.gazetteer.base import Gazetteer
from fogline.gazetteer.build import Entry, write_index
from fogline.gazetteer.frozen import FrozenGazetteer
from fogline.gazetteer.layered import LayeredGazetteer
from fogline.gazetteer.memory import MemoryGazetteer
from fogline.model.values import Toponym


def town(number: int, name: str, people: int, latitude: float = 10.0) -> Toponym:
    return Toponym(number, name, latitude, 20.0, "TD", "TD.01", "Batha", "P", "PPL", people, 3.0, "test")


ENTRIES = [
    Entry(town(7, "Am Saïd", 4000), ("Oum Said",)),
    Entry(town(3, "Bir", 900), ()),
    Entry(town(5, "Bir", 70_000, 11.0), ("Great Bir",)),
    Entry(town(-9, "Old Fort", 0), ()),
]


def frozen(folder: Path) -> Gazetteer:
    path = folder / "test.gaz"
    write_index(ENTRIES, path, source="test")
    return FrozenGazetteer(path)


def memory(folder: Path) -> Gazetteer:
    names: dict[str, list[Toponym]] = {}
    for entry in ENTRIES:
        for name in (entry.place.name, *entry.names):
            names.setdefault(name, []).append(entry.place)
    return MemoryGazetteer(names)


def layered(folder: Path) -> Gazetteer:
    return LayeredGazetteer([MemoryGazetteer({}), frozen(folder)])


@pytest.fixture(params=[frozen, memory, layered])
def gazetteer(request: pytest.FixtureRequest, tmp_path: Path) -> Gazetteer:
    make: Callable[[Path], Gazetteer] = request.param
    return make(tmp_path)


def test_the_most_populous_comes_first(gazetteer: Gazetteer) -> None:
    assert [place.toponym_id for place in gazetteer.candidates("Bir")] == [5, 3]


def test_names_are_folded(gazetteer: Gazetteer) -> None:
    assert [place.toponym_id for place in gazetteer.candidates("AM SAID")] == [7]


def test_main_and_other_names_are_told_apart(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Am Saïd")[0].primary
    assert not gazetteer.candidates("Oum Said")[0].primary


def test_an_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Nowhere at All") == ()
    assert gazetteer.candidates("") == ()


def test_what_longer_names_begin_with_is_told(gazetteer: Gazetteer) -> None:
    assert all(map(gazetteer.opens, ("Am", "OUM", "Great", "Old")))
    assert not any(map(gazetteer.opens, ("Said", "Bir", "Fort", "Nowhere", "Great Bir")))


def test_places_are_found_by_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.get(-9)
    assert place is not None
    assert (place.name, place.latitude, place.country, place.admin1) == ("Old Fort", 10.0, "TD", "Batha")
    assert gazetteer.get(4) is None
