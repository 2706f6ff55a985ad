"""How far two who decided on the same claims agree."""

from __future__ import annotations

import pytest

from fogline.model.claim import Claim
from fogline.reviewing.agreement import FieldAgreement, agreement, alpha
from fogline.store.memory import MemoryStore
from tests.reports import claim, read, story
from tests.reviewing.desk import a_review


def test_alpha_is_that_of_the_textbook() -> None:
    # Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C: four observers, twelve units.
    rows = {"A": "123321412***", "B": "1233224125*3", "C": "*3332342251*", "D": "12332441251*"}
    units = [{who: row[at] for who, row in rows.items() if row[at] != "*"} for at in range(12)]
    assert alpha(units) == pytest.approx(0.743, abs=0.0005)


def store_with(number: int) -> tuple[MemoryStore, list[Claim]]:
    document = story(1)
    claims = [claim(document, at) for at in range(number)]
    store = MemoryStore()
    store.add([read(document, *claims)])
    return store, claims


def field(store: MemoryStore, name: str) -> FieldAgreement:
    return next(one for one in agreement(store).fields if one.field == name)


def test_each_is_taken_as_they_left_the_claim() -> None:
    store, claims = store_with(12)
    for number, each in enumerate(claims):
        changes = {"modality": "planned"} if number < 6 else {}
        first = a_review(2 * number, "correct" if changes else "accept", each.claim_id, changes=changes)
        later = {"modality": "expected"} if number == 0 else {}
        store.add_review(first)
        decision = "correct" if later else "accept"
        store.add_review(a_review(2 * number + 1, decision, each.claim_id, author="bob", changes=later))
    modality = field(store, "modality")
    assert (modality.claims, modality.agreed) == (12, 11), "who accepts a correction agrees with it"
    # 24 values: planned 11, expected 1, occurred 12; one unit of two differs: 1 - (2/24) / (1 - agreement by chance)
    chance = (11 * 10 + 12 * 11) / (24 * 23)
    assert modality.alpha == pytest.approx(1 - (2 / 24) / (1 - chance), abs=0.0005)
    assert field(store, "polarity") == FieldAgreement("polarity", 12, 12, None, "all gave one value")


def test_a_rejection_is_a_decision_on_whether_to_keep_a_claim_and_on_no_field() -> None:
    store, claims = store_with(12)
    for number, each in enumerate(claims):
        store.add_review(a_review(2 * number, "accept", each.claim_id))
        decision = "reject" if number < 3 else "accept"
        store.add_review(a_review(2 * number + 1, decision, each.claim_id, author="bob", reason="so"))
    assert (field(store, "kept").claims, field(store, "kept").agreed) == (12, 9)
    assert field(store, "place").claims == 9
    assert field(store, "place").why == "fewer than 10 claims"


def test_nobody_shares_a_claim() -> None:
    store, claims = store_with(2)
    store.add_review(a_review(1, "accept", claims[0].claim_id))
    store.add_review(a_review(2, "accept", claims[0].claim_id))
    store.add_review(a_review(3, "accept", claims[1].claim_id, author="bob"))
    assert agreement(store).claims == 0


def test_copies_that_were_reviewed_blind_are_held_against_each_other() -> None:
    (ours, claims), (theirs, _) = store_with(10), store_with(10)
    for number, each in enumerate(claims):
        ours.add_review(a_review(number, "accept", each.claim_id))
        changes = {"polarity": "denied"} if number < 2 else {}
        decision = "correct" if changes else "accept"
        theirs.add_review(a_review(number, decision, each.claim_id, author="bob", changes=changes))
    both = agreement(ours, theirs)
    assert (both.authors, both.claims) == (("ada", "bob"), 10)
    assert next(one for one in both.fields if one.field == "polarity").agreed == 8
