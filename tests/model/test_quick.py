"""Frozen dataclasses that are made quickly are made as ever."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from fogline.model.quick import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Town:
    name: str
    people: int | None = None
    districts: tuple[str, ...] = ()


def test_arguments_and_defaults_are_taken_as_declared() -> None:
    assert Town("Northford") == Town(name="Northford", people=None, districts=())
    assert repr(Town("Northford", 300)) == "Town(name='Northford', people=300, districts=())"
    assert replace(Town("Northford"), districts=("East",)).districts == ("East",)


def test_it_stays_frozen_and_hashable() -> None:
    town = Town("Northford")
    with pytest.raises(FrozenInstanceError):
        town.name = "Southford"  # type: ignore[misc]
    assert len({town, Town("Northford")}) == 1


def test_a_wrong_argument_is_refused_by_name() -> None:
    with pytest.raises(TypeError, match=r"Town\.__init__\(\) got an unexpected keyword argument 'mayor'"):
        Town("Northford", mayor="Ann")  # type: ignore[call-arg]


def test_classes_it_would_make_otherwise_are_refused() -> None:
    with pytest.raises(TypeError, match="no plain frozen dataclass"):

        @quickly_made
        @dataclass(frozen=True, slots=True)
        class _Listing:
            rows: list[str] = field(default_factory=list)
