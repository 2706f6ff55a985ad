"""Nouns become JSON and come back, also from files that another version of a noun wrote."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from fogline.model.claim import Claim, Reason
from fogline.model.mention import Mentions, PlaceMention
from fogline.model.review import Review
from fogline.model.sentence import Sentence
from fogline.model.span import Span
from fogline.model.values import Place, TimeValue, Toponym
from fogline.store import codec
from tests.factories import a_claim
from tests.store.nouns import MENTIONS, TOKEN

REVIEW = Review("r", "c", "correct", "ada", datetime(2031, 5, 2, tzinfo=UTC), {"place": None, "times": [1, 2.5]})


@pytest.mark.parametrize("noun", [a_claim(), MENTIONS, REVIEW, Span(3, 9), Place("x", score=0.5)])
def test_nouns_come_back(noun: object) -> None:
    assert codec.loads(type(noun), codec.dumps(noun)) == noun


def test_what_has_its_default_is_not_written() -> None:
    assert json.loads(codec.dumps(Place("Weir", 9))) == {"name": "Weir", "geonameid": 9}
    assert json.loads(codec.dumps(TimeValue(start=date(2031, 5, 2)))) == {"start": "2031-05-02"}


def test_tokens_are_not_kept() -> None:
    sentence = Sentence(0, 0, 9, "body", 0, (TOKEN,))
    assert codec.loads_tuple(Sentence, codec.dumps((sentence,))) == (replace(sentence, tokens=()),)


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    written = json.loads(codec.dumps(a_claim())) | {"mood": "grim"}
    assert codec.loads(Claim, json.dumps(written)) == a_claim()


def test_a_field_that_an_older_version_did_not_write_has_its_default() -> None:
    written = json.loads(codec.dumps(a_claim()))
    del written["quantities"]
    assert codec.loads(Claim, json.dumps(written)).quantities == ()


def test_an_unknown_value_stays_unknown() -> None:
    assert codec.loads(Place, '{"name":"Weir","latitude":null}').latitude is None


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.dumps(Place("Weir", latitude=float("nan")))


@pytest.mark.parametrize(
    "noun", [replace(REVIEW, changes={"score": float("inf"), "place": None}), (Place("Weir", score=float("nan")),)]
)
def test_it_is_refused_wherever_it_stands(noun: object) -> None:
    with pytest.raises(ValueError, match="JSON"):
        codec.dumps(noun)


def test_what_is_unknown_beside_what_is_known_is_written_as_null() -> None:
    weir = Toponym(9, "Null Weir", 1.5, -2.0, None, None, None, "P", "PPL", 0, 3.0, "a test")
    source = PlaceMention(Span(0, 4), "Weir", Place("Weir"), candidates=(weir,))
    assert codec.loads_tuple(PlaceMention, codec.dumps((source, source))) == (source, source)


def test_reasons_that_are_alike_are_told_apart_by_each_of_their_fields() -> None:
    one = Reason("confidence", "hedge", "likely", 0.5)
    reasons = (one, replace(one), replace(one, weight=None), replace(one, detail=""), one)
    assert codec.loads(Claim, codec.dumps(replace(a_claim(), reasons=reasons))).reasons == reasons


def test_a_type_with_no_plain_form_is_refused_by_name() -> None:
    @dataclass(frozen=True)
    class Odd:
        parts: set[str]

    with pytest.raises(TypeError, match="set"):
        codec.dumps(Odd({"a"}))


def test_nothing_found_takes_no_room() -> None:
    assert codec.dumps(Mentions()) == "{}"
