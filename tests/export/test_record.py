"""The public record keeps its schema and the document's words."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from fogline.export.record import record_of
from fogline.model.claim import Claim
from tests.factories import TEXT, a_claim, a_document


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((files("fogline.export") / "claim.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "claim",
    [
        a_claim(),
        a_claim(speaker=None, agent=None, place=None, time=None, quantities=(), polarity="denied"),
        a_claim(event_type="control"),
    ],
    ids=["full", "sparse", "state"],
)
def test_records_are_valid(claim: Claim, schema: Any) -> None:
    record = json.loads(json.dumps(record_of(a_document(), claim)))
    jsonschema.Draft202012Validator(schema).validate(record)


def test_keys_stand_in_the_order_of_the_schema(schema: Any) -> None:
    assert list(record_of(a_document(), a_claim())) == list(schema["properties"])


def test_stretches_are_verbatim() -> None:
    record = record_of(a_document(), a_claim())
    for key in ("evidence", "trigger", "speaker", "agent", "place"):
        stretch = record[key]
        assert TEXT[stretch["start"] : stretch["end"]] == stretch["text"], key


def test_absent_is_null_not_a_default() -> None:
    record = record_of(a_document(), a_claim(speaker=None, place=None, time=None))
    assert record["speaker"] is None
    assert record["place"] is None
    assert record["time"] is None
    assert record["document"]["published"] is None
    assert record["document"]["origin_id"] is None


def test_an_id_of_a_supplement_is_no_geonameid() -> None:
    claim = a_claim()
    assert claim.place is not None
    invented = type(claim.place.place)("Northford reservoir", -12, 10.0, 20.0)
    record = record_of(a_document(), a_claim(place=type(claim.place)("it", invented, None)))
    assert record["place"]["geonameid"] is None
    assert record["place"]["latitude"] == 10.0
