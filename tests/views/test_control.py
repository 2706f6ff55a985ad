"""Who is said to hold a place, asked of a ledger."""

from __future__ import annotations

from datetime import date

import pytest

from fogline.model.claim import Role, Where
from fogline.model.control import History
from fogline.model.span import Span
from fogline.model.values import Actor
from fogline.store.memory import MemoryStore
from fogline.views.control import histories
from tests.reports import NORTHFORD, WEIR, claim, read, story

ARMY = Role("troops", Actor("League army", "military", party="league"), None)


@pytest.fixture
def store() -> MemoryStore:
    """Northford taken, Weir held, a town shelled that nobody is said to hold."""
    document = story(1)
    made = MemoryStore()
    made.add(
        [
            read(
                document,
                claim(document, event_type="capture", agent=ARMY, place=Where("Northford", NORTHFORD, Span(9, 18))),
                claim(document, 2, event_type="control", agent=ARMY, place=Where("Weir", WEIR, Span(29, 33))),
                claim(document, 3, place=Where("it", NORTHFORD, None)),
            )
        ]
    )
    return made


def told(found: list[History]) -> list[tuple[str, str, date]]:
    return [(one.place.name, spell.holder, spell.since) for one in found for spell in one.spells]


def test_every_place_by_name(store: MemoryStore) -> None:
    day = date(2031, 5, 2)
    assert told(histories(store)) == [("Northford", "league", day), ("Weir", "league", day)]


def test_one_place_by_its_ids_or_by_its_name(store: MemoryStore) -> None:
    by_id = histories(store, geonameids=frozenset({7}))
    assert [one.place.name for one in by_id] == ["Northford"]
    assert histories(store, name="northford") == by_id
    assert histories(store, geonameids=frozenset({8}), name="Northford") == histories(store)
    assert histories(store, name="Elsewhere") == []
