"""Histories that follow a ledger are those that would be worked out anew, whatever happens to it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from fogline.derivation.derive import derive
from fogline.ledger import Ledger
from fogline.model.claim import Claim, Role, Where
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import claim_id
from fogline.model.review import taken_back
from fogline.model.span import Span
from fogline.model.values import Actor, Place
from fogline.store.memory import MemoryStore
from fogline.views.control import histories
from fogline.views.index import index_of
from fogline.views.standing import packed_standing, standing_of, unpacked_standing
from tests.reports import NORTHFORD, WEIR, claim, read, story

REGION = Place("North", 9, 10.5, 20.0, "XX", "North", "ADM1", 90.0, 3, 4, 0.9)
ABROAD = Place("Eastham", 10, 40.0, 50.0, "YY", "East", "PPL", 4.0, 1, 1, 0.9)
TEXT = "All of North fell. Troops took Northford. They hold Weir. Rebels left Eastham, and Northford."
SIDES = (
    Role("troops", Actor("League army", "military", party="league"), None),
    Role("troops", Actor("Crown army", "military", party="crown"), None),
    Role("rebels", Actor("Free Hand", "armed_group"), None),
)


def a_claim(chance: random.Random, document: Document, number: int) -> Claim:
    """Somebody takes, holds, leaves or shells one of four places."""
    place = chance.choice([NORTHFORD, WEIR, REGION, ABROAD])
    start = document.text.index(place.name)
    kind = chance.choice(["capture", "control", "retreat", "hold", "shelling"])
    return claim(
        document,
        number,
        claim_id=claim_id(document.document_id, 10 * number, 10 * number + 8, kind, place.name),
        event_type=kind,
        agent=chance.choice(SIDES),
        place=Where(place.name, place, Span(start, start + len(place.name))),
        day=chance.randint(1, 9),
        says=chance.choice([None, "league", "crown"]),
        polarity=chance.choice(["affirmed", "affirmed", "denied"]),
    )


def a_reading(chance: random.Random, number: int) -> Extraction:
    """Document *number* as it is read now; most readings differ."""
    document = replace(story(number, TEXT), name=f"{number}.txt")
    return read(document, *(a_claim(chance, document, at) for at in range(chance.randint(0, 4))))


def change(chance: random.Random, ledger: Ledger) -> None:
    """A new article, one read again, or a decision made or taken back."""
    claims = [one.claim_id for _, one in ledger.claims()]
    if not claims or chance.random() < 0.4:
        ledger.store.add([a_reading(chance, chance.randint(1, 12))])
        derive(ledger.store)
        return
    target, made = chance.choice(claims), ledger.reviews()
    if chance.random() < 0.4:
        ledger.review("reject", target, "ada", reason="not said")
    elif chance.random() < 0.6:
        ledger.review("correct", target, "ada", changes={"event_type": "retreat"})
    elif standing := [one.review_id for one in made if one.review_id not in taken_back(made)]:
        ledger.undo(chance.choice(standing), "ada")


@pytest.mark.parametrize("seed", range(12))
def test_after_any_change_they_are_those_worked_out_anew(seed: int) -> None:
    chance = random.Random(seed)
    ledger = Ledger(MemoryStore())
    ledger.store.add([a_reading(chance, number) for number in range(1, 11)])
    derive(ledger.store)
    standing = standing_of(ledger.store, index_of(ledger.store))
    for _ in range(8):
        change(chance, ledger)
        standing = standing_of(ledger.store, index_of(ledger.store), standing)
        assert list(standing.histories) == histories(ledger.store)


def test_what_no_change_touched_is_not_read_again() -> None:
    chance = random.Random(1)
    store = MemoryStore()
    store.add([a_reading(chance, number) for number in range(1, 11)])
    before = standing_of(store, index_of(store))
    store.add([a_reading(chance, 11)])
    after = standing_of(store, index_of(store), before)
    assert len(before.said) > 5 and all(after.said[key] is one for key, one in before.said.items())


def test_what_is_kept_serves_as_well() -> None:
    chance = random.Random(2)
    store = MemoryStore()
    store.add([a_reading(chance, number) for number in range(1, 11)])
    made = standing_of(store, index_of(store))
    kept = unpacked_standing(packed_standing(made), made.histories)
    assert kept == made
    assert unpacked_standing(b"damaged", made.histories) is None
