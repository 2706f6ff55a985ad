"""Corrections as people give them: what is kept, and what is refused with the reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fogline.correcting.apply import as_it_stands
from fogline.correcting.edtf import time_of
from fogline.correcting.values import CORRECTABLE, part_of, value_of
from fogline.errors import BadReview
from fogline.gazetteer.memory import MemoryGazetteer
from fogline.model.claim import Claim
from fogline.model.values import Toponym
from fogline.profiles.loader import load_profile
from fogline.reviewing.corrections import checked
from fogline.reviewing.given import Known
from tests.factories import TEXT, a_claim, a_document, span_of
from tests.reviewing.desk import a_review

DOCUMENT = a_document()
CLAIM = a_claim()


def _place(number: int, name: str, admin1: str) -> Toponym:
    return Toponym(number, name, 1.0, 2.0, "XX", f"XX.{number}", admin1, "P", "PPL", 900, 2.0, "test")


KNOWN = Known(
    MemoryGazetteer(
        {
            "Northford": [_place(7, "Northford", "North")],
            "Leek": [_place(9, "Leek", "East"), _place(10, "Leek", "West")],
        }
    ),
    frozenset({"crown", "league"}),
    lambda party: load_profile("generic"),
)


def corrected(**changes: Any) -> Claim:
    kept = checked(
        {name.replace("__", "."): value for name, value in changes.items()}, claim=CLAIM, document=DOCUMENT, known=KNOWN
    )
    return as_it_stands(CLAIM, [a_review(1, "correct", CLAIM.claim_id, changes=kept)])[0]


@pytest.mark.parametrize("name", CORRECTABLE)
def test_every_field_comes_back_from_its_value(name: str) -> None:
    assert part_of(name, value_of(CLAIM, name)) == getattr(CLAIM, name)


def test_a_part_of_a_field_leaves_the_rest() -> None:
    speaker = corrected(speaker__party="league", speaker__kind="military").speaker
    assert speaker is not None and CLAIM.speaker is not None
    assert (speaker.name, speaker.span, speaker.party, speaker.kind) == (
        CLAIM.speaker.name,
        CLAIM.speaker.span,
        "league",
        "military",
    )


def test_a_place_by_its_id_keeps_the_words() -> None:
    place = corrected(place=9).place
    assert place is not None and CLAIM.place is not None
    assert (place.place.name, place.place.geonameid, place.place.admin1) == ("Leek", 9, "East")
    assert (place.text, place.span, place.place.score) == (CLAIM.place.text, CLAIM.place.span, 1.0)


def test_nothing_is_a_value() -> None:
    told = corrected(place=None, time=None, speaker=None, agent=None, quantities=None, verification=None)
    assert (told.place, told.time, told.speaker, told.agent, told.quantities) == (None, None, None, None, ())


def test_a_figure_and_words_are_corrected_in_place() -> None:
    told = corrected(quantities__0__best="13", quantities__0__approximate="true", trigger="troops seized")
    assert (told.quantities[0].low, told.quantities[0].best, told.quantities[0].approximate) == (13.0, 13.0, True)
    assert told.trigger == span_of(TEXT, "troops seized")


def test_a_new_figure_stands_on_its_number() -> None:
    told = corrected(evidence=TEXT, quantities=[{"measure": "wounded", "best": 13}])
    assert told.quantities[0].text == "13"


def test_what_a_claim_concedes_follows_its_parties() -> None:
    told = corrected(event_type="retreat", agent__party="crown")
    assert told.against_interest, "the crown's mayor tells of the crown's own retreat"
    assert not corrected(event_type="retreat", agent__party="crown", against_interest=False).against_interest


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"claim_id": "x"}, "claim_id: cannot be corrected; these can: event_type"),
        ({"event_type": "war"}, "event_type: cannot be 'war'; it is one of capture, control"),
        ({"polarity": None}, "polarity: cannot be None; it is one of affirmed, denied"),
        ({"place": "Leek"}, r"place: several places are called 'Leek'.* 9 Leek \(XX, East\); 10 Leek"),
        ({"place": 8}, "place.geonameid: the gazetteer has no place 8"),
        ({"place": "Atlantis"}, "place: the gazetteer has no 'Atlantis'"),
        ({"time": "24 June"}, "time.edtf: '24 June' is no EDTF date; write 2022-06-24"),
        ({"time": "2022-02-30"}, "time.edtf: '2022-02-30': day"),
        ({"speaker.party": "crwn"}, "speaker.party: cannot be 'crwn'; it is one of crown, league, or null"),
        ({"speaker.kind": "king"}, "speaker.kind: cannot be 'king'; it is one of official"),
        ({"speaker.country": "Ruritania"}, "speaker.country: 'Ruritania' is no country"),
        ({"speaker": {"shoe": 4}}, "speaker.shoe: there is no such part"),
        ({"agent": {"party": "crown"}}, "agent.name: say who"),
        ({"quantities.3.best": 1}, "quantities.3.best: there is no number 3; the claim has 1"),
        ({"quantities": [{"measure": "sheep"}]}, "quantities.0.measure: cannot be 'sheep'"),
        ({"quantities": [{"measure": "killed", "low": 9, "best": 3}]}, "low, best and high must not fall"),
        ({"quantities": [{"measure": "killed", "best": -1}]}, "quantities.0.best: must be a number from 0 on"),
        ({"trigger": "advanced"}, "trigger: the words stand 0 times there"),
        ({"trigger": {"start": 0, "end": 900}}, "0 to 900 is no stretch of the text, which has 83 characters"),
        ({"trigger": {"start": 0, "end": 3, "text": "the"}}, "trigger.text: the text has 'The' there, not 'the'"),
        ({"evidence": "The mayor said"}, "evidence: the evidence must hold the trigger"),
        ({"sub_event": "suicide"}, "sub_event: cannot be 'suicide'"),
    ],
)
def test_what_cannot_be_names_the_field_and_what_can(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadReview, match=message):
        checked(changes, claim=CLAIM, document=DOCUMENT, known=KNOWN)


@pytest.mark.parametrize(
    ("edtf", "start", "end", "codes"),
    [
        ("2022-06-24", date(2022, 6, 24), date(2022, 6, 24), (1, 1)),
        ("2022-06", date(2022, 6, 1), date(2022, 6, 30), (3, 4)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), (3, 5)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), (3, 5)),
        ("2022-02-XX", date(2022, 2, 1), date(2022, 2, 28), (3, 4)),
        ("2022-24", date(2022, 12, 1), date(2023, 2, 28), (3, 5)),
        ("2022-06-20/2022-06-26", date(2022, 6, 20), date(2022, 6, 26), (2, 3)),
        ("2022-02-24/..", date(2022, 2, 24), None, (None, None)),
        ("../2022-06", None, date(2022, 6, 30), (None, None)),
        ("2022-06-24~", date(2022, 6, 24), date(2022, 6, 24), (1, 1)),
    ],
)
def test_edtf(edtf: str, start: date | None, end: date | None, codes: tuple[int | None, int | None]) -> None:
    value = time_of(edtf)
    assert (value.start, value.end, (value.time_precision, value.date_prec)) == (start, end, codes)


@pytest.mark.parametrize("edtf", ["", "../..", "2022-13", "2022-06-26/2022-06-20", "yesterday", "2022-XX-04", "22-06"])
def test_no_edtf(edtf: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        time_of(edtf)


def test_a_value_that_no_version_of_ours_wrote_is_passed_over() -> None:
    strange = a_review(1, "correct", CLAIM.claim_id, changes={"place": {"name": "Leek"}, "event_type": "war", "x": 1})
    assert as_it_stands(CLAIM, [strange])[0].place == CLAIM.place
