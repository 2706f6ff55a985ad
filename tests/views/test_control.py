"""Who is said to hold a place, asked of a ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fogline.model.claim import Role, Where
from fogline.model.control import History
from fogline.model.document import Document
from fogline.model.span import Span
from fogline.model.values import Actor
from fogline.store.memory import MemoryStore
from fogline.views.control import histories
from tests.reports import NORTHFORD, WEIR, claim, read, story

TEXT = "League troops took Northford. League troops hold Weir."
ARMY = Actor("League army", "military", party="league")


@pytest.fixture
def store() -> MemoryStore:
    """Northford taken, Weir held, a town shelled that nobody is said to hold."""
    document = story(1, TEXT)
    took = _told(document, "League troops", "took", "Northford")
    hold = _told(document, "League troops hold", "hold", "Weir")
    made = MemoryStore()
    made.add(
        [
            read(
                document,
                claim(document, event_type="capture", place=Where("Northford", NORTHFORD, took.pop("at")), **took),
                claim(document, 2, event_type="control", place=Where("Weir", WEIR, hold.pop("at")), **hold),
                claim(document, 3, place=Where("it", NORTHFORD, None)),
            )
        ]
    )
    return made


def _told(document: Document, doer: str, verb: str, place: str) -> dict[str, Any]:
    """The verb, who does it and where, as *document* has them."""
    start = document.text.index(doer)
    trigger, at = document.text.index(verb, start), document.text.index(place, start)
    return {
        "evidence": Span(start, at + len(place)),
        "trigger": Span(trigger, trigger + len(verb)),
        "agent": Role("League troops", ARMY, Span(start, start + 13)),
        "at": Span(at, at + len(place)),
    }


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
